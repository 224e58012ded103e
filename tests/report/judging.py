"""Results of judging made up for pages: the scores are computed, the intervals invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.span import Range
from annotator.measure.agreement.figures import Excluded, Used
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.measure.intervals import Estimate
from annotator.text.article import Article, Facts
from tests.report.made import ARABIC, ENGLISH, SCHEMA, SIDES, on

NAME = "extractor.jsonl"
UNSEEN = Article(
    "harbour-note", "Nobody left Tyre on Monday.", Facts(language="en", source="Harbour Post")
)
_WITH_FIGURES = (
    *("overall", "labels", "macro", "muc5", "by_language", "by_length"),
    *("slices", "attributes", "confidence"),
)


def with_intervals(found):
    """The same with an invented interval around each figure that has a value."""
    if isinstance(found, Estimate):
        if found.value is None:
            return found
        low, high = max(found.value - 0.0625, 0.0), min(found.value + 0.03125, 1.0)
        return replace(found, low=low, high=high, n=24, why="", warning="")
    if isinstance(found, Mapping):
        return {name: with_intervals(one) for name, one in found.items()}
    if is_dataclass(found):
        return replace(
            found, **{one.name: with_intervals(getattr(found, one.name)) for one in fields(found)}
        )
    return found


def judged(articles, sides, scores=None, zones=None):
    """What is judged: gold and prediction of each article, None where nothing was predicted."""
    return [
        Judged(
            article=article,
            unit=article.id,
            gold=Labelling(
                tuple(gold), status="done", zones=tuple((zones or {}).get(article.id, ()))
            ),
            predicted={NAME: Predicted(Labelling(tuple(own)), (scores or {}).get(article.id, {}))}
            if (own := sides[article.id][1]) is not None
            else {},
            facts={"source": article.facts.source} if article.facts.source else {},
        )
        for article in articles
        for gold in [sides[article.id][0]]
    ]


def evaluated(articles, sides, schema=SCHEMA, **more):
    """An evaluation with invented intervals, as far as figures have any."""
    told = more.pop("told", Told("v1", "annotator 0.4.0", ""))
    found = evaluation(judged(articles, sides, **more), NAME, schema, told, seed=0, replicates=1000)
    parts = {name: with_intervals(getattr(found, name)) for name in _WITH_FIGURES}
    method = replace(found.method, unit="cluster", units=24)
    return replace(found, **parts, method=method)


# As work of two people there, but with a number predicted, with a zone in which something is
# predicted, and with an article of which nothing was.
JUDGED = {
    ARABIC.id: (
        SIDES[ARABIC.id][0],
        tuple(
            replace(span, attributes=(("count", Range(10, 12)),)) if span.label == "ضحايا" else span
            for span in SIDES[ARABIC.id][1]
        ),
    ),
    ENGLISH.id: (
        SIDES[ENGLISH.id][0],
        (*SIDES[ENGLISH.id][1], on(ENGLISH, "s9", "Nobody", "PERSON")),
    ),
    UNSEEN.id: (
        (on(UNSEEN, "s1", "Tyre", "PLACE"), on(UNSEEN, "s2", "Monday", "DATE")),
        None,
    ),
}
TEXTS = {article.id: article for article in (ARABIC, ENGLISH, UNSEEN)}
SCORES = {
    ARABIC.id: {"s1": 0.91, "s2": 0.62, "s3": 0.97, "s5": 0.34},
    ENGLISH.id: {"s1": 0.99, "s2": 0.58, "s3": 0.71, "s9": 0.05},
}
ZONES = {ENGLISH.id: [Zone(ENGLISH.text.index("Nobody"), len(ENGLISH.text), "notice")]}
TOLD = Told(
    gold="v1",
    program="annotator 0.4.0",
    command="annotator evaluate extractor.jsonl --gold v1 --html evaluation.html",
    not_in_gold={NAME: ["elsewhere"]},
    excluded=(Excluded("late-report", "not done by gold (draft)"),),
    used=tuple(Used(name, "gold", 2, f"{at}".rjust(64, "0")) for at, name in enumerate(TEXTS)),
    schemas=(f"news 1.0 {'5' * 64}",),
    digests={NAME: "7" * 64},
)
FOUND = evaluated(TEXTS.values(), JUDGED, zones=ZONES, told=TOLD)
SCORED = evaluated(TEXTS.values(), JUDGED, scores=SCORES, zones=ZONES, told=TOLD)
