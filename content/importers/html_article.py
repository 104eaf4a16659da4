"""The article among the blocks of a page: the element whose words are most worth having, without what is around it."""

from __future__ import annotations

import re

from content.importers.html_page import HEADINGS, Block, Page
from content.importers.page_noise import is_around, is_body, is_noise, is_stamp

_ENOUGH = 140
"""Code points of an article; with fewer, what is called a sidebar is read as well."""
_LONG, _SHORT = 80, 40
"""Code points from which a block is prose that has the end of a sentence in it, or at its end."""
_TOLL = 50
"""What each paragraph must exceed to count: teasers are short."""
_MOST_COST = 150
"""What blocks one after another that are no prose cost at most: an article may hold a table or a list of links."""

_STEPS = 4
"""Elements outwards in which a lead is looked for."""

_ASIDES = frozenset(["nav", "aside", "footer", "figcaption", "dialog", "menu", "legend", "caption"])
_PLAIN = frozenset(["p", "li", "td", "blockquote", "pre", "dd"])
"""Elements that hold text and little else."""
_TEXTS = frozenset([*_PLAIN - {"td"}, *HEADINGS])
"""Elements that are a part of an article, and not one."""
_LEAST = 0.3
"""What remains of the worth of prose, whatever stands beside it."""
_HELD = frozenset(["html", "body", "main", "article", "p"])
"""Elements that are not around the article, whatever they are called."""
_STOPS = re.compile(r"[.!?…。！？։؟।။]")
_SENTENCE_END = re.compile(r"[.!?…。！？։؟।။][\"”’')\]]*$")
_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of which a few make a word, or that are written without blanks."""
_DATELINE = re.compile(r"[A-Z].{0,60}\s(?:—|–|--)")
"""A place, or a place and an agency, with the dash before the first sentence."""
_BY = re.compile(r"by:?\s+", re.IGNORECASE)


def article_of(page: Page, title: str = "", author: str = "") -> list[str]:
    """The paragraphs of a page's article in their order, without `title` and `author` above them; none without words.

    Raises nothing.
    """
    paragraphs: list[str] = []
    for is_strict in (True, False):
        around = _around(page, is_strict)
        first, last = _chosen(page, around)
        lead = _lead(page, first)
        found = [
            each
            for each in page.blocks
            if not around[each.node]
            and (first <= each.node < last or (lead <= each.node < first and each.after <= first))
        ]
        paragraphs = _cleaned(_trimmed(found), title, author)
        if sum(map(len, paragraphs)) >= _ENOUGH:
            break
    return paragraphs


def all_of(page: Page) -> list[str]:
    """Every paragraph of a page or fragment that is shown, in their order."""
    hidden: list[bool] = []
    for node in page.nodes:
        hidden.append(node.is_hidden or (node.parent >= 0 and hidden[node.parent]))
    return [each.text for each in page.blocks if not hidden[each.node]]


# --- what is around it -----------------------------------------------------------------------------------------------


def _around(page: Page, is_strict: bool) -> list[bool]:
    """Whether each element is around the article, by what it is or is called, or stands in one that is.

    An element with most of the page's sentences is not around them, whatever it is called.
    """
    mass = [0] * len(page.nodes)
    for each in page.blocks:
        if _is_prose(each):
            mass[each.node] += len(each.text) - each.linked
    for place in range(len(mass) - 1, 0, -1):
        mass[page.nodes[place].parent] += mass[place]
    around: list[bool] = []
    for place, node in enumerate(page.nodes):
        share = mass[place] / mass[0] if mass[0] else 0.0
        if node.parent >= 0 and around[node.parent]:
            around.append(True)
        elif node.is_hidden:
            around.append(is_strict or share < 0.5)
        elif not is_strict or node.tag in _HELD or share > 0.5:
            around.append(node.tag in ("nav", "footer") and share < 0.5)
        elif node.tag == "header":
            around.append(not mass[place])
        else:
            around.append(node.tag in _ASIDES or (share < 0.4 and is_around(node.names)))
    return around


def _length(text: str) -> int:
    """Code points, those of scripts without blanks counted as about as many as the words would have in others."""
    return len(text) if text.isascii() else len(text) + 2 * len(_WIDE.findall(text))


def _is_prose(block: Block) -> bool:
    """Whether it looks like sentences that are not links."""
    length = len(block.text)
    if block.linked * 2 > length or block.tag in HEADINGS:
        return False
    length = _length(block.text)
    return bool(
        (length >= _LONG and _STOPS.search(block.text)) or (length >= _SHORT and _SENTENCE_END.search(block.text))
    )


def _is_links(block: Block) -> bool:
    """Whether a block is there to lead elsewhere."""
    length = len(block.text)
    if block.linked * 10 < length * 7:
        return False
    return not (length >= _LONG and block.tag in ("p", "blockquote") and block.linked < length * 0.95)


# --- which element it is ---------------------------------------------------------------------------------------------


def _worths(blocks: list[Block]) -> list[float]:
    """How much each block speaks for the element that it stands in, in code points of prose."""
    worths: list[float] = []
    before = False
    for each in blocks:
        length, is_links = len(each.text), _is_links(each)
        if _is_prose(each):
            # Teasers stand under the links that they speak for.
            least = 1.0 if each.tag in _PLAIN else -_TOLL
            worths.append(max(least, _length(each.text) - _TOLL - 1.5 * each.linked) * (0.3 if before else 1.0))
        elif each.tag in HEADINGS:
            worths.append(-15.0 if each.linked else -5.0)
        elif each.linked * 2 > length:
            worths.append(-20.0 - min(length, 200) * 0.5)
        else:
            worths.append(0.0 if each.tag in _PLAIN else -10.0)
        # A date may stand between the two.
        before = is_links or (before and is_stamp(each.text))
    return worths


def _chosen(page: Page, around: list[bool]) -> tuple[int, int]:
    """The first and the last but one of the elements that are the article: it, and all those in it."""
    count = len(page.nodes)
    shown = [each for each in page.blocks if not around[each.node]]
    worth, cost = [0.0] * count, [0.0] * count
    for each, now in zip(shown, _worths(shown), strict=True):
        if now > 0:
            worth[each.node] += now
        else:
            cost[each.node] -= now
    ends = list(range(1, count + 1))
    for place in range(count - 1, 0, -1):
        parent = page.nodes[place].parent
        if not around[place]:
            worth[parent] += worth[place]
            cost[parent] += cost[place]
        elif not around[parent]:
            cost[parent] += 5
        ends[parent] = max(ends[parent], ends[place])
    best, most = 0, 0.0
    for place in range(count):
        if around[place] or page.nodes[place].tag in _TEXTS:
            continue
        now = max(worth[place] - cost[place], worth[place] * _LEAST) * _weight(page, place)
        if 0 < now >= most:
            best, most = place, now
    return best, ends[best]


def _lead(page: Page, place: int) -> int:
    """The element from which on the article's lead may stand before it: what holds the article and its head."""
    for _ in range(_STEPS):
        if page.nodes[place].tag in ("article", "main", "body") or page.nodes[place].parent <= 0:
            break
        place = page.nodes[place].parent
    return place if page.nodes[place].tag not in ("html", "body", "") else len(page.nodes)


def _weight(page: Page, place: int) -> float:
    """More for an element that says that it is the article."""
    node = page.nodes[place]
    if "articlebody" in node.property.split():
        return 1.35
    if is_body(node.names):
        return 1.25
    if node.tag == "article" or "article" in node.names.split():
        return 1.15
    return 1.1 if node.tag == "main" or "main" in node.names.split() else 1.0


# --- which of its blocks ---------------------------------------------------------------------------------------------


def _trimmed(blocks: list[Block]) -> list[Block]:
    """The blocks from the first to the last that are worth having: the run that is worth most, the longest of such."""
    best, most, start, total, cost = (0, 0), 0.0, 0, 0.0, 0.0
    for place, worth in enumerate(_worths(blocks)):
        if worth < 0:
            worth = max(worth, cost - _MOST_COST)
            cost -= worth
        elif worth > 0:
            cost = 0.0
        total += worth
        if total < 0:
            start, total, cost = place + 1, 0.0, 0.0
        elif total >= most and total > 0:
            best, most = (start, place + 1), total
    first, last = best
    while first > 0 and (blocks[first - 1].tag in HEADINGS or _DATELINE.fullmatch(blocks[first - 1].text)):
        first -= 1
    return blocks[first:last]


def without_frame(paragraphs: list[str], title: str, author: str) -> list[str]:
    """Paragraphs found in another way, without title and author above them and without what is about the page."""
    blocks = [Block(each, 0, "p", 0) for each in paragraphs]
    if blocks and _same(blocks[0].text, title) and not _SENTENCE_END.search(title):
        blocks.pop(0)
    return _cleaned(blocks, title, author)


def _cleaned(blocks: list[Block], title: str, author: str) -> list[str]:
    """The words of blocks without those that are about the page and not the matter."""
    first = next((place for place, each in enumerate(blocks) if _is_prose(each)), len(blocks))
    kept: list[Block] = []
    for place, each in enumerate(blocks):
        if is_noise(each.text) or _is_links(each):
            continue
        if is_stamp(each.text) and (place < first or each.tag not in _PLAIN):
            continue
        if place < first and each.tag in HEADINGS and _same(each.text, title):
            continue
        if author and len(each.text) < len(author) + 30 and _same(_BY.sub("", each.text, count=1), author):
            continue
        if kept and kept[-1].text == each.text:
            continue
        if kept and _DATELINE.fullmatch(kept[-1].text) and each.tag not in HEADINGS:
            each = each._replace(text=f"{kept.pop().text} {each.text}")
        kept.append(each)
    while kept and kept[-1].tag in HEADINGS:
        kept.pop()
    return [each.text for each in kept]


def _same(one: str, other: str) -> bool:
    """Whether two lines have the same words."""
    return bool(other) and re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())
