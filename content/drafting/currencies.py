"""Currencies as texts write them: a sign or a code before the amount, a code or a name after it."""

from __future__ import annotations

import re

from content.drafting.numbers import word_set

_SIGNS = {
    "$": "USD", "US$": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "J$": "JMD", "Z$": "ZWL",
    "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "JP¥": "JPY", "₽": "RUB", "₹": "INR", "₩": "KRW", "₪": "ILS",
    "₴": "UAH", "₺": "TRY", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₸": "KZT", "₾": "GEL", "₿": "XBT",
    "Rs": "INR", "Rs.": "INR", "RMB": "CNY", "RM": "MYR", "Rp": "IDR", "¢": "USD", "￥": "JPY",
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


def _one_of(words: set[str] | frozenset[str] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_BEFORE = re.compile(rf"(?<![^\W_])(?:({_one_of(_SIGNS)})|(US) ?\$|({_one_of(_CODES)}))[ \u00a0]?\Z")
_ENDS = frozenset(sign[-1] for sign in _SIGNS)
"""How signs end: most numbers have none before them, and one character tells."""
_COUNTRIES = {country for countries in _OF_COUNTRY.values() for country in countries}
_AFTER = re.compile(
    rf"[ \u00a0-]?(?:({_one_of(_CODES)})|(?:({_one_of(_COUNTRIES)})[ \u00a0-])?"
    rf"({_one_of(_ALONE.keys() | _OF_COUNTRY.keys())})s?|([€£₽¢]))(?![^\W_])",
    re.IGNORECASE,
)


def currency_before(text: str, start: int, at: int) -> tuple[int, str] | None:
    """Where the sign or code of the number at `at` begins, not before `start`, and its ISO 4217 code."""
    last = text[max(start, at - 2) : at].rstrip("\u00a0 ")[-1:]
    if not last or not (last in _ENDS or last.isupper()):
        return None
    found = _BEFORE.search(text[max(start, at - CURRENCY_REACH) : at])
    if found is None:
        return None
    code = _SIGNS[found[1]] if found[1] else "USD" if found[2] else found[3]
    return max(start, at - CURRENCY_REACH) + found.start(), code


def currency_after(text: str, at: int, end: int) -> tuple[int, str, bool] | None:
    """Where the name, code or sign after a number that ends at `at` ends, its ISO 4217 code, and if it is cents."""
    found = _AFTER.match(text, at, end)
    if found is None:
        return None
    if found[1]:
        return (found.end(), found[1], False) if found[1] in _CODES else None
    if found[4]:
        return found.end(), _SIGNS[found[4]], found[4] == "¢"
    name = found[3].lower()
    country = (found[2] or "").lower()
    code = _OF_COUNTRY.get(_IRREGULAR.get(name, name), {}).get(country) or _ALONE.get(name)
    return (found.end(), code, name == "cent") if code else None
