"""People whose names or titles no list has as they stand, and what only looks like them."""

from __future__ import annotations

import pytest

from content.drafting.people import find_people
from content.drafting.sentences import cut_sentences


def people(text: str) -> dict[str, str | None]:
    """The names found, each with the words of its role."""
    return {
        person.name: person.role_span.of(text) if person.role_span else None
        for person in find_people(text, cut_sentences(text))
    }


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Najat Rochdi, Deputy Special Envoy of the Secretary-General for Syria, briefed the Council.",
            "Najat Rochdi",
            "Deputy Special Envoy of the Secretary-General for Syria",
        ),
        (
            "Assistant Trade Representative for Southeast Asia and the Pacific Barbara Weisel also met him.",
            "Barbara Weisel",
            "Assistant Trade Representative for Southeast Asia and the Pacific",
        ),
        (
            "Thailand's Deputy Prime Minister and Finance Minister, Phichai Chunhavanich, will travel.",
            "Phichai Chunhavanich",
            "Thailand's Deputy Prime Minister and Finance Minister",
        ),
        (
            "Vice President of Taxpayers for Common Sense, Steve Ellis, spoke of it.",
            "Steve Ellis",
            "Vice President of Taxpayers for Common Sense",
        ),
        (
            "The country's proposed Secretary of Defense, James Mattis, backed the alliance.",
            "James Mattis",
            "The country's proposed Secretary of Defense",
        ),
        ("The president of Zelcor Steel Company Marta Vimpel said so.", "Marta Vimpel", None),
        ("Unification Minister Cho Myoung-gyon agreed.", "Cho Myoung-gyon", "Unification Minister"),
        ("One protester, Kim In-seok, stated that it was so.", "Kim In-seok", "One protester"),
        ("They were met by the President and the First Lady, Carla Bruni, today.", "Carla Bruni", "the First Lady"),
        ("He spoke of a mistrust that President [Barack] Obama saw.", "Obama", "President"),
        ("Its spokesperson Elio De Bolle said so.", "Elio De Bolle", "spokesperson"),
        ("Moderator Zainab Usman, of the Carnegie Endowment, asked.", "Zainab Usman", "Moderator"),
        (
            "The head of the mission in Khartoum, Hassan Belaiche, said so.",
            "Hassan Belaiche",
            "The head of the mission in Khartoum",
        ),
        ("Daniel Levy, of the Brookings Institution, was glad.", "Daniel Levy", "of the Brookings Institution"),
    ],
)
def test_the_role_is_the_whole_title_with_what_it_is_for(text: str, name: str, role: str | None) -> None:
    found = people(text)
    assert list(found) == [name]
    assert role is None or found[name] == role


def test_what_the_next_sentence_says_of_all_is_the_role_of_each() -> None:
    text = (
        "Micheline Calmy-Rey of Switzerland and Moussa Koussa of Libya will meet Miguel Ortega of Spain. "
        "All three are the heads of foreign relations of their countries."
    )
    role = "the heads of foreign relations of their countries"
    assert people(text) == dict.fromkeys(("Micheline Calmy-Rey", "Moussa Koussa", "Miguel Ortega"), role)


def test_what_is_said_of_another_number_of_people_is_the_role_of_none() -> None:
    text = "William Hague met John Kerry in London. All three are ministers of trade."
    assert people(text) == {"William Hague": None, "John Kerry": None}


@pytest.mark.parametrize(
    "text",
    [
        "Iain Duncan Smith's plan failed.",
        "He met Iain Duncan Smith and William Hague.",
        "Iain Duncan Smith, the former leader, resigned.",
    ],
)
def test_a_surname_of_two_words_is_kept_whole(text: str) -> None:
    assert "Iain Duncan Smith" in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "Iran's Mohammad Javad Zarif arrived. Later Mohammed Javad Zarif left.",
        "Hassan Rowhani spoke to the press. Then President Rouhani left.",
        "Abdourahim Said Bakar, a spokesman, said so. Abdourahim Said Bacar said more.",
    ],
)
def test_a_name_in_two_spellings_is_one_person(text: str) -> None:
    assert len(people(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hassan Nasrallah arrived. Later Hussein Nasrallah left.",
        "Mahmoud Abbas arrived. Later Mohammed Abbas left.",
        "John Anderson arrived. Later John Andersen left.",
        "Kim Jong Il arrived. Later Kim Jong Un left.",
    ],
)
def test_names_that_are_only_alike_are_two_people(text: str) -> None:
    assert len(people(text)) == 2


def test_a_name_that_alone_is_in_capitals_is_a_name() -> None:
    text = "JOSEP BORRELL spoke with ANTONY BLINKEN in Brussels. Mr. Borrell was content."
    assert [person.name for person in find_people(text, cut_sentences(text))] == ["JOSEP BORRELL", "ANTONY BLINKEN"]
    assert people("The talks on NATO AWACS and UN OCHA staff, and on SAM sites, went on.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "The leader of the group AntiMadCow was arrested.",
        "Park Hyeong-jung, a researcher at the Korea Institute for National Unification, said so.",
        "It was said by the director of OpenAI and the head of WikiLeaks.",
    ],
)
def test_a_body_behind_an_office_is_nobody(text: str) -> None:
    assert set(people(text)) <= {"Park Hyeong-jung"}


@pytest.mark.parametrize("name", ["McCain", "DeSantis", "MacDonald", "FitzGerald"])
def test_a_surname_with_a_capital_inside_is_one(name: str) -> None:
    assert list(people(f"Senator {name} said so.")) == [name]


@pytest.mark.parametrize(
    "text",
    ["SEC. AUSTIN: Well, thank you. We met.", "GEN. BROWN: Well, thank you. We met."],
)
def test_a_rank_in_capitals_that_opens_a_paragraph_ends_no_sentence(text: str) -> None:
    assert len(cut_sentences(text)) == 2


def test_the_office_of_somebody_else_is_no_role_of_what_a_comma_parts_from_it() -> None:
    text = "He met Minister of Defense Jonathan Coleman at the Pentagon in Arlington, Va."
    assert people(text) == {"Jonathan Coleman": "Minister of Defense"}


@pytest.mark.parametrize("country", ["Canada", "Kenya", "Jordan", "Georgia", "India"])
def test_the_country_of_an_office_is_no_part_of_the_name_behind_it(country: str) -> None:
    text = f"He wrote to the Prime Minister of {country} Stephen Harper of it."
    assert people(text) == {"Stephen Harper": f"Prime Minister of {country}"}


def test_an_age_makes_two_unknown_words_a_name() -> None:
    assert list(people("Munxer Al-Hirakx, 19, was killed in January.")) == ["Munxer Al-Hirakx"]
    assert people("Nordxal Pravdax, 1999, was sold.") == {}


def test_a_surname_that_is_a_word_of_bodies_ends_a_name_behind_a_title_that_speaks() -> None:
    assert list(people("Public Safety Minister Stockwell Day said so.")) == ["Stockwell Day"]
    assert people("Members of the 6th Marine Regiment arrived.") == {}


def test_who_served_under_somebody_has_the_office_and_not_he() -> None:
    assert people("He served under James Callaghan as Energy Secretary.") == {"James Callaghan": None}


def test_an_arabic_surname_makes_a_name_of_unknown_words_and_not_of_a_group_or_a_place() -> None:
    assert list(people("It is held by Sulxaman al-Banai and Majdix Fa’iz al-Ustadz.")) == [
        "Sulxaman al-Banai",
        "Majdix Fa’iz al-Ustadz",
    ]
    assert people("They fought Jabhat al-Nusra and Harakat al-Nujaba at Dayr al-Zawr and in Wadi al-Natrun.") == {}


def test_years_may_be_called_after_a_statesman_with_his_first_name() -> None:
    assert list(people("It was so in the Tony Blair years.")) == ["Tony Blair"]


def test_those_who_govern_are_called_after_a_person() -> None:
    assert people("It was the Maduro regime that held them.") == {"Maduro": None}
    assert people("It was the Amazon regime, and the Jordan government, that held them.") == {}


def test_a_surname_behind_a_capital_ibn_stands_alone_and_one_behind_bin_does_not() -> None:
    text = "Mohamed Ibn Chambas met Mohammed bin Salman. Chambas was glad. Salman was not."
    found = {person.name: len(person.mentions) for person in find_people(text, cut_sentences(text))}
    assert found == {"Mohamed Ibn Chambas": 2, "Mohammed bin Salman": 1}


def test_two_unknown_words_between_names_of_a_list_are_a_name() -> None:
    text = "The mayor Philippe Close, Johan Van Damme, Meyram Almaxi, Pascal Smet, and Sven Gatz were there."
    assert "Meyram Almaxi" in people(text)
    assert "Meyram Almaxi" not in people("They spoke of Brasilia, Meyram Almaxi, and the sea.")


def test_a_statesman_whose_name_is_a_word_is_known_by_what_he_does() -> None:
    assert people("It cannot be achieved by force, as Bush claimed.") == {"Bush": None}
    assert people("It grew behind the Bush and in the Bush.") == {}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "General Bruno L. Silva, a Peruvian security adviser for the army, said so.",
            "Bruno L. Silva",
            "a Peruvian security adviser for the army",
        ),
        ("Colonel Bruno Silva, a spokesman for the army, said so.", "Bruno Silva", "a spokesman for the army"),
        ("Colonel Bruno Silva said so.", "Bruno Silva", "Colonel"),
        ("Ana Costa has assumed the role as president of Peru.", "Ana Costa", "president of Peru"),
        ("Ana Costa took office as president of Peru.", "Ana Costa", "president of Peru"),
        (
            "The claim came from a doctor at a clinic in Lima. Dr. Ana Costa says that many were hurt.",
            "Ana Costa",
            "a doctor at a clinic in Lima",
        ),
        ("Ana Costa confirmed the ambassador of Chile.", "Ana Costa", None),
        ("A doctor at a clinic was hurt. Ana Costa says that many were.", "Ana Costa", None),
    ],
)
def test_what_stands_behind_a_rank_or_before_a_doctor_says_who_somebody_is(
    text: str, name: str, role: str | None
) -> None:
    assert people(text)[name] == role


def test_the_name_of_a_district_is_nobodys() -> None:
    assert people("They were held in Farah province's Bala Boluk district.") == {}


def test_a_deputy_who_confirms_something_has_her_role_before_the_comma() -> None:
    assert people("Bruno Silva’s deputy, Ana Costa confirms that he left.")["Ana Costa"] == "Bruno Silva’s deputy"
