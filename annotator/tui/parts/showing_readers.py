"""The widgets of a readers' room, and how what is looked at is shown on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from annotator.labels.span import Piece, Span
from annotator.report.narrowing import Part
from annotator.report.wording import interval, number
from annotator.session.commands import Command, Place
from annotator.session.index import SpanIndex
from annotator.session.keymap import Keymap
from annotator.session.readings import Said, badges
from annotator.text.badges import Badge, edges, joined
from annotator.tui import themes
from annotator.tui.paint import Paint
from annotator.tui.parts.looking import Looking, spans_of
from annotator.tui.parts.sitting import Sitting
from annotator.tui.widgets.article_view import ROWS_AROUND_CARET, ArticleView, Scene
from annotator.tui.widgets.disagreement_list import DisagreementList, Listing
from annotator.tui.widgets.figures_panel import FiguresPanel
from annotator.tui.widgets.headings import LabelBar, TitleBar
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.readings_panel import ReadingsPanel, Row, Shown
from annotator.tui.widgets.status_bar import Facts, StatusBar

# Cells of a window from which a pane is shown unasked.
SHOWN_FROM: Mapping[Place, int] = {"differences": 60, "figures": 110}
_FOR_THE_MOUSE = ("next_kind", "only_article", "all", "order", "marks", "show_figures", "help")
_OFFERED = ("previous_disagreement", "next_disagreement", "adjudicate")
_ORDER = attrgetter("order")
_BETWEEN = " · "

# What is said of each span of one of the two.
_Reading = tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """What the page shows of marks: `of` what, all spans, those that stand out, signs at edges."""

    of: tuple[object, ...]
    index: SpanIndex
    lit: tuple[Span, ...]
    signs: tuple[Badge, ...]


class ReadersShowing:
    """Every widget there is, and the one place from which they are told what to show.

    `found` is what a search is at, `only_differing` says that of marks only those are shown that
    differ. `guessed` says that right to left may show wrong here.
    """

    def __init__(self, looking: Looking, keymap: Keymap, *, guessed: bool = False) -> None:
        self._looking = looking
        self._keymap = keymap
        self._schema = looking.matter.schema
        self._letters = {label.name: label.key for label in self._schema.labels}
        self._paint: Paint | None = None
        self._laid: _Laid | None = None
        self._figured: Part | None = None
        self._shows_invisibles = False
        self.only_differing = False
        self.found: Piece | None = None
        self.title = TitleBar(id="title")
        self.labels = LabelBar(id="labels")
        self.view = ArticleView(id="article")
        self.list = DisagreementList(id="differences")
        self.figures = FiguresPanel(id="figures")
        self.side = Vertical(id="side")
        self.readings = ReadingsPanel(id="readings")
        self.messages = MessageBar(id="messages")
        self.status = StatusBar(guessed=guessed, id="status")

    @property
    def panes(self) -> dict[Place, Widget]:
        """The page and what stands beside it, by the place of keys that each is."""
        return {"article": self.view, "differences": self.list, "figures": self.figures}

    def compose(self) -> ComposeResult:
        """Title and labels above the page, panes beside it, the place in front below."""
        with Vertical(id="top"):
            yield self.title
            yield self.labels
        with Horizontal(id="desk"):
            yield self.view
            with self.side:
                yield self.list
                yield self.figures
        with Vertical(id="bottom"):
            yield self.readings
            yield self.messages
            yield self.status

    def dress(self, app: App[object], sitting: Sitting) -> None:
        """Show everything in the colours of the app's theme."""
        paint = self._paint = themes.paint_for(app, self._schema.labels)
        self.view.dress(paint)
        self.labels.show(self._schema.labels, self._commands(_FOR_THE_MOUSE), paint)
        self.show(sitting)

    def show(self, sitting: Sitting) -> None:
        """Show what is looked at, and the article in front."""
        looking, facts = self._looking, sitting.session.article.facts
        self.title.show(facts.title or sitting.session.article.id)
        self.show_article(sitting)
        if self._paint is not None:
            self.list.show(self._listing(), self._schema, self._paint, looking.at)
            self.readings.show(self._shown(), self._paint)
        if self._figured is not looking.part:
            # Of very many places it takes longer to count them than to show one.
            self._figured = looking.part
            self.figures.show(looking.matter.sheet(looking.part))
        self.tell(sitting)

    def show_article(self, sitting: Sitting, *, margin: int = ROWS_AROUND_CARET) -> None:
        """Show the article alone; only what differs is painted."""
        self.view.show(self._scene(sitting), margin=margin)

    def tell(self, sitting: Sitting) -> None:
        """Tell where the caret is, and the figure that stands for what is listed."""
        looking = self._looking
        one = looking.matter.figure(looking.part)
        self.status.tell(
            Facts(
                kept="read only",
                annotator=looking.matter.told_pair(looking.pair),
                version="",
                offset=sitting.caret.offset,
                length=sitting.session.article.length,
                direction=sitting.direction,
                spans=0,
                minutes=None,
                progress=f"{looking.number:,} of {len(looking.listed):,}",
                current=f"{one.name} {number(one.estimate.value)}",
                aside=interval(one.estimate),
            )
        )

    def toggle_invisibles(self) -> bool:
        """Show what is invisible, where the caret then stands too, or no longer; whether it is."""
        self._shows_invisibles = not self._shows_invisibles
        return self._shows_invisibles

    def _commands(self, names: tuple[str, ...]) -> tuple[Command, ...]:
        by_name = {command.name: command for command in self._keymap.commands}
        return tuple(by_name[name] for name in names if name in by_name)

    def _listing(self) -> Listing:
        looking, matter = self._looking, self._looking.matter
        return Listing(
            matter.every,
            looking.listed,
            looking.part,
            matter.count,
            len(looking.pairs),
            (matter.words.many, matter.words.short),
            matter.words.none,
            self._told,
        )

    def _told(self, at: int) -> tuple[str, ...]:
        """What stands in the list of a place: its score first, where it has one."""
        matter = self._looking.matter
        score = matter.score(at)
        return matter.told(at) if score is None else (_written(score), *matter.told(at))

    def _scene(self, sitting: Sitting) -> Scene:
        laid = self._laid_out(sitting)
        zones = {zone for one in self._looking.labellings for zone in one.zones}
        return Scene(
            sitting.session.article.text,
            laid.index,
            sitting.caret,
            lit=laid.lit,
            zones=tuple(sorted(zones)),
            found=self.found,
            badges=laid.signs,
            stops="characters" if self._shows_invisibles else "letters",
            invisible=self._shows_invisibles,
        )

    def _laid_out(self, sitting: Sitting) -> _Laid:
        """The marks on the page; one value as long as they stay, so nothing is laid out anew."""
        looking, before = self._looking, self._laid
        shown = looking.here if self.only_differing else None
        of = (looking.name, looking.pair, looking.at, shown, self._shows_invisibles)
        if before is not None and before.of == of:
            return before
        index = self._index(shown)
        if before is not None and before.of[:2] + before.of[3:4] == of[:2] + of[3:4]:
            index = before.index
        current = looking.current
        signs = badges(looking.readings, sitting.session.article.length)
        if self._shows_invisibles:
            signs = joined(self._label_signs(index, sitting.session.article.length), signs)
        laid = _Laid(of, index, spans_of(current) if current else (), signs)
        self._laid = laid
        return laid

    def _index(self, shown: tuple[int, ...] | None) -> SpanIndex:
        """All that both marked, or what is listed of it; spans that both have stand there once."""
        looking = self._looking
        if shown is None:
            spans = [span for one in looking.labellings for span in one.spans]
        else:
            every = looking.matter.every
            spans = [span for at in shown for span in spans_of(every[at])]
        once = {span.identity: span for span in reversed(spans)}
        return SpanIndex(sorted(once.values(), key=_ORDER))

    def _label_signs(self, index: SpanIndex, length: int) -> tuple[Badge, ...]:
        """Each label's letter where its spans begin."""
        return edges(
            sorted(
                (start, self._letters.get(span.label, "?"))
                for span in index.touching(0, length)
                for start, _ in span.pieces
            )
        )

    def _shown(self) -> Shown:
        """The panel for the place in front."""
        looking, matter = self._looking, self._looking.matter
        if looking.at is None:
            return Shown("nothing is like that" if matter.every else matter.words.none)
        said = looking.said
        both = _in_both(said)
        rows = [
            Row(str(reading.number), who, tuple(_without(one, both) for one in spans))
            for reading, who, spans in zip(
                looking.readings, matter.who(looking.pair), said, strict=True
            )
        ]
        if both:
            rows.append(Row(" ", "both", (both,)))
        told, score = matter.told(looking.at), matter.score(looking.at)
        if score is not None:
            told = (*told, f"score {_written(score)}")
        head = f"{looking.number:,} of {len(looking.listed):,}: {_BETWEEN.join(told)}"
        return Shown(head, tuple(rows), self._commands(_OFFERED))


def _in_both(said: Sequence[_Reading]) -> tuple[Said, ...]:
    """The values that both gave alike; ids of entities may differ and are no difference."""
    if not all(said):
        return ()
    (first,), (second,) = said
    return tuple(one for one in first if one.kind == "value" and not one.differs and one in second)


def _without(span: tuple[Said, ...], others: tuple[Said, ...]) -> tuple[Said, ...]:
    """What is said of a span beside the values of others' names."""
    names = {one.name for one in others}
    return tuple(one for one in span if one.kind != "value" or one.name not in names)


def _written(score: float) -> str:
    return f"{score:.4g}"
