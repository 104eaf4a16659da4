"""The first thing that runs: paints the frame that the last session left, then imports the program.

Textual takes a quarter of a second to import. Until it answers, the reader already sees the page they left. Keys
typed meanwhile wait in the terminal and are answered.
"""

import sys
import termios

from tui import frame


def main() -> int:
    """Run the program with the arguments of the process; the exit status."""
    import gc

    gc.disable()  # nothing made while starting is garbage; `ReaderApp` turns it on after the first frame
    arguments = sys.argv[1:]
    try:
        frame.painted = frame.paint(arguments)
    except (OSError, ValueError, IndexError, termios.error):
        frame.painted = None  # no frame, or one that cannot be read or shown: the program starts as without it
    try:
        from tui.lean import put_off_what_is_seldom_used

        put_off_what_is_seldom_used()
        from tui.cli import main as run

        return run(arguments)
    finally:
        if frame.painted is not None:
            frame.painted.undo()


if __name__ == "__main__":
    sys.exit(main())
