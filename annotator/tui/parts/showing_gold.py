"""The widgets of the adjudicator's room: the annotator's own, the readings, the differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from textual.app import ComposeResult
from textual.widget import Widget

from annotator.labels.edits import without_reference
from annotator.labels.labelling import Labelling
from annotator.labels.span import Span
from annotator.session.adjudicators_commands import take_command
from annotator.session.commands import Command, Place
from annotator.session.docket import key_of, kind_of, said_of
from annotator.session.hearings import Hearing
from annotator.session.index import SpanIndex
from annotator.session.keymap import Keymap
from annotator.session.readings import Reading, Said, badges, is_in_gold, told
from annotator.text.badges import Badge, joined
from annotator.tui.parts.deciding import Deciding, overlay
from annotator.tui.parts.gold_desk import GoldDesk
from annotator.tui.parts.showing import Showing
from annotator.tui.parts.sitting import NOT_SAVED, SAVED, Sitting
from annotator.tui.widgets.article_view import Scene
from annotator.tui.widgets.difference_list import DifferenceList
from annotator.tui.widgets.readings_panel import ReadingsPanel, Row, Shown
from annotator.tui.widgets.status_bar import Facts

_OFFERED = ("take_all", "take_none", "take_own", "why", "why_note", "next_difference")
_ORDER = attrgetter("order")
_NOTHING = Shown("nobody marked anything in this article")


@dataclass(frozen=True, slots=True)
class _Over:
    """What is asked about, laid over gold: `of` which spans, place and way of showing names.

    `index` holds gold's spans and those that are asked about, `lit` what of it stands out, and
    `numbers` are the signs at the edges.
    """

    of: tuple[SpanIndex, Hearing, bool]
    index: SpanIndex
    lit: tuple[Span, ...]
    numbers: tuple[Badge, ...]


class GoldShowing(Showing):
    """Shows the difference in front: its readings below the page, and among gold's spans on it."""

    shown_from: Mapping[Place, int] = {"differences": 100, "queue": 140}

    def __init__(
        self, desk: GoldDesk, keymap: Keymap, deciding: Deciding, *, guessed: bool = False
    ) -> None:
        super().__init__(desk, keymap, guessed=guessed)
        self._deciding = deciding
        self._over: _Over | None = None
        self._badged_too: tuple[object, object, tuple[Badge, ...]] = (None, None, ())
        self.readings = ReadingsPanel(id="readings")
        self.differences = DifferenceList(id="differences")

    @property
    def panes(self) -> dict[Place, Widget]:
        """The page and what stands beside it, by the place of keys that each is."""
        first: dict[Place, Widget] = {"article": self.view, "differences": self.differences}
        return {**first, **super().panes}

    def beside(self) -> ComposeResult:
        """The panes that share the column on the right."""
        yield self.differences
        yield from super().beside()

    def below(self) -> ComposeResult:
        """What stands below the page."""
        yield self.readings
        yield from super().below()

    @property
    def facts(self) -> Facts:
        """What the status bar is told."""
        facts = replace(super().facts, progress=self._deciding.progress.line)
        # Nobody did anything yet that could be saved.
        untouched = facts.kept == NOT_SAVED and not self.desk.is_unsaved(self.desk.opened)
        return replace(facts, kept=SAVED) if untouched else facts

    def show_spans(self) -> None:
        """Show the spans of gold, the places, and the readings of the one in front."""
        super().show_spans()
        if self.paint is None:
            return
        deciding = self._deciding
        here = deciding.current
        key = key_of(here) if here else None
        self.differences.show(deciding.listed, self.schema, self.paint, key)
        self.readings.show(self._shown(here) if here else _NOTHING, self.paint)

    def scene(self, sitting: Sitting) -> Scene:
        """What the page shows of an article: what is asked about stands out, its edges numbered."""
        scene = super().scene(sitting)
        here = self._deciding.current
        if here is None:
            return scene
        laid = self._over
        if laid is None or laid.of != (sitting.index, here, self._deciding.named):
            laid = self._over = self._laid_over(sitting, here, laid)
        numbered = self._with(laid.numbers, scene.badges)
        return replace(scene, index=laid.index, lit=laid.lit, badges=numbered)

    def _laid_over(self, sitting: Sitting, here: Hearing, before: _Over | None) -> _Over:
        """What is asked about, laid over gold's spans."""
        shown = self._deciding.shown
        more = overlay(shown, sitting.index.spans) if here.asked else ()
        result = () if self._deciding.desk.hides(here) else here.result
        numbers = badges(shown, sitting.session.article.length)
        if before is not None and before.numbers == numbers:
            # The same value, so that the page is not laid out anew.
            numbers = before.numbers
        return _Over(
            of=(sitting.index, here, self._deciding.named),
            index=_with_more(sitting.index, more),
            lit=(*more, *result) if here.asked else (),
            numbers=numbers,
        )

    @property
    def listed_spans(self) -> tuple[Span, ...]:
        """Gold's spans that are shown, none of which names one that is not."""
        sitting = self.desk.front
        spans, hidden = sitting.index.spans, sitting.hidden
        return tuple(_without_targets(one, hidden) for one in spans) if hidden else spans

    def _with(self, numbers: tuple[Badge, ...], others: tuple[Badge, ...]) -> tuple[Badge, ...]:
        """Numbers with other badges; the same value as long as both are, so nothing is laid out."""
        if not others:
            return numbers
        if self._badged_too[0] is not numbers or self._badged_too[1] is not others:
            self._badged_too = (numbers, others, joined(others, numbers))
        return self._badged_too[2]

    def _shown(self, here: Hearing) -> Shown:
        """The panel for a place."""
        deciding = self._deciding
        shown = deciding.shown
        labellings = [deciding.bench.labellings[one.sources[0]] for one in shown]
        said = told(shown, labellings, self.schema)
        rows = tuple(self._row(one, what, here) for one, what in zip(shown, said, strict=True))
        if deciding.desk.hides(here):
            rows = tuple(replace(row, in_gold=False) for row in rows)
        elif here.result and not any(row.in_gold for row in rows):
            rows = (*rows, self._gold(here, shown, labellings))
        return Shown(self._head(here), rows, tuple(self._offered()))

    def _row(self, reading: Reading, said: tuple[tuple[Said, ...], ...], here: Hearing) -> Row:
        nowhere = here.state == "decided" and not (reading.spans or here.result)
        in_gold = nowhere or is_in_gold(reading, here.result)
        return Row(reading.sign, self._who(reading), said, take_command(reading.number), in_gold)

    def _gold(self, here: Hearing, shown: tuple[Reading, ...], labellings: list[Labelling]) -> Row:
        """What gold has, where that is none of the readings."""
        gold = Reading(0, (), here.result)
        labelling = self.desk.front.session.labelling
        said = told((gold, *shown), (labelling, *labellings), self.schema)[0]
        return Row("gold", "", said, "take_own", in_gold=True)

    def _who(self, reading: Reading) -> str:
        """Who reads it so: by name where that is shown, else by letters where that tells more."""
        bench = self._deciding.bench
        if self._deciding.named:
            return " ".join(bench.names[source] for source in reading.sources)
        if len(bench.sides) == len(("a", "b")):
            return ""
        return " ".join(chr(ord("A") + bench.sides.index(source)) for source in reading.sources)

    def _head(self, here: Hearing) -> str:
        """Where one is, how the readings differ, and what was decided."""
        deciding = self._deciding
        asked = [one for one in deciding.found if one.state != "agreed"]
        place = f"{asked.index(here) + 1} of {len(asked)}: " if here in asked else ""
        kind = kind_of(here, named=deciding.named)
        said = said_of(deciding.bench, here, named=deciding.named)
        return f"{place}{kind}" if said == kind else f"{place}{kind}; {said}"

    def _offered(self) -> Iterator[Command]:
        by_name = {command.name: command for command in self.keymap.commands}
        return (by_name[name] for name in _OFFERED)


def _with_more(index: SpanIndex, more: tuple[Span, ...]) -> SpanIndex:
    """An index with more spans; the same one where there are none."""
    return SpanIndex(sorted((*index.spans, *more), key=_ORDER)) if more else index


def _without_targets(span: Span, hidden: frozenset[str]) -> Span:
    """A span as if it named none of these."""
    named = {one for _, value in span.attributes if isinstance(value, tuple) for one in value}
    for span_id in named & hidden:
        span = without_reference(span, span_id)
    return span
