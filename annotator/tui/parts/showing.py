"""The widgets of the annotator's room, and how the work in front is shown on them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from annotator.labels.schema import Label
from annotator.labels.span import Piece, Span
from annotator.session.caret import Caret
from annotator.session.commands import Place
from annotator.session.index import SpanIndex
from annotator.session.keymap import Keymap
from annotator.text.badges import Badge, edges
from annotator.tui import themes
from annotator.tui.paint import Paint
from annotator.tui.parts.desk import Desk
from annotator.tui.parts.panes import SHOWN_FROM
from annotator.tui.parts.sitting import Sitting
from annotator.tui.widgets.article_list import ArticleList
from annotator.tui.widgets.article_view import ROWS_AROUND_CARET, ArticleView, Scene
from annotator.tui.widgets.guideline_view import GuidelineView
from annotator.tui.widgets.headings import LabelBar, TitleBar
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.span_list import SpanList
from annotator.tui.widgets.status_bar import Facts, StatusBar
from annotator.tui.widgets.tour_panel import TourPanel
from annotator.tui.widgets.values_form import ValuesForm

# Seconds of steps without a rest after which the facts are told all the same.
_LONGEST_RUN = 1.0
# Seconds for which a key may have to wait while the states of articles are looked at.
_COUNTING = 0.003
_FOR_THE_MOUSE = ("palette", "values", "save", "undo", "delete", "done", "edges", "help")


class Showing:
    """Every widget there is, and the one place from which they are told what to show.

    `shown_from` is from how many cells of a window a pane is shown unasked, `found`
    what a search is at, `last_label` the label whose guideline is shown where no span is current.
    `guessed` says that right to left may show wrong here.
    """

    shown_from: Mapping[Place, int] = SHOWN_FROM

    def __init__(self, desk: Desk, keymap: Keymap, *, guessed: bool = False) -> None:
        self.desk = desk
        self.keymap = keymap
        self.schema = desk.front.session.schema
        self._told = 0.0
        self._shows_invisibles = False
        self._badged: tuple[str, tuple[Span, ...], tuple[Badge, ...]] = ("", (), ())
        self.paint: Paint | None = None
        self.found: Piece | None = None
        self.last_label = self.schema.labels[0] if self.schema.labels else None
        self.title = TitleBar(id="title")
        self.labels = LabelBar(id="labels")
        self.queue = ArticleList(id="queue")
        self.view = ArticleView(id="article")
        self.spans = SpanList(id="spans")
        self.guideline = GuidelineView(id="guideline")
        self.side = Vertical(id="side")
        self.form = ValuesForm(keymap.latin, id="values")
        keys = " ".join(label.key for label in self.schema.labels)
        self.tour = TourPanel(keymap.keys_of, keys, id="tour")
        self.messages = MessageBar(id="messages")
        self.status = StatusBar(guessed=guessed, id="status")

    @property
    def panes(self) -> dict[Place, Widget]:
        """The page and what stands beside it, by the place of keys that each is."""
        return {
            "article": self.view,
            "spans": self.spans,
            "guideline": self.guideline,
            "queue": self.queue,
        }

    def compose(self) -> ComposeResult:
        """Title and labels above the page, panes beside it, questions and facts below.

        What is above and below stands in two boxes, so that Textual does not walk over each of
        it for a caret that moves between them.
        """
        with Vertical(id="top"):
            yield self.title
            yield self.labels
        with Horizontal(id="desk"):
            yield self.queue
            yield self.view
            with self.side:
                yield from self.beside()
        with Vertical(id="bottom"):
            yield from self.below()

    def beside(self) -> ComposeResult:
        """The panes that share the column on the right."""
        yield self.spans
        yield self.guideline

    def below(self) -> ComposeResult:
        """What stands below the page."""
        yield self.form
        yield self.tour
        yield self.messages
        yield self.status

    def dress(self, app: App[object]) -> None:
        """Show everything in the colours of the app's theme."""
        paint = self.paint = themes.paint_for(app, self.schema.labels)
        self.view.dress(paint)
        by_name = {command.name: command for command in self.keymap.commands}
        commands = [by_name[name] for name in _FOR_THE_MOUSE]
        self.labels.show(self.schema.labels, commands, paint)
        self.show_spans()

    def show(self) -> None:
        """Show the article in front, as it stands."""
        article = self.desk.front.session.article
        self.title.show(article.facts.title or article.id)
        self.show_article()
        self.show_spans()
        self.show_queue()
        self.tell()
        self.follow()

    def show_article(self, *, margin: int = ROWS_AROUND_CARET) -> None:
        """Show the article alone; only what differs is painted."""
        self.view.show(self.scene(self.desk.front), margin=margin)

    def preview(self, caret: Caret, index: SpanIndex) -> None:
        """Show the article with other spans than it has."""
        scene = self.scene(self.desk.front)
        current = scene.current and index.by_id(scene.current.id)
        self.view.show(replace(scene, index=index, caret=caret, current=current))

    def show_queue(self) -> None:
        """Show the articles and how far each is."""
        self.queue.show(self.desk.articles, self.desk.opened, self.desk.state)
        self.queue.show_progress(*self.desk.progress)

    def count(self) -> bool:
        """Look at the states of some more articles; whether any are left."""
        left = self.desk.count(_COUNTING)
        self.queue.show_progress(*self.desk.progress)
        return left

    def show_guideline(self, label: Label | None = None) -> None:
        """Turn to the page of a label, else of the current one."""
        label = label or self.desk.front.label or self.last_label
        if label is not None and self.guideline.display and self.side.display:
            self.guideline.show(label.name, self.desk.guideline(label))

    def toggle_invisibles(self) -> bool:
        """Show what is invisible, where the caret then stands too, or no longer; whether it is."""
        self._shows_invisibles = not self._shows_invisibles
        self.show_article()
        return self._shows_invisibles

    def is_time_to_tell(self) -> bool:
        """Whether the caret has run for so long that the facts are due."""
        return time.monotonic() - self._told > _LONGEST_RUN

    def tell(self) -> None:
        """Tell the facts of the caret and the work.

        It is done when the caret comes to rest: at each step it would cost more than the step
        itself, in time, since Textual walks over all that lies between two widgets, and in bytes
        on a slow line.
        """
        self._told = time.monotonic()
        self.status.tell(self.facts)

    @property
    def facts(self) -> Facts:
        """What the status bar is told."""
        return self.desk.front.facts

    def follow(self) -> None:
        """Turn the panes to the current span, once the caret has rested for a while."""
        current = self.desk.front.current
        self.spans.mark(current.id if current else None)
        if not self.guideline.has_focus:
            self.show_guideline()

    def show_spans(self) -> None:
        """Show the spans of the article in front, and what else is listed of it."""
        sitting = self.desk.front
        if self.paint is not None:
            current = sitting.current
            current_id = current.id if current else None
            self.spans.show(self.listed_spans, self.schema, self.paint, current_id)

    @property
    def listed_spans(self) -> tuple[Span, ...]:
        """The spans that are listed."""
        return self.desk.front.index.spans

    def scene(self, sitting: Sitting) -> Scene:
        """What the page shows of an article."""
        return Scene(
            sitting.session.article.text,
            sitting.index,
            sitting.caret,
            sitting.current,
            zones=sitting.session.labelling.zones,
            found=self.found,
            badges=self._badges(sitting) if self._shows_invisibles else (),
            stops="characters" if self._shows_invisibles else "letters",
            invisible=self._shows_invisibles,
        )

    def _badges(self, sitting: Sitting) -> tuple[Badge, ...]:
        """Each label's letter where its spans begin."""
        article, shown = sitting.session.article.text, sitting.index.spans
        text, spans, badges = self._badged
        if text is article and spans is shown:
            return badges
        keys = {label.name: label.key for label in self.schema.labels}
        starts = sorted(
            (start, keys.get(span.label, "?")) for span in shown for start, _ in span.pieces
        )
        badges = edges(starts)
        self._badged = (article, shown, badges)
        return badges
