"""What is filed as the sentence is that it belongs to: the items of a list, and the rest of a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.desk_file import DraftingDesk
from content.drafting.found import Speech
from content.drafting.prevailing import is_heading
from content.model import Sentences


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
