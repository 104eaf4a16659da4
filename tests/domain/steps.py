"""How much work a call is, counted instead of timed: the same on every machine, and on a busy one."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def steps_of(work: Callable[[], object]) -> int:
    """How many functions are called while `work` runs, those of the language and its library too."""
    count = 0

    def watch(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()  # what Hypothesis has called at each collection would count as well, now and then
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count


def in_vain(work: Callable[[], object], *modules: str) -> int:
    """How often functions of files, told by the ends of their names, say -1 while `work` runs: sought and not found."""
    count = 0

    def watch(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "return" and argument == -1 and frame.f_code.co_filename.endswith(modules)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


class Weighed(str):
    """A text of which every code point counts that is copied where it, or what it became, is added to another text."""

    copied: ClassVar[int] = 0

    def __add__(self, other: str) -> Weighed:
        return self._weighed(str.__add__(self, other))

    def __radd__(self, other: str) -> Weighed:
        return self._weighed(str.__add__(other, self))

    def __getitem__(self, place: object) -> Weighed:
        return self._weighed(str.__getitem__(self, place))  # type: ignore[index]

    @classmethod
    def _weighed(cls, text: str) -> Weighed:
        cls.copied += len(text)
        return cls(text)


def copied_while(work: Callable[[], object]) -> int:
    """How many code points of weighed texts are copied while `work` runs, other than by joining many at once."""
    before = Weighed.copied
    work()
    return Weighed.copied - before
