"""How far one annotator is with every article: looked at when asked for, or while nobody waits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from annotator.project.overview.catalogue import Catalogue, State
from annotator.project.places import Project


class Tally:
    """The states of articles by their newest versions, each looked at once.

    `counted` is how many articles were looked at in their order.
    """

    def __init__(self, project: Project, articles: Sequence[str], annotator: str) -> None:
        self._catalogue = Catalogue(project)
        self._annotator = annotator
        self._uncounted = iter(articles)
        self._states: dict[str, State] = {}
        self._done: set[str] = set()
        self.counted = 0

    def state(self, article: str) -> State:
        """How far an article was when it was first asked for."""
        if article not in self._states:
            self.put(article, self._catalogue.state(article, self._annotator))
        return self._states[article]

    def put(self, article: str, state: State) -> None:
        """Say how far an article is, in the place of what is known of it."""
        self._states[article] = state
        self._done.discard(article)
        if state == "done":
            self._done.add(article)

    def done_besides(self, articles: Iterable[str]) -> int:
        """How many of those looked at are done, some left out."""
        return len(self._done) - sum(article in self._done for article in articles)

    def count(self, seconds: float) -> bool:
        """Look at some more articles for so long; whether any are left to look at."""
        until = time.monotonic() + seconds
        for article in self._uncounted:
            self.counted += 1
            if self._catalogue.may_be_labelled(article):
                self.state(article)
            if time.monotonic() > until:
                return True
        self._catalogue.keep()
        return False
