"""The command that holds a briefing to its source: what does not rest on it, and the ledger of what is cited."""

from __future__ import annotations

from collections.abc import Iterable

from content.check import Finding, Report, check
from content.desk import desk_named
from content.model import Briefing, Entry, EntryId, SentenceNumber
from tui import output
from tui.terminal_text import clean_line

FORMAT = "readout/check@1"

SHOWN = 20
"""How many of the sentences that an entry cites are printed with a finding: a file may have thousands of both."""


def print_check(briefing: Briefing, format: str) -> int:
    """Print what a check of a briefing finds, as text or JSON; 1 where there is a finding, else 0."""
    report = check(briefing)
    if format == "json":
        import orjson

        document = check_document(briefing, report)
        output.write_json(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        output.write("".join(f"{line}\n" for line in check_lines(briefing, report)))
    return 1 if report.findings else 0


def check_document(briefing: Briefing, report: Report) -> dict[str, object]:
    """A report as a `readout/check@1` object.

    `findings` has, in reading order, the entry's id, pane and title, the fault, the words that it is about, the
    first 20 sentences that the entry cites, and how many it `cited`. `coverage` is the ledger; its `share` is 0 to
    1. A sentence is a number and a text; `set_aside` has the numbers of those uncited that the reader set aside.
    `unchecked` has the entries of which not every word was looked at; `is_english` is false where names, denials,
    speakers and numbers in words were not, for the text is in another language.
    """
    entries = _by_id(briefing)
    coverage = report.coverage
    titles = {pane.id: pane.title for pane in desk_named(briefing.desk).panes}
    return {
        "format": FORMAT,
        "briefing": briefing.id,
        "title": briefing.title,
        "findings": [_finding(briefing, entries[finding.entry], finding) for finding in report.findings],
        "coverage": {
            "sentences": coverage.sentences,
            "cited": coverage.cited,
            "share": coverage.share,
            "panes": [
                {
                    "pane": row.pane,
                    "title": titles.get(row.pane, row.pane),
                    "entries": row.entries,
                    "cited_sentences": row.cited_sentences,
                }
                for row in coverage.panes
            ],
            "uncited": _sentences(briefing, coverage.uncited),
            "set_aside": sorted(briefing.aside.intersection(coverage.uncited)),
        },
        "people_without_role": [{"entry": id, "title": entries[id].title} for id in report.without_role],
        "unchecked": [{"entry": id, "title": entries[id].title} for id in report.unchecked],
        "is_english": report.is_english,
    }


def check_lines(briefing: Briefing, report: Report) -> list[str]:
    """A report as lines: each finding, the ledger per pane, the sentences nobody cites, the people without a role."""
    entries = _by_id(briefing)
    coverage = report.coverage
    lines = [_line(briefing, entries[finding.entry], finding) for finding in report.findings]
    count = len(report.findings)
    lines += ["", f"{count:,} finding{'' if count == 1 else 's'}", ""] if count else ["no findings", ""]
    lines += _left_out(briefing, report)
    titles = {pane.id: pane.title for pane in desk_named(briefing.desk).panes}
    names = [clean_line(titles.get(row.pane, row.pane)) for row in coverage.panes]
    width = max(map(len, [*names, "In all"]))
    for name, row in zip(names, coverage.panes, strict=True):
        counts = f"{row.entries:>5,} entries  {row.cited_sentences:>6,} of {coverage.sentences:,} sentences cited"
        lines.append(f"{name:<{width}}  {counts}")
    counts = f"{len(briefing.entries):>5,} entries  {coverage.cited:>6,} of {coverage.sentences:,} sentences cited"
    lines.append(f"{'In all':<{width}}  {counts}")
    if coverage.uncited:
        lines += ["", "Sentences that no entry cites:"]
        for number in coverage.uncited:
            aside = " (set aside)" if number in briefing.aside else ""
            lines.append(f"  [{number}]{aside} {clean_line(briefing.words_of(number))}")
    if report.without_role:
        lines += ["", "People without a role:"]
        lines += [f"  {clean_line(entries[id].title)}" for id in report.without_role]
    return lines


def _left_out(briefing: Briefing, report: Report) -> list[str]:
    """What was not looked at, and why."""
    lines = []
    if not report.is_english:
        named = f"its language is {clean_line(briefing.language)[:40]}" if briefing.language else "by its words"
        lines.append(f"The text is not in English ({named}): names, denials and speakers are not checked.")
    if report.unchecked:
        count = f"{len(report.unchecked):,} {'entry' if len(report.unchecked) == 1 else 'entries'}"
        lines.append(f"Checking every word of {count} would take too long; the rest was checked.")
    return [*lines, ""] if lines else []


def _line(briefing: Briefing, entry: Entry, finding: Finding) -> str:
    numbers = _numbers(entry)
    cited = " ".join([f"[{row['number']}] {row['text']}" for row in _sentences(briefing, numbers[:SHOWN])])
    if len(numbers) > SHOWN:
        cited += f" and {len(numbers) - SHOWN:,} more"
    return clean_line(f"{entry.title}: {finding.fault}: {finding.words}" + (f" | {cited}" if cited else ""))


def _finding(briefing: Briefing, entry: Entry, finding: Finding) -> dict[str, object]:
    return {
        "entry": entry.id,
        "pane": entry.pane,
        "title": entry.title,
        "fault": finding.fault.value,
        "words": finding.words,
        "sentences": _sentences(briefing, _numbers(entry)[:SHOWN]),
        "cited": len(_numbers(entry)),
    }


def _numbers(entry: Entry) -> list[SentenceNumber]:
    return sorted({citation.sentence for citation in entry.citations})


def _sentences(briefing: Briefing, numbers: Iterable[SentenceNumber]) -> list[dict[str, object]]:
    last = len(briefing.sentences)
    return [{"number": n, "text": briefing.words_of(n)} for n in numbers if 1 <= n <= last]


def _by_id(briefing: Briefing) -> dict[EntryId, Entry]:
    return {entry.id: entry for entry in briefing.entries}
