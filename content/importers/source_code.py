"""Whether a text is source code, which is no article: by the end of its name, or by what most of its lines are."""

from __future__ import annotations

import re

_ENDINGS = frozenset(
    """.awk .bash .bat .c .cc .cjs .clj .cmake .cpp .cs .css .cxx .dart .ex .exs .fish .go .h .hpp .hs .java .jl .js
    .jsx .kt .less .lua .mjs .ml .php .pl .pm .ps1 .py .pyi .pyw .rb .rs .scala .scss .sh .sql .swift .tcl .ts .tsx
    .vue .zsh""".split()  # noqa: SIM905  a list of quoted names is harder to read
)
_LINE = re.compile(
    rb"#!.*|#(?:include|define|ifn?def|endif|pragma)\b.*|//.*|/\*.*|\*/|[\])}>]{1,9}[;,]?|@[a-z_][\w.]*(?:\(.*)?|"
    rb"(?:from [\w.]+ )?import [\w.]+(?: as \w+)?(?:, ?[\w.]+)*;?|from [\w.]+ import .*|import .* from ['\"].*|"
    rb"(?:async )?(?:def|fn|func|function)\b.{0,200}\(.*|(?:pub |export |public |abstract )*class \w+.*[:{]|"
    rb"(?:if|elif|else|for|while|with|switch|try|except|catch|finally)\b.*[:{]|"
    rb"(?:return|raise|throw|yield|assert)\b.*[\])};\w]|(?:const|let|var|local|static|export) .*=.*|"
    rb"[A-Za-z_][\w.\[\]'\"]{0,80} ?(?:[-+*/|]?=|:=) ?\S.*|[a-z_][\w.]{0,80}\(.*\)?[;,:)]?|"
    rb"[a-z_][\w.]{0,80}\(.*[(\[{]|.*[({\[=].*;|.*[)=] ?\{|"
    rb"(?:echo|exit|export|cd|mkdir|rm|set) .{0,200}|fi|done|esac|then|do"
)
_FEWEST = 4
"""Lines; of fewer nothing can be told."""


def is_named_so(ending: str) -> bool:
    """Whether source code has names with an ending such as `.py`, in lower case."""
    return ending in _ENDINGS


def is_code(head: bytes) -> bool:
    """Whether most lines at the head of a text look like source code."""
    if head.startswith(b"#!/"):
        return True
    lines = [row for each in head.split(b"\n") if (row := each.strip())]
    found = sum(1 for each in lines if len(each) <= 400 and _LINE.fullmatch(each))
    return len(lines) >= _FEWEST and found * 5 > len(lines) * 3
