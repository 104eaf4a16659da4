"""Prints one line: what starting the interpreter and leaving it costs any program in Python."""

print("The first line is readable.")
