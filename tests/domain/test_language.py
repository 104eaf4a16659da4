"""A text is taken for English where its words say so, and for nothing else."""

from __future__ import annotations

import pytest

from content.drafting.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Brussels on Friday and said that they would not agree to the terms of the treaty.",
        "Xi visits Moscow",
        "Erdoğan and Zelenskyy meet in Ankara",
        "NATO AND THE G7 AGREE ON NEW SANCTIONS AGAINST RUSSIA",
        "Li Hui, China’s special envoy, is to travel to Kyiv. He was in Moscow last week, and is off to Paris.",
    ],
)
def test_english_is_told_by_its_function_words(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023 — 5 %",
        "Die Minister trafen sich am Freitag in Brüssel und sagten, dass sie den Bedingungen nicht zustimmen werden.",
        "Les ministres se sont réunis vendredi à Bruxelles et ont dit qu’ils ne sont pas d’accord avec le traité.",
        "El presidente se reunió con el ministro de China en Moscú para hablar de la paz y del comercio.",
        "De ministers zijn in Brussel bijeen en willen niet met het verdrag instemmen, zei een woordvoerder.",
        "Presiden bertemu dengan menteri luar negeri itu dan akan membahas perdagangan yang dilakukan di Jakarta.",
        "Министры встретились в Брюсселе в пятницу.",
        "北京与莫斯科签署协议。",
        "Der Kanzler in Paris",
        "La visite du ministre",
    ],
)
def test_other_languages_are_not_taken_for_english(text: str) -> None:
    assert not is_english(text)


_TOLD_ELSEWHERE = {
    "German": ("Putin besucht Peking", "Handel mit China wuchs um 4 Prozent", "Der Kanzler reist nach Paris"),
    "French": ("Macron rencontre Scholz", "Poutine en visite à Pékin", "Les exportations de la Chine"),
    "Spanish": ("Sánchez viaja a Washington", "El presidente llega a Lima", "Putin visita Pekín"),
    "Italian": ("Meloni incontra Biden alla Casa Bianca", "Putin visita Pechino"),
    "Dutch": ("Rutte praat met Biden over chips", "Poetin bezoekt Peking"),
    "Polish": ("Putin odwiedza Pekin", "Prezydent Rosji przybył we wtorek do Pekinu, aby mówić o handlu z Chinami."),
    "Turkish": ("Putin Pekin'i ziyaret etti", "Cumhurbaşkanı ile bakan Ankara'da bir anlaşma için görüştü ve ayrıldı."),
    "Indonesian": ("Putin kunjungi Beijing", "Kedua negara ingin memperkuat hubungan dagang dan kerja sama energi."),
    "Vietnamese": (
        "Putin thăm Bắc Kinh",
        "Hai nuoc muon tang cuong quan he thuong mai va hop tac trong nam nay voi cac doi tac khac.",
    ),
    "Hindi": (
        "Putin Beijing pahunche",
        "Roos ke rashtrapati ne kaha ki dono desh vyapar ko badhana chahte hain. Pehle bhi the kai samjhaute jo hue.",
    ),
    "Russian": ("Путин посетил Пекин",),
    "Chinese": ("普京访问北京",),
    "Arabic": ("بوتين يزور بكين",),
}


@pytest.mark.parametrize(
    "text", [text for texts in _TOLD_ELSEWHERE.values() for text in texts], ids=lambda text: text[:24]
)
def test_a_heading_in_another_language_is_not_taken_for_english(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Blinken meets Lavrov",
        "China, Russia sign gas deal",
        "UK Prime Minister Keir Starmer is due to meet Trump next week in Washington.",
        "Deputy Secretary of State Wendy R. Sherman met with Latvian Foreign Minister Edgars Rinkevics.",
        "Participants: John Smith, Director; Mary Jones, Deputy Director; Ahmed Khan, Minister of Finance; Li Wei.",
        "Media note",
        "Readout",
    ],
)
def test_headings_and_lists_of_names_are_english_though_few_function_words_stand_in_them(text: str) -> None:
    assert is_english(text)


def test_an_english_article_that_quotes_another_language_stays_english() -> None:
    quoting = (
        "The chancellor said in Berlin that there was no time to lose: “Wir sind bereit und wir werden das nicht "
        "vergessen.” He was asked by the press whether the talks would go on this week."
    )
    assert is_english(quoting)
