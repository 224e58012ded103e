"""What the ways of showing right to left are called."""

from __future__ import annotations

from typing import Literal, get_args

WayName = Literal[
    "visual",
    "explicit",
    "konsole",
    "mlterm",
    "kitty",
    "kitty-words",
    "inverse",
    "cells",
    "logical",
]
# What a person may ask for: a way, or the one that the terminal needs.
Wish = WayName | Literal["auto"]

NAMES: tuple[WayName, ...] = get_args(WayName)
