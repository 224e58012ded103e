"""What is done goes to the disk while the person goes on."""

from __future__ import annotations

import asyncio

from annotator.tui.parts.desk import Desk
from annotator.tui.parts.showing import Showing

# Seconds after which what could not be written is tried again.
_AGAIN = 2.0


class Keeping:
    """Writes the diaries beside the screen, and tells when all is kept, or why it is not."""

    def __init__(self, desk: Desk, showing: Showing) -> None:
        self._desk = desk
        self._showing = showing
        self._task: asyncio.Task[None] | None = None
        self._failed = False

    def keep(self) -> None:
        """Write what was taken down; the status says that it is kept once it is."""
        if self._desk.behind and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._write())

    async def look(self) -> None:
        """Now and then see that what is kept is still there, and tell the facts."""
        await asyncio.to_thread(self._desk.stay)
        self._showing.tell()

    async def _write(self) -> None:
        desk = self._desk
        while desk.behind:
            if await asyncio.to_thread(desk.write):
                continue
            if not self._failed and desk.trouble is not None:
                self._failed = True
                trouble = desk.trouble
                self._tell(f"{trouble.what} ({trouble.where}); {trouble.fix}")
            self._showing.tell()
            await asyncio.sleep(_AGAIN)
        if self._failed:
            self._failed = False
            self._tell("all that you did is kept on the disk again")
        self._showing.tell()

    def _tell(self, notice: str) -> None:
        """Say it at once, and until it is read."""
        self._showing.messages.say("")
        self._showing.messages.remind((notice,))
