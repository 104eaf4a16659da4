"""The words around a number that tell a count from a number in a name."""

from __future__ import annotations

from content.drafting.numbers import word_set

ABOUT = word_set(
    "about around some nearly almost over than least most approximately roughly exactly killing wounding injuring"
    " killed wounded injured kills wounds injures estimated totaling totalling numbering only"
)
POINTING = word_set("the these those both all our their its his her your my other")
KNOWN = word_set("first last next previous past other remaining same following latter former")
"""What stands between "the" and a number of those that are known: "the previous two visits"."""
NAMING = word_set(
    "articles article section sections resolution resolutions chapter chapters paragraph paragraphs page pages"
    " number no level phase title part post posts line lines group channel route flight highway step point item"
    " appendix annex tier rule room building camp unit type model version category class grade volume episode"
    " figure table note top aged age at"
)
MANY = word_set(
    "people troops soldiers civilians men women children tons tonnes kilometers kilometres miles meters metres"
    " refugees workers jobs employees migrants prisoners personnel barrels acres hectares feet nationals villages"
    " homes houses students families deaths casualties households"
)
MAY_BE_CAPITAL = (
    ABOUT
    | POINTING
    | word_set(
        "in on of by since until for from to with between and or but after before during all more another as up when"
        " where while if that this last next past first an a every each fewer less under just today yesterday there"
        " they he she we i it who is are was were has have had also meanwhile currently january february march april"
        " may june july august september october november december fully additionally"
    )
)
