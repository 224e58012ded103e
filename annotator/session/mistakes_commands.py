"""The table of commands of the room where mistakes of an extractor are read.

It is that of the room where agreement is read, in other words: the same keys do the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.session.commands import Command
from annotator.session.readers_commands import READERS

# Only two are compared here, and a prediction is nothing that gold is made of.
_NOT_HERE = ("next_pair", "adjudicate")
_TITLES = {"look_up": "What is wrong here", "show_differences": "Mistakes"}
_WORDS = {
    "next_disagreement": "Go to the next mistake of the list.",
    "previous_disagreement": "Go to the mistake before.",
    "open": "Go to the mistake in its article.",
    "look_up": "Show what is wrong at the caret.",
    "next_kind": "List only one kind of mistake; again, the next.",
    "order": "The worst article first, articles by their ID, or the highest score first.",
    "marks": "Show all of the gold and all that was predicted, or only what is wrong.",
    "next_article": "Go to the next article with a mistake, in the order of the list.",
    "previous_article": "Go to the article before that has a mistake, in the order of the list.",
}


def _table() -> Iterator[Command]:
    for command in READERS:
        if command.name not in _NOT_HERE:
            yield replace(
                command,
                title=_TITLES.get(command.name, command.title),
                help=_WORDS.get(command.name, command.help),
                group="Mistakes" if command.group == "Agreement" else command.group,
            )


MISTAKES: tuple[Command, ...] = tuple(_table())
