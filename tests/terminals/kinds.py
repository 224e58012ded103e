"""The terminals there are to try, and how each is started."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

COLUMNS, ROWS = 100, 30
FONT = "DejaVu Sans Mono"
# kitty does otherwise with a font that has no Arabic, and within tmux cannot be asked for its font.
WITHOUT_ARABIC = "Noto Sans Mono"
FONTS = {FONT: "fonts-dejavu-core", WITHOUT_ARABIC: "fonts-noto-mono"}
_POINTS, _PIXELS = 11, 15
# FONT has no Hebrew, and mlterm looks for no other font by itself.
_HEBREW = "DejaVu Sans"
_VERSION = re.compile(r"(?<!\w)\d[\d.]*[a-z]?\b")


@dataclass(frozen=True)
class Program:
    """A program of Debian's: the package it is in, the command that tells its version."""

    name: str
    package: str
    asked: tuple[str, ...] = ()

    def version(self):
        """Its version as it tells it, "" where it does not."""
        if not self.asked:
            return ""
        # Qt wants a screen before it says anything.
        environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            self.asked, env=environ, capture_output=True, text=True, check=False, timeout=30
        )
        found = _VERSION.search(done.stdout + done.stderr)
        return found[0] if found else ""


XTERM = Program("xterm", "xterm", ("xterm", "-version"))
XFCE = Program("xfce4-terminal", "xfce4-terminal", ("xfce4-terminal", "--version"))
KONSOLE = Program("konsole", "konsole", ("konsole", "--version"))
MLTERM = Program("mlterm", "mlterm", ("mlterm", "--version"))
KITTY = Program("kitty", "kitty", ("kitty", "--version"))
TMUX = Program("tmux", "tmux", ("tmux", "-V"))
FC_MATCH = Program("fc-match", "fontconfig")
TOOLS = (
    Program("Xvfb", "xvfb"),
    Program("xdotool", "xdotool"),
    FC_MATCH,
)
BUS = Program("dbus-run-session", "dbus-daemon")


@dataclass(frozen=True)
class Kind:
    """A terminal as it is tried: alone or with tmux inside, and with a way that is asked for."""

    program: Program
    tmux: bool = False
    way: str = ""
    font: str = FONT

    @property
    def name(self):
        """What it is called in the table, and its pictures after it."""
        inside = "tmux in " if self.tmux else ""
        asked = f" --rtl {self.way}" if self.way else ""
        font = "" if self.font == FONT else f" in {self.font}"
        return f"{inside}{self.program.name}{font}{asked}"

    @property
    def file(self):
        """What its pictures are called."""
        return self.name.replace("--", "").replace(" ", "-").lower()

    @property
    def needs(self):
        """The programs without which it cannot be tried."""
        more = (BUS,) if self.program is XFCE else ()
        return (self.program, *more, *((TMUX,) if self.tmux else ()))

    @property
    def rows(self):
        """Rows of its window; tmux takes one for itself."""
        return ROWS + self.tmux

    @property
    def still(self):
        """Sequences that keep it from joining and moving characters by itself, and that end that.

        Konsole would draw a joined letter that stands alone as one that is not joined.
        """
        if self.program is KONSOLE:
            return "\x1b]50;BidiRenderingEnabled=false\x07", "\x1b]50;BidiRenderingEnabled=true\x07"
        return "", ""

    def furnish(self, home):
        """Put into its home what the terminal reads there."""
        kitty = home / ".config" / "kitty" / "kitty.conf"
        kitty.parent.mkdir(parents=True)
        kitty.write_text(
            f"font_family {self.font}\nfont_size {_POINTS}\nconfirm_os_window_close 0\n"
            f"update_check_interval 0\nremember_window_size no\ncursor_blink_interval 0\n"
            f"initial_window_width {COLUMNS}c\ninitial_window_height {self.rows}c\n"
        )
        mlterm = home / ".mlterm"
        mlterm.mkdir()
        (mlterm / "main").write_text(f"type_engine=xft\nfontsize={_PIXELS}\nblink_cursor=false\n")
        (mlterm / "aafont").write_text(
            f"DEFAULT={FONT}\nISO10646_UCS4_1={FONT}\nU+0590-05FF={_HEBREW}\n"
        )

    def command(self, shell):
        """How the terminal is started with a shell in it."""
        size = f"{COLUMNS}x{self.rows}"
        match self.program.name:
            case "xterm":
                font = ("-fa", FONT, "-fs", str(_POINTS))
                return (
                    "xterm",
                    "-tn",
                    "xterm-256color",
                    *font,
                    "-geometry",
                    f"{size}+0+0",
                    "-e",
                    *shell,
                )
            case "xfce4-terminal":
                bare = ("--disable-server", "--hide-menubar", "--hide-scrollbar")
                font = ("--font", f"{FONT} {_POINTS}", "--geometry", f"{size}+0+0")
                return ("dbus-run-session", "--", "xfce4-terminal", *bare, *font, "-x", *shell)
            case "konsole":
                wanted = (
                    f"TerminalColumns={COLUMNS}",
                    f"TerminalRows={self.rows}",
                    f"Font={FONT},{_POINTS}",
                )
                settings = tuple(word for one in wanted for word in ("-p", one))
                return ("konsole", "--hide-menubar", "--hide-tabbar", *settings, "-e", *shell)
            case "mlterm":
                return ("mlterm", "-g", size, "-e", *shell)
            case _:
                return ("kitty", *shell)


KINDS = (
    Kind(XTERM),
    Kind(XFCE),
    Kind(KONSOLE),
    Kind(MLTERM),
    Kind(KITTY),
    Kind(KITTY, font=WITHOUT_ARABIC),
    Kind(XTERM, tmux=True),
    Kind(XFCE, tmux=True),
    Kind(KONSOLE, tmux=True),
    Kind(MLTERM, tmux=True),
    Kind(KITTY, tmux=True, font=WITHOUT_ARABIC),
    Kind(KITTY, tmux=True, way="kitty-words"),
    Kind(XFCE, way="inverse"),
)
# Shown otherwise than it needs: what is wrong there must be found.
CONTROL = Kind(XFCE, way="visual")


def missing(kinds):
    """The programs and fonts that are not here, of those that all the kinds need."""
    needed = {*TOOLS, *(program for kind in kinds for program in kind.needs)}
    absent = {one for one in needed if shutil.which(one.name) is None}
    if FC_MATCH not in absent:
        fonts = {font for kind in kinds for font in (FONT, kind.font)}
        absent |= {Program(font, FONTS[font]) for font in fonts if not _has(font)}
    return sorted(absent, key=lambda one: one.name)


def _has(font):
    """Whether a font is here: another one would be taken for it without a word."""
    asked = ("fc-match", "-f", "%{family}", font)
    return font in subprocess.run(asked, capture_output=True, text=True, check=False).stdout
