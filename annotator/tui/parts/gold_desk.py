"""What lies open before an adjudicator: gold of each article, and the labels it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from annotator.errors import AnnotatorError
from annotator.labels.conflicts import Choice, Conflict
from annotator.labels.labelling import Labelling
from annotator.project.adjudicating.opening import Hall, Wish, laid, opened_for
from annotator.project.adjudicating.waiting import waiting
from annotator.project.places import Project
from annotator.project.sitting.annotate import Kept, Opened
from annotator.session.bench import Bench
from annotator.session.convening import convened
from annotator.session.docket import key_of
from annotator.session.hearings import Hearing, hearings
from annotator.session.state import Session
from annotator.tui.parts.desk import Desk
from annotator.tui.parts.sitting import Sitting


class GoldDesk(Desk):
    """The articles that lie open before an adjudicator, each with its bench.

    `first` is the one in front. What all agree on is in gold as soon as an article lies open, and
    so is what the sources said anew since the last time. With `named` it is shown who marked
    what; without, nothing of gold is shown that would tell which places all agree on.
    """

    def __init__(
        self, project: Project, articles: Sequence[str], first: Hall, *, named: bool = False
    ) -> None:
        self.named = named
        self._home = project
        self._wish: Wish = first.wish
        self._benches: dict[str, Bench] = {first.opened.session.article.id: first.bench}
        self._begun: dict[str, Labelling] = {}
        self._not_noted: dict[str, Session] = {}
        self._told: tuple[str, ...] = first.notices
        self._found: tuple[Bench, Labelling, Mapping[str, Hearing]] | None = None
        self._known_hidden: (
            tuple[Mapping[str, Hearing], frozenset[str] | None, bool, frozenset[str]] | None
        ) = None
        # The keys of places, by article, that a person marked without being told of them.
        self._met: dict[str, frozenset[str]] = {}
        super().__init__(project, articles, first.annotator, first.opened)

    @property
    def bench(self) -> Bench:
        """What gold of the article in front is made of."""
        return self._benches[self.opened]

    def put(self, sitting: Sitting) -> None:
        """Make the article in front stand like this, and take down what was done to it."""
        if sitting.session is not self.session_of(self.opened):
            self._note_opening(self.opened)
        super().put(sitting)

    def is_unsaved(self, article: str) -> bool:
        """Whether anybody did something to an article that is not saved.

        What is in gold by opening it alone is there again when it is opened the next time.
        """
        labelling = self.session_of(article).labelling
        return super().is_unsaved(article) and labelling != self._begun.get(article)

    @property
    def found(self) -> Mapping[str, Hearing]:
        """Every place of the article in front by its key; found anew where anything changed."""
        bench, labelling = self.bench, self.session_of(self.opened).labelling
        known = self._found
        if known is None or known[0] is not bench or known[1] is not labelling:
            found = {key_of(one): one for one in hearings(bench, labelling)}
            known = self._found = bench, labelling, found
        return known[2]

    def hides(self, hearing: Hearing) -> bool:
        """Whether it must not be told that gold has a place, since that all agree on it."""
        if hearing.state != "check" or self.named:
            return False
        return key_of(hearing) not in self._met.get(self.opened, ())

    def meet(self, hearing: Hearing) -> None:
        """Hide no longer what gold has of a place: a person has marked the same."""
        met = self._met.get(self.opened, frozenset())
        self._met[self.opened] = met | {key_of(hearing)}

    @property
    def notices(self) -> tuple[str, ...]:
        """What is odd about the article in front, and what was taken at once."""
        odd = super().notices
        return (*odd, *self._told)

    def fetch(self, article: str) -> Opened:
        """Open gold of an article, and all that it is made of."""
        hall = opened_for(self._home, article, self._wish)
        self._benches[article], self._told = hall.bench, hall.notices
        return hall.opened

    def seat(self, opened: Opened) -> None:
        """Bring gold of an article to the front, after the versions that it is made of."""
        super().seat(opened)
        if self.front.session.labelling != opened.session.labelling:
            # What came back was decided on a bench of its own.
            self._lay(self.opened)
        self._convene()

    def bring(self, article: str) -> None:
        """Bring an article to the front; its notices are told once, when it is opened."""
        before, self._told = self.opened, ()
        try:
            super().bring(article)
        except AnnotatorError:
            self.opened = before
            raise

    def next_not_done(self) -> str | None:
        """The next article with something to decide; after the last comes the first."""
        at = self.articles.index(self.opened)
        onward = (*self.articles[at + 1 :], *self.articles[:at])
        found = waiting(self._home, onward, self._wish)
        return next((one for one in found if self.state(one) != "broken"), None)

    def save(self, article: str, now: datetime, *, done: bool = False, note: str = "") -> Kept:
        """Save gold of an article as its next version, perhaps as one that is done."""
        self._note_opening(article)
        kept = super().save(article, now, done=done, note=note)
        self._begun.pop(article, None)
        return kept

    def take_up(self, article: str) -> None:
        """Go on with the version that another session saved; an undo brings back what was here."""
        self._note_opening(article)
        super().take_up(article)
        self._lay(article)

    def lay_over(self, article: str, choices: Mapping[str, Choice]) -> tuple[Conflict, ...]:
        """Make what was done here a change of the version that another session saved.

        Gives what both changed in different ways and has no choice yet.
        """
        self._note_opening(article)
        conflicts = super().lay_over(article, choices)
        if not conflicts:
            self._lay(article)
        return conflicts

    def _with_written(self, article: str) -> Sitting:
        """The article in front, of which nothing is shown that must not be told of yet."""
        hidden, sitting = self._hidden, self._sittings[article]
        if hidden != sitting.hidden:
            self._sittings[article] = sitting.without(hidden)
        return super()._with_written(article)

    @property
    def _hidden(self) -> frozenset[str]:
        """The ids of gold's spans that are not shown as long as nobody decided on them."""
        found, met = self.found, self._met.get(self.opened)
        known = self._known_hidden
        if known is None or known[0] is not found or known[1:3] != (met, self.named):
            shy = (one for one in found.values() if self.hides(one))
            ids = frozenset(span.id for one in shy for span in one.result)
            known = self._known_hidden = found, met, self.named, ids
        return known[3]

    def _lay(self, article: str) -> None:
        """Lay the bench for gold as it stands."""
        self._benches[article], self._told = laid(self._home, self.session_of(article), self._wish)

    def _convene(self) -> None:
        """Bring gold in front after its bench; it is taken down once a person does something."""
        article, before = self.opened, self.front
        outcome = convened(before.session, self.bench)
        if outcome.session is before.session:
            return
        if not before.session.unsaved:
            self._begun[article] = outcome.session.labelling
        self._sittings[article] = before.with_session(outcome.session)
        self._not_noted[article] = before.session
        self._told = (*self._told, *filter(None, (outcome.said,)))

    def _note_opening(self, article: str) -> None:
        """Take down what opening an article did to its gold, before anything else is done."""
        before = self._not_noted.pop(article, None)
        if before is not None:
            sitting = self._sittings[article]
            self._diaries[article].note(before, sitting.session, sitting.seconds)
