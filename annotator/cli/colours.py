"""The colours of labels as a terminal is told them."""

from __future__ import annotations

Colour = tuple[int, int, int] | str

_ANSI = "ansi_"

# CSS Color Module Level 4, section 6.1.
_RGB = {
    "aqua": (0, 255, 255),
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "blueviolet": (138, 43, 226),
    "brown": (165, 42, 42),
    "chocolate": (210, 105, 30),
    "coral": (255, 127, 80),
    "cornflowerblue": (100, 149, 237),
    "crimson": (220, 20, 60),
    "cyan": (0, 255, 255),
    "darkblue": (0, 0, 139),
    "darkcyan": (0, 139, 139),
    "darkgreen": (0, 100, 0),
    "darkmagenta": (139, 0, 139),
    "darkorange": (255, 140, 0),
    "darkred": (139, 0, 0),
    "deeppink": (255, 20, 147),
    "deepskyblue": (0, 191, 255),
    "dodgerblue": (30, 144, 255),
    "firebrick": (178, 34, 34),
    "forestgreen": (34, 139, 34),
    "fuchsia": (255, 0, 255),
    "gold": (255, 215, 0),
    "goldenrod": (218, 165, 32),
    "gray": (128, 128, 128),
    "green": (0, 128, 0),
    "hotpink": (255, 105, 180),
    "indigo": (75, 0, 130),
    "khaki": (240, 230, 140),
    "lime": (0, 255, 0),
    "limegreen": (50, 205, 50),
    "magenta": (255, 0, 255),
    "maroon": (128, 0, 0),
    "mediumpurple": (147, 112, 219),
    "navy": (0, 0, 128),
    "olive": (128, 128, 0),
    "orange": (255, 165, 0),
    "orangered": (255, 69, 0),
    "orchid": (218, 112, 214),
    "pink": (255, 192, 203),
    "plum": (221, 160, 221),
    "purple": (128, 0, 128),
    "red": (255, 0, 0),
    "royalblue": (65, 105, 225),
    "salmon": (250, 128, 114),
    "seagreen": (46, 139, 87),
    "sienna": (160, 82, 45),
    "silver": (192, 192, 192),
    "skyblue": (135, 206, 235),
    "slateblue": (106, 90, 205),
    "steelblue": (70, 130, 180),
    "tan": (210, 180, 140),
    "teal": (0, 128, 128),
    "tomato": (255, 99, 71),
    "turquoise": (64, 224, 208),
    "violet": (238, 130, 238),
    "white": (255, 255, 255),
    "yellow": (255, 255, 0),
    "yellowgreen": (154, 205, 50),
}
# Terminals have these of their own, in shades that suit their background.
_OWN = frozenset({"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"})


def colour(name: str) -> Colour | None:
    """What click calls a label's colour: one of the terminal's own, or red, green and blue.

    None for a name that is not known; then nothing is coloured.
    """
    if name.startswith("#"):
        return (int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16))
    if name.startswith(_ANSI):
        return name.removeprefix(_ANSI)
    return name if name in _OWN else _RGB.get(name)
