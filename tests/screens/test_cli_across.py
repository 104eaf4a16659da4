"""Dossiers, identities, timelines, figures and related briefings on the command line, as real processes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from content.exports.event_rows import EVENT_COLUMNS, POINT_COLUMNS
from tests.screens.command import Readout

ID = "china-russia-mishustin"


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    return Readout(tmp_path)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_dossier_has_every_sentence_by_number_and_words(readout: Readout) -> None:
    printed = readout.good("dossier", "mikhail mishustin")
    assert printed.startswith("Mikhail Mishustin  person, in 1 briefing\n")
    assert "   8  Mishustin predicted on Tuesday" in printed
    assert "figure     t3      Bilateral trade forecast for this year: $190 billion" in printed
    assert readout.good("dossier", "Mishustin") == printed


def test_a_dossier_as_json_is_one_object(readout: Readout) -> None:
    found = json.loads(readout.good("dossier", "NATO", "--format", "json"))
    assert (found["format"], found["name"], found["kind"], found["complete"]) == (
        "readout/dossier@1",
        "NATO",
        "body",
        True,
    )
    assert {item["entry"] for item in found["items"]} >= {"n3", "e3"}
    assert all(sentence["words"] for item in found["items"] for sentence in item["sentences"])
    figures = json.loads(readout.good("dossier", "Mishustin", "--format", "json"))["items"]
    assert {item["figure"]["kind"] for item in figures if item["figure"]} == {"money"}
    assert [item["figure"]["value"] for item in figures if item["figure"]] == [190e9, 200e9]
    assert json.loads(readout.good("dossier", "Mishustin", "--format", "json"))["with"][0]["entries"] == 1


def test_a_dossier_as_markdown_quotes_its_sentences(readout: Readout) -> None:
    printed = readout.good("dossier", "Interfax", "--format", "markdown")
    assert printed.startswith("# Interfax\n")
    assert r"> \[9\] According to the Russian news source Interfax" in printed


def test_a_name_that_nobody_or_several_have_is_told_with_those_there_are(readout: Readout) -> None:
    assert "did you mean Vladimir Putin?" in readout.failed("dossier", "Vladimir Puttin")
    assert "choose one of Li Hui, Li Qiang" in readout.failed("dossier", "Li")


def test_names_are_put_together_listed_and_parted(readout: Readout) -> None:
    assert "by hand" in readout.nothing("identities")
    printed = readout.good("identities", "merge", "Li Hui", "Li Qiang")
    id = printed.split()[0]
    assert printed == f"{id}  Li Hui  also Li Qiang\n" == readout.good("identities")
    assert "also Li Qiang" in readout.good("dossier", id)
    assert readout.good("identities", "rename", id, "The Lis").startswith(f"{id}  The Lis  also Li Hui, Li Qiang")
    found = json.loads(readout.good("identities", "--format", "json"))
    assert [each["names"] for each in found["identities"]] == [["Li Hui", "Li Qiang"]]
    readout.good("identities", "split", id, "Li Qiang")
    assert readout.good("undo").startswith("undone: “The Lis” is more than one")
    assert readout.good("undo").startswith("undone: “Li Hui” is called “The Lis”")
    assert readout.good("undo").startswith("undone: “Li Hui” and “Li Qiang” are one")
    assert "by hand" in readout.nothing("identities")


def test_an_entry_of_somebody_else_is_split_off(readout: Readout) -> None:
    assert "Li Hui (2)  also Li Hui" not in readout.nothing("identities")
    printed = readout.good("identities", "split", "Li Hui", "--entry", f"{ID}/p7")
    assert "Li Hui (2)" in printed and "in 1 of the briefings only" in printed
    assert "name some names" in readout.failed("identities", "split", "Li Hui")
    assert "nobody is likely the same" in readout.nothing("identities", "suggest", "Xi Jinping")


def test_a_timeline_is_in_order_of_time(readout: Readout) -> None:
    table = rows(readout.good("timeline", "--format", "csv"))
    assert tuple(table[0]) == EVENT_COLUMNS
    assert [row["when"] for row in table] == ["2022", "2022", "2023-Q1", "2023-03", "2023-06-01"]
    assert [row["sentence"] for row in table] == ["8", "10", "10", "3", "11"]
    found = json.loads(readout.good("timeline", ID, "--about", "Putin", "--format", "json"))
    assert [(event["when"], event["entry"]) for event in found["events"]] == [("2023-03", "d3")]
    assert "(year of the article)" in readout.good("timeline")
    assert "(article's date)" in readout.good("timeline", "--undated")
    assert readout.good("timeline", "--limit", "1").endswith("There are more: say --limit.\n")


def test_the_bilateral_trade_is_listed_and_each_point_has_its_sentence(readout: Readout) -> None:
    for chosen in ([], [ID], ["--about", "bilateral trade"]):
        table = rows(readout.good("figures", *chosen, "--format", "csv"))
        assert tuple(table[0]) == POINT_COLUMNS
        points = [(row["when"], row["length"], row["value"], row["sentence"]) for row in table]
        assert points == [
            ("2022", "year", "190000000000", "8"),
            ("2023-Q1", "quarter", "53800000000", "10"),
            ("2023", "year", "200000000000", "8"),
        ]
    printed = readout.good("figures")
    assert printed.index("by year") < printed.index("$190 billion") < printed.index("$200 billion")
    assert printed.index("by quarter") < printed.index("$53.8 billion")
    (series,) = json.loads(readout.good("figures", "--format", "json"))["series"]
    assert series["lengths"] == ["year", "quarter"] and series["states"] == ["China", "Russia"]
    assert series["points"][1]["sentences"][0]["words"].startswith("Trade between the two nations")


def test_figures_are_drawn_with_a_line_for_each_length_of_time(readout: Readout) -> None:
    printed = readout.good("figures", "--plot")
    assert "Bilateral trade (China, Russia), billion USD" in printed
    assert "year" in printed and "quarter" in printed and "2023-Q1" in printed and "200.0" in printed
    assert "\x1b" not in printed
    plain = readout.good("figures", "--plot", environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert plain.isascii() and "2023-Q1" in plain


def test_where_plots_cannot_be_drawn_the_command_that_helps_is_told(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "plotext.py").write_text("raise ImportError", encoding="utf-8")
    said = readout.failed("figures", "--plot", environment={"PYTHONPATH": str(tmp_path)})
    assert "plotext" in said and "pip install 'readout-tui[plot]'" in said


def test_related_briefings_come_with_the_reason(readout: Readout, tmp_path: Path) -> None:
    assert "shares a name" in readout.nothing("related", ID)
    (tmp_path / "talks.txt").write_text(
        "Talks in Minsk\n\nLi Hui, China's special envoy, met Interfax reporters on Monday in Minsk and left.", "utf-8"
    )
    readout.good("import", "talks.txt")
    printed = readout.good("related", ID)
    assert "Li Hui" in printed and "talks" in printed.lower()
    found = json.loads(readout.good("related", ID, "--format", "json"))
    assert found["briefing"] == ID and "Li Hui" in found["related"][0]["shared"]


def test_what_is_said_wrongly_is_told(readout: Readout) -> None:
    assert "--limit" in readout.failed("dossier", "Xi", "--limit", "0", code=2)
    assert "NAME" in readout.failed("dossier", code=2)
    assert "no briefing has this id" in readout.failed("timeline", "nothing")


def test_what_prints_nothing_says_so_in_a_sentence_and_succeeds(readout: Readout) -> None:
    readout.good("list")
    for command, words in (
        (("figures", "--about", "cheese"), "nothing is measured here more than once"),
        (("timeline", "--tag", "cheese"), "nothing is dated here"),
        (("related", ID), f"{ID}: no other briefing shares a name or a rare word with this one"),
        (("identities",), "nobody was put together, taken apart or renamed by hand"),
        (("identities", "suggest", "mao ning"), "nobody is likely the same"),
        (("list", "--filter", "cheese"), "no briefing answers to the filter"),
        (("watch",), "no folder is watched; name one: readout watch DIR"),
    ):
        done = readout(*command)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", f"readout: {words}\n"), command
    readout.good("remove", ID)
    done = readout("list")
    assert (done.returncode, done.stdout) == (0, "") and done.stderr == "readout: no briefing is in the library\n"


def test_the_bars_of_a_year_and_of_a_quarter_have_one_scale_and_a_plot_says_what_is_a_forecast(
    readout: Readout,
) -> None:
    lines = readout.good("figures", ID, "--about", "bilateral trade").splitlines()
    bars = {line.split("billion")[0].split()[-1]: line.count("█") for line in lines if "█" in line}
    assert bars["$200"] == 24 and 5 <= bars["$53.8"] <= 8
    plotted = readout.good("figures", ID, "--about", "bilateral trade", "--plot")
    assert "forecast" in plotted and "F" in plotted
