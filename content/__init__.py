"""Everything Readout knows about briefings; nothing in here knows of a terminal."""
