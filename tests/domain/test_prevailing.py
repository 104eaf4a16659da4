"""A sentence that says little by itself goes with what its text is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.drafting.desk_file import load_desk
from content.drafting.found import Speech
from content.drafting.people import find_people
from content.drafting.prevailing import Wording, is_heading, is_statement, prevail
from content.drafting.sentences import cut_sentences
from content.drafting.speech import find_speech
from content.drafting.terms import words_of
from content.drafting.topics import file_sentences
from content.model import Sentences

WORLD = load_desk("world")
PLAIN = Wording(points=2, against=0, states=1, is_shared=False, is_barred=False)
SILENT = Wording(points=0, against=0, states=0, is_shared=False, is_barred=False)

STATEMENT = (
    "We condemn the coup in Sudan.",
    "We call on the Sudanese army to return to the talks with the civilian government.",
    "That progress must be kept.",
    "We view this as an assault on what the people have built.",
    "We urge all neighbours of Sudan to support the mediation of the African Union.",
    "Our ambassador in Khartoum has met both sides.",
)
REPORT = (
    "Russia expelled two British diplomats on Monday, the foreign ministry said.",
    "Britain summoned the Russian ambassador and denounced the expulsion.",
    "Moscow accuses London of interference.",
    "The British had eight of their people turned back in June.",
    "The foreign secretary will meet his Russian counterpart in Geneva.",
    "Russia and Britain broke off talks on visas last year.",
    "He collects stamps.",
)


def filed(lines: tuple[str, ...]) -> list[tuple[str, ...]]:
    text = "\n".join(lines)
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    return list(file_sentences(text, sentences, people, find_speech(text, sentences, people), WORLD))


def stated(text: str, speech: tuple[Speech, ...] = ()) -> bool:
    sentences = cut_sentences(text)
    words = words_of(text)
    bounds = []
    for start, end in zip(sentences.starts, sentences.ends, strict=True):
        at = [number for number, word in enumerate(words) if start <= word.start < end]
        bounds.append((at[0], at[-1] + 1))
    return is_statement(text, sentences, speech, words, bounds)


def test_a_statement_of_a_state_is_diplomacy_where_its_words_alone_say_nothing() -> None:
    assert ["diplomacy" in panes for panes in filed(STATEMENT)] == [True] * len(STATEMENT)


def test_a_report_of_dealings_takes_in_what_speaks_of_a_state_and_nothing_else() -> None:
    panes = filed(REPORT)
    assert "diplomacy" in panes[3]
    assert "diplomacy" not in panes[6]


def test_a_sentence_alone_has_no_text_to_go_on_with() -> None:
    assert filed(("The British had eight of their people turned back in June.",)) == [()]


def test_a_text_is_a_statement_where_it_says_we_outside_quotation_marks() -> None:
    assert stated("We condemn the attack.\nOur support goes on.\nThe border is closed.")
    assert not stated("Iran said it would answer.\nThe border is closed.\nTalks go on.")


def test_a_text_is_a_statement_where_two_speak_of_themselves_in_it() -> None:
    assert stated("The two leaders met in Lima.\nBoth countries will build ports.\nThe border stays open.")


def test_a_list_of_voices_is_no_statement_and_whose_voice_it_is_says_nothing_of_the_subject() -> None:
    assert not stated("French President Ana Costa: “The plan is good.”\nGerman Chancellor Jan Weber: “It will hold.”")
    voices = (
        "Special Envoy Ana Costa: “It was dark, and the bridge was gone.”",
        "Special Envoy Ana Costa met Iran’s king.",
    )
    assert ["diplomacy" in panes for panes in filed(voices)] == [False, True]


def test_what_is_quoted_does_not_make_a_report_a_statement() -> None:
    text = "“We will answer,” the minister said.\n“Our army is ready,” he added.\nTalks go on in Geneva."
    sentences = cut_sentences(text)
    people = find_people(text, sentences)
    assert not stated(text, find_speech(text, sentences, people))


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Threat from Russia", True),
        ("Summit outcomes:", True),
        ("The measures, which the ally endorsed as well, are these:", False),
        ("Talks go on.", False),
        ("“It will hold.”", False),
    ],
)
def test_a_heading_is_known_by_its_end(line: str, is_one: bool) -> None:
    assert is_heading(line, Sentences([1], [0], [len(line)]), 0) is is_one


def test_a_faint_word_in_a_long_text_about_something_else_files_nothing() -> None:
    panes: list[set[int]] = [{0}, *[set() for _ in range(20)]]
    prevail(panes, 0, [PLAIN, *[SILENT] * 20], is_stated=False)
    assert not panes[0]


def test_plain_words_file_a_sentence_in_any_text() -> None:
    panes: list[set[int]] = [{0}, *[set() for _ in range(20)]]
    prevail(panes, 0, [PLAIN._replace(points=5), *[SILENT] * 20], is_stated=False)
    assert panes[0] == {0}


@pytest.mark.parametrize(
    ("wording", "goes_on"),
    [
        (PLAIN, True),
        (PLAIN._replace(points=0), True),
        (SILENT, False),
        (PLAIN._replace(is_barred=True), False),
        (PLAIN._replace(against=-2), False),
        (PLAIN._replace(against=-1), True),
        (PLAIN._replace(is_shared=True), False),
        (PLAIN._replace(is_shared=True, states=2), True),
    ],
)
def test_a_sentence_amid_others_of_a_pane_goes_on_by_its_words(wording: Wording, goes_on: bool) -> None:
    panes: list[set[int]] = [{0}, {0}, set(), {0}, {0}]
    prevail(panes, 0, [PLAIN, PLAIN, wording, PLAIN, PLAIN], is_stated=False)
    assert bool(panes[2]) is goes_on


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.integers(-3, 0), st.booleans()), max_size=40))
def test_only_the_pane_that_prevails_is_touched_and_barred_sentences_gain_nothing(
    rows: list[tuple[bool, int, int, bool]],
) -> None:
    panes = [{0, 1} if held else {1} for held, *_ in rows]
    wordings = [Wording(points, against, 1, False, is_barred) for _, points, against, is_barred in rows]
    prevail(panes, 0, wordings, is_stated=True)
    for (held, _, _, is_barred), after in zip(rows, panes, strict=True):
        assert after - {0} == {1}
        assert held or not is_barred or after == {1}


def test_in_a_text_about_nato_allies_and_their_spending_are_those_of_nato() -> None:
    panes = filed(
        (
            "NATO leaders met in The Hague on Wednesday.",
            "NATO will spend more.",
            "EU foreign policy chief Ana Costa: “Allies seem to be united.”",
            "Estonian Prime Minister Jan Weber: “Defense spending will reach five percent.”",
            "NATO chief Mark Rutte: “This is a good day.”",
        )
    )
    assert all("nato-g7" in panes[number] for number in (2, 3))
    assert "nato-g7" not in filed(("Japan will raise its defense spending to five percent.",))[0]


def test_subsidies_at_home_are_no_trade_even_in_a_text_about_tariffs() -> None:
    panes = filed(
        (
            "The tariff on Chinese steel will rise to 25 percent.",
            "Imports of Chinese cars face a tariff of 100 percent.",
            "Semiconductors",
            "The CHIPS and Science Act includes a tax credit for building semiconductor plants.",
            "China exports more steel than any other country.",
        )
    )
    assert ["trade" in each for each in panes] == [True, True, False, False, True]


def test_the_head_of_an_association_in_a_list_of_voices_is_an_outsider() -> None:
    panes = filed(
        ("Farm Foods Association President Ana Costa: “The trade deal is good for growers.”", "The tariff will fall.")
    )
    assert "expert" in panes[0]


def test_a_former_inspector_is_an_outsider_where_the_office_stands_before_the_name() -> None:
    [panes] = filed(("In May, former UN weapons inspector Jan Weber recommended that the army wait.",))
    assert "expert" in panes
    [panes] = filed(("In May, UN weapons inspector Jan Weber recommended that the army wait.",))
    assert "expert" not in panes
