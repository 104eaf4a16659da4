"""The figures of a text are found as they stand, with what they are worth, and so are the changes it states."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.drafting.figures import find_figures
from content.drafting.found import Figures
from content.drafting.sentences import LONGEST_SENTENCE
from content.model import Figure, Sentence, SentenceNumber, Sentences, Span
from tests.domain.steps import steps_of


def found_in(*sentences: str) -> tuple[str, Figures]:
    rows, at = [], 0
    for number, words in enumerate(sentences, 1):
        rows.append(Sentence(SentenceNumber(number), 1, Span(at, at + len(words))))
        at += len(words) + 1
    text = " ".join(sentences)
    return text, find_figures(text, Sentences.of(rows))


def told(sentence: str) -> list[tuple[str, str, object, str | None]]:
    return [(f.text, str(f.kind), f.value, f.unit) for f in found_in(sentence)[1].figures]


def words_of(sentence: str) -> list[str]:
    return [figure.text for figure in found_in(sentence)[1].figures]


def changes_of(sentence: str) -> list[tuple[str | None, str]]:
    return [(c.before.text if c.before else None, c.after.text) for c in found_in(sentence)[1].changes]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("It lent about $61.4 billion.", "$61.4 billion", 61_400_000_000, "USD"),
        ("It lent up to US$3bn at once.", "US$3bn", 3_000_000_000, "USD"),
        ("A loan of €750m followed.", "€750m", 750_000_000, "EUR"),
        ("They owe £2,500.", "£2,500", 2500, "GBP"),
        ("A fund of 12 billion euros opened.", "12 billion euros", 12_000_000_000, "EUR"),
        ("It costs 300 million yuan a year.", "300 million yuan", 300_000_000, "CNY"),
        ("It costs RMB 300 million.", "RMB 300 million", 300_000_000, "CNY"),
        ("He paid 90,000 rubles.", "90,000 rubles", 90_000, "RUB"),
        ("Ottawa gave C$8 million.", "C$8 million", 8_000_000, "CAD"),
        ("They gave 5 million Swiss francs.", "5 million Swiss francs", 5_000_000, "CHF"),
        ("A deal worth a billion dollars fell.", "a billion dollars", 1_000_000_000, "USD"),
        ("It rose by half a billion dollars.", "half a billion dollars", 500_000_000, "USD"),
        ("A $1.2-billion credit ended.", "$1.2-billion", 1_200_000_000, "USD"),
        ("Gas costs 45 cents.", "45 cents", 0.45, "USD"),
        ("It spent between $40 and $50 billion.", "$40 and $50 billion", (40_000_000_000, 50_000_000_000), "USD"),
        ("It spent $40 to $50 billion.", "$40 to $50 billion", (40_000_000_000, 50_000_000_000), "USD"),
        ("It spent $40–50 billion.", "$40–50 billion", (40_000_000_000, 50_000_000_000), "USD"),
    ],
)
def test_money_is_the_amount_with_its_sign_and_scale(sentence: str, text: str, value: object, unit: str) -> None:
    assert told(sentence) == [(text, "money", value, unit)]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("Nearly 9 percent left.", "9 percent", 9, "%"),
        ("About 9.5 per cent left.", "9.5 per cent", 9.5, "%"),
        ("Some 9% left.", "9%", 9, "%"),
        ("Seven percent left.", "Seven percent", 7, "%"),
        ("It lost 0.4 percentage points.", "0.4 percentage points", 0.4, "percentage point"),
        ("The rate went by 25 basis points.", "25 basis points", 25, "basis point"),
        ("A tariff of 5 to 7 percent holds.", "5 to 7 percent", (5, 7), "%"),
        ("A tariff of 5-7% holds.", "5-7%", (5, 7), "%"),
        ("Output changed by -3% again.", "-3%", -3, "%"),
    ],
)
def test_a_share_is_the_number_with_its_percent(sentence: str, text: str, value: object, unit: str) -> None:
    assert told(sentence) == [(text, "percent", value, unit)]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("At least 240 sailors came.", "240 sailors", 240, "sailors"),
        ("They met 45 other foreign envoys.", "45", 45, "foreign envoys"),
        ("They fired three ballistic missiles.", "three", 3, "ballistic missiles"),
        ("The bloc has 27 member states.", "27 member states", 27, "member states"),
        ("Two dozen ships left.", "Two dozen ships", 24, "ships"),
        ("It houses one million people.", "one million people", 1_000_000, "people"),
        ("It houses 1.4 billion people.", "1.4 billion people", 1_400_000_000, "people"),
        ("One hundred and fifty tents came.", "One hundred and fifty tents", 150, "tents"),
        ("Twenty-five trucks came.", "Twenty-five trucks", 25, "trucks"),
        ("It sent two or three ships.", "two or three ships", (2, 3), "ships"),
        ("It sent 10 to 15 trucks.", "10 to 15 trucks", (10, 15), "trucks"),
        ("Shells wounded at least 19 and fires spread.", "19", 19, None),
        ("It has some 2000 troops there.", "2000 troops", 2000, "troops"),
        ("A 500-kilometer range is new.", "500-kilometer", 500, "kilometer"),
    ],
)
def test_a_count_takes_its_noun_where_nothing_stands_between(
    sentence: str, text: str, value: object, unit: str | None
) -> None:
    assert told(sentence) == [(text, "count", value, unit)]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("They talked for eight hours.", "eight hours", 8, "hour"),
        ("It is the first in 36 years.", "36 years", 36, "year"),
        ("A three-day visit began.", "three-day", 3, "day"),
        ("It took two and a half years.", "two and a half years", 2.5, "year"),
        ("It takes three to four weeks.", "three to four weeks", (3, 4), "week"),
        ("It happened in the last two centuries.", "two centuries", 2, "century"),
    ],
)
def test_a_length_of_time_is_the_number_with_its_unit(sentence: str, text: str, value: object, unit: str) -> None:
    assert told(sentence) == [(text, "duration", value, unit)]


@pytest.mark.parametrize(
    ("sentence", "text", "kind", "value"),
    [
        ("It ended in 1953.", "1953", "date", "1953"),
        ("It ended in March.", "March", "date", "--03"),
        ("It ended in May.", "May", "date", "--05"),
        ("It ended on March 24.", "March 24", "date", "--03-24"),
        ("It ended on Sept. 9, 2021, at noon.", "Sept. 9, 2021", "date", "2021-09-09"),
        ("It ended on 24 March 2023.", "24 March 2023", "date", "2023-03-24"),
        ("It ended on the 24th of March.", "24th of March", "date", "--03-24"),
        ("It ended in November 2023.", "November 2023", "date", "2023-11"),
        ("It ended on 2023-11-05.", "2023-11-05", "date", "2023-11-05"),
        ("The 2015 accords hold.", "2015", "date", "2015"),
        ("It lasted from 2014 to 2019.", "2014 to 2019", "period", "2014/2019"),
        ("The plan for 2014–19 ended.", "2014–19", "period", "2014/2019"),
        ("It grew in the 1990s.", "1990s", "period", "1990/1999"),
        ("They meet on May 3-5, 2024.", "May 3-5, 2024", "period", "2024-05-03/2024-05-05"),
        ("They met between July 9 and July 21.", "July 9 and July 21", "period", "--07-09/--07-21"),
        ("It sold gas in the first three months of 2023.", "first three months of 2023", "period", "2023-01/2023-03"),
        ("It sold gas in the second half of 2023.", "second half of 2023", "period", "2023-07/2023-12"),
        ("It sold gas in the third quarter.", "third quarter", "period", "--07/--09"),
    ],
)
def test_days_months_years_and_periods_are_in_iso_8601(sentence: str, text: str, kind: str, value: str) -> None:
    assert told(sentence) == [(text, kind, value, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The two countries met on Tuesday, and both sides agreed today.",
        "One side left, and one of the two leaders stayed.",
        "The G7 and M23 spoke of Article 5 and of Resolution 1718 (2006).",
        "A Boeing 747 passed posts 542 and 543.",
        "The Group of Seven met for the second time.",
        "Its F-16s, MiG-29s and S-300s came with 5G at 10:30.",
        "Theresa May said it may march first.",
        "Many years and a few days later, thousands came.",
        "Agenda 2030 is for the 21st century.",
        "Section 301 and section 232 stand, 24/7.",
    ],
)
def test_names_ordinals_weekdays_and_those_spoken_of_are_no_figures(sentence: str) -> None:
    assert words_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Trade grew from $190 million in 2001 to nearly $250 million.", [("$190 million", "$250 million")]),
        ("The tariff was cut from 40 to 15 percent.", [("40", "15 percent")]),
        ("It rose to 9 percent from 4 percent.", [("4 percent", "9 percent")]),
        ("Trade was $5 billion, up nearly 7 percent.", [(None, "7 percent")]),
        ("Exports rose sharply by 40%.", [(None, "40%")]),
        ("That was a 12 percent decrease.", [(None, "12 percent")]),
        ("It made a drop of $3 billion.", [(None, "$3 billion")]),
        ("It gave up to 25 percent, or 3 percent of output.", []),
        ("Trade reached $5 billion.", []),
    ],
)
def test_a_change_leads_from_one_figure_to_another(sentence: str, changes: list[tuple[str | None, str]]) -> None:
    assert changes_of(sentence) == changes


def test_a_figure_does_not_reach_over_the_end_of_its_sentence() -> None:
    text, found = found_in("They were 12", "Percent is a word.", "It was in May", "2022 was long.")
    assert [figure.text for figure in found.figures] == ["May", "2022"]
    assert all(figure.span.of(text) == figure.text for figure in found.figures)


_PIECES = (
    "1 12 2022 1,000 3.5 one two hundred and a half million billion $ US$ € % percent points to from between - – May"
    " March 24, Jan. first three months of 2023 quarter ships people other foreign up rose by ( ) . ’s F-16 ½ ١٢"
)
pieces = st.sampled_from([*_PIECES.split(), "\n", "\u00a0"])


@settings(deadline=None, max_examples=400)
@given(st.lists(st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=12).map(" ".join), min_size=1, max_size=4))
@example(["$", "1"])
@example(["9" * 5000])
@example(["a half a half", "-"])
def test_every_figure_stands_where_it_says_in_one_sentence(sentences: list[str]) -> None:
    text, found = found_in(*sentences)
    bounds, at = [], 0
    for words in sentences:
        bounds.append((at, at + len(words)))
        at += len(words) + 1
    for figure in found.figures:
        assert figure.text == figure.span.of(text) != ""
        assert any(start <= figure.span.start < figure.span.end <= end for start, end in bounds)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found.figures))
    known: list[Figure | None] = [None, *found.figures]
    assert all(change.before in known and change.after in known[1:] for change in found.changes)


@pytest.mark.parametrize(
    "piece",
    [
        "1-1,",
        "1 ",
        "one hundred and ",
        "a half ",
        "from $1 to ",
        "May 3-",
        "first three ",
        "9",
        "chapters 1 and ",
        "FY",
        "the number of ships rose to 5 ",
        "from about the ",
        "killed 1, 2, ",
        "Total at 1 ",
        "one guard and ",
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    def steps(times: int) -> int:
        sentence = piece * 40
        length = len(sentence)
        starts = [length * n for n in range(times)]
        ends = [start + length for start in starts]
        return steps_of(lambda: find_figures(sentence * times, Sentences([1] * times, starts, ends)))

    assert steps(80) <= 10 * steps(8)


@pytest.mark.parametrize("piece", ["12-", "12 ", "$1 to ", "a half ", "2010-", "7", "[1]", "1,"])
def test_a_sentence_without_end_is_read_no_further_than_one_can_be(piece: str) -> None:
    def steps(length: int) -> int:
        return steps_of(lambda: find_figures((piece * length)[:length], Sentences([1], [0], [length])))

    assert steps(1_000_000) <= steps(LONGEST_SENTENCE) + 9  # a word may end behind the last that is read


@pytest.mark.parametrize(
    "sentence",
    [
        "The account 1234567890123456789012345678901234567890 is closed.",
        "It is listed as 12-1902-33-4005-22-1190-7781-20-11 there.",
    ],
)
def test_a_row_of_digits_too_long_for_a_number_is_no_figure(sentence: str) -> None:
    assert words_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("They talked for 1 hour 45 minutes.", "1 hour 45 minutes", 1.75, "hour"),
        ("It took 2 years and 6 months.", "2 years and 6 months", 2.5, "year"),
    ],
)
def test_a_length_of_time_in_two_units_is_one_figure(sentence: str, text: str, value: float, unit: str) -> None:
    assert told(sentence) == [(text, "duration", value, unit)]


def test_two_lengths_of_time_beside_each_other_stay_two() -> None:
    assert words_of("It took 5 days and 4 months.") == ["5 days", "4 months"]


@pytest.mark.parametrize("sentence", ["It falls under chapters 84 and 85.", "Articles 4, 5 and 6 hold."])
def test_the_last_of_several_numbers_in_names_is_no_figure_either(sentence: str) -> None:
    assert words_of(sentence) == []


def test_a_letter_for_millions_makes_a_count_where_something_is_counted() -> None:
    assert told("Some 1.4m refugees fled.") == [("1.4m refugees", "count", 1_400_000, "refugees")]
    assert told("It sold 1m electrified cars.") == [("1m", "count", 1_000_000, "electrified cars")]
    assert words_of("The wall is 5m tall.") == []


def test_a_name_between_a_number_and_its_noun_is_no_noun() -> None:
    assert told("They sent 31 Abrams tanks.") == [("31", "count", 31, "Abrams tanks")]
    assert words_of("They met 31 Americans.") == ["31 Americans"]


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("Trade fell in FY23.", "FY23", "2023"),
        ("Trade fell in FY2024.", "FY2024", "2024"),
        ("They meet in May-June 2023.", "May-June 2023", "2023-05/2023-06"),
    ],
)
def test_short_fiscal_years_and_runs_of_months_are_periods(sentence: str, text: str, value: str) -> None:
    assert told(sentence) == [(text, "period", value, None)]


@pytest.mark.parametrize(
    ("sentence", "text", "noun"),
    [
        ("It killed three of its peacekeepers.", "three", "peacekeepers"),
        ("It freed two of the captured soldiers.", "two", "captured soldiers"),
    ],
)
def test_a_part_of_what_is_known_is_counted(sentence: str, text: str, noun: str) -> None:
    assert told(sentence)[0][0] == text
    assert told(sentence)[0][3] == noun


def test_two_days_of_one_month_are_a_period_unless_something_is_counted() -> None:
    assert words_of("It met on April 25 and 26 as planned.") == ["April 25 and 26"]
    assert words_of("On April 25 and 26 people died.") == ["April 25", "26 people"]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Brussels will let in 160,000t of beef.", "160,000t"),
        ("It sought a 350,000 tonne quota.", "350,000 tonne"),
        ("It adds 10GW of wind power.", "10GW"),
    ],
)
def test_a_unit_belongs_to_its_number_joined_to_it_or_in_the_singular(sentence: str, text: str) -> None:
    assert words_of(sentence) == [text]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("It was said at the June Brussels meeting.", ["June"]),
        ("The September Vilnius talks failed.", ["September"]),
        ("She met April Smith.", []),
        ("They fear May Brown.", []),
    ],
)
def test_a_month_before_a_name_is_one_unless_it_is_a_first_name(sentence: str, texts: list[str]) -> None:
    assert words_of(sentence) == texts


def test_thousands_with_a_comma_name_nothing() -> None:
    assert words_of("Quake Kills 1,200 Villagers.") == ["1,200 Villagers"]


@pytest.mark.parametrize("sentence", ["It fires 155 millimeter rounds.", "They met at 0700 hours."])
def test_calibres_and_times_of_day_are_no_figures(sentence: str) -> None:
    assert words_of(sentence) == []


def test_an_abbreviation_in_the_plural_is_counted() -> None:
    assert words_of("Some 40 NGOs signed five MOUs.") == ["40 NGOs", "five MOUs"]
