"""The command `annotator`: its commands by name, none of them imported before it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from typing import IO, Any

import click

from annotator import __version__
from annotator.errors import AnnotatorError, Faults

# Name, module, and the line of help, which the command's own help begins with.
COMMANDS = {
    "init": ("init", "Make a new labelling project."),
    "add": ("add", "Bring articles in, all of them or none."),
    "open": ("open", "Open the screen, where articles are labelled."),
    "list": ("list", "List the articles and who labelled them how far."),
    "status": ("status", "Tell how far the annotators are."),
    "show": ("show", "Show a labelled article, right to left where it runs so."),
    "log": ("log", "List every version of an annotator's labels of an article, the newest first."),
    "diff": ("diff", "Show what differs between two labellings of an article, in context."),
    "blame": ("blame", "Tell which version made each span, and which changed it last."),
    "agree": ("agree", "Tell how well annotators agree, where they differ, and how sure that is."),
    "adjudicate": ("adjudicate", "Make gold of the differences between annotators."),
    "decisions": ("decisions", "Tell what was decided in adjudication, and why."),
    "evaluate": (
        "evaluate",
        "Score an extractor's predictions against gold, with its mistakes and how sure that is.",
    ),
    "compare": (
        "compare",
        "Tell whether one extractor is better than another, and how sure that is.",
    ),
    "verify": ("verify", "Prove that everything is as it was kept."),
    "merge": ("merge", "Bring labels together that grew apart."),
    "release": ("release", "Freeze labels under a name, for good."),
    "releases": ("releases", "List the releases, or the one in a pack."),
    "rebase": ("rebase", "Move labels to the text of today after an article was corrected."),
    "migrate": ("migrate", "Bring labels after a schema that was changed, all of them or none."),
    "import": ("imports", "Take labels in from another format, all of them or none."),
    "export": ("exports", "Write labels in another format."),
    "formats": ("formats", "List the formats that labels come and go in."),
    "doctor": ("doctor", "Tell which terminal this is and how right to left is shown on it."),
    "completion": ("completion", "Print the script that lets a shell complete commands."),
}
DEFAULT = "open"
IMPLIED = "annotator.implied"

_WITH_VALUE = ("--project", "--as", "--rtl")
_BROKEN_PIPE = 141
_INTERRUPTED = 130


class Root(click.Group):
    """Finds a command by name, runs `open` where none is named, and tells errors in words."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every name, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        from annotator.cli.options import rtl_option

        module = import_module(f"annotator.cli.{COMMANDS[cmd_name][0]}")
        command = module.command
        if not isinstance(command, click.Command):
            return None
        if rtl_option not in command.params:
            # Every command may quote an article or its name.
            command.params.append(rtl_option)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Every command with its line, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before a command are that command's; without a command it is `open`."""
        leading, rest = _leading(args)
        if ctx.resilient_parsing and not rest:
            return super().parse_args(ctx, [])
        if rest and rest[0] in COMMANDS:
            return super().parse_args(ctx, [rest[0], *leading, *rest[1:]])
        if rest and rest[0].startswith("-") and rest[0] not in _WITH_VALUE:
            return super().parse_args(ctx, rest)
        ctx.meta[IMPLIED] = bool(rest)
        return super().parse_args(ctx, [DEFAULT, *leading, *rest])

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """As click does, errors told safely."""
        _be_able_to_write_anything()
        with _telling():
            # However it was started, its name is its own.
            return super().make_context("annotator" if info_name else None, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, errors told safely; mistakes of ours keep their traceback."""
        try:
            with _telling():
                result = super().invoke(ctx)
                sys.stdout.flush()
                return result
        except BrokenPipeError:
            _stop_writing()
            raise click.exceptions.Exit(_BROKEN_PIPE) from None
        except KeyboardInterrupt:
            raise click.exceptions.Exit(_INTERRUPTED) from None

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Commands, without importing any, then articles, which `open` takes."""
        from click.shell_completion import CompletionItem

        from annotator.cli.options import complete_article

        found = [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        if incomplete and not incomplete.startswith("-"):
            found += complete_article(ctx, None, incomplete)
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*found, *options]


def _leading(args: list[str]) -> tuple[list[str], list[str]]:
    """The options for any command that stand before the command's name, and all else."""
    at = 0
    while at < len(args):
        if args[at] in _WITH_VALUE and at + 1 < len(args):
            at += 2
        elif args[at] == "--json" or args[at].startswith(tuple(f"{one}=" for one in _WITH_VALUE)):
            at += 1
        else:
            break
    return args[:at], args[at:]


@contextmanager
def _telling() -> Iterator[None]:
    """Tell errors that a person can mend; nothing in them can act on a terminal."""
    try:
        yield
    except AnnotatorError as error:
        from annotator.cli.voice import say

        for fault in error.faults if isinstance(error, Faults) else (error,):
            say(f"error: {fault.what}")
            say(f"  where: {fault.where}")
            say(f"  fix:   {fault.fix}")
        raise click.exceptions.Exit(error.exit_code) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        # Whatever a disk or a system refuses is nobody's mistake in the code.
        from annotator.cli.voice import say
        from annotator.errors import os_trouble

        if error.filename is None:
            _stop_writing()
        what, fix = os_trouble(error)
        say(f"error: what was asked for could not be done: {what}")
        say(f"  where: {error.filename or 'input or output'}")
        say(f"  fix:   {fix}")
        raise click.exceptions.Exit(AnnotatorError.exit_code) from error
    except click.UsageError as error:
        raise _SafeUsageError(error.format_message(), ctx=error.ctx) from error


class _SafeUsageError(click.UsageError):
    """What click has to say about how a command was called, said as everything else is."""

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - click's signature
        """Tell it on stderr."""
        from annotator.cli.voice import say

        told = StringIO()
        super().show(told)
        for line in told.getvalue().splitlines():
            say(line)


def _stop_writing() -> None:
    """What is still buffered for an output that takes no more must not be tried at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _be_able_to_write_anything() -> None:
    """Characters that a terminal's encoding lacks are escaped instead of ending the program.

    What is written to a stream that was closed before the program began is lost.
    """
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def main() -> None:
    """Label people, places, casualties and dates in news articles.

    Without a command, annotator opens the screen: annotator [open] [ARTICLE] [--as NAME].
    """
