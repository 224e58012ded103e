"""The names a label's colour may have: CSS names that every terminal theme can draw."""

from __future__ import annotations

import re

NAMES = frozenset(
    {
        "aqua",
        "black",
        "blue",
        "blueviolet",
        "brown",
        "chocolate",
        "coral",
        "cornflowerblue",
        "crimson",
        "cyan",
        "darkblue",
        "darkcyan",
        "darkgreen",
        "darkmagenta",
        "darkorange",
        "darkred",
        "deeppink",
        "deepskyblue",
        "dodgerblue",
        "firebrick",
        "forestgreen",
        "fuchsia",
        "gold",
        "goldenrod",
        "gray",
        "green",
        "hotpink",
        "indigo",
        "khaki",
        "lime",
        "limegreen",
        "magenta",
        "maroon",
        "mediumpurple",
        "navy",
        "olive",
        "orange",
        "orangered",
        "orchid",
        "pink",
        "plum",
        "purple",
        "red",
        "royalblue",
        "salmon",
        "seagreen",
        "sienna",
        "silver",
        "skyblue",
        "slateblue",
        "steelblue",
        "tan",
        "teal",
        "tomato",
        "turquoise",
        "violet",
        "white",
        "yellow",
        "yellowgreen",
    }
    | {
        f"ansi_{bright}{hue}"
        for bright in ("", "bright_")
        for hue in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    }
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)


def is_colour(name: str) -> bool:
    """Whether it is one of the names, or #rrggbb."""
    return name in NAMES or _HEX.fullmatch(name) is not None
