"""The list of a dossier holds a few pages of it, whatever its length, and knows where each row is."""

from __future__ import annotations

from content.dossier_pages import Leaf
from content.dossiers import Item, ItemKind
from content.model import BriefingId
from tui.widgets.dossier_items import HELD_PAGES, PAGE, DossierItems


def leaf(number: int, *kinds: ItemKind) -> Leaf:
    id = BriefingId(f"b{number}")
    items = tuple([Item(kind, id, "2024", None, "", f"{number} {kind.value}") for kind in kinds])
    return Leaf(id, "2024", f"Briefing {number}", "", items)


def page(number: int) -> tuple[Leaf, ...]:
    return tuple([leaf(number * PAGE + n, ItemKind.ROLE, ItemKind.ENTRY) for n in range(PAGE)])


def test_a_line_stands_for_each_briefing_that_is_not_read_yet_and_rows_move_as_pages_come() -> None:
    items = DossierItems([("2024", n) for n in range(50)], lambda number: None)
    assert len(items) == 50 and items.after(0) is None and items.after(2) == ("2024", 39)
    moved = items.take(1, page(1))
    assert len(items) == 20 + 60 + 10
    assert [moved(index) for index in (0, 19, 20, 21, 39, 40, 49)] == [0, 19, 20, 23, 79, 80, 89]
    row = items.row(21)
    assert row is not None and row.item is not None and row.item.text == "20 role"
    assert items.row(5) is None and items.page_of(85) == 2


def test_few_pages_are_held_and_no_row_moves_when_one_is_let_go() -> None:
    items = DossierItems([("2024", n) for n in range(40 * PAGE)], lambda number: None)
    for number in range(40):
        items.take(number, page(number))
    assert sum(items.is_there(number) for number in range(40)) == HELD_PAGES
    assert len(items) == 40 * PAGE * 3 and items.row(0) is None
    items.take(0, page(0))
    row = items.row(1)
    assert row is not None and row.item is not None and row.item.text == "0 role"


def test_one_kind_alone_leaves_out_the_briefings_without_it() -> None:
    items = DossierItems([("2024", n) for n in range(2)], lambda number: None)
    items.take(0, (leaf(0, ItemKind.ROLE), leaf(1, ItemKind.NOTE, ItemKind.ROLE)))
    notes = items.narrowed(ItemKind.NOTE)
    rows = [notes.row(index) for index in range(len(notes))]
    assert [(row.leaf.title, row.item.text if row.item else None) for row in rows if row] == [
        ("Briefing 1", None),
        ("Briefing 1", "1 note"),
    ]
    assert len(notes.narrowed(None)) == len(items)


def test_a_dossier_of_nothing_takes_the_page_that_is_not_there() -> None:
    items = DossierItems((), lambda number: None)
    moved = items.take(0, ())
    assert moved(3) == 3 and len(items) == 0 and items.row(0) is None and items.is_there(0)
