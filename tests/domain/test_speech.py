"""Speech is found with who speaks: quotations of every kind of mark, and what is told in the writer's words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.drafting.found import QuotationKind, Speech
from content.drafting.people import find_people
from content.drafting.quote_marks import find_marked
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech

if TYPE_CHECKING:
    from types import FrameType

PEOPLE = """Norwegian Foreign Minister Astrid Vikmo met NATO Secretary General Elmer Harrow in Oslo on Monday.
"""


def speech_in(text: str) -> tuple[Speech, ...]:
    sentences = cut_sentences(text)
    return find_speech(text, sentences, find_people(text, sentences))


def quoted(text: str) -> list[str]:
    return [text[one.inner.start : one.inner.end] for one in find_marked(text)]


def speakers_in(text: str) -> list[str | None]:
    """The speakers of the quotations behind a sentence that names two people."""
    return [one.speaker for one in speech_in(PEOPLE + text) if one.quotation is not None]


def told_in(text: str) -> list[str | None]:
    """The speakers of speech without marks behind a sentence that names two people."""
    return [one.speaker for one in speech_in(PEOPLE + text) if one.quotation is None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He called it "a mistake."', ["a mistake."]),
        ("He called it “a mistake.”", ["a mistake."]),
        ("He called it ‘a mistake’.", ["a mistake"]),
        ("He called it 'a mistake'.", ["a mistake"]),
        ("He called it «a mistake».", ["a mistake"]),
        ("He called it „a mistake“.", ["a mistake"]),
        ("He called it ``a mistake''.", ["a mistake"]),
        ("He called it ‘‘a mistake’’.", ["a mistake"]),
        ('He called it " a mistake " twice.', ["a mistake"]),
    ],
)
def test_every_kind_of_mark_gives_the_words_without_it(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "John's aides and the allies' envoys can't agree.",
        "John’s aides and the allies’ envoys can’t agree.",
        "In the '90s and the ‘80s it was the ministers' own affair.",
        "Rock 'n' roll was the states' affair.",
        'The missile is 6\'2" long and the gun 12" wide.',
        'It was " never closed.',
        "It was “never closed.",
        "“ ” \"\" '' «»",
        '""""""" a line """""""',
    ],
)
def test_apostrophes_inches_and_a_mark_never_closed_are_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_nested_quotations_are_part_of_the_outer_one() -> None:
    assert quoted("She said: \"They told me 'no' and left.\"") == ["They told me 'no' and left."]
    assert quoted("‘They said “no” to the allies’ plan,’ she said.") == ["They said “no” to the allies’ plan,"]


def test_a_mark_never_closed_spoils_no_other_paragraph_and_no_later_quotation() -> None:
    assert quoted("It was “lost.\nBut “this” is one.") == ["this"]
    assert quoted('It was "lost, he said. "This is one," he said.') == ["This is one,"]


def test_straight_marks_with_misplaced_blanks_are_taken_in_pairs() -> None:
    assert quoted('"It is right. "Vikmo said."We go on."') == ["It is right.", "We go on."]


def test_a_quotation_reopened_in_the_next_paragraph_is_one_for_each() -> None:
    text = "“First part.\n“Second part,” she said."
    assert quoted(text) == ["First part.", "Second part,"]


def test_a_quotation_over_several_sentences_is_one_with_all_of_them() -> None:
    [one] = speech_in('"We came. We saw. We left," the ministry said.')
    assert (one.sentences, one.speaker, one.kind) == ((1, 2, 3), "the ministry", QuotationKind.DIRECT)
    assert one.quotation is not None and one.quotation.text == "We came. We saw. We left,"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('Vikmo said: "We will go."', ["Astrid Vikmo"]),
        ('"We will go," said Vikmo.', ["Astrid Vikmo"]),
        ('"We will go," Vikmo said. "They will stay."', ["Astrid Vikmo", "Astrid Vikmo"]),
        ('"We," Vikmo told reporters, "will go."', ["Astrid Vikmo", "Astrid Vikmo"]),
        ('"We will go," Vikmo, the foreign minister, said in a statement.', ["Astrid Vikmo"]),
        ('"We will go," said Vikmo, the minister who met Harrow.', ["Astrid Vikmo"]),
        ('According to Vikmo, "we will go."', ["Astrid Vikmo"]),
        ('The plan is "dead," according to Harrow.', ["Elmer Harrow"]),
        ('Harrow visited Kyiv and said the plan was "dead."', ["Elmer Harrow"]),
        ('"We will go," the secretary general said.', ["Elmer Harrow"]),
        ('"We will go," the minister told reporters.', ["Astrid Vikmo"]),
        ('Harrow left early. "We will go," he said.', ["Elmer Harrow"]),
        ('Harrow called the plan "dead" and Vikmo called it "alive."', ["Elmer Harrow", "Astrid Vikmo"]),
        ('The head of the alliance, Elmer Harrow, said it was "dead."', ["Elmer Harrow"]),
        ('"We will go," said a defense ministry spokesman.', ["a defense ministry spokesman"]),
        ('"We will go," KCNA said.', ["KCNA"]),
        ('"We will go," the statement said.', ["the statement"]),
        ('The plan is "dead," according to KCNA, quoting Vikmo.', ["Astrid Vikmo"]),
        ('The plan was described by Vikmo as "dead."', ["Astrid Vikmo"]),
        ('"We will go," Harrow was quoted as saying by KCNA.', ["Elmer Harrow"]),
        ('"We will go," a spokesman for Harrow said.', ["a spokesman for Harrow"]),
        ('"We will go," KCNA quoted Vikmo as saying.', ["Astrid Vikmo"]),
        ('The law was called a "gag" by critics.', ["critics"]),
        ('While Harrow called it "dead," Vikmo called it "alive."', ["Elmer Harrow", "Astrid Vikmo"]),
        ('Calling it "dead," Harrow left.', ["Elmer Harrow"]),
        ('Harrow said it was "dead" because of "delays."', ["Elmer Harrow", "Elmer Harrow"]),
        ("Harrow visited Kyiv, where he praised his “dear friend.”", ["Elmer Harrow"]),
        ('The talks with Harrow, who said they were "dead," ended.', ["Elmer Harrow"]),
        ('Statement from Harrow: "We will go."', ["Elmer Harrow"]),
        ('Harrow highlighted "the need for haste," a spokesman said.', ["a spokesman"]),
        ('Russia calls the war a "special operation".', ["Russia"]),
        ('Russia sees him as a "pirate".', ["Russia"]),
        ('Nikkei, quoting Vikmo, said the plan was "dead."', ["Astrid Vikmo"]),
        ('Vikmo, the minister, who was in Oslo, said the plan was "dead."', ["Astrid Vikmo"]),
        ('The drills follow Russia\'s criticism of him as a "pirate".', ["Russia"]),
        ('The council passed a text on Monday calling for a "lasting truce".', ["The council"]),
        ('The communique called for "an end to the war".', ["The communique"]),
        ('The report said it was the vote that the ministry said was "marked by fraud".', ["the ministry"]),
    ],
)
def test_the_speaker_of_a_quotation_is_found(text: str, speakers: list[str]) -> None:
    assert speakers_in(text) == speakers


def test_a_quotation_alone_in_its_paragraph_belongs_to_who_spoke_before() -> None:
    assert speakers_in("Harrow warned of delays.\n“We will go. They will stay.”") == ["Elmer Harrow"]


def test_a_quotation_alone_belongs_to_whom_the_sentence_before_names_at_its_end() -> None:
    text = "Vikmo said no.\nIt was up to the aide to open a letter from Elmer Harrow.\n“We will go. They will stay.”"
    assert speakers_in(text) == ["Elmer Harrow"]


def test_a_quotation_that_runs_on_belongs_to_whom_its_last_paragraph_names() -> None:
    text = 'Vikmo said no. Vikmo left.\n"We will go.\n"They will stay.\n"All is well," Harrow said.'
    assert speakers_in(text) == ["Elmer Harrow"] * 3


def test_a_quotation_before_its_speaker_is_named_waits_for_the_next_sentence() -> None:
    assert [one.speaker for one in speech_in("“We will go.” “They stay,” KCNA said.")] == ["KCNA", "KCNA"]


def test_it_and_they_mean_the_body_and_the_group_that_began_the_sentence_before() -> None:
    assert speakers_in('China summoned the envoy. It called the visit "a provocation."') == ["China"]
    assert speakers_in('The ministers met in Oslo. "We agree," they said.') == ["The ministers"]


def test_she_is_not_a_man_and_he_is_not_a_woman() -> None:
    text = 'Mr. Harrow met Ms. Vikmo. Mr. Harrow left. "No," she said. "Yes," he said.'
    assert speakers_in(text) == ["Astrid Vikmo", "Elmer Harrow"]


def test_a_spokesman_who_has_no_name_is_still_meant_by_he_and_by_the_spokesman() -> None:
    text = 'A defense ministry spokesman said no. He called it "a lie." "It is," the spokesman said.'
    assert speakers_in(text) == ["A defense ministry spokesman"] * 2


def test_a_byname_in_marks_is_quoted_from_nobody_and_hides_no_name() -> None:
    assert speakers_in('Foreign Minister Jon “Bo” Haugen said it was "dead."') == [None, "Jon “Bo” Haugen"]


def test_a_label_and_a_title_are_quoted_from_nobody() -> None:
    for text in (
        "Their “no limits” friendship grew.",
        "The exercise “Steadfast Spring” began.",
        "A so-called “wall” rose.",
        "A plan called “one step” failed.",
    ):
        [one] = [one for one in speech_in(PEOPLE + text) if one.quotation is not None]
        assert (one.speaker, one.kind) == (None, QuotationKind.SCARE)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Vikmo said that trade grew.", ["Astrid Vikmo"]),
        ("Trade grew, Vikmo said.", ["Astrid Vikmo"]),
        ("Trade grew, analysts said.", ["analysts"]),
        ("According to Interfax, trade grew.", ["Interfax"]),
        ("Vikmo left. She added that trade grew.", ["Astrid Vikmo"]),
        ("The port was added to the list.", []),
        ("The claims of the United States were new.", []),
        ('"We will go," Vikmo said.', []),
    ],
)
def test_speech_in_the_words_of_the_writer_has_its_speaker(text: str, speakers: list[str]) -> None:
    assert told_in(text) == speakers


def test_the_paragraphs_of_a_transcript_are_spoken_by_their_labels() -> None:
    text = "QUESTION: Will you go?\nSECRETARY VIKMO: We will.\nIt is time.\nQUESTION: When?"
    assert [(one.sentences, one.speaker) for one in speech_in(PEOPLE + text)] == [
        ((2,), "QUESTION"),
        ((3,), "Astrid Vikmo"),
        ((4,), "Astrid Vikmo"),
        ((5,), "QUESTION"),
    ]


def calls_in(text: str) -> int:
    """How many functions are called, Python's own too, to find the speech of a text without people."""
    sentences = cut_sentences(text)
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_speech(text, sentences, ())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "”",
        "‘",
        " 'a",
        "s' a ",
        "“a\n",
        '"a," said b, ',
        '"a" b ',
        "said ",
        "x, ",
        "He said she said. ",
        "A: b\n",
    ],
)
def test_eight_times_the_text_costs_no_more_than_eight_times_the_work(piece: str) -> None:
    calls_in(piece)
    small, large = calls_in(piece * 200), calls_in(piece * 1600)
    assert 0 < large <= 9 * small


@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "'",
                "‘",
                "’",
                "«",
                "»",
                "„",
                "\n",
                " ",
                ". ",
                ", ",
                "said",
                " Vikmo",
                " he",
                " told",
                "A",
                "s",
                ":",
            ]
        ),
        max_size=60,
    ).map("".join)
    | st.text(max_size=60)
)
def test_whatever_the_text_spans_lie_in_it_and_quotations_are_the_words_at_them(text: str) -> None:
    sentences = cut_sentences(text)
    for one in find_speech(text, sentences, find_people(text, sentences)):
        assert one.sentences and set(one.sentences) <= set(range(1, len(sentences) + 1))
        assert (one.kind is None) == (one.quotation is None)
        if one.speaker_span is not None:
            assert 0 <= one.speaker_span.start < one.speaker_span.end <= len(text)
        if one.quotation is not None:
            assert one.quotation.text == one.quotation.span.of(text) != ""
            assert one.quotation.speaker == one.speaker and "\n" not in one.quotation.text
