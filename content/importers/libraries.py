"""The libraries that read files of a kind, where one of them is not installed."""

from __future__ import annotations

import sys

from content.errors import ImportRefused

_PACKAGES = {
    "pypdf": "pypdf",
    "mammoth": "mammoth",
    "cobble": "mammoth",
    "feedparser": "feedparser",
    "sgmllib": "feedparser",
    "defusedxml": "defusedxml",
    "markdown_it": "markdown-it-py",
    "mdurl": "markdown-it-py",
    "ftfy": "ftfy",
    "wcwidth": "ftfy",
    "charset_normalizer": "charset-normalizer",
}
"""What to install for a module, by the module's name; for those that a library needs, that library."""


def absence(error: ModuleNotFoundError) -> ImportRefused:
    """What is to be told where a module is missing: the library and the command that installs it.

    Raises the error itself where the module belongs to none of the libraries.
    """
    package = _PACKAGES.get((error.name or "").partition(".")[0])
    if package is None:
        raise error
    told = f"the library {package} that reads it is not installed"
    return ImportRefused(told, remedy=f"install it with: {installing(package)}")


def installing(package: str) -> str:
    """The command that installs a package for the Python that runs this."""
    import shlex

    return f"{shlex.quote(sys.executable)} -m pip install {package}"
