"""Tables in CSV (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell: https://owasp.org/www-community/attacks/CSV_Injection"""


def csv_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A row with the names of the columns and the rows; lines end in CR LF.

    A cell that a spreadsheet would run as a formula has an apostrophe before it; a negative number is none.
    """
    import csv
    from io import StringIO

    table = StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return table.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGIN_FORMULAS) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell[:1] == "-" and cell[1:].replace(".", "", 1).isdigit() and cell.isascii()
