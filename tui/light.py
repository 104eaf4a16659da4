"""Classes of Textual's that add nothing which Textual would have to look for, and so are quick to make."""

from __future__ import annotations

from typing import Any

from textual.reactive import Reactive


class Light:
    """Stands before a class of Textual's; what is derived from both is made in a tenth of the time.

    For every class Textual 8.2 goes through all attributes of all its bases (`DOMNode.__init_subclass__`): a quarter of
    a millisecond each, and the screens and lists are a dozen classes deep. A class without reactives, computes and
    bindings of its own has those of its base. To be removed when Textual looks at what a class adds alone.
    """

    def __init_subclass__(cls, *, inherit_css: bool = True, **options: Any) -> None:
        own = vars(cls)
        adds = "BINDINGS" in own or "COMPONENT_CLASSES" in own or not hasattr(cls, "_css_type_names")
        if adds or options or any(isinstance(each, Reactive) or "compute_" in name for name, each in own.items()):
            super().__init_subclass__(inherit_css=inherit_css, **options)  # type: ignore[call-arg]
            return
        node: Any = cls
        node._inherit_css, node._inherit_bindings, node._inherit_component_classes = inherit_css, True, True
        bases = node._css_bases(cls)
        node._css_type_name = bases[0].__name__
        node._css_type_names = frozenset([base.__name__ for base in bases])
