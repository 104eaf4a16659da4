"""People are found with every form of their names and what the text says of them, and nothing else is taken for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.drafting.people import find_people
from content.model import Sentence, SentenceNumber, Sentences, Span
from tests.domain.steps import steps_of

if TYPE_CHECKING:
    from content.drafting.found import Person

_LINE = re.compile(r"[^\n]+")


def sentences_of(text: str) -> Sentences:
    """One sentence a line: cutting is another step's work."""
    return Sentences.of(
        Sentence(SentenceNumber(n), n, Span(*line.span())) for n, line in enumerate(_LINE.finditer(text), 1)
    )


def people_in(text: str) -> tuple[Person, ...]:
    return find_people(text, sentences_of(text))


def names_in(text: str) -> list[str]:
    return [person.name for person in people_in(text)]


def roles_in(text: str) -> dict[str, str | None]:
    return {p.name: None if p.role_span is None else p.role_span.of(text) for p in people_in(text)}


def mentions_in(text: str) -> dict[str, list[str]]:
    return {person.name: [span.of(text) for span in person.mentions] for person in people_in(text)}


_BUDGET = "Office of Management and Budget Director"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Secretary Harrow met Secretary Ostrander.", {"Harrow": "Secretary", "Ostrander": "Secretary"}),
        ("Defense Secretary Elmer J. Harrow III left.", {"Elmer J. Harrow III": "Defense Secretary"}),
        ("Norwegian Foreign Minister Astrid Vikmo spoke.", {"Astrid Vikmo": "Norwegian Foreign Minister"}),
        (
            "They met Minister of Economy, Trade, and Industry Ogata Haruki.",
            {"Ogata Haruki": "Minister of Economy, Trade, and Industry"},
        ),
        (
            "Ukraine’s deputy minister of defense Petro Halenko resigned.",
            {"Petro Halenko": "Ukraine’s deputy minister of defense"},
        ),
        ("The RAND Corporation analyst Bruce Tamley wrote it.", {"Bruce Tamley": "RAND Corporation analyst"}),
        (
            "U.S. Ambassador to NATO Judith Kemper will attend.",
            {"Judith Kemper": "U.S. Ambassador to NATO"},
        ),
        ("Senators Ruth Ambler and Carl Dunmore wrote.", {"Ruth Ambler": "Senators", "Carl Dunmore": "Senators"}),
        ("Lt. Gen. Carl Dunmore spoke.", {"Carl Dunmore": "Lt. Gen."}),
        ("Mr. Dunmore spoke.", {"Dunmore": None}),
        ("I’m Ruth Ambler.", {"Ruth Ambler": None}),
        ("Then Prime Minister Menach Begin of Israel spoke to them again.", {"Menach Begin": "Prime Minister"}),
        ("Office of Management and Budget Director Ruth Ambler spoke.", {"Ruth Ambler": _BUDGET}),
    ],
)
def test_a_title_before_a_name_is_the_role_and_no_part_of_the_name(text: str, roles: dict[str, str | None]) -> None:
    assert roles_in(text) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ivan Petrenko, Ukraine’s prime minister, flew home.", {"Ivan Petrenko": "Ukraine’s prime minister"}),
        ("The head of state met Li Wenzhou, the country’s premier.", {"Li Wenzhou": "the country’s premier"}),
        (
            "It failed, according to Ruth Ambler, director of Selwyn House’s Asia program.",
            {"Ruth Ambler": "director of Selwyn House’s Asia program"},
        ),
        (
            "The paper’s Tokyo correspondent, Ruth Ambler-Hayes, was held.",
            {"Ruth Ambler-Hayes": "The paper’s Tokyo correspondent"},
        ),
        ("Another expert, Bang Young-min from Seoul, doubts it.", {"Bang Young-min": "Another expert"}),
        ("Ruth Ambler, 52, a lawyer in Oslo, agreed.", {"Ruth Ambler": "a lawyer in Oslo"}),
        ("Ruth Ambler is the governor of the central bank.", {"Ruth Ambler": "the governor of the central bank"}),
        ("Ruth Ambler of the Selwyn Institute said so.", {"Ruth Ambler": "of the Selwyn Institute"}),
        (
            "Ruth Ambler said so.\nAmbler, a spokeswoman for the army, left.",
            {"Ruth Ambler": "a spokeswoman for the army"},
        ),
    ],
)
def test_an_apposition_beside_a_name_is_the_role(text: str, roles: dict[str, str | None]) -> None:
    assert roles_in(text) == roles


def test_the_title_of_the_next_person_is_nobody_elses_role() -> None:
    text = "Ruth Ambler, President Petrenko and Carl Dunmore met."
    assert roles_in(text) == {"Ruth Ambler": None, "Petrenko": "President", "Carl Dunmore": None}


def test_every_form_of_a_name_is_of_one_person_and_the_fullest_is_the_name() -> None:
    text = "President Joseph R. Ambler, Jr. spoke.\nJoseph Ambler left.\nAmbler’s aide stayed.\nPresident Ambler slept."
    (person,) = people_in(text)
    assert person.name == "Joseph R. Ambler, Jr."
    assert person.aliases == ("Joseph Ambler", "Ambler")
    assert [span.of(text) for span in person.mentions] == ["Joseph R. Ambler, Jr.", "Joseph Ambler", "Ambler", "Ambler"]


def test_a_hyphen_makes_no_other_person_and_a_korean_family_name_stands_for_its_bearer() -> None:
    text = "North Korean leader Kim Sung Un spoke.\nKim Sung-Un left.\nKim said no."
    assert mentions_in(text) == {"Kim Sung Un": ["Kim Sung Un", "Kim Sung-Un", "Kim"]}


def test_a_surname_alone_belongs_to_nobody_where_two_share_it() -> None:
    text = "Li Wen met Li Qiao.\nLi said no.\nCarl Dunmore and Mary Dunmore left.\nDunmore said so."
    assert mentions_in(text) == {
        "Li Wen": ["Li Wen"],
        "Li Qiao": ["Li Qiao"],
        "Carl Dunmore": ["Carl Dunmore"],
        "Mary Dunmore": ["Mary Dunmore"],
    }


def test_a_title_tells_which_of_two_bearers_of_a_surname_is_meant() -> None:
    text = "Premier Li Qiao met envoy Li Wen.\nPremier Li said no."
    assert mentions_in(text) == {"Li Qiao": ["Li Qiao", "Li"], "Li Wen": ["Li Wen"]}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (
            "Ursula van der Leyde spoke.\nVan der Leyde left.\n“No,” said van der Leyde.",
            ["Van der Leyde", "van der Leyde"],
        ),
        ("President Bashar al-Hadad spoke.\nHadad left.\nAl-Hadad stayed.", ["Hadad", "Al-Hadad"]),
        ("Prince Mohammed bin Nasser spoke.\nPrince Mohammed left.", ["Mohammed"]),
        ("President Luiz Inácio Lara da Costa spoke.\nLara da Costa left.\nLara stayed.", ["Lara da Costa", "Lara"]),
        ("Prime Minister Pham Minh Chien spoke.\nMinister Chien left.", ["Chien"]),
        ("Indonesian Foreign Minister Retno Marsita spoke.\nRetno left.", ["Retno"]),
        ("Aung Sein Suu Kyaw spoke.\nSuu Kyaw left.", ["Suu Kyaw"]),
        ("Prime Minister Ogata Haruki spoke.\nHaruki Ogata left.", ["Haruki Ogata"]),
        ("Benjamin “Bibi” Netanel spoke.\nBenjamin Netanel left.", ["Benjamin Netanel"]),
    ],
)
def test_names_of_many_peoples_are_known_by_their_parts(text: str, forms: list[str]) -> None:
    (person,) = people_in(text)
    assert list(person.aliases) == forms


def test_the_father_in_a_name_is_another_person() -> None:
    text = "Crown Prince Mohammed bin Salmar spoke.\nKing Salmar left."
    assert names_in(text) == ["Mohammed bin Salmar", "Salmar"]


def test_a_place_is_a_person_only_where_it_stands_as_one() -> None:
    text = "Defense Secretary Lloyd Austin spoke.\nHe flew to Austin, Texas.\nAustin said no."
    assert mentions_in(text) == {"Lloyd Austin": ["Lloyd Austin", "Austin"]}
    text = "Israel’s Defense Minister Israel Katzman met Victoria Newlin near Lake Victoria.\nIsrael said no."
    assert mentions_in(text) == {"Israel Katzman": ["Israel Katzman"], "Victoria Newlin": ["Victoria Newlin"]}


def test_a_surname_that_is_a_plain_word_is_one_only_beside_what_people_do() -> None:
    text = "Susan Rice spoke.\nRice said no.\nRice prices rose.\nPeople eat rice."
    assert mentions_in(text) == {"Susan Rice": ["Susan Rice", "Rice"]}


def test_a_headline_in_capitals_names_whom_the_text_names() -> None:
    text = "PUTNIK AND AMBLER MEET IN OSLO\nBoris Putnik met Ruth Ambler in Oslo.\nSECRETARY AMBLER: Well, we met."
    assert mentions_in(text) == {
        "Boris Putnik": ["PUTNIK", "Boris Putnik"],
        "Ruth Ambler": ["AMBLER", "Ruth Ambler", "AMBLER"],
    }


def test_a_headline_gives_nobody_another_ones_title() -> None:
    text = "Putnik, Chinese President Hold Kremlin Meeting\nRussian President Boris Putnik met him."
    assert roles_in(text) == {"Boris Putnik": "Russian President"}


@pytest.mark.parametrize(
    "text",
    [
        "Chatham House and the Brookings Institution held the Munich Security Conference.",
        "The Nobel Prize went to the International Atomic Energy Agency.",
        "A defense ministry spokesman said so, and experts agreed.",
        "The Konrad Adenauer Foundation and the Carter Center met near Lake Victoria.",
        "The USS Ronald Reagan left San Francisco for Hong Kong.",
        "Goldman Sachs and Al Jazeera reported losses; Human Rights Watch said so.",
        "The Secretary General and the Prime Minister met the Foreign Minister on Monday in March.",
        "Meanwhile, Moscow said no. However, Interfax reported it. Since June, Beijing has waited.",
        "Under the Minsk Agreements, South Sudan and Papua New Guinea voted in the General Assembly.",
        "The Wall Street Journal and the North Atlantic Council met in Cape Town and Buenos Aires.",
        "Memorandum of Understanding. Joint Statement. Fact Sheet. Read More.",
        "The exchange houses Mohammad Karimi and Partners and John Smith & Sons were closed.",
        "Charles de Gaulle Airport and King Khalid Air Base closed on Good Friday.",
        "The co-chair of the Congressional Ukraine Caucus and the head of Rusal said so.",
        "",
        " \n \n",
    ],
)
def test_bodies_places_and_unnamed_people_are_nobody(text: str) -> None:
    assert people_in(text) == ()


def test_people_come_in_the_order_in_which_they_are_named() -> None:
    assert names_in("Ambler said no.\nCarl Dunmore met Ruth Ambler.") == ["Ruth Ambler", "Carl Dunmore"]


_WORDS = """
President Prime Minister Secretary of
State Kim Jong Un Jong-Un Li Qiang Biden’s Joseph R. , Jr. III van der Dr.
the
and al-Assad “ ” ‘ ( ) — said met U.S. NATO Austin Rice Lake Victoria bin Salman director who is . : 52 He Xi’s é İ ǅ
"""
words = st.sampled_from([*_WORDS.split(), "\n"])


@given(st.one_of(st.text(max_size=80), st.lists(words, max_size=30).map(" ".join)))
def test_any_text_gives_people_whose_mentions_are_their_name_or_an_alias(text: str) -> None:
    for person in people_in(text):
        forms = {person.name, *person.aliases}
        assert person.mentions
        assert {span.of(text) for span in person.mentions} == forms
        assert list(person.mentions) == sorted(set(person.mentions))
        assert len(forms) == 1 + len(person.aliases)
        if person.role_span is not None:
            assert person.role_span.of(text).strip() == person.role_span.of(text) != ""


def test_ten_times_the_text_is_about_ten_times_the_work() -> None:
    text = "Foreign Minister Ruth Ambler met Carl Dunmore, a lawyer, in Oslo.\nAmbler said no, and Dunmore left.\n" * 40
    names = "".join(f"Minister Ruth Ambler{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} met Li Wen.\n" for n in range(400))

    def steps(words: str) -> int:
        return steps_of(lambda: find_people(words, sentences_of(words)))

    shared = "".join(f"Minister Li Am{chr(97 + n % 26)}{chr(97 + n // 26)} met Minister Li.\n" for n in range(400))

    for one in (text, names, shared, "van der " * 800, "Kim " * 800, "Biden, " * 800, "president of the " * 800):
        assert steps(one * 10) <= 11 * steps(one)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The Honourable Ruth Ambler, Minister of Trade, spoke.", {"Ruth Ambler": "Minister of Trade"}),
        ("The Right Honourable Carl Dunmore spoke.", {"Carl Dunmore": None}),
        ("Under Secretary Ambler left.", {"Ambler": "Under Secretary"}),
        ("They met First Lady Ruth Ambler.", {"Ruth Ambler": "First Lady"}),
        ("Mr. OGATA Haruki spoke. Ogata left.", {"OGATA Haruki": None}),
        ("Foreign Minister OGATA Haruki spoke.", {"OGATA Haruki": "Foreign Minister"}),
        ("He spoke with Foreign Minister Park.", {"Park": "Foreign Minister"}),
    ],
)
def test_honours_and_capitals_are_no_part_of_a_name_and_hide_none(text: str, roles: dict[str, str | None]) -> None:
    assert roles_in(text) == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ruth Ambler will serve as ambassador to Oslo.", "ambassador to Oslo"),
        ("They announced the appointment of Ruth Ambler as chair of the board.", "chair of the board"),
        ("Ruth Ambler was appointed director of the fund.", "director of the fund"),
        ("The chief executive of Volbro Motors, Ruth Ambler, spoke.", "The chief executive of Volbro Motors"),
        ("Her counterpart from the EU, Ruth Ambler, spoke.", "Her counterpart from the EU"),
        (
            "The Vice President of the Commission (VPC), Ruth Ambler, spoke.",
            "The Vice President of the Commission",
        ),
        ("“No,” said Ruth Ambler of the law firm Tamley Kemper.", "of the law firm Tamley Kemper"),
        ("Ruth Ambler, a member of the Liberal Party, spoke.", "a member of the Liberal Party"),
    ],
)
def test_what_somebody_serves_as_leads_or_belongs_to_is_the_role(text: str, role: str) -> None:
    assert roles_in(text)["Ruth Ambler"] == role


def test_he_or_she_in_the_next_sentence_gives_a_role_only_where_one_person_was_named() -> None:
    def roles_of(*sentences: str) -> dict[str, str | None]:
        text = " ".join(sentences)
        rows, at = [], 0
        for number, words in enumerate(sentences, 1):
            rows.append(Sentence(SentenceNumber(number), 1, Span(at, at + len(words))))
            at += len(words) + 1
        people = find_people(text, Sentences.of(rows))
        return {p.name: None if p.role_span is None else p.role_span.of(text) for p in people}

    assert roles_of("Here is Ruth Ambler.", "She’s the deputy director of the fund.") == {
        "Ruth Ambler": "the deputy director of the fund"
    }
    assert roles_of("Here are Ruth Ambler and Carl Dunmore.", "She is the director.") == {
        "Ruth Ambler": None,
        "Carl Dunmore": None,
    }
    assert roles_of("Here is Ruth Ambler.", "It is the director who spoke.") == {"Ruth Ambler": None}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He interviewed Daniel Fried, a fellow at the institute.", ["Daniel Fried"]),
        ("He met William Hague on Monday.", ["William Hague"]),
        ("He talked with Marvela Payne of Australia.", ["Marvela Payne"]),
        ("It was written by Sophia Kemper and Livian Dorovitz.", ["Sophia Kemper", "Livian Dorovitz"]),
    ],
)
def test_a_surname_that_is_a_plain_word_a_place_or_unknown_is_found_by_what_stands_beside_it(
    text: str, names: list[str]
) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Israel joined the Abraham Accords in 2020.",
        "Europe needs a new Marshall Plan for Kyiv.",
        "Hezbollah, a member of the alliance, fired rockets.",
        "Ansar Allah, a member of the alliance, fired rockets.",
        "They met at the base in Arlington, Va., on Monday.",
    ],
)
def test_accords_plans_and_members_of_alliances_are_no_people(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Gen. CQ Brown, Jr., spoke.", {"CQ Brown, Jr.": "Gen."}),
        ("The army’s chief, Senior Gen. Carl Dunmore, spoke.", {"Carl Dunmore": "The army’s chief"}),
        ("Joint Staff Chair Army Gen. Carl Dunmore spoke.", {"Carl Dunmore": "Joint Staff Chair"}),
        (
            "On the next day he met Foreign Minister Marveta Brunova Slot in Oslo.",
            {"Marveta Brunova Slot": "Foreign Minister"},
        ),
        ("He works for José Urribari’s campaign.", {"José Urribari": None}),
        ("He met Edmundo González Urribarri.", {"Edmundo González Urribarri": None}),
        ("They received Zarvan Bureau Chairman, Ruth Ambler.", {"Ruth Ambler": "Zarvan Bureau Chairman"}),
        (
            "The Director for the Agency for Development (AFD) Ruth Ambler spoke.",
            {"Ruth Ambler": "Director for the Agency for Development"},
        ),
        (
            "An Assistant Administrator for Economic Growth, Education, and Environment Ruth Ambler spoke.",
            {"Ruth Ambler": "Assistant Administrator for Economic Growth, Education, and Environment"},
        ),
    ],
)
def test_ranks_initials_without_stops_and_accents_are_read(text: str, roles: dict[str, str | None]) -> None:
    assert roles_in(text) == roles


@pytest.mark.parametrize("text", ["He bred cattle in Mato Grosso do Sul.", "Fighting spread to Deir ez-Zor."])
def test_regions_with_names_like_people_are_places(text: str) -> None:
    assert names_in(text) == []


def test_who_is_from_a_ministry_is_its_own_and_who_is_at_one_may_be_a_guest() -> None:
    assert roles_in("This is Ruth Ambler from the Department of Trade.") == {
        "Ruth Ambler": "from the Department of Trade"
    }
    assert roles_in("They met Ruth Ambler at the Department of Trade.") == {"Ruth Ambler": None}
