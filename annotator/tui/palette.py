"""The commands of the one table, found by name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from annotator.session.commands import COMMANDS, Command, key_label
from annotator.tui.obeying import Obeying


class CommandsOfTheTable(Provider):
    """Offers every command with its keys; the screen does what is chosen."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in COMMANDS:
            yield DiscoveryHit(_title(command), self._doing(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """The commands whose name or help matches."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = max(matcher.match(command.title), matcher.match(command.help) / 2)
            if score > 0:
                title = matcher.highlight(_title(command))
                yield Hit(score, title, self._doing(command), help=command.help)

    def _doing(self, command: Command) -> partial[None]:
        screen = self.screen
        if not isinstance(screen, Obeying):
            raise TypeError(f"{type(screen).__name__} obeys no commands")
        return partial(screen.obey, command.name)


def _title(command: Command) -> str:
    return f"{command.title}  ({', '.join(map(key_label, command.keys))})"
