"""A stage for adjudication: short articles that several annotators have done, not all alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from annotator.labels.edits import Add, Remove, Together
from annotator.labels.span import mark
from annotator.project.adjudicating.opening import open_adjudication
from annotator.project.places import Project, store_of
from annotator.project.sitting.annotate import called_done, open_session, save
from annotator.store import history
from annotator.tui.adjudicating import AdjudicatorApp
from tests.tui.looking import drawn, sitting

NEWS = (
    "قال الوزير سامي نصر في بيروت إن 12 شخصا قتلوا يوم الأحد.\nوزار وفد من القاهرة المدينة أمس.\n"
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CITY = (("kind", "city"), ("mention", "named"), ("sense", "place"))
AREA = (("kind", "area"), ("mention", "named"), ("sense", "place"))
NAMED = (("mention", "named"),)
KILLED = (("assertion", "asserted"), ("outcome", "killed"))
DAY = (("type", "DATE"), ("value", "2026-02-22"))

# What each marks: label, words, values. A value in angle brackets names the span of those words.
FIRST = (
    ("PERSON", "سامي نصر", NAMED),
    ("PLACE", "بيروت", CITY),
    ("CASUALTY", "12 شخصا", (*KILLED, ("where", "<بيروت>"))),
    ("DATE", "يوم الأحد", DAY),
    ("PLACE", "القاهرة", CITY),
)
SECOND = (
    ("PERSON", "سامي نصر", NAMED),
    ("PLACE", "بيروت", AREA),
    ("CASUALTY", "12 شخصا قتلوا", KILLED),
    ("PERSON", "القاهرة", NAMED),
    ("PLACE", "المدينة", ()),
)
THIRD = (
    ("PERSON", "الوزير سامي نصر", NAMED),
    ("PLACE", "بيروت", CITY),
    ("CASUALTY", "12 شخصا", (*KILLED, ("where", "<بيروت>"))),
    ("DATE", "يوم الأحد", DAY),
    ("PLACE", "القاهرة", CITY),
)


def spans_of(text, marks):
    """The spans that such marks stand for; words have one id, whatever else is marked."""
    ids = {words: f"s{100 * text.index(words) + len(words)}" for _, words, _ in marks}
    for label, words, values in marks:
        start = text.index(words)
        given = tuple(
            (name, (ids[value[1:-1]],) if value.startswith("<") else value)
            for name, value in values
        )
        yield mark(text, ids[words], label, [(start, start + len(words))], attributes=given)


def save_as(project, article, name, marks):
    """Save marks as the next version of an annotator, done."""
    session = open_session(project, article, name).session
    gone = [Remove(span) for span in session.spans]
    come = [Add(span) for span in spans_of(session.article.text, marks)]
    session = called_done(session.do(Together((*gone, *come))))
    return save(project, session, annotator=name, now=NOW, seconds=60)


@dataclass
class Court:
    """Opens the adjudicator's room on an article of one project."""

    project: Project
    articles: tuple[str, ...] = ("news",)
    by: str = "lead"
    share: float = 0.0

    def app(self, article="news", *names, **wishes):
        hall = open_adjudication(self.project, article, names, by=self.by, share=self.share)
        return AdjudicatorApp(self.project, first=hall, articles=self.articles, **wishes)

    def write(self, article, **marks):
        """Bring in an article, and what each annotator marks in it."""
        (self.project.seeds / f"{article}.txt").write_text(NEWS, "utf-8")
        for name, one in marks.items():
            save_as(self.project, article, name, one)


def key_of(app, name):
    """The key of the reading of an annotator, where the current place has one."""
    deciding = app.screen_stack[1]._deciding  # noqa: SLF001 - names are hidden on the screen
    at = deciding.bench.names.index(name)
    return str(next(one.number for one in deciding.shown if at in one.sources))


def marks_of(labelling):
    """What a labelling says, whatever ids say it and in whatever order: as FIRST does."""
    words = {span.id: span.text for span in labelling.spans}
    return [
        (
            span.label,
            span.text,
            tuple(
                (name, f"<{words[value[0]]}>" if isinstance(value, tuple) else value)
                for name, value in span.attributes
            ),
        )
        for span in labelling.spans
    ]


def sorted_marks(marks):
    """Marks in the order of the text, and values in that of their names."""
    ordered = sorted(marks, key=lambda one: NEWS.index(one[1]))
    return [(label, words, tuple(sorted(values))) for label, words, values in ordered]


def gold(court, article="news", name="gold"):
    return history.head(store_of(court.project), article, name)


def asked(app):
    """What the panel asks about, in its first row."""
    panel = app.screen_stack[1].query_one("#readings")
    top = panel.region.y + 1
    return drawn(app).split("\n")[top].strip()


def decisions(app):
    adjudication = sitting(app).session.labelling.adjudication
    return [(one.taken, one.reason, one.note) for one in adjudication.decisions]


def deciding(app):
    return app.screen_stack[1]._deciding  # noqa: SLF001 - which is which is hidden


def shown(app):
    return deciding(app).shown
