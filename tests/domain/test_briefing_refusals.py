"""A file that breaks the format is refused in one sentence that names the file, the place, the reason and a remedy."""

from __future__ import annotations

import json
import os
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundled import bundled_briefing
from content.errors import BriefingFileError
from content.exports.briefing_json import dump, to_document
from content.importers import briefing_file, briefing_rules
from content.importers.briefing_file import load_briefing, read_briefing_file
from content.model import Briefing, FigureKind, Origin

NUMBER = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)


def document() -> dict[str, Any]:
    return deepcopy(to_document(bundled_briefing()))


def load(document: Any) -> Briefing:
    return load_briefing(json.dumps(document).encode(), where="some.json")


def is_one_line(sentence: str) -> bool:
    return not re.search(r"[\x00-\x1f\x7f-\x9f]", sentence)


def refusal(data: Any) -> str:
    """The sentence with which a document, or the bytes of a file, is refused."""
    with pytest.raises(BriefingFileError) as caught:
        if isinstance(data, bytes):
            load_briefing(data, where="some.json")
        else:
            load(data)
    sentence = str(caught.value)
    assert sentence.startswith("some.json")
    assert caught.value.remedy
    assert is_one_line(sentence)
    assert len(sentence) < 700
    return sentence


def set_at(path: str, value: Any) -> dict[str, Any]:
    """The bundled document with another value at a path such as `entries[3].citations[0].span`."""
    changed = document()
    *steps, last = [int(part) if part.isdigit() else part for part in re.findall(r"\w+", path)]
    holder: Any = changed
    for step in steps:
        holder = holder[step]
    holder[last] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", ""),
        ("id", 5),
        ("id", "x" * 201),
        ("title", None),
        ("text", ["a"]),
        ("source", "somewhere"),
        ("source.Publisher", "x"),
        ("sentences", {}),
        ("sentences[2].n", 4),
        ("sentences[2].n", True),
        ("sentences[2].paragraph", 1.5),
        ("sentences[2].paragraph", 0),
        ("sentences[3].paragraph", 1),
        ("sentences[2].span", [1]),
        ("sentences[2].span", [1, 2, 3]),
        ("sentences[2].span[0]", -1),
        ("sentences[2].span[1]", 1e300),
        ("sentences[2].span", [365, 365]),
        ("sentences[2].span", [300, 488]),
        ("sentences[17].span", [2622, 2770]),
        ("entries[3].id", "p1"),
        ("entries[3].pane", "sports"),
        ("entries[3].pane", ""),
        ("entries[3].origin", "found"),
        ("entries[3].note", "x"),
        ("entries[3].citations[0].sentence", 19),
        ("entries[3].citations[0].sentence", 0),
        ("entries[3].citations[0].span", [0, 248]),
        ("entries[3].citations[0].span", [600, 489]),
        ("entries[3].citations[0].span", [489, 99999]),
        ("entries[3].citations[0].quote", "He never went."),
        ("entries[10].figures[0].text", "$191 billion"),
        ("entries[10].figures[0].kind", "cash"),
        ("entries[10].figures[0].value", {"a": 1}),
        ("entries[10].figures[0].value", [[1]]),
        ("entries[10].figures[0].value", True),
        ("entries[17].quotations[0].text", "dear friend"),
        ("entries[17].quotations[0].speaker", 3),
        ("entries[3].links[0]", "nobody"),
        ("entries[3].links[0]", "p4"),
        ("entries[3].tags", [""]),
    ],
)
def test_a_broken_rule_is_named_with_its_place(path: str, value: Any) -> None:
    sentence = refusal(set_at(path, value))
    # An unknown or a wrong part is named by the object that holds it.
    place = path if path in sentence else path.rpartition(".")[0] or path.rpartition("[")[0]
    assert f"some.json, {place}" in sentence


@pytest.mark.parametrize("path", ["format", "id", "title", "text", "sentences", "entries"])
def test_a_missing_field_is_named(path: str) -> None:
    changed = document()
    del changed[path]
    assert path in refusal(changed)


def test_a_newer_version_of_the_format_is_named_with_the_remedy() -> None:
    sentence = refusal(set_at("format", "readout/briefing@2"))
    assert "readout/briefing@2" in sentence
    assert "install a newer version" in sentence


@pytest.mark.parametrize("format", [None, 1, "", "csl-json", "readout/notes@1", "readout/briefing@\x1b]0;x\x07" * 50])
def test_another_format_is_refused(format: Any) -> None:
    assert "readout/briefing@1" in refusal(set_at("format", format))


@pytest.mark.parametrize("document", [None, 5, "text", [], [{}], {}, {"format": []}])
def test_json_that_is_no_briefing_is_refused(document: Any) -> None:
    assert 'set its field "format"' in refusal(document)


WHOLE = dump(bundled_briefing())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"As part of bilateral agreements", "not JSON at line 1, column 1"),
        (WHOLE[:-30], "not JSON"),
        (WHOLE + b"{}", "not JSON"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        (WHOLE.decode().encode("utf-16"), "binary"),
        (WHOLE.decode().encode("cp1252"), "not UTF-8 from byte"),
        (WHOLE.replace(b'"text": "As', b'"text": "\\ud800As'), "not JSON"),
        (WHOLE.replace(b"2023-01/2023-03", b"x").replace(b'"value":"x"', b'"value":NaN'), "not JSON"),
        (WHOLE.replace(b'"value":"--03"', b'"value":1e999'), "not JSON"),
        (WHOLE.replace(b'"value":"--03"', b'"value":' + b"9" * 5000), "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"format":' * 100_000, "not JSON"),
        (
            WHOLE.replace(b'"language": "en"', b'"language": "de", "language": "en"'),
            'the field "language" stands twice',
        ),
        (
            WHOLE.replace(b'"language": "en"', b'"language": ' + b"[" * 1000 + b"]" * 1000 + b', "language": "en"'),
            "stands twice",
        ),
        (b" " * (briefing_file.MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_bytes_that_are_no_document_are_refused(data: bytes, said: str) -> None:
    sentence = refusal(data)
    assert said in sentence or (said == "stands twice" and "nested too deeply" in sentence)


JSON = st.recursive(
    st.none() | st.booleans() | NUMBER | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5
) | st.dictionaries(st.sampled_from(["span", "n", "text", "x"]), st.integers(-5, 500), max_size=3)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_document_with_anything_changed_is_a_briefing_or_is_refused(data: st.DataObject) -> None:
    changed: Any = document()
    holder, key = changed, data.draw(st.sampled_from(list(changed)))
    while isinstance(holder[key], dict | list) and holder[key] and data.draw(st.integers(0, 4)):
        holder = holder[key]
        key = data.draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
    deed = data.draw(st.sampled_from(["set", "drop", "swap"]))
    if deed == "set":
        holder[key] = data.draw(JSON)
    elif deed == "drop":
        del holder[key]
    else:
        other = data.draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        holder[key], holder[other] = holder[other], holder[key]
    loaded_or_refused(json.dumps(changed).encode())


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=20))
def test_a_file_with_any_bytes_changed_is_a_briefing_or_is_refused(at: int, removed: int, added: bytes) -> None:
    loaded_or_refused(WHOLE[:at] + added + WHOLE[at + removed :])


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    refusal(data)


def loaded_or_refused(data: bytes) -> None:
    try:
        briefing = load_briefing(data, where="some.json")
    except BriefingFileError as error:
        assert is_one_line(str(error))
    else:
        assert load_briefing(dump(briefing), where="x") == briefing


def test_the_schema_lists_the_kinds_and_origins_of_the_model() -> None:
    schema = json.loads(Path(briefing_rules.SCHEMA).read_text("utf-8"))
    entry = schema["properties"]["entries"]["items"]["properties"]
    assert entry["origin"]["enum"] == [origin.value for origin in Origin]
    assert entry["figures"]["items"]["properties"]["kind"]["enum"] == [kind.value for kind in FigureKind]
    assert schema["properties"]["format"]["const"] == briefing_file.FORMAT


def test_ids_that_clean_to_the_same_are_refused() -> None:
    changed = document()
    changed["entries"][0]["id"], changed["entries"][1]["id"] = "x\x80", "x\x81"
    for entry in changed["entries"]:
        entry["links"] = []
    assert "entries[1].id" in refusal(changed)


def file_refusal(path: Path) -> str:
    with pytest.raises(BriefingFileError) as caught:
        read_briefing_file(path)
    assert is_one_line(str(caught.value))
    return str(caught.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a briefing.json"
    path.write_bytes(WHOLE)
    assert read_briefing_file(path) == bundled_briefing()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert file_refusal(tmp_path / "none.json").startswith(f"{tmp_path}/none.json: there is no such file")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "it is a folder" in file_refusal(tmp_path)


def test_a_pipe_and_a_device_are_refused_without_waiting_for_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a plain file" in file_refusal(tmp_path / "pipe")
    assert "not a plain file" in file_refusal(Path("/dev/zero"))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.json"
    path.write_bytes(WHOLE)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    assert "permission denied" in file_refusal(path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(10 * 1024**4)
    assert "larger than 20 MB" in file_refusal(path)


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "x" * 5000, "new\nline\x1b[2J"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    file_refusal(tmp_path / name)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    assert "cannot be read" in file_refusal(tmp_path / "a")


@pytest.mark.parametrize("pane", ["overview", "notes"])
def test_a_pane_that_is_called_as_a_tab_is_refused(pane: str) -> None:
    said = refusal(set_at("entries[3].pane", pane))
    assert said.startswith("some.json, entries[3].pane: ") and f'"{pane}" is the name of a tab' in said
