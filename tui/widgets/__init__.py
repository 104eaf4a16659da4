"""What the screens are made of: each draws itself line by line and reports what happened to it."""
