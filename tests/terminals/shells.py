"""A shell in a terminal on a virtual screen, to which commands are typed as a person does."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.terminals.kinds import COLUMNS, ROWS
from tests.terminals.pictures import Grid
from tests.terminals.virtual_screen import VirtualScreen, until

# Colours of corners: numbers among the 256 that every terminal has alike, and as they are seen.
_FIRST, _LAST = (196, (255, 0, 0)), (21, (0, 0, 255))
# tmux as most have it: it knows no colours of its own accord that the terminals have.
_TMUX = "set -g default-terminal tmux-256color\nset -as terminal-features ',*:256:RGB'\n"
# Known to no other terminal: what the shell was started from would be taken for its own.
_KEPT = ("PATH", "LANG", "PYTHONPATH", "XAUTHORITY")


def _coloured(row, column, colour):
    return f"\x1b[{row};{column}H\x1b[48;5;{colour}m \x1b[0m"


class Shell:
    """One terminal with a shell, from start to end. `commands` are short names for what it runs.

    `home` is its own: settings of the person who runs this have no say.
    """

    def __init__(self, kind, home, commands):
        self.kind = kind
        self.home = home
        kind.furnish(home)
        self._write_settings(commands)
        self.screen = VirtualScreen(home)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._environment = environment | {
            "HOME": str(home),
            "DISPLAY": self.screen.name,
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "SHELL": "/bin/bash",
            "TMUX_TMPDIR": str(home),
            "XDG_RUNTIME_DIR": str(home),
        }
        shell = ("bash", "--rcfile", str(home / "rc"), "-i")
        (home / "tmux.conf").write_text(f"{_TMUX}set -g default-command '{shlex.join(shell)}'\n")
        command = kind.command(shell)
        with (home / "log").open("wb") as log:
            self._terminal = subprocess.Popen(
                command,
                env=self._environment,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.grid = None

    def ready(self):
        """Wait for the shell's first prompt, and find the cells of the terminal.

        They are the same within tmux, which has the row below them for itself.
        """
        until(lambda: self.prompts, "the shell's first prompt")
        self.screen.focus()
        self.run("corners")
        picture = self.screen.still()
        first, last = picture.box_of(_FIRST[1]), picture.box_of(_LAST[1])
        if first is None or last is None:
            raise RuntimeError("the corners of the terminal cannot be seen")
        self.grid = Grid(
            first[0],
            first[1],
            (last[0] - first[0]) / (COLUMNS - 1),
            (last[1] - first[1]) / (ROWS - 1),
            COLUMNS,
            ROWS,
        )

    def enter_tmux(self):
        """Start tmux with a shell in it, to which commands go from then on."""
        before = self.prompts
        self.type("inside")
        self.prompted(before)
        self.screen.still()

    @property
    def prompts(self):
        """How many prompts the shell has given."""
        with suppress(OSError):
            return (self.home / "prompts").stat().st_size
        return 0

    @property
    def vte(self):
        """The version of VTE as a terminal of that kind tells it, "" in others."""
        return (self.home / "vte").read_text()

    def type(self, name):
        """Start a command by its short name."""
        self.screen.type(name)
        self.screen.press("Return")

    def run(self, name):
        """Run a command by its short name, to its end; gives what is seen then."""
        before = self.prompts
        self.type(name)
        self.prompted(before)
        return self.screen.still()

    def prompted(self, before):
        """Wait for the next prompt after so many."""
        until(lambda: self.prompts > before, "the shell's next prompt")

    def child(self):
        """The process that the shell runs, or has stopped."""
        shell = (self.home / "shell").read_text().strip()
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(children[-1])

    def close(self):
        """End the shell, the terminal and the screen."""
        with suppress(OSError, ValueError):
            os.kill(int((self.home / "shell").read_text()), signal.SIGHUP)
        if self.kind.tmux:
            command = ("tmux", "-L", "tried", "kill-server")
            subprocess.run(command, env=self._environment, capture_output=True, check=False)
        with suppress(OSError):
            os.killpg(self._terminal.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._terminal.wait(5)
        self.screen.close()
        with suppress(OSError):
            os.killpg(self._terminal.pid, signal.SIGKILL)
        self._terminal.wait()

    def _write_settings(self, commands):
        (self.home / "corners").write_text(
            "\x1b[?25l\x1b[H\x1b[2J"
            + _coloured(1, 1, _FIRST[0])
            + _coloured(ROWS, COLUMNS, _LAST[0])
            + "\x1b[2;1H"
        )
        aliases = {
            "corners": "cat ~/corners",
            "inside": "tmux -u -L tried -f ~/tmux.conf",
            "wipe": r"printf '\e[H\e[2J'",
            **commands,
        }
        (self.home / "rc").write_text(
            "PS1='> '\nHISTFILE=\nPROMPT_COMMAND='printf \"\\e[?25l\"; printf x >>~/prompts'\n"
            'printf %s $$ >~/shell\nprintf %s "$VTE_VERSION" >~/vte\n'
            + "".join(f"alias {name}={shlex.quote(line)}\n" for name, line in aliases.items())
        )
