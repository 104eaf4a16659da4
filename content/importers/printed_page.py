"""The article among the paragraphs of a page that a browser printed: what stands before and behind it is cut off."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.importers.facts import web_address
from content.importers.furniture import is_furniture
from content.model import Source

_PROSE = 120
"""Code points of what is prose for certain, if it ends as a sentence does."""
_ENDS = (".", "!", "?", "…", ".”", '."', ".’", "?”", "!”", '?"', '!"', ".)")
_ENOUGH = 300
"""Code points of prose that an article has before anything is taken for its end."""
_MOST_BEFORE = 80
"""Paragraphs in which the headline is looked for."""
_MOST_AT_HEAD = 12
"""The same, where no page is printed around the article."""
_MOST_PARTS = 4
"""Paragraphs over which a headline may be spread."""
_SITE_WORDS = 7
_SEPARATOR = re.compile(r"\s+[|\-–—·»:]{1,2}\s+|\s*\|\s*")
_PAGE_FOOT = re.compile(r"((?:https?|file)://\S{1,2000}) \d{1,3}/\d{1,3}")
_PAGE_HEAD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: .{1,300})?")
_CAPTION = re.compile(
    r".{0,300}(?:\((?:file )?(?:photo|image|picture|credit)s?(?::| by | courtesy ).{1,80}\)|"
    r"\b(?:photo|image|picture)(?: credit)?: [^.]{1,60})\.?",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:tags|topics|filed under|keywords|categories|posted in)(?::.{0,300})?", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[.!?”\"’)]) (?=(?:Tags|Topics|Filed under): [^.!?]{1,200}$)")
"""Where what stands under an article was taken for the end of its last line."""
_AFTER = re.compile(
    r"(?:related|recommended|more|latest|popular|top|trending|other|similar)(?: \w{1,12}){0,2}"
    r" (?:articles?|stories|news|content|coverage|posts?|reading|topics?|headlines)|related|"
    r"recommended(?: for you| reading)?|trending(?: now)?|most (?:popular|read|viewed|shared|recent|commented)|"
    r"(?:read )?more (?:from|on|in|like) .{1,80}|you (?:may|might)(?: also)? (?:like|be interested in)|"
    r"(?:read|up|see|watch) next|what to read next|about the authors?|sign up (?:for|to) .{1,120}|"
    r"(?:subscribe|newsletters?)(?: .{1,80})?|share(?: this.{0,40}|:.{0,100})?|follow us.{0,80}|"
    r"comments|(?:contact|about) us|site ?map|accessibility(?: statement)?|back to top|disclaimer|"
    r"(?:©|\(c\) ?\d|copyright (?:©|\(c\)|\d)).{0,300}",
    re.IGNORECASE,
)
"""Headings of what stands under an article, and sometimes inside of it."""
_END = re.compile(
    r"comments? ?\(\d+\)|\d+ (?:comments?|replies|responses)|join the (?:conversation|discussion)|"
    r"(?:leave|post|add) a (?:comment|reply)|(?:view|show|see|read) (?:all )?(?:\d+ )?comments|"
    r".{0,200}\ball rights reserved\.?|"
    r"(?:privacy|cookies?) (?:policy|notice|statement|settings|preferences)|"
    r"terms of (?:sale|service|use)|terms (?:and|&) conditions",
    re.IGNORECASE,
)
"""What stands under every page or begins what its readers wrote."""
_ANSWER = re.compile(r"(?:reply|like|report|share|[ |·•]){1,20}", re.IGNORECASE)


class _Found(NamedTuple):
    """Where a headline stands, from `begin` to before `end`; `title` is it, and `site` what the page's title adds."""

    begin: int
    end: int
    title: str
    site: str


def article_of(paragraphs: list[str], source: Source) -> tuple[list[str], Source]:
    """The paragraphs from the headline (left out) to the article's end, and the source without the site in its title.

    What cannot be told is kept: all before a headline that is not found, and all behind an end that is not plain.
    """
    paragraphs, address = _without_frame([part for each in paragraphs for part in _GLUED.split(each)])
    source = source._replace(url=source.url or address)
    found = _headline(paragraphs, source.title)
    if found:
        before, after = paragraphs[: found.begin], paragraphs[found.end :]
        source = source._replace(title=found.title, publisher=source.publisher or found.site)
        if after and 2 * _prose(before) <= _prose(after):
            paragraphs = after
    kept = [each for each in _until_end(paragraphs) if not is_furniture(each) and not _CAPTION.fullmatch(each)]
    return (kept or paragraphs), source


def without_site(paragraphs: list[str], source: Source) -> Source:
    """The source without the site in its title, where one of the first paragraphs is the title without it."""
    found = _headline(paragraphs[:_MOST_AT_HEAD], source.title)
    if not found or not found.site or found.title.count(" ") < 2:
        return source
    return source._replace(title=found.title, publisher=source.publisher or found.site)


def _without_frame(paragraphs: list[str]) -> tuple[list[str], str]:
    """The paragraphs without what the browser prints over and under each page, and the address that is among it."""
    feet = [_PAGE_FOOT.fullmatch(each) for each in paragraphs]
    address = next((found for foot in feet if foot and (found := web_address(foot[1]))), "")
    kept = [each for each, foot in zip(paragraphs, feet, strict=True) if not foot and not _PAGE_HEAD.fullmatch(each)]
    return (kept or paragraphs), address


def _headline(paragraphs: list[str], title: str) -> _Found | None:
    """The headline that the page's title is, with or without the name of the site before or behind it."""
    wanted = {letters: (words, site) for words, site in _readings(title) if (letters := _letters(words))}
    longest = max(map(len, wanted), default=0)
    found: list[_Found] = []
    for begin in range(min(len(paragraphs), _MOST_BEFORE)):
        said = ""
        for end in range(begin, min(len(paragraphs), begin + _MOST_PARTS)):
            said += _letters(paragraphs[end])
            if len(said) > longest:
                break
            if said in wanted:
                found.append(_Found(begin, end + 1, *wanted.pop(said)))
    # The name of the site may stand over the article as well; a headline has more words and comes after it.
    return max(found, key=lambda each: (each.title.count(" "), each.begin), default=None)


def _readings(title: str) -> list[tuple[str, str]]:
    """What may be the headline in a page's title, each with what would be the name of the site then."""
    read = [(title, "")]
    for place in _SEPARATOR.finditer(title):
        first, last = title[: place.start()].strip(), title[place.end() :].strip()
        read += [(first, last)] if len(last.split()) <= _SITE_WORDS else []
        read += [(last, first)] if len(first.split()) < min(len(last.split()), _SITE_WORDS + 1) else []
    return read


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold())) if len(words) <= 400 else "-" * 400


def _prose(paragraphs: list[str]) -> int:
    """How much of the paragraphs is prose for certain, in code points."""
    return sum(len(each) for each in paragraphs if _is_prose(each))


def _is_prose(words: str) -> bool:
    return len(words) >= _PROSE and words.endswith(_ENDS)


def _until_end(paragraphs: list[str]) -> list[str]:
    """The paragraphs before those that stand under an article: tags, other stories, comments, the foot of the page."""
    is_end = [_END.fullmatch(each) is not None for each in paragraphs]
    ahead = [0]  # from the last paragraph on, how much prose comes before the comments or the foot of the page
    for words, ends in zip(reversed(paragraphs), reversed(is_end), strict=True):
        ahead.append(0 if ends else ahead[-1] + (len(words) if _is_prose(words) else 0))
    ahead.reverse()
    whole, said = _prose(paragraphs), 0
    for place, words in enumerate(paragraphs):
        if _is_prose(words):
            said += len(words)
        elif said >= _ENOUGH:
            # A box with other stories may stand inside the article; comments come after it, and may be long.
            is_over = is_end[place] and whole - said <= said
            if is_over or (not ahead[place + 1] and (_AFTER.fullmatch(words) or _TAGS.fullmatch(words))):
                return paragraphs[:place]
    return _without_answers(paragraphs)


def _without_answers(paragraphs: list[str]) -> list[str]:
    """The paragraphs without comments at their end under each of which a reader can answer."""
    end = len(paragraphs)
    while end > 1 and _ANSWER.fullmatch(paragraphs[end - 1]):
        end -= 2
    return paragraphs[:end] or paragraphs


def _prose_before_end(paragraphs: list[str]) -> int:
    """How much prose comes before the comments or the foot of the page."""
    end = next((place for place, each in enumerate(paragraphs) if _END.fullmatch(each)), len(paragraphs))
    return _prose(paragraphs[:end])
