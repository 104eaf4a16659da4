"""What is filed as the sentence is that it belongs to: the items of a list, and the rest of a quotation."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from content.drafting.desk_file import DraftingDesk, Filling
from content.drafting.found import Speech
from content.drafting.prevailing import is_heading
from content.model import Sentences

_AGREED = re.compile(r"\b(?:agreements?|deals?|pact|accord|commitments?|terms|commits?|committed|agreed)\b")
_INCLUDE = re.compile(r"\b(?:includes?|including|are):$")
"""What ends a line that heads a list, however short it is: "These new deals include:"."""
_NEAR_END = 200
ITEMS = 3
"""Of how many items below what heads a list"""
MOST_ITEMS = 2
"""so many are under a pane that it is, too."""


def list_on(filed: list[set[int]], text: str, sentences: Sentences, desk: DraftingDesk, views: frozenset[int]) -> None:
    """File what is listed after "The measures are these:" as that sentence is.

    Every item but the last ends with ";".
    """
    running = {number for number, rule in enumerate(desk.rules) if rule.runs_on}
    given: set[int] = set()
    for index, end in enumerate(sentences.ends):
        item = text[sentences.starts[index] : end].removesuffix(" and").removesuffix(" or").removesuffix(",")
        if index not in views:
            filed[index] |= given
        if item.endswith(":") and not is_heading(text, sentences, index):
            given = filed[index] & running
        elif not item.endswith((";", ":")):
            given = set()


def head_lists(
    filed: list[set[int]], text: str, sentences: Sentences, desk: DraftingDesk, views: frozenset[int]
) -> None:
    """File what heads a list, "The deal includes commitments to:", as most of the items below it are."""
    vocabularies = {number for number, rule in enumerate(desk.rules) if rule.filling is Filling.VOCABULARY}
    for index, end in enumerate(sentences.ends):
        items = filed[index + 1 : index + 1 + ITEMS]
        if text[end - 1] != ":" or len(items) < ITEMS or index in views:
            continue
        if is_heading(text, sentences, index) and not _INCLUDE.search(
            text, max(sentences.starts[index], end - 10), end
        ):
            continue
        if _AGREED.search(text, max(sentences.starts[index], end - _NEAR_END), end):
            filed[index] |= {pane for pane in vocabularies if sum(pane in item for item in items) >= MOST_ITEMS}


def run_on(filed: list[set[int]], speech: Sequence[Speech], desk: DraftingDesk, views: frozenset[int]) -> None:
    """File the sentences of one quotation together under the panes that ask for it."""
    running = {number for number, rule in enumerate(desk.rules) if rule.runs_on}
    for one in speech:
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(filed)]
        if one.quotation is None or len(numbers) < 2 or any(n in views for n in numbers):
            continue
        shared = {pane for n in numbers for pane in filed[n]} & running
        for n in numbers:
            filed[n] |= shared


def stand_between(
    filed: list[set[int]],
    text: str,
    sentences: Sentences,
    desk: DraftingDesk,
    themes: Collection[int],
    named: Collection[int],
    barred: Sequence[bool],
) -> None:
    """File a sentence that is under nothing as those on both its sides are, where the text is about that.

    "But the obstacles are many": it goes on about the treaty. Not where it names somebody, or is `barred`.
    """
    running = {number for number in themes if desk.rules[number].needs_themed}
    for index in range(1, len(filed) - 1):
        if filed[index] or barred[index] or index in named or text[sentences.ends[index] - 1] == ":":
            continue
        filed[index] |= filed[index - 1] & filed[index + 1] & running
