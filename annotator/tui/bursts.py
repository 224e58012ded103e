"""Keys in their order, however fast they come."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

# A key is answered through several widgets, each with a queue of its own: what one says to the
# next lies behind what was asked of it, so the way up is gone over more than once.
_ROUNDS = 3
_PATIENCE = 1.0


class OneKeyAtATime(App[None], inherit_bindings=False):
    """An app in which a key is done with before the next one is looked at.

    On a slow line keys come in bursts, and a key may move the keyboard elsewhere: what is typed
    for a comment must never be taken for commands. Esc and a letter that come at once are what
    tmux makes of the two typed one soon after the other; they are taken apart again.
    """

    async def on_event(self, event: events.Event) -> None:
        """Pass an event on; a key only once the one before it is answered."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        for key in _apart(event):
            # Where nobody has anything to do, nothing is waited for, and a key costs no more.
            if any(pump.message_queue_size for pump in self._answering()):
                await self._settled()
            await super().on_event(key)

    async def _settled(self) -> None:
        """Wait until all who may answer a key have done so."""
        try:
            async with asyncio.timeout(_PATIENCE):
                for _ in range(_ROUNDS):
                    for pump in tuple(self._answering()):
                        await _emptied(pump)
        except TimeoutError:
            # Something takes long, such as a very large article; keys go on being looked at.
            return

    def _answering(self) -> Iterator[MessagePump]:
        """Who has the keyboard, and all around it up to the screen."""
        focused = self.screen.focused
        if focused is not None:
            yield from (one for one in focused.ancestors_with_self if one is not self)
        else:
            yield self.screen


def _apart(event: events.Key) -> Iterator[events.Key]:
    """The keys that one event stands for: alt and a letter are esc and the letter."""
    modifier, _, last = event.key.partition("+")
    if modifier == "alt" and len(last) == 1:
        yield events.Key("escape", "\x1b")
        yield events.Key(last, last)
    else:
        yield event


async def _emptied(pump: MessagePump) -> None:
    """Wait until a queue has been worked through as far as it is now."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        await done.wait()
