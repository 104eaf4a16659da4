"""People whose names no list has, told by what befell them, what they wrote and what commas say of them."""

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
        ("On June 21 Qelvar Bahrizu was arrested in Tehran.", "Qelvar Bahrizu", None),
        ("It says Qelvar Bahrizu of Newsweek has been charged.", "Qelvar Bahrizu", "of Newsweek"),
        (
            "“It is one state,” Qelvar Kokoiti, one of Gassiyev's deputies, said.",
            "Qelvar Kokoiti",
            "one of Gassiyev's deputies",
        ),
        ("The petition was signed by Qelvar Bahrizu in May.", "Qelvar Bahrizu", None),
        ("Reporting by Qelvar Bahrizu in Baku.", "Qelvar Bahrizu", None),
        (
            "Qelvar Bahrizu, with the International Crisis Group, was cautious.",
            None,
            None,
        ),
        (
            "Qelvar Khalifa, with the International Crisis Group, was cautious.",
            "Qelvar Khalifa",
            "with the International Crisis Group",
        ),
        (
            "According to Amnesty International Qelvar Bahrizu, a reporter for the paper, left.",
            "Qelvar Bahrizu",
            "a reporter for the paper",
        ),
        ("New York Democrat Anthony Weiner will introduce it.", "Anthony Weiner", "New York Democrat"),
        ("Environmentalist Mark Lynas said so.", "Mark Lynas", "Environmentalist"),
        ("VOA's David Gollust reports from there.", "David Gollust", "VOA"),
        ("The interior ministry's Saad Maan spoke of it.", "Saad Maan", "The interior ministry"),
        ("Deputy Secretary of Defense Bob Work met him.", "Bob Work", "Deputy Secretary of Defense"),
        (
            "Taiwan’s Minister without Portfolio John Deng was there.",
            "John Deng",
            "Taiwan’s Minister without Portfolio",
        ),
        ("Chatham House's Orysia Lutsevych agrees.", "Orysia Lutsevych", "Chatham House"),
        ("Critics like Xorqan Dalqir face exile.", "Xorqan Dalqir", None),
        ("Wada Diallo, member of the local branch, said so.", "Wada Diallo", "member of the local branch"),
        ("He met his Italian counterpart, Enzo Milanesi in Rome.", "Enzo Milanesi", "his Italian counterpart"),
        ("An article by Gareth Porter was read.", "Gareth Porter", None),
    ],
)
def test_somebody_is_told_by_what_is_said_of_people_only(text: str, name: str | None, role: str | None) -> None:
    assert people(text) == ({} if name is None else {name: role})


@pytest.mark.parametrize(
    "text",
    [
        "Gazprom Neft, a Russian oil company, said output had fallen.",
        "Kura Arqaz, the largest of the provinces, said nothing.",
        "Zorvan Dalir was captured on Monday.",
        "Deutsche Bahn said trains would run.",
        "The minister told Al Iraqiya television of it.",
        "They read a report by Xorqan Dalqir.",
        "Tora Bora fell; Shin Bet said it had arrested six.",
    ],
)
def test_a_firm_or_a_place_is_nobody_whatever_is_told_of_it(text: str) -> None:
    assert people(text) == {}


def test_a_surname_that_speaks_alone_makes_a_name_of_the_two_words_before() -> None:
    text = "Documents show that Qelvar Marsaluk fled. Marsaluk said nothing."
    assert people(text) == {"Qelvar Marsaluk": None}
    assert people("Documents show that Qelvar Marsaluk fled.") == {}


def test_two_spellings_of_a_surname_are_one_person() -> None:
    text = "President Zelensky came. Ukrainian President Zelenskyy will sit with them."
    assert list(people(text)) == ["Zelenskyy"]


def test_a_government_called_after_two_names_both_that_the_text_knows() -> None:
    text = "President Biden spoke. The Biden-Harris Administration announced it."
    (biden,) = find_people(text, cut_sentences(text))
    assert [mention.of(text) for mention in biden.mentions] == ["Biden", "Biden"]
    assert biden.aliases == ()


def test_a_headline_ends_a_role() -> None:
    text = "Readout of Secretary Pete Hegseth's Meeting With Estonian Minister of Defence Hanno Pevkur"
    assert people(text)["Hanno Pevkur"] == "Estonian Minister of Defence"


def test_an_initial_without_its_full_stop_is_one_of_the_same_person() -> None:
    text = "Minister S Jaishankar spoke. Subrahmanyam Jaishankar left."
    assert list(people(text)) == ["Subrahmanyam Jaishankar"]


def test_a_ship_bears_the_name_of_nobody() -> None:
    assert people("The coast guard’s BRP Teresa Magbanua was rammed.") == {}


def test_the_body_of_one_ends_where_the_next_name_begins() -> None:
    text = "Oleksandra Matviichuk of the Center for Civil Liberties and Kenneth Roth called for it."
    assert people(text) == {"Oleksandra Matviichuk": "of the Center for Civil Liberties", "Kenneth Roth": None}
