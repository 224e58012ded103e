"""Agreement on the screen, and from there into the room where it is decided on what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.cli.options import asked_way, own_name_of
from annotator.cli.screens import at_the_terminal, check_terminal, nothing_collected

if TYPE_CHECKING:
    from annotator.measure.agreement.compared import Compared
    from annotator.measure.agreement.figures import Agreement, Disagreement
    from annotator.project.adjudicating.opening import Hall, Wish
    from annotator.project.agreeing.selecting import Selection
    from annotator.project.places import Project

_FIX = "run it in a terminal; without --open it prints the figures, --html FILE makes a page"


def check_screen() -> None:
    """Refuse before anything is computed where there is no terminal.

    Raises:
        UsageError: there is none.
    """
    check_terminal(_FIX)


def open_agreement(
    project: Project, found: Agreement, selection: Selection, verdicts: Sequence[str]
) -> None:
    """Open the screen, and again each time that somebody comes back from deciding.

    Raises:
        AnnotatorError, Faults: there is no terminal, or the settings are at fault.
    """
    from annotator.tui.agreeing import Agreed, Looking, run

    articles = {one.article.id: one for one in selection.compared}
    looking = Looking(Agreed(found, articles, selection.schema, tuple(verdicts)))
    going = _Going(project, articles)
    while True:
        with nothing_collected(), at_the_terminal(_FIX) as question:
            left = run(project, looking, decide=going.open, question=question, rtl=asked_way())
        if not left:
            return
        going.go()


@dataclass(slots=True)
class _Going:
    """The way from a disagreement to gold of its article."""

    project: Project
    compared: Mapping[str, Compared]
    _to: tuple[Disagreement, Hall] | None = None

    def open(self, one: Disagreement) -> None:
        """Open gold of the article of a disagreement, so that what is at fault is told at once.

        Raises:
            AnnotatorError, Faults: it cannot be decided between these labels.
        """
        from annotator.project.adjudicating.opening import opened_for

        self._to = one, opened_for(self.project, one.article, self._wish(one.article))

    def go(self) -> None:
        """Decide, at the place of that disagreement, until the person leaves."""
        if self._to is None:
            return
        from annotator.project.adjudicating.waiting import queue
        from annotator.project.places import article_ids

        one, hall = self._to
        articles = queue(self.project, article_ids(self.project), hall.wish)
        if one.article not in articles:
            articles = (*articles, one.article)
        with nothing_collected(), at_the_terminal(_FIX) as question:
            from annotator.tui.adjudicating import run

            run(
                self.project,
                hall,
                articles,
                named=False,
                near=(one.start, one.end),
                question=question,
                rtl=asked_way(),
            )

    def _wish(self, article: str) -> Wish:
        """Between those who are compared in an article, as the person at the screen."""
        from annotator.project.adjudicating.opening import Wish

        return Wish(tuple(self.compared[article].labellings), own_name_of(None))
