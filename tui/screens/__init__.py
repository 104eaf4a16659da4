"""The screens: they decide what a key or a message means."""
