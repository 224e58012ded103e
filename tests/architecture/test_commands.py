"""Every command can be found out about: by its own help, and in the README."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from annotator.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands():
    """Each command by its full name, those of groups inside the group included."""

    def below(group, context, path):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            yield " ".join((*path, name)), command
            if isinstance(command, click.Group):
                yield from below(command, context, (*path, name))

    assert isinstance(main, click.Group)
    return dict(below(main, click.Context(main), ()))


COMMANDS = commands()


def test_the_command_line_has_the_commands_of_the_way_of_the_work():
    assert {"init", "add", "open", "list", "show", "verify", "import", "export"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_in_one_sentence_what_it_does(name):
    sentence = (COMMANDS[name].help or "").strip().partition("\n")[0]
    assert re.fullmatch(r"[A-Z].+\.", sentence), sentence


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_says_what_it_is_for(name):
    silent = [
        option.name
        for option in COMMANDS[name].params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_readme(name):
    assert re.search(rf"\bannotator (?:\S+ )*?{re.escape(name)}\b", README)
