"""A small fixed piece of work: gold of eight articles, three extractors, two people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Span, mark
from annotator.measure.agreement.figures import Excluded, Used
from annotator.measure.evaluation.comparison import comparison
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.measure.evaluation.swings import swings
from annotator.text.article import Article, Facts

LARGE, RULES, ARABIC = "large.jsonl", "rules", "نموذج-2.jsonl"
SCHEMA = Schema(
    "news",
    "1.0",
    (
        Label("PERSON", "p", "#2f7fd6", "bold", "One person.", "person.md"),
        Label("PLACE", "l", "#2e8b57", "underline", "A place.", "place.md"),
        Label(
            "ضحايا",
            "c",
            "ansi_bright_red",
            "underline2",
            "People hurt.",
            "casualty.md",
            attributes=(Attribute("count", "range"),),
        ),
    ),
    "5" * 64,
    "6" * 64,
)

# Each article with its gold, by the words of each span.
WORK = {
    "جسر": (
        "ar",
        "قُتل 12 شخصًا في شمال لبنان (NATO). وقال الرئيس عون: «لن نغادر بيروت».",
        [("12 شخصًا", "ضحايا"), ("شمال لبنان", "PLACE"), ("عون", "PERSON"), ("بيروت", "PLACE")],
    ),
    "bridge": (
        "en",
        "Gen. Joseph Aoun told U.S. reporters in Beirut that 12 people had died.",
        [("Gen. Joseph Aoun", "PERSON"), ("Beirut", "PLACE"), ("12 people", "ضحايا")],
    ),
    "فيضان": (
        "ar",
        "وصلت نادية حداد إلى صور بعد أن غرق ثلاثة أطفال في الليطاني.",
        [("نادية حداد", "PERSON"), ("صور", "PLACE"), ("ثلاثة أطفال", "ضحايا")],
    ),
    "flood": (
        "en",
        "Nadia Haddad reached Tyre after three children drowned in the Litani.",
        [("Nadia Haddad", "PERSON"), ("Tyre", "PLACE"), ("three children", "ضحايا")],
    ),
    "market": (
        "en",
        "Rami Saleh opened the market of Sidon; nobody was hurt.",
        [("Rami Saleh", "PERSON"), ("Sidon", "PLACE")],
    ),
    "سوق": (
        "ar",
        "افتتح رامي صالح سوق صيدا ولم يصب أحد.",
        [("رامي صالح", "PERSON"), ("صيدا", "PLACE")],
    ),
    "train": (
        "en",
        "A train left Tripoli at dawn; Maya Khoury drove it to Homs.",
        [("Tripoli", "PLACE"), ("Maya Khoury", "PERSON"), ("Homs", "PLACE")],
    ),
    "weather": ("en", "It rained all day.", []),
}
# What an extractor says in place of the gold, by article: words and label, or nothing; None more.
TOLD = {
    LARGE: {"bridge": {"Gen. Joseph Aoun": ("Joseph Aoun", "PERSON")}},
    RULES: {
        "جسر": {"شمال لبنان": ("لبنان", "PLACE"), "عون": (), None: ("NATO", "PLACE")},
        "bridge": {"Gen. Joseph Aoun": ("Joseph", "PERSON"), "12 people": ()},
        "فيضان": {"نادية حداد": ("نادية حداد", "PLACE"), "ثلاثة أطفال": ()},
        "flood": {"Nadia Haddad": ("Nadia", "PLACE")},
        "market": {"Rami Saleh": ()},
        "سوق": {"رامي صالح": ("رامي صالح سوق", "PERSON")},
        "train": {"Maya Khoury": ("Maya", "PERSON")},
        "weather": {None: ("all day", "PLACE")},
    },
    ARABIC: {
        "bridge": {"Beirut": ()},
        "flood": {"three children": (), "Tyre": ()},
        "train": {"Homs": (), None: ("dawn", "PLACE")},
    },
    "a1": {"flood": {"three children": ("three children drowned", "ضحايا")}},
    "a2": {"جسر": {"شمال لبنان": ("لبنان", "PLACE")}},
}
_SILENT = {(RULES, "weather")}


def said(article, gold, instead):
    """The labelling of one who differs from the gold where it is told."""
    told = [instead.get(words, (words, label)) for words, label in gold]
    told += [more for words, more in instead.items() if words is None]
    marks = [
        mark(article.text, f"s{at}", label, [(start, start + len(words))])
        for at, (words, label) in enumerate(filter(None, told), start=1)
        for start in [article.text.index(words)]
    ]
    return Labelling(tuple(marks), status="done")


def judged(extractors, humans=(), work=None):
    """The articles as they are judged."""
    found = []
    for name, (language, text, gold) in (work or WORK).items():
        article = Article(name, text, Facts(language=language))

        def of(who, article=article, gold=gold, name=name):
            return said(article, gold, TOLD.get(who, {}).get(name, {}))

        found.append(
            Judged(
                article,
                f"article {name}",
                said(article, gold, {}),
                {who: Predicted(of(who)) for who in extractors if (who, name) not in _SILENT},
                humans={who: of(who) for who in humans if name != "market"},
            )
        )
    return found


def contest(extractors, humans=(), work=None, **more):
    """A comparison of extractors, as the program makes it."""
    some = judged(extractors, humans, work)
    told = Told(
        "gold",
        "annotator 0.4.0",
        f"annotator compare {' '.join(extractors)} --gold gold --html comparison.html",
        not_in_gold={extractors[0]: ["old-report"]},
        excluded=(Excluded("late-report", "not done by gold (draft)"),),
        used=(Used("bridge", "gold", 2, "7" * 64),),
        schemas=(f"news 1.0 {'5' * 64}",),
        digests={extractors[0]: "8" * 64},
    )
    found = comparison(
        some, extractors, SCHEMA, told, **{"seed": 0, "replicates": 200, "swaps": 500, **more}
    )
    duels = [
        replace(
            duel,
            swings=swings(
                sorted(some, key=lambda one: _rank(duel, one.article.id)),
                duel.extractors,
                SCHEMA,
                25,
            ),
        )
        for duel in found.duels
    ]
    return changed(replace(found, duels=tuple(duels)), _rounded)


def changed(it, change):
    """A result in which every text and number is another: its own, changed."""
    if isinstance(it, str | float):
        return change(it)
    if isinstance(it, Mapping):
        return {change(name): changed(one, change) for name, one in it.items()}
    if isinstance(it, tuple):
        return tuple(changed(one, change) for one in it)
    if is_dataclass(it) and not isinstance(it, Span):
        return replace(it, **{x.name: changed(getattr(it, x.name), change) for x in fields(it)})
    return it


def _rounded(one):
    """No machine's last digit is another's."""
    return round(one, 9) if isinstance(one, float) else one


def _rank(duel, name):
    names = [one.name for one in duel.articles]
    return names.index(name) if name in names else len(names)


ARTICLES = {one.article.id: one.article for one in judged([LARGE])}
TWO = contest([RULES, LARGE])
THREE = contest([RULES, LARGE, ARABIC], ["a1", "a2"])
