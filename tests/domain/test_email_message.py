"""The article in a message is read, without what a mail program and other writers put around it."""

from __future__ import annotations

import base64
import quopri
import sys
from email.message import Message
from types import ModuleType

import pytest

from content.errors import ImportRefused
from content.importers import email_message
from content.importers.email_message import read
from content.importers.files import read_bytes
from content.importers.source_text import SourceText
from content.model import Source
from tests.domain.steps import Weighed, copied_while

PROSE = "The two ministers met in Lisbon on Tuesday and agreed to meet again in the spring, officials said."
LONG = f"{PROSE}\n\n{PROSE}\n\n{PROSE}"
LONG_READ = f"{PROSE}\n{PROSE}\n{PROSE}"
HEAD = """\
From: Ana Sousa <ana@example.org>
To: b@example.org
Subject: Trade talks
Date: Wed, 24 May 2023 23:30:00 -0700
"""


def article(message: str | bytes) -> SourceText:
    return read(message.encode() if isinstance(message, str) else message, "a.eml")


def parts(*each: str, kind: str = "mixed") -> str:
    """A message made of these parts, each with its own headers."""
    body = "".join(f"--b\n{part}\n" for part in each)
    return f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n{body}--b--\n'


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was given to the reader of pages, which finds the same article in each."""
    given: list[bytes] = []

    def read_page(data: bytes, name: str) -> SourceText:
        given.append(data)
        if b"empty" in data:
            raise ImportRefused("it holds no article")
        return SourceText(f"Trade talks\n{PROSE}", Source("A page", "Max Berg", "Lusa"), "pt", data, "text/html")

    module = ModuleType("content.importers.html")
    monkeypatch.setattr(module, "read", read_page, raising=False)
    monkeypatch.setitem(sys.modules, "content.importers.html", module)
    return given


# What the headers say


def test_subject_sender_and_the_senders_day_are_taken() -> None:
    message = f"{HEAD}\n{PROSE}\n"
    found = article(message)
    assert found.source == Source("Trade talks", "Ana Sousa", "", "2023-05-24")
    assert (found.text, found.original, found.media_type) == (PROSE, message.encode(), "message/rfc822")


@pytest.mark.parametrize(
    ("headers", "source"),
    [
        ("Subject: Re: Fwd: [news] Trade talks", Source("Trade talks")),
        ("Subject: Trade\n talks", Source("Trade talks")),
        ("Subject: =?utf-8?b?VHJhZGUg4oCT?=\n =?iso-8859-1?q?_Pe=F1a?=", Source("Trade – Peña")),
        ("Subject: =?no-such?q?Talks?=", Source("Talks")),
        ("Subject: =?utf-8?b?!!!?=", Source()),
        ("Subject: Señor Peña", Source("Señor Peña")),
        ("From: =?utf-8?q?Jos=C3=A9?= <a@b.org>", Source("", "José")),
        ("From: a@b.org", Source()),
        ("From: a@b.org (Ana Sousa)", Source("", "Ana Sousa")),
        ("From: " + "(" * 2000, Source()),
        ("From: State Department <no-reply@state.example>", Source("", "", "State Department")),
        ('From: Ana <a@b.org>\nList-Id: "EU Press" <eu.example.org>', Source("", "Ana", "EU Press")),
        ("From: EU Press <a@b.org>\nList-Id: EU Press <eu.example.org>", Source("", "", "EU Press")),
        ("Date: no day", Source()),
        ("Archived-At: <https://example.org/a>", Source(url="https://example.org/a")),
        ("Subject: " + "=?utf-8?q?a?= " * 5000, Source()),
    ],
)
def test_headers_are_decoded_and_understood(headers: str, source: Source) -> None:
    assert article(f"{headers}\nMessage-ID: <1@b>\n\n{LONG}").source == source


def test_what_the_article_says_of_itself_goes_before_the_headers() -> None:
    found = article(f"{HEAD}\nTrade talks\nBy Max Berg\nMay 20, 2023\n\n{LONG}")
    assert found.source == Source("Trade talks", "Max Berg", "", "2023-05-20")
    assert found.text == LONG_READ


# How the text is written


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "no-such"])
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_charsets_and_encodings_are_undone(charset: str, encoding: str) -> None:
    if charset == "utf-16" and encoding == "8bit":
        charset = "utf-8"
    text = "Señor Peña met the ministers in Lisbon on Tuesday, and they agreed to meet again in the spring."
    data = text.encode("utf-8" if charset == "no-such" else charset)
    packed = {"8bit": bytes, "quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[encoding](data)
    headers = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n"
    assert article(f"{HEAD}{headers}\n".encode() + packed).text == text


def test_lines_that_flow_are_joined() -> None:
    flowed = 'Content-Type: text/plain; format="flowed"\n'
    assert (
        article(f"{HEAD}{flowed}\nThey met \non Tuesday.\n\n They \nleft.\n").text == "They met on Tuesday.\nThey left."
    )
    cut = "Content-Type: text/plain; format=flowed; delsp=yes\n"
    assert article(f"{HEAD}{cut}\nThey me \nt on Tuesday.\n").text == "They met on Tuesday."


# What is none of the article


@pytest.mark.parametrize(
    "after",
    [
        "-- \nAna Sousa\nLisbon\n",
        "On Tue, 23 May 2023 at 10:00, Max Berg <m@example.org> wrote:\n> Old words.\n>\n> More.\n",
        "On Tue, 23 May 2023 at 10:00, Max Berg\n<m@example.org> wrote:\n\n> Old words.\n",
        "> Old words.\n",
        "-----Original Message-----\nFrom: Max\nSubject: x\n\nOld words.\n",
        "________________________________\nFrom: Max\nSent: Monday\n\nOld words.\n",
        "_______________________________________________\nPress mailing list\nPress@example.org\n",
    ],
)
def test_signatures_quoted_words_and_the_footers_of_lists_are_left_out(after: str) -> None:
    assert article(f"{HEAD}\n{LONG}\n\n{after}").text == LONG_READ


@pytest.mark.parametrize(
    "after", ["--\n" + "Words.\n" * 40, "On Tuesday she wrote:\n“Words.”", "____\nWords.", "From: words."]
)
def test_what_only_looks_so_is_kept(after: str) -> None:
    assert article(f"{HEAD}\n{LONG}\n\n{after}").text.endswith(("Words.", "“Words.”", "words."))


def test_answers_between_quoted_words_are_kept_in_their_order() -> None:
    assert article(f"{HEAD}\n{PROSE}\n> old\nSecond.\n> old\nThird.\n").text == f"{PROSE}\nSecond.\nThird."


FORWARDS = [
    "---------- Forwarded message ---------\nFrom: Lusa <lusa@example.org>\nDate: Mon, 22 May 2023 at 09:00\n"
    "Subject: Re: Talks end\nTo: <a@example.org>\n\n\n{}",
    "Begin forwarded message:\n\n> From: Lusa <lusa@example.org>\n> Subject: Talks\n>  end\n"
    "> Date: 22 May 2023 at 9:00\n> \n> {}",
    "________________________________\nFrom: Lusa <lusa@example.org>\nSent: Monday, May 22, 2023 9:00 AM\nTo: A\n"
    "Subject: Talks end\n\n{}",
    "-----Original Message-----\n*From:* Lusa\n*Sent:* 22 May 2023\n*Subject:* Talks end\n\n{}",
]


@pytest.mark.parametrize("forward", FORWARDS)
def test_a_forwarded_article_is_its_writers(forward: str) -> None:
    quoted = LONG.replace("\n", "\n> ") if "> " in forward else LONG
    found = article(f"{HEAD}\nTo be read.\n\n{forward.format(quoted)}\n")
    assert found.source == Source("Talks end", "Lusa", "", "2023-05-22")
    assert found.text == LONG_READ


def test_an_article_forwarded_twice_is_read() -> None:
    twice = FORWARDS[0].format(FORWARDS[2].format(LONG))
    assert article(f"{HEAD}\n{twice}\n").text == LONG_READ


def test_a_message_of_nothing_but_quoted_words_is_those() -> None:
    quoted = LONG.replace("\n", "\n> ")
    assert article(f"{HEAD}\n> {quoted}\n").text == LONG_READ


# Parts


def test_text_goes_before_html(pages: list[bytes]) -> None:
    message = parts(
        f"Content-Type: text/plain\n\n{PROSE}", "Content-Type: text/html\n\n<p>HTML</p>", kind="alternative"
    )
    assert article(message).text == PROSE
    assert pages == []


@pytest.mark.parametrize(
    "stub",
    [
        "View in your browser",
        "Your programme shows no pages. View this message in your browser:\nhttps://example.org/" + "v" * 900,
        "Trade talks\nhttps://example.org/1\n\nGrain\nhttps://example.org/2\n\nUnsubscribe: https://example.org/3",
    ],
)
def test_html_is_read_where_the_text_beside_it_says_next_to_nothing(stub: str) -> None:
    told = [f"Round {number}: {PROSE}" for number in range(12)]
    page = f"<html><body><h1>Trade talks</h1>{''.join(f'<p>{each}</p>' for each in told)}</body></html>"
    read_so = article(parts(f"Content-Type: text/plain\n\n{stub}", f"Content-Type: text/html\n\n{page}"))
    assert read_so.text == "\n".join(told)
    assert read_so.source == Source("Trade talks", "Ana Sousa", "", "2023-05-24")


def test_a_short_text_stays_the_article_where_the_html_beside_it_says_little_more() -> None:
    page = f"<html><body><p>{PROSE}</p><p>{PROSE}</p><p>Unsubscribe from this list of ours</p></body></html>"
    message = parts(f"Content-Type: text/plain\n\n{PROSE}", f"Content-Type: text/html\n\n{page}")
    assert article(message).text == PROSE


def test_html_is_read_where_there_is_no_text_and_the_title_is_said_once(pages: list[bytes]) -> None:
    html = "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>Pe=F1a</p>"
    found = article(parts("Content-Type: text/plain\n\n \n", html, kind="alternative"))
    assert pages == ["\ufeff<p>Peña</p>".encode()]
    assert found.source == Source("Trade talks", "Ana Sousa", "Lusa", "2023-05-24")
    assert (found.text, found.language, found.media_type) == (PROSE, "pt", "message/rfc822")


def test_html_in_which_no_article_is_found_is_read_for_its_words(pages: list[bytes]) -> None:
    assert (
        article(f"{HEAD}Content-Type: text/html\n\n<table><tr><td>empty words</td></tr></table>").text == "empty words"
    )


def test_a_page_that_a_browser_saved_as_a_message_knows_itself_best(pages: list[bytes]) -> None:
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: Saved\nDate: 24 May 2023\n"
    )
    [found] = read_bytes(f"{saved}MIME-Version: 1.0\nContent-Type: text/html\n\n<p>x</p>".encode(), "a.mhtml")
    assert found.source == Source("A page", "Max Berg", "Lusa", "", "https://example.org/a")


def test_an_attached_file_is_read_only_where_the_body_has_no_text(pages: list[bytes]) -> None:
    attached = 'Content-Type: text/html; name="a.html"\nContent-Disposition: attachment\n\n<p>x</p>'
    assert article(parts(f"Content-Type: text/plain\n\n{PROSE}", attached)).source.title == "Trade talks"
    assert pages == []
    found = article(parts("Content-Type: text/plain\n\n", attached))
    assert (found.source.title, found.text) == ("A page", f"Trade talks\n{PROSE}")


def test_a_text_that_is_attached_is_read_where_the_body_has_none_and_a_named_body_is_no_attachment() -> None:
    attached = f"Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\n{PROSE}"
    assert article(parts("\n", attached)).text == PROSE
    assert article(parts("\nThe body.", attached)).text == "The body."
    assert article(parts(f"Content-Type: text/plain; name=a.txt\n\n{PROSE}")).text == PROSE


def test_an_attached_document_that_cannot_be_read_is_passed_over() -> None:
    broken = "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nno PDF"
    with pytest.raises(ImportRefused, match="holds no text"):
        article(parts("Content-Type: image/png\n\nx", broken))


def test_a_message_attached_to_a_word_or_two_is_the_article() -> None:
    inner = f"Content-Type: message/rfc822\n\nFrom: Lusa <l@example.org>\nSubject: Talks end\n\n{PROSE}"
    assert article(parts("\nTo be read.", inner)).source == Source("Talks end", "Lusa")
    assert article(parts(f"\n{LONG} {LONG}", inner)).source.title == "Trade talks"


def test_all_messages_of_a_digest_are_read() -> None:
    found = article(parts(*(f"\nSubject: x\n\nMessage {n} of the day." for n in range(3)), kind="digest"))
    assert found.text == "Message 0 of the day.\nMessage 1 of the day.\nMessage 2 of the day."


def test_a_digest_of_many_messages_with_parts_of_their_own_is_read() -> None:
    each = 'Subject: x\nContent-Type: multipart/alternative; boundary="i{0}"\n\n--i{0}\n\nMessage {0}.\n--i{0}--\n'
    found = article(parts(*("\n" + each.format(number) for number in range(100)), kind="digest"))
    assert found.text == "\n".join(f"Message {number}." for number in range(100))


# Broken and hostile messages


@pytest.mark.parametrize(
    "message",
    [
        f"{HEAD}Content-Type: multipart/mixed\n\n{PROSE}",
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{PROSE}",
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{PROSE}",
        f"{HEAD}Content-Type: no/such/type; ; =; charset*=x\n\n{PROSE}",
        f"{HEAD}Content-Transfer-Encoding: no-such\n\n{PROSE}",
        f"{HEAD}no header\n\n{PROSE}",
        f"\ufeff\n{HEAD}\n{PROSE}",
        f"From a@b Wed May 24 10:00:00 2023\n{HEAD}\n{PROSE}",
    ],
)
def test_a_broken_message_is_read_as_far_as_it_goes(message: str) -> None:
    assert article(message).text.endswith(PROSE)


def test_a_message_saved_in_utf16_is_read() -> None:
    assert article(f"{HEAD}\n{PROSE}".encode("utf-16")).text == PROSE


def test_of_ten_thousand_parts_the_first_are_read() -> None:
    found = article(parts(*(f"Content-Type: text/plain\n\nPart {n} of it." for n in range(10_000))))
    assert found.text.startswith("Part 0 of it.\nPart 1 of it.\n")
    assert len(found.text.split("\n")) == email_message.MAX_PARTS - 1


@pytest.mark.parametrize(
    "message",
    [
        "Content-Type: message/rfc822\n\n" * 10_000,
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(5_000)),
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(50)) + "a\n" * 500_000,
        f"{HEAD}Content-Type: text/plain;\n" + " a=b;\n" * 400_000,
        f"{HEAD}Content-Type: text/plain; " + 'a="b;' * 200_000,
        "".join(f"Content-Disposition: attachment; {'a=b;' * 1000}\n" for _ in range(100)),
        f"{HEAD}\n" + "\n" * 2_000_000,
        "",
        HEAD,
        f"{HEAD}\n> \n> \n",
    ],
    ids=range(10),
)
def test_a_message_that_means_harm_or_has_no_text_is_refused(message: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        article(message)
    assert refused.value.remedy


def test_a_message_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_message, "MAX_MESSAGE", 10)
    with pytest.raises(ImportRefused, match="too large"):
        article(f"{HEAD}\n{PROSE}")


@pytest.mark.parametrize("kind", ["format=flowed", "format=flowed; delsp=yes"])
def test_reflowing_a_paragraph_copies_each_line_a_few_times_however_many_they_are(kind: str) -> None:
    class Rows(str):
        def split(self, *_: object) -> list[str]:  # type: ignore[override]
            return [Weighed(row) for row in str.split(self, "\n")]

    part = Message()
    part["Content-Type"] = f"text/plain; {kind}"

    def copied(count: int) -> int:
        text = Rows("\n".join(["word " * 12] * count))
        assert email_message._reflowed(text, part).count("\n") == 0
        return copied_while(lambda: email_message._reflowed(text, part))

    assert copied(2000) <= 12 * copied(200)
    assert copied(200) < 200 * 64 * 4
