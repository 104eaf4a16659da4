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

_NETWORKS = r"facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|threads|bluesky|flipboard|mastodon"
_TOOLS = rf"(?:{_NETWORKS}|e-?mail|print|copy(?: link)?|save|share|tweet|sms|more)"
_FURNITURE = re.compile(
    r"(?:\W{0,3}(?:(?:story|article) continues (?:below|after) )?advertisement\W{0,3})|"
    r"(?:read|see) (?:more|also|next)(?:: .{1,200}|(?: (?:about|at|here|on)\b.{0,100})?)|also read: .{1,200}|"
    r"(?:click|tap) here (?:for|to) .{1,100}|continue reading|(?:story|article) continues (?:below|after).{0,40}|"
    r"(?:share|print|e-?mail|save|listen to|comment on) this (?:article|page|post|story|with your friends)|"
    rf"share(?: (?:on|via|with|to))?:? {_TOOLS}(?:[ ,|·•]{{1,3}}{_TOOLS}){{0,12}}|"
    rf"(?:{_NETWORKS})(?:[ ,|·•]{{1,3}}{_TOOLS}){{1,12}}|"
    r"skip to (?:main )?content|leave a (?:comment|reply)|(?:\d+ )?comments? ?\(\d+\)|\d+ comments?|"
    r"back to top|no media source.{0,60}|\d+ min(?:ute)?s? read|(?:view|see) (?:all )?comments|"
    r"follow us(?: on .{1,80})?|subscribe(?: (?:now|today|to our .{1,80}))?!?|sign up (?:for|to) our .{1,120}|"
    r"related (?:articles?|content|coverage|news|reading|stories|topics?)(?:: .{1,200})?|you (?:may|might) also like|"
    r"(?:filed under|posted in|tags): .{1,200}|(?:filed under|posted in):?|"
    r"(?:we|this (?:web ?)?site|our (?:web ?)?site) uses? cookies\b.{0,300}|"
    r"accept(?: all)?(?: cookies)?|"
    r"(?:all|some) rights reserved\.?|(?:©|\(c\)|copyright) ?(?:©|\(c\))? ?\d{4}.{0,200}",
    re.IGNORECASE,
)
"""What no subhead and no sentence of an article says."""
_WEAK = re.compile(rf"{_TOOLS}|search|menu|tags:?|close|download|listen|embed|next|previous|top", re.IGNORECASE)
"""What may be a subhead as well where it stands alone."""


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


def is_furniture(text: str) -> bool:
    """Whether a line of its own, in a text without markup, is about the page and can be nothing else."""
    return len(text) <= _SHORT and bool(_FURNITURE.fullmatch(text) or _RIGHTS.fullmatch(text))


def without_furniture(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those about the page; all of them where no other is left.

    What may be a subhead is furniture only in company: "Print" beside "Share this article".
    """
    is_out = [is_furniture(each) for each in paragraphs]
    is_weak = [len(each) <= 20 and bool(_WEAK.fullmatch(each)) for each in paragraphs]
    for place, weak in enumerate(is_weak):
        beside = [each for each in (place - 1, place + 1) if 0 <= each < len(paragraphs)]
        if weak and any(is_out[each] or is_weak[each] for each in beside):
            is_out[place] = True
    return [each for each, out in zip(paragraphs, is_out, strict=True) if not out] or paragraphs
