"""Currencies as texts write them: a sign or a code before the amount, a code or a name after it.

Words are looked up, not matched: one pattern of all names would take longer to build than an article to read.
"""

from __future__ import annotations

import re

from content.drafting.numbers import word_set

_SIGNS = {
    "$": "USD", "US$": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "J$": "JMD", "Z$": "ZWL",
    "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "JP¥": "JPY", "₽": "RUB", "₹": "INR", "₩": "KRW", "₪": "ILS",
    "₴": "UAH", "₺": "TRY", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₸": "KZT", "₾": "GEL", "₿": "XBT",
    "Rs": "INR", "Rs.": "INR", "RMB": "CNY", "RM": "MYR", "Rp": "IDR", "SDR": "XDR", "¢": "USD", "￥": "JPY",
}  # fmt: skip
_CODES = word_set(
    "AED AFN ALL AMD AOA ARS AUD AZN BAM BDT BGN BHD BIF BND BOB BRL BWP BYN CAD CDF CHF CLP CNY COP CRC CUP CZK"
    " DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD GNF GTQ HKD HNL HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES"
    " KGS KHR KPW KRW KWD KZT LAK LBP LKR LRD LYD MAD MDL MGA MKD MMK MNT MRU MUR MWK MXN MYR MZN NAD NGN NIO NOK"
    " NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SDG SEK SGD SLE SOS SSP SYP SZL THB TJS TMT"
    " TND TRY TWD TZS UAH UGX USD UYU UZS VES VND XAF XOF YER ZAR ZMW"
)
_OF_COUNTRY = {
    "dollar": {
        "u.s.": "USD", "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD", "hong kong": "HKD",
        "singapore": "SGD", "new zealand": "NZD", "taiwan": "TWD", "taiwanese": "TWD", "jamaican": "JMD",
    },
    "pound": {"british": "GBP", "egyptian": "EGP", "syrian": "SYP", "lebanese": "LBP", "sudanese": "SDG"},
    "franc": {"swiss": "CHF", "cfa": "XOF", "congolese": "CDF", "rwandan": "RWF"},
    "rupee": {"indian": "INR", "pakistani": "PKR", "sri lankan": "LKR", "nepalese": "NPR"},
    "yuan": {"chinese": "CNY"},
    "yen": {"japanese": "JPY"},
    "ruble": {"russian": "RUB", "belarusian": "BYN"},
    "won": {"south korean": "KRW", "korean": "KRW", "north korean": "KPW"},
    "peso": {
        "mexican": "MXN", "philippine": "PHP", "argentine": "ARS", "colombian": "COP", "chilean": "CLP", "cuban": "CUP",
    },
    "krone": {"danish": "DKK", "norwegian": "NOK"},
    "krona": {"swedish": "SEK", "icelandic": "ISK"},
    "dinar": {
        "iraqi": "IQD", "kuwaiti": "KWD", "serbian": "RSD", "jordanian": "JOD", "algerian": "DZD", "libyan": "LYD",
    },
    "rial": {"iranian": "IRR", "omani": "OMR", "yemeni": "YER"},
    "riyal": {"saudi": "SAR", "qatari": "QAR"},
    "dirham": {"uae": "AED", "emirati": "AED", "moroccan": "MAD"},
    "shilling": {"kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS", "somali": "SOS"},
    "lira": {"turkish": "TRY"},
    "rand": {"south african": "ZAR"},
    "real": {"brazilian": "BRL"},
    "shekel": {"israeli": "ILS"},
}  # fmt: skip
_ALONE = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "yen": "JPY",
    "ruble": "RUB", "rouble": "RUB", "rupee": "INR", "rupiah": "IDR", "ringgit": "MYR", "baht": "THB", "hryvnia": "UAH",
    "zloty": "PLN", "forint": "HUF", "naira": "NGN", "shekel": "ILS", "lira": "TRY", "tenge": "KZT", "cent": "USD",
    "koruna": "CZK", "riyal": "SAR", "rial": "IRR", "dirham": "AED", "birr": "ETB", "cedi": "GHS", "kwacha": "ZMW",
    "taka": "BDT", "kyat": "MMK", "dong": "VND", "franc": "CHF", "peso": "MXN", "krona": "SEK", "krone": "NOK",
    "kroner": "NOK", "kronor": "SEK", "bolivar": "VES", "sterling": "GBP", "lari": "GEL", "afghani": "AFN",
}  # fmt: skip
"""What a name means without its country: where several use it, the one that is written of most."""
_IRREGULAR = {"kroner": "krone", "kronor": "krona", "rouble": "ruble"}

CURRENCY_REACH = 8
"""How many characters before a number its sign can begin."""

_ENDS = frozenset(sign[-1] for sign in _SIGNS)
"""How signs end: most numbers have none before them, and one character tells."""
_LONGEST_SIGN = max(map(len, _SIGNS))
_COUNTRIES = {country for countries in _OF_COUNTRY.values() for country in countries}
_NAMES = _ALONE.keys() | _OF_COUNTRY.keys()
_OF_GOODS = re.compile(
    r"[ \u00a0]of[ \u00a0](?!(?:aid|assistance|support|funding|funds|money|investment)(?![^\W_]))[a-z]"
)
_SIGNS_AFTER = "€£₽¢"
_AFTER = re.compile(
    r"[ \u00a0-]?((?:[A-Z]\.){2,3}|[^\W\d_]+(?![^\W_]))"
    r"(?:[ \u00a0-]([^\W\d_]+(?![^\W_])))?(?:[ \u00a0-]([^\W\d_]+(?![^\W_])))?"
)


def currency_before(text: str, start: int, at: int) -> tuple[int, str] | None:
    """Where the sign or code of the number at `at` begins, not before `start`, and its ISO 4217 code."""
    begin = max(start, at - CURRENCY_REACH)
    lead = text[begin:at]
    if lead[-1:] in (" ", "\u00a0"):
        lead = lead[:-1]
    if not lead or not (lead[-1] in _ENDS or lead[-1].isupper()):
        return None
    if lead.endswith("US $"):
        size, code = 4, "USD"
    else:
        for size in range(min(_LONGEST_SIGN, len(lead)), 0, -1):
            sign = lead[-size:]
            found = _SIGNS.get(sign) or (sign if sign in _CODES else None)
            if found and not (size < len(lead) and lead[-size - 1].isalnum()):
                code = found
                break
        else:
            return None
    return begin + len(lead) - size, code


def currency_after(text: str, at: int, end: int, *, is_small: bool = False) -> tuple[int, str, bool] | None:
    """Where the name, code or sign after a number that ends at `at` ends, its ISO 4217 code, and if it is cents.

    `is_small` says that the number is below a million: pounds of something are then taken for a weight, and so is
    "2,000-pound".
    """
    sign_at = at + 1 if text[at : at + 1] in (" ", "\u00a0", "-") else at
    sign = text[sign_at : min(sign_at + 1, end)]
    if not sign.isalpha():
        if not sign or sign not in _SIGNS_AFTER or text[sign_at + 1 : min(sign_at + 2, end)].isalnum():
            return None
        return sign_at + 1, _SIGNS[sign], sign == "¢"
    found = _AFTER.match(text, at, end)
    if found is None:
        return None
    if found[1] in _CODES:
        return found.end(1), found[1], False
    words = [word.lower() if word else "" for word in found.groups()]
    for count in (2, 1, 0):
        country = " ".join(words[:count])
        if words[count] and (not country or country in _COUNTRIES):
            name = _singular(words[count])
            if (
                name == "pound"
                and not country
                and is_small
                and (text[at] == "-" or _OF_GOODS.match(text, found.end(count + 1), end))
            ):
                return None
            if name is not None:
                code = _OF_COUNTRY.get(_IRREGULAR.get(name, name), {}).get(country) or _ALONE.get(name)
                return (found.end(count + 1), code, name == "cent") if code else None
    return None


def _singular(word: str) -> str | None:
    """The name of a currency in the singular; None if the word is none."""
    if word in _NAMES:
        return word
    return word[:-1] if word[-1] == "s" and word[:-1] in _NAMES else None
