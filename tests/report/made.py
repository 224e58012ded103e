"""Results made up for pages: what differs is found plainly, the intervals are invented."""

from __future__ import annotations

from dataclasses import fields, replace

from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Range, mark
from annotator.measure.agreement.figures import (
    NO_SPAN,
    Agreement,
    Competence,
    Confusion,
    Disagreement,
    Excluded,
    Figures,
    Mark,
    Method,
    OfArticle,
    OfAttribute,
    OfPair,
    Slice,
    Used,
)
from annotator.measure.intervals import Estimate
from annotator.text.article import Article, Facts

ALONE = "one article has no interval"
ASKED = "not asked for: --gamma"


def estimate(value, n=24, wide=0.06):
    """A figure with an interval around it; None is undefined."""
    if value is None:
        return Estimate(None, None, None, n, "undefined: there is nothing to divide by")
    return Estimate(value, max(value - wide, 0.0), min(value + wide * 0.8, 1.0), n)


def figures(strict, n=24, *, alone=False):
    """All measures of a set of spans, the others a little off the strict F1."""
    found = {}
    for at, field in enumerate(fields(Figures)):
        one = estimate(None if strict is None else min(strict + 0.01 * at, 1.0), n)
        if field.name.startswith("gamma"):
            one = Estimate(None, None, None, 0, ASKED)
        elif alone:
            one = Estimate(one.value, None, None, 1, one.why if one.value is None else ALONE)
        found[field.name] = one
    return Figures(**found)


def pairs_of(ours, theirs):
    """Spans side by side, plainly: equal ones, then any that overlap, then those alone."""
    left, right, found = list(ours), list(theirs), []
    for fits in (
        lambda a, b: a.identity == b.identity,
        lambda a, b: a.pieces == b.pieces,
        lambda a, b: a.label == b.label and a.overlaps(b),
        lambda a, b: a.overlaps(b),
    ):
        for one in list(left):
            other = next((other for other in right if fits(one, other)), None)
            if other:
                found.append((one, other))
                left.remove(one)
                right.remove(other)
    return [*found, *((one, None) for one in left), *((None, other) for other in right)]


def kind_of(one, other):
    """The class of a pair, "" where all is the same."""
    if one is None or other is None:
        return "spurious" if one is None else "missed"
    if one.identity == other.identity:
        return "values" if one.attributes != other.attributes else ""
    if one.pieces == other.pieces:
        return "label"
    return "boundary" if one.label == other.label else "label+boundary"


def differing(one, other):
    names = {name for span in (one, other) for name, _ in span.attributes}
    return tuple(sorted(name for name in names if one.value(name) != other.value(name)))


def compared(articles, sides, schema, names=("a1", "a2")):
    """A result over articles, with what two annotators marked in each."""
    labels = (*(label.name for label in schema.labels), NO_SPAN)
    counts = [[0] * len(labels) for _ in labels]
    errors = dict.fromkeys(("correct", "label", "boundary", "label+boundary"), 0)
    errors |= {"missed": 0, "spurious": 0}
    told, by_article = [], []
    for article in articles:
        ours, theirs = sides[article.id]
        before = len(told)
        strict = 0
        for one, other in pairs_of(ours, theirs):
            kind = kind_of(one, other)
            at = [labels.index(span.label) if span else -1 for span in (one, other)]
            counts[at[0]][at[1]] += 1
            errors["correct" if kind in {"", "values"} else kind] += 1
            strict += kind in {"", "values"}
            if kind:
                attributes = differing(one, other) if kind == "values" else ()
                marks = (Mark(names[0], one), Mark(names[1], other))
                told.append(Disagreement(article.id, kind, *marks, attributes))
        total = len(ours) + len(theirs)
        by_article.append(
            OfArticle(
                article.id,
                {names[0]: len(ours), names[1]: len(theirs)},
                len(told) - before,
                figures(2 * strict / total if total else None, 1, alone=True),
            )
        )
    by_article.sort(key=lambda one: (one.overall.strict_f1.value or 9, one.article))
    spans = [sum(len(sides[article.id][side]) for article in articles) for side in (0, 1)]
    overall = figures(2 * errors["correct"] / sum(spans) if sum(spans) else None)
    return Agreement(
        articles=tuple(article.id for article in articles),
        annotators=names,
        seed=0,
        replicates=1000,
        excluded=(Excluded("late-report", "not done by a2 (draft)"),),
        dropped_in_zones=1,
        flattened=2,
        overall=overall,
        labels={name: figures(strict_of(counts, at)) for at, name in enumerate(labels[:-1])},
        pairs=(OfPair(names, len(articles), tuple(spans), overall, {}),),
        by_article=tuple(by_article),
        attributes={
            "PLACE.kind": OfAttribute(
                "choice", 40, estimate(0.9), estimate(0.81), {"ac1": estimate(0.88)}
            ),
            "DATE.value": OfAttribute(
                "date",
                12,
                estimate(0.75),
                estimate(None),
                {"same_day": estimate(0.83), "same_period": estimate(None)},
            ),
        },
        confusion=Confusion(labels, tuple(map(tuple, counts))),
        errors=errors,
        disagreements=tuple(told),
        weeks=tuple(
            Slice(name, 12, estimate(strict, 12), estimate(strict + 0.1, 12))
            for name, strict in (("2026-W46", 0.61), ("2026-W47", 0.84))
        ),
        guidelines=(Slice("news 1.0 (pages 5a6b7c8d)", 24, estimate(0.74), estimate(0.86)),),
        origins=(Slice("manual", 24, estimate(0.74), estimate(0.86)),),
        competence=(),
        warnings=(
            "3 of 40 matched spans were suggested to both by gazetteer",
            f"the labels were made under different schemas: news 1.0 {'5' * 64}",
        ),
        used=tuple(
            Used(article.id, name, 2, f"{at}{side}".rjust(64, "0"))
            for at, article in enumerate(articles)
            for side, name in enumerate(names)
        ),
        method=Method(
            program="annotator 0.4.0",
            command="annotator agree a1 a2 --html agreement.html",
            unit="cluster",
            units=24,
            level=0.95,
            interval="bca",
            schemas=(f"news 1.0 {'5' * 64}",),
        ),
    )


def strict_of(counts, at):
    """The strict F1 of a label as far as a confusion tells it."""
    total = sum(counts[at]) + sum(row[at] for row in counts)
    return 2 * counts[at][at] / total if total else None


def of_three(two):
    """The same work with a third annotator, so that there are pairs and competences."""
    third = "b.2"
    (first,) = two.pairs
    others = [
        replace(first, annotators=(name, third), overall=figures(0.6 + 0.1 * at))
        for at, name in enumerate(two.annotators)
    ]
    people = (*two.annotators, third)
    right = (0.93, 0.91, 0.71)
    return replace(
        two,
        annotators=people,
        pairs=(first, *others),
        by_article=tuple(
            replace(one, spans={**one.spans, third: one.spans["a1"]}) for one in two.by_article
        ),
        competence=tuple(
            Competence(name, estimate(share), {"PLACE": estimate(share), "DATE": estimate(None)})
            for name, share in zip(people, right, strict=True)
        ),
    )


SCHEMA = Schema(
    "news",
    "1.0",
    (
        Label("PERSON", "p", "#2f7fd6", "bold", "One person.", "person.md", nests=True),
        Label("PLACE", "l", "#2e8b57", "underline", "A place.", "place.md"),
        Label(
            "ضحايا",
            "c",
            "ansi_bright_red",
            "underline2",
            "People hurt.",
            "casualty.md",
            attributes=(Attribute("count", "range"), Attribute("where", "span", label="PLACE")),
        ),
        Label("DATE", "d", "#a855c7", "italic", "A day.", "date.md"),
    ),
    "5" * 64,
    "6" * 64,
)
ARABIC = Article(
    "حادث-الجسر",
    "تبادل الطرفان الاتهامات. قُتل 12 شخصًا وأصيب آخرون في شمال لبنان (NATO) يوم الجمعة، "
    "وفق وكالة Reuters.\nوقال الرئيس عون: «لن نغادر بيروت»، ثم غادر.",
    Facts(title="حادث الجسر", language="ar"),
)
ENGLISH = Article(
    "bridge-report",
    "Gen. Joseph Aoun told U.S. reporters in Beirut on Friday that 12 people had died. He "
    "quoted «وكالة الأنباء» and left at 3.30 p.m. for northern Lebanon.\nNobody was named.",
    Facts(language="en"),
)


def on(article, id, words, label, **more):
    """A span on the first place of some words, or on several pieces of them."""
    parts = words if isinstance(words, tuple) else (words,)
    starts = [article.text.index(part) for part in parts]
    pieces = [(start, start + len(part)) for start, part in zip(starts, parts, strict=True)]
    return mark(article.text, id, label, pieces, **more)


SIDES = {
    ARABIC.id: (
        (
            on(ARABIC, "s1", ("12", "آخرون"), "ضحايا", attributes=[("count", Range(12, None))]),
            on(ARABIC, "s2", "شمال لبنان", "PLACE", flags=["unsure"]),
            on(ARABIC, "s3", "يوم الجمعة", "DATE", attributes=[("value", "2021-04-30")]),
            on(ARABIC, "s4", "عون", "PERSON"),
        ),
        (
            on(ARABIC, "s1", "12 شخصًا", "ضحايا", comment="الجرحى في جملة أخرى"),
            on(ARABIC, "s2", "لبنان", "PLACE"),
            on(ARABIC, "s3", "يوم الجمعة", "DATE", attributes=[("value", "2021-05-07")]),
            on(ARABIC, "s5", "بيروت", "PLACE"),
        ),
    ),
    ENGLISH.id: (
        (
            on(ENGLISH, "s1", "Gen. Joseph Aoun", "PERSON"),
            on(ENGLISH, "s2", "U.S.", "PLACE"),
            on(ENGLISH, "s3", "Friday", "DATE"),
        ),
        (
            on(ENGLISH, "s1", "Gen. Joseph Aoun", "PERSON"),
            on(ENGLISH, "s2", "U.S.", "PERSON"),
            on(ENGLISH, "s3", "on Friday", "DATE"),
        ),
    ),
}
ARTICLES = {article.id: article for article in (ARABIC, ENGLISH)}
SMALL = compared((ARABIC, ENGLISH), SIDES, SCHEMA)
