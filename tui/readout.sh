#!/bin/sh
''':'
# The command `readout`: shell, and below the quotes Python. In a virtual environment it starts the Python there by
# itself, because what pip 23 writes for a command imports `re` first: as long as all else before the first screen.
# Anywhere else only the installer knows which Python it installed for, and `readout-tui` is the command it wrote.
self=$0
case $self in */*) ;; *) self=./$self ;; esac
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=${self%/*}/$target ;; esac
done
here=${self%/*}
if [ -f "$here/../pyvenv.cfg" ] && [ -x "$here/python" ]; then exec "$here/python" "$self" "$@"; fi
exec "$here/readout-tui" "$@"
'''
import sys

from tui.start import main

sys.exit(main())
