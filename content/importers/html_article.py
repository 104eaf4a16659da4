"""The article among the blocks of a page: the element whose words are most worth having, without what is around it."""

from __future__ import annotations

import re

from content.importers.html_page import HEADINGS, Block, Page

_WORD = re.compile(r"[a-z]+")

_ASIDES = frozenset(["nav", "aside", "footer", "figcaption", "dialog", "menu", "legend", "caption"])
_AROUND = frozenset(
    """ad ads advert advertisement advertising banner breadcrumb breadcrumbs caption comments contentinfo
    cookie cookies consent copyright credit credits dfp disclaimer disqus donate donation footer gdpr hidden highlights
    infobox jump legal livefyre masthead menu metabar modal mostpopular mostread nav navbar navigation newsletter noprint outbrain
    overlay pager pagination paging partner partners popular popup print promo promos promoted promotion rail
    recirc recirculation recommend recommendation recommendations recommended reflist related relatedposts share
    sharebar sharedaddy sharing shareaholic sidebar signin signup skip social sponsor sponsored subscribe
    subscription taboola tags tagcloud toc toolbar tooltip topics trending tweet utility widget yarpp zergnet""".split()  # noqa: SIM905
)
"""Words in classes, ids and roles of what stands around an article."""
_AROUND_PHRASES = re.compile(
    r"most[-_]?(?:read|viewed|shared|recent)|read[-_]?(?:more|next|also)|more[-_]?(?:news|stories|from|on|like)|"
    r"also[-_]?(?:read|see)|see[-_]?also|next[-_]?(?:article|story|up|post)|prev(?:ious)?[-_]?(?:article|story|post)|"
    r"author[-_]?(?:bio|box|info|card|description)|about[-_]?(?:the[-_]?)?author|latest[-_]?(?:news|stories|posts)|"
    r"comment[-_]?(?:list|form|section|thread|area|wrap)|comments?$|respond\b|follow[-_]?us|site[-_]?(?:header|footer)|"
    r"page[-_]?(?:header|footer)|image[-_]?(?:credit|caption|source)|photo[-_]?(?:credit|caption)|wp-caption|"
    r"entry[-_]?(?:meta|footer|utility)|post[-_]?(?:meta|footer|tags)|article[-_]?(?:meta|footer|tags|tools)|"
    r"related[a-z]*|sr-only|print-?only|mw-editsection|catlinks|mw-jump|tag[-_]?list|social[a-z]*|share[-_]|"
    r"newsletter|cookie|consent|paywall[-_](?:overlay|prompt|modal|barrier|gate)|pay-?gate|e?mail[-_]?sign"
)
_BODIES = re.compile(
    r"article[-_]{0,2}(?:body|content|text)|(?:story|entry|post|news|press|release|page)[-_]{0,2}(?:body|content|text)\b|"
    r"body[-_]{0,2}(?:copy|text|content)|field--name-body|field-name-body|\bwsw\b|richtextstorybody|articlebody|"
    r"mw-parser-output|td-post-content|main[-_]?content"
)
_ENDS = (".", "!", "?", "”", '"', "…", ".)", "’", ":")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
_NOISE = re.compile(
    r"advertisement|ad|advertising|sponsored|share(?: (?:this|on|via|with|article|story).{0,40})?|print(?: this.{0,20})?|"
    r"e-?mail(?: this.{0,20})?|copy link|listen(?: to (?:this )?(?:article|story))?|save|read more:?.{0,200}|"
    r"(?:see also|read also|also read|more on this|related(?: (?:articles?|stories|content|news|topics?))?)(?::.{0,200})?|"
    r"continue reading.{0,60}|story continues below.{0,40}|article continues (?:below|after).{0,40}|"
    r"(?:click|tap) here.{0,120}|skip (?:to|past).{0,60}|loading\.*|comments?(?: \(\d+\))?|\d+ comments?|leave a comment|"
    r"(?:back to )?top|facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|image source.{0,80}|"
    r"image caption.{0,200}|getty images|follow us.{0,80}|subscribe(?: (?:now|to|today).{0,80})?|sign up.{0,120}|"
    r"(?:©|copyright\b|\(c\) ).{0,160}|all rights reserved\.?|\d+ min(?:ute)?s? read|embed|download|no media source.{0,60}|"
    r"\[?(?:photo|image|video|file)(?: photo)?:.{0,300}|\(?(?:ap|reuters|afp) photo.{0,100}|enlarge(?: this image)?|"
    r"toggle caption|hide caption|view comments|close|open|menu|search|next|previous",
    re.IGNORECASE,
)
"""Whole blocks that say nothing of the matter."""
_STAMP = re.compile(
    r"(?:by\b.{0,120}|(?:(?:first |last )?(?:published|updated|posted|modified|issued)\b.{0,80})|"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2},? ?(?:20\d\d)?.{0,40}|"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,? (?:20)?\d\d.{0,40}|"
    r"20\d\d[-/.]\d\d?[-/.]\d\d?.{0,40}|\d\d?[-/.]\d\d?[-/.]20\d\d.{0,40}|\d{1,2}:\d\d.{0,40}|\d+ (?:hours?|days?|minutes?) ago)",
    re.IGNORECASE,
)
"""A byline or a date by itself."""

_DATELINE = re.compile(r"[A-Z].{0,60}\s(?:—|–|--)")
"""A place, or a place and an agency, with the dash before the first sentence."""


def article_of(page: Page, title: str = "", author: str = "") -> list[str]:
    """The paragraphs of a page's article in their order, without `title` and `author` above them; none where it has none.

    Raises nothing.
    """
    for is_strict in (True, False):
        around = _around(page, is_strict)
        chosen = _chosen(page, around)
        found = [each for each in page.blocks if not around[each.node] and chosen[0] <= each.node < chosen[1]]
        paragraphs = _cleaned(found, title, author)
        if sum(map(len, paragraphs)) >= 140:
            return paragraphs
    return paragraphs


def is_noise(text: str) -> bool:
    """Whether a paragraph is about the page and not the matter."""
    return bool(_NOISE.fullmatch(text[:400]))


def all_of(page: Page) -> list[str]:
    """Every paragraph of a page or fragment that is shown, in their order."""
    hidden: list[bool] = []
    for node in page.nodes:
        hidden.append(node.is_hidden or (node.parent >= 0 and hidden[node.parent]))
    return [each.text for each in page.blocks if not hidden[each.node]]


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
    most = mass[0]
    around: list[bool] = []
    for place, node in enumerate(page.nodes):
        if node.parent >= 0 and around[node.parent]:
            around.append(True)
            continue
        share = mass[place] / most if most else 0.0
        if node.is_hidden:
            around.append(is_strict or share < 0.5)
        elif not is_strict or node.tag in ("html", "body", "main", "article", "p") or share > 0.5:
            around.append(node.tag in ("nav", "footer") and share < 0.5)
        elif node.tag in _ASIDES:
            around.append(True)
        elif node.tag == "header":
            around.append(share < 0.1 and not mass[place])
        else:
            called = node.names
            around.append(
                bool(called.strip())
                and share < 0.4
                and (not _AROUND.isdisjoint(_WORD.findall(called)) or bool(_AROUND_PHRASES.search(called)))
            )
    return around


def _is_prose(block: Block) -> bool:
    """Whether it looks like sentences that are not links."""
    length = len(block.text)
    if block.linked * 2 > length or block.tag in HEADINGS:
        return False
    return (
        length >= 80
        and any(each in block.text for each in ".!?…")
        or bool(length >= 40 and _SENTENCE_END.search(block.text))
    )


def _chosen(page: Page, around: list[bool]) -> tuple[int, int]:
    """The first and the last but one of the elements that are the article: it, and all those in it."""
    count = len(page.nodes)
    worth = [0.0] * count
    for each in page.blocks:
        if not around[each.node]:
            worth[each.node] += _worth(each)
    ends = list(range(1, count + 1))
    for place in range(count - 1, 0, -1):
        node = page.nodes[place]
        if around[place]:
            worth[node.parent] -= 5 if not around[node.parent] else 0
        else:
            worth[node.parent] += worth[place]
        ends[node.parent] = max(ends[node.parent], ends[place])
    best, most = 0, 0.0
    for place in range(count):
        if not around[place] and (now := worth[place] * _weight(page, place)) >= most and now > 0:
            best, most = place, now
    return best, ends[best]


def _worth(block: Block) -> float:
    """How much a block speaks for the element that it stands in, in code points of prose."""
    length = len(block.text)
    if _is_prose(block):
        return length - 1.5 * block.linked
    if block.tag in HEADINGS:
        return -5.0 if not block.linked else -15.0
    if block.linked * 2 > length:
        return -20.0 - min(length, 200) * 0.5
    return 0.0 if block.tag in ("p", "li", "td", "blockquote") else -10.0


def _weight(page: Page, place: int) -> float:
    """More for an element that says that it is the article."""
    node = page.nodes[place]
    if "articlebody" in node.property.split():
        return 1.35
    if _BODIES.search(node.names):
        return 1.25
    if node.tag == "article" or "article" in node.names.split():
        return 1.15
    return 1.1 if node.tag == "main" or "main" in node.names.split() else 1.0


def _cleaned(blocks: list[Block], title: str, author: str) -> list[str]:
    """The words of blocks without those that are about the page and not the matter."""
    first = next((place for place, each in enumerate(blocks) if _is_prose(each)), len(blocks))
    kept: list[Block] = []
    for place, each in enumerate(blocks):
        if is_noise(each.text) or _is_links(each):
            continue
        is_above = place < first
        if is_above and each.tag in HEADINGS and _same(each.text, title):
            continue
        if is_above and len(each.text) < 160 and not _SENTENCE_END.search(each.text) and _STAMP.fullmatch(each.text):
            continue
        if author and len(each.text) < len(author) + 30 and _same(re.sub(r"^by\s+", "", each.text, flags=re.I), author):
            continue
        if kept and kept[-1].text == each.text:
            continue
        if kept and _DATELINE.fullmatch(kept[-1].text) and each.tag not in HEADINGS:
            each = each._replace(text=f"{kept.pop().text} {each.text}")
        kept.append(each)
    while kept and (kept[-1].tag in HEADINGS or not any(char.isalnum() for char in kept[-1].text)):
        kept.pop()
    return [each.text for each in kept]


def _is_links(block: Block) -> bool:
    """Whether a block is there to lead elsewhere."""
    length = len(block.text)
    if block.linked * 10 < length * 7:
        return False
    return not (length >= 80 and block.tag in ("p", "blockquote") and block.linked < length * 0.95)


def _same(one: str, other: str) -> bool:
    """Whether two lines have the same words."""
    return bool(other) and re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())
