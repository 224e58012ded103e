"""An evaluation as JSON: the source that every table and page is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

import orjson

from annotator.labels.shape import span_keys
from annotator.labels.span import Span
from annotator.measure.evaluation.figures import (
    WAYS,
    Calibration,
    Confidence,
    Curve,
    Evaluation,
    Mean,
    Mistake,
    Muc5,
    Part,
    Scores,
    ScoresOfArticle,
    ScoresOfAttribute,
    Scorings,
    Way,
)
from annotator.measure.intervals import Estimate
from annotator.report.figure_keys import (
    COUNTS,
    ERRORS,
    Keys,
    count_of,
    figure_keys,
    figures_keys,
)

FORMAT = "annotator/evaluation-1"


def json_bytes(evaluation: Evaluation) -> bytes:
    """The whole result as UTF-8 JSON, two spaces of indent and a line end at its end.

    Numbers are not rounded; what is undefined is null, with its reason beside it.
    """
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(_evaluation(evaluation), option=options)


def _evaluation(it: Evaluation) -> Keys:
    """The keys of the contract in its order, then the others."""
    return {
        "format": FORMAT,
        "gold": it.gold,
        "predictions": it.predictions,
        "overall": _scorings(it.overall),
        "labels": {name: _scorings(one) for name, one in it.labels.items()},
        "macro": {"labels": _means(it.macro.labels), "articles": _means(it.macro.articles)},
        "by_article": [_article(one) for one in it.by_article],
        "by_language": _parts(it.by_language),
        "attributes": {name: _attribute(one) for name, one in it.attributes.items()},
        "errors": {name: it.errors.get(name, 0) for name in ERRORS},
        "confusion": {"labels": it.confusion.labels, "counts": it.confusion.counts},
        "mistakes": [_mistake(one) for one in it.mistakes],
        "by_length": _parts(it.by_length),
        "slices": {name: _parts(parts) for name, parts in it.slices.items()},
        "muc5": {way: _rates(one) for way, one in it.muc5.items()},
        "confidence": None if it.confidence is None else _confidence(it.confidence),
        "totals": asdict(it.totals),
        "articles": it.articles,
        "not_predicted": it.not_predicted,
        "not_in_gold": it.not_in_gold,
        "excluded": [asdict(one) for one in it.excluded],
        "dropped_in_zones": dict(zip(("gold", "predicted"), it.dropped_in_zones, strict=True)),
        "seed": it.seed,
        "replicates": it.replicates,
        "warnings": it.warnings,
        "used": [asdict(one) for one in it.used],
        "method": asdict(it.method),
        "predictions_sha256": it.digest,
    }


def _scorings(scorings: Scorings) -> Keys:
    return {way: _rates(getattr(scorings, way)) for way in WAYS}


def _rates(it: Scores | Mean | Muc5) -> Keys:
    """Counts as they are, null where they are not known; figures with their intervals."""
    own = {field.name: getattr(it, field.name) for field in fields(it)}
    if isinstance(it, Scores):
        own |= {name: count_of(it, name) for name in COUNTS}
    return {
        name: figure_keys(one) if isinstance(one, Estimate) else one for name, one in own.items()
    }


def _means(means: Mapping[Way, Mean]) -> Keys:
    return {way: _rates(one) for way, one in means.items()}


def _parts(parts: Mapping[str, Part]) -> Keys:
    return {
        name: {**_scorings(one.overall), "articles": one.articles} for name, one in parts.items()
    }


def _article(one: ScoresOfArticle) -> Keys:
    return {
        "article": one.article,
        "overall": _scorings(one.overall),
        "language": one.language,
        "length": one.length,
        "gold": one.gold,
        "predicted": one.predicted,
        "mistakes": one.mistakes,
    }


def _attribute(one: ScoresOfAttribute) -> Keys:
    return {
        "matched": one.matched,
        "accuracy": figure_keys(one.accuracy),
        "relaxed_f1": figure_keys(one.relaxed_f1),
        "value_f1": figure_keys(one.value_f1),
        "type": one.type,
        "gold": one.gold,
        "predicted": one.predicted,
        "right": one.right,
        **figures_keys(one.more),
    }


def _mistake(one: Mistake) -> Keys:
    keys: Keys = {
        "article": one.at.article,
        "kind": one.at.kind,
        "gold": _span(one.at.a.span),
        "predicted": _span(one.at.b.span),
    }
    if one.at.kind == "values":
        keys["attributes"] = one.at.attributes
    if one.score is not None:
        keys["score"] = one.score
    return keys


def _span(span: Span | None) -> Mapping[str, object] | None:
    return None if span is None else span_keys(span)


def _confidence(it: Confidence) -> Keys:
    return {
        "scored": it.scored,
        "predicted": it.predicted,
        "curve": _curve(it.curve),
        "labels": {name: _curve(one) for name, one in it.labels.items()},
        "calibration": _calibration(it.calibration),
    }


def _curve(it: Curve) -> Keys:
    keys: Keys = {
        "points": [asdict(one) for one in it.points],
        "average_precision": it.average_precision,
        "best": None if it.best is None else asdict(it.best),
        "at_best": figure_keys(it.at_best),
    }
    if it.why:
        keys["why"] = it.why
    return keys


def _calibration(it: Calibration) -> Keys:
    return {
        "bins": [asdict(one) for one in it.bins],
        "error": figure_keys(it.error),
        "brier": figure_keys(it.brier),
    }
