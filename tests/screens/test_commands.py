"""The table of commands is sound, and a reader's remaps take keys away from nobody by surprise."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tui.commands import COMMANDS, IN_REVIEW, Command, Group, command_named
from tui.keymap import RESERVED_KEYS, SHOWN_KEYS, Keymap, grouped, shown_key
from tui.keys_table import readme_table, text_table


def test_every_id_is_unique_and_can_be_written_bare_in_the_settings() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)


def test_every_key_runs_one_command_only() -> None:
    counts = Counter((command.scope, key) for command in COMMANDS for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_command_can_be_reached_by_a_key() -> None:
    assert [command.id for command in COMMANDS if not command.keys] == []


def test_no_command_has_a_key_that_a_terminal_or_a_multiplexer_takes() -> None:
    keys = {key for command in COMMANDS for key in command.keys}
    assert keys & set(RESERVED_KEYS) == set()
    assert [key for key in keys if re.fullmatch(r"alt\+\d", key)] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_help_is_one_sentence_and_the_label_is_short(command: Command) -> None:
    assert command.help[0].isupper() and command.help.endswith(".")
    assert ". " not in command.help
    assert command.label[0].isupper() and not command.label.endswith(".") and len(command.label) <= 24
    assert command.method.isidentifier() and command.method.startswith("action_")


def test_commands_that_share_an_action_differ_in_its_argument() -> None:
    calls = Counter((command.method, command.argument) for command in COMMANDS)
    assert [call for call, count in calls.items() if count > 1] == []


def test_the_footer_has_hints_and_each_is_short_and_its_own() -> None:
    hints = [(command.scope, command.hint) for command in COMMANDS if command.hint]
    assert {("", "help"), ("", "find"), ("", "follow")} <= set(hints)
    assert len(set(hints)) == len(hints)
    assert all(len(hint) <= 10 for _, hint in hints)


def test_every_group_has_commands_and_the_order_is_that_of_the_table() -> None:
    groups = grouped(COMMANDS)
    assert [group for group, _ in groups] == list(Group)
    assert all(commands for _, commands in groups)
    assert [command for _, commands in groups for command in commands] == list(COMMANDS)


def test_a_command_is_found_by_its_id_and_an_unknown_id_is_an_error() -> None:
    assert command_named("find").keys == ("/",)
    with pytest.raises(KeyError):
        command_named("fnid")
    with pytest.raises(KeyError):
        Keymap().keys_of("fnid")


@pytest.mark.parametrize(
    ("key", "character", "id"),
    [
        ("question_mark", "?", "help"),
        ("J", "J", "next-across"),
        ("space", " ", "page-down"),
        ("tab", "\t", "other-side"),
        ("enter", "\r", "follow"),
        ("ctrl+d", "\x04", "half-page-down"),
        ("alt+left", None, "back"),
        ("f9", None, None),
        ("é", "é", None),
    ],
)
def test_a_key_is_found_as_the_terminal_sends_it(key: str, character: str | None, id: str | None) -> None:
    command = Keymap().command_for(key, character)
    assert (command.id if command else None) == id


def test_a_key_with_alt_is_not_the_key_without_it() -> None:
    assert Keymap().command_for("alt+j", "j") is None
    command = Keymap({"zen": ("alt+j",)}).command_for("alt+j", "j")
    assert command is not None and command.id == "zen"


def test_a_remapped_key_is_taken_from_the_command_that_had_it() -> None:
    keymap = Keymap({"zen": ("j", "Z")})
    assert keymap.keys_of("zen") == ("j", "Z")
    assert keymap.keys_of("next") == ("down",)
    for key, id in (("j", "zen"), ("Z", "zen"), ("down", "next")):
        command = keymap.command_for(key, key if len(key) == 1 else None)
        assert command is not None and command.id == id
    assert keymap.command_for("z", "z") is None


def test_in_its_scope_a_key_means_what_it_means_there_and_elsewhere_what_it_always_means() -> None:
    keymap = Keymap()
    for key, there, elsewhere in (("space", "accept", "page-down"), ("A", "accept-all", "write-entry")):
        character = " " if key == "space" else key
        found = [keymap.command_for(key, character, scope) for scope in (IN_REVIEW, "")]
        assert [command.id for command in found if command is not None] == [there, elsewhere]
    command = keymap.command_for("j", "j", IN_REVIEW)
    assert command is not None and command.id == "next"


def test_a_remap_takes_a_key_from_nobody_in_another_scope() -> None:
    keymap = Keymap({"accept": ("j",), "zen": ("A",)})
    assert keymap.keys_of("next") == ("j", "down") and keymap.keys_of("accept-all") == ("A",)
    assert keymap.keys_of("write-entry") == () and keymap.keys_of("accept") == ("j",)


def test_no_keys_unbind_a_command_and_touch_no_other() -> None:
    keymap = Keymap({"zen": ()})
    assert keymap.keys_of("zen") == ()
    assert keymap.command_for("z", "z") is None
    others = [command for command in keymap.commands if command.id != "zen"]
    assert others == [command for command in COMMANDS if command.id != "zen"]


def test_two_commands_can_exchange_their_keys() -> None:
    keymap = Keymap({"next": ("k",), "previous": ("j",)})
    assert (keymap.keys_of("next"), keymap.keys_of("previous")) == (("k",), ("j",))


def test_the_table_itself_is_never_changed_by_a_remap() -> None:
    Keymap({"next": ("x",)})
    assert command_named("next").keys == ("j", "down")


def test_a_key_is_shown_by_its_sign_or_where_there_is_no_unicode_by_its_name() -> None:
    assert (shown_key("down"), shown_key("down", unicode=False), shown_key("j")) == ("↓", "down", "j")
    assert len(set(SHOWN_KEYS.values())) == len(SHOWN_KEYS)


def test_the_printed_table_has_a_line_for_every_command_and_shows_remaps() -> None:
    text = text_table(Keymap({"zen": ("f2",), "wider": ()}))
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    by_id = {line.split()[-1]: line for line in lines}
    assert [line.split()[-1] for line in lines] == [command.id for command in COMMANDS]
    for command in COMMANDS:
        assert f"  {command.label}  " in by_id[command.id]
    assert by_id["zen"].split()[0] == "f2"
    assert by_id["wider"].split()[0] == "-"
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert text_table(Keymap(), unicode=False).isascii()


def test_the_table_for_the_readme_has_three_columns_in_every_row() -> None:
    table = readme_table()
    for line in table.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 4, line
    for command in COMMANDS:
        assert f"| `{command.id}` |" in table
