"""What is about a page and not about the matter: names of elements around an article, and lines that stand in it."""

from __future__ import annotations

import re

_AROUND = frozenset(
    """ad ads advert advertisement advertising banner breadcrumb breadcrumbs caption comments consent contentinfo
    cookie cookies copyright credit credits dfp disqus donate donation footer gdpr hidden infobox jump legal
    livefyre masthead menu metabar modal mostpopular mostread nav navbar navigation newsletter noprint outbrain
    overlay pager pagination paging partners popular popup print promo promos promoted promotion rail recirc
    recirculation recommend recommendation recommendations recommended reflist related relatedposts share
    sharebar shareaholic sharedaddy sharing sidebar signin signup skip social sponsor sponsored subscribe
    subscription taboola tagcloud tags toc toolbar tooltip trending tweet utility widget yarpp zergnet""".split()  # noqa: SIM905  a list of quoted names is harder to read
)
_AROUND_PHRASES = re.compile(
    r"most[-_]?(?:read|viewed|shared|recent)|read[-_]?(?:more|next|also)|more[-_]?(?:news|stories|from|on|like)|"
    r"also[-_]?(?:read|see)|see[-_]?also|next[-_]?(?:article|story|up|post)|prev(?:ious)?[-_]?(?:article|story|post)|"
    r"author[-_]?(?:bio|box|info|card|description)|about[-_]?(?:the[-_]?)?author|latest[-_]?(?:news|stories|posts)|"
    r"comment[-_]?(?:list|form|section|thread|area|wrap)|comments?$|respond\b|follow[-_]?us|"
    r"(?:site|page)[-_]?(?:header|footer)|(?:image|photo)[-_]?(?:credit|caption|source)|wp-caption|"
    r"(?:entry|post|article)[-_]?(?:meta|footer|utility|tags|tools)|related[a-z]*|print-?only|mw-editsection|catlinks|"
    r"mw-jump|tag[-_]?list|social[a-z]*|share[-_]|newsletter|cookie|consent|"
    r"paywall[-_](?:overlay|prompt|modal|barrier|gate)|pay-?gate|e?mail[-_]?sign"
)
_BODIES = re.compile(
    r"(?:article|story|entry|post|news|press|release|page)[-_]{0,2}(?:body|content|text)\b|articlebody|"
    r"body[-_]{0,2}(?:copy|text|content)|field--?name-(?:field-)?body|\bwsw\b|richtextstorybody|mw-parser-output|"
    r"td-post-content|main[-_]?content|govspeak"
)
_WORD = re.compile(r"[a-z]+")

_NOISE = re.compile(
    r"advertisement|ad|advertising|sponsored|share(?: (?:this|on|via|with|article|story).{0,40})?|"
    r"print(?: this.{0,20})?|e-?mail(?: this.{0,20})?|copy link|listen(?: to (?:this )?(?:article|story))?|save|"
    r"(?:read|see) (?:more|also):?.{0,200}|also read:?.{0,200}|"
    r"(?:more on this|related(?: (?:articles?|stories|content|news|topics?))?)(?::.{0,200})?|"
    r"continue reading.{0,60}|(?:story|article) continues (?:below|after).{0,40}|(?:click|tap) here.{0,120}|"
    r"skip (?:to|past).{0,60}|loading\.*|comments?(?: \(\d+\))?|\d+ comments?|leave a comment|(?:back to )?top|"
    r"facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|image (?:source|caption).{0,200}|getty images|"
    r"follow us.{0,80}|subscribe(?: (?:now|to|today).{0,80})?|sign up.{0,120}|all rights reserved\.?|"
    r"\d+ min(?:ute)?s? read|embed|download|no media source.{0,60}|\[?(?:photo|image|video|file)(?: photo)?:.{0,300}|"
    r"\(?(?:ap|reuters|afp) photo.{0,100}|enlarge(?: this image)?|(?:toggle|hide) caption|view comments|close|"
    r"open|menu|"
    r"search|next|previous|(?:from|to|by|date|location|topics?|tags|filed under|posted in|category|categories|author|"
    r"published|last updated)\s?:?|"
    r"\(?(?:(?:additional )?reporting|writing|editing|compiled) by .{1,200}|"
    r"[\w.+-]{1,60}@[\w.-]{1,60}(?: \(end\))?|\(end\)|(?:©|copyright (?:©|\(c\)|\d|by\b)|\(c\) ?\d{4}).{0,380}",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:©|™|copyright).{0,300}all rights reserved", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_STAMP = re.compile(
    r"by\b.{0,120}|(?:first |last )?(?:published|updated|posted|modified|issued|submitted)\b.{0,80}|"
    rf"{_WEEKDAY}{_MONTH} \d{{1,2}}(?:,? 20\d\d)?.{{0,40}}|{_WEEKDAY}\d{{1,2}} {_MONTH},? (?:20)?\d\d.{{0,40}}|"
    r"20\d\d[-/.]\d\d?[-/.]\d\d?.{0,40}|\d\d?[-/.]\d\d?[-/.]20\d\d.{0,40}|\d{1,2}:\d\d.{0,40}|"
    r"\d+ (?:hours?|days?|minutes?) ago",
    re.IGNORECASE,
)
_SHORT = 400
"""Code points of what may be a line about the page."""


def is_around(names: str) -> bool:
    """Whether an element of these classes, id and role, in lower case, stands around an article."""
    return not _AROUND.isdisjoint(_WORD.findall(names)) or bool(_AROUND_PHRASES.search(names))


def is_body(names: str) -> bool:
    """Whether an element of these classes, id and role says that it is an article's text."""
    return bool(_BODIES.search(names))


def is_noise(text: str) -> bool:
    """Whether a paragraph is about the page and not about the matter, or holds no word."""
    if len(text) > _SHORT:
        return False
    return not any(map(str.isalnum, text)) or bool(_NOISE.fullmatch(text) or _RIGHTS.search(text))


def is_stamp(text: str) -> bool:
    """Whether a line is a byline or a date and nothing else."""
    return len(text) < 160 and text[-1:] not in (".", "!", "?", "…", "”", '"') and bool(_STAMP.fullmatch(text))
