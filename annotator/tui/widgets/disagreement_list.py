"""The places at which two sides differ, as a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Disagreement, DisagreementKind
from annotator.report.narrowing import Part, labels_of
from annotator.text.flat import visual
from annotator.text.width import cells
from annotator.tui.paint import Paint
from annotator.tui.widgets.two_rows import Chip, Half, How, TwoRowList, flush
from annotator.tui.widgets.words import side_by_side

# What only one of two has is told by the number that stands at its edges in the article.
SIGNS: Mapping[DisagreementKind, str] = {
    "label": "≠",
    "boundary": "±",
    "label+boundary": "×",
    "missed": "1",
    "spurious": "2",
    "values": "≈",
}
_LIT, _BETWEEN = "▸", " · "
_ONE_ARTICLE, _PAIR = "f", "*"
_NONE_LEFT = "nothing is like that; 0 lists all of them"


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed: the places of disagreements among `every`, in their order, and of which part.

    `count` is how many there are, of which `every` may hold fewer, and `pairs` how many pairs of
    annotators. `titles` are what they are called, the longest first, `none` is said where there
    are none; `told` says what a place is, in a few words each.
    """

    every: Sequence[Disagreement] = ()
    places: Sequence[int] = ()
    part: Part = field(default_factory=Part)
    count: int = 0
    pairs: int = 1
    titles: tuple[str, ...] = ()
    none: str = ""
    told: Callable[[int], Sequence[str]] = lambda _: ()


class DisagreementList(TwoRowList, can_focus=True):
    """Shows disagreements, two rows each, and says which one was pointed at or chosen."""

    @dataclass
    class Pointed(Message):
        """Keys moved to a disagreement: the article is to follow, and `mark` to say where it is."""

        list: DisagreementList
        place: int

        @property
        def control(self) -> DisagreementList:
            """The list that was used."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A disagreement was picked: to look at it, or to go there in the article."""

        list: DisagreementList
        place: int
        how: How

        @property
        def control(self) -> DisagreementList:
            """The list that was used."""
            return self.list

    @dataclass
    class Turned(Message):
        """A sign in the head was pressed: others are to be listed."""

        list: DisagreementList
        sign: str

        @property
        def control(self) -> DisagreementList:
            """The list that was used."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listing = Listing()
        self._letters: dict[str, str] = {}
        self._paint: Paint | None = None

    def show(self, listing: Listing, schema: Schema, paint: Paint, current: int | None) -> None:
        """List these; `current` is the place of the one that is looked at."""
        same = listing.places is self._listing.places
        self._paint, self._listing = paint, listing
        self._letters = {label.name: label.key for label in schema.labels}
        key = None if current is None else str(current)
        if same:
            self.mark(key)
            self.refresh()
        else:
            self._current = key
            self._list([str(place) for place in listing.places])
            self.mark(key)

    def on_disagreement_list_pointed(self) -> None:
        """Know that a message is out."""
        self.heard()

    def _tell_pointed(self, key: str) -> None:
        self.post_message(self.Pointed(self, int(key)))

    def _tell_chosen(self, key: str, how: How) -> None:
        self.post_message(self.Chosen(self, int(key), how))

    @property
    def _titles(self) -> tuple[str, ...]:
        listing = self._listing
        count = f"{listing.count:,}"
        if len(listing.places) != listing.count or listing.part.active:
            count = f"{len(listing.places):,} of {count}"
        return (*(f" {title} {count}" for title in listing.titles), f" {count}")

    @property
    def _chips(self) -> tuple[Chip, ...]:
        part = self._listing.part
        pair = (Chip(_PAIR, part.pair is not None, _PAIR),) if self._listing.pairs > 1 else ()
        return (
            *(Chip(sign, part.kind == kind, sign) for kind, sign in SIGNS.items()),
            *(Chip(key, part.label == name, name) for name, key in self._letters.items()),
            Chip(_ONE_ARTICLE, part.article is not None, _ONE_ARTICLE),
            *pair,
        )

    @property
    def _why_none(self) -> str:
        return _NONE_LEFT if self._listing.every else self._listing.none

    def _turn(self, chip: Chip) -> None:
        self.post_message(self.Turned(self, chip.name))

    def _half(self, at: int, half: int, width: int) -> Half:
        """The first or the second row of a disagreement."""
        place, style = self._listing.places[at], self._style_of(at)
        one = self._listing.every[place]
        if half:
            dim = self._dimmed(at, style)
            first, *others = self._told(place, one)
            parts = [("    ", dim), (first, dim)]
            for words in others:
                parts += ((_BETWEEN, dim), (words, dim))
            return tuple(side_by_side(parts, width)), style
        sign = f"{_LIT if at == self._lit else ' '}{SIGNS[one.kind]} "
        letters = [
            Segment(visual(self._letters.get(name, "?")), style + self._look(name))
            for name in labels_of(one)
        ]
        used = cells(sign) + sum(cells(each.text) for each in letters) + 1
        span = one.a.span or one.b.span
        words = flush(span.text if span else "", width - used)
        return (Segment(sign, style), *letters, Segment(f" {words}", style)), style

    def _told(self, place: int, one: Disagreement) -> tuple[str, ...]:
        """What it is, between whom where there are more than two, and in which article."""
        part = self._listing.part
        names = (f"{one.a.annotator} {one.b.annotator}",) if self._listing.pairs > 1 else ()
        return (
            *self._listing.told(place),
            *(() if part.pair else names),
            *(() if part.article else (one.article,)),
        )

    def _look(self, label: str) -> Style:
        return self._paint.label(label) if self._paint else Style.null()
