"""The briefings that ship with the program."""
