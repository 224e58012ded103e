"""A comparison of extractors as JSON: the source that every table and page is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import orjson

from annotator.labels.shape import span_keys
from annotator.measure.evaluation.figures import (
    RANDOMIZATION,
    Ceiling,
    Comparison,
    Contest,
    Contestant,
    Duel,
    Swing,
)
from annotator.report.figure_keys import Keys, figure_keys, figures_keys

FORMAT = "annotator/comparison-1"


def json_bytes(comparison: Comparison) -> bytes:
    """The whole result as UTF-8 JSON, two spaces of indent and a line end at its end.

    Numbers are not rounded; what is undefined is null, with its reason beside it.
    """
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(_comparison(comparison), option=options)


def _comparison(it: Comparison) -> Keys:
    """The keys of the contract, of the first two extractors, then the others."""
    first = it.duels[0]
    return {
        "format": FORMAT,
        "overall": _contests(first.overall),
        "labels": {name: _contests(one) for name, one in first.labels.items()},
        "gold": it.gold,
        "extractors": [_contestant(one) for one in it.extractors],
        "duels": [_duel(one) for one in it.duels],
        "ceilings": [_ceiling(one) for one in it.ceilings],
        "articles": it.articles,
        "excluded": [asdict(one) for one in it.excluded],
        "seed": it.seed,
        "replicates": it.replicates,
        "swaps": it.swaps,
        "warnings": it.warnings,
        "used": [asdict(one) for one in it.used],
        "method": asdict(it.method),
    }


def _contests(contests: Mapping[str, Contest]) -> Keys:
    return {name: _contest(one) for name, one in contests.items()}


def _contest(it: Contest) -> Keys:
    keys: Keys = {
        "a": figure_keys(it.a),
        "b": figure_keys(it.b),
        "difference": figure_keys(it.difference),
        "p": it.p,
        "p_floor": it.p_floor,
        "test": RANDOMIZATION,
        "exact": it.exact,
    }
    if it.p_holm is not None:
        keys["p_holm"] = it.p_holm
    if it.why:
        keys["why"] = it.why
    return keys


def _contestant(one: Contestant) -> Keys:
    return {
        "name": one.name,
        "overall": figures_keys(one.overall),
        "labels": {name: figures_keys(own) for name, own in one.labels.items()},
        "not_predicted": one.not_predicted,
        "not_in_gold": one.not_in_gold,
        "predictions_sha256": one.digest,
    }


def _duel(one: Duel) -> Keys:
    return {
        "extractors": one.extractors,
        "overall": _contests(one.overall),
        "labels": {name: _contests(own) for name, own in one.labels.items()},
        "better": one.better,
        "worse": one.worse,
        "equal": one.equal,
        "by_article": [asdict(pull) for pull in one.articles],
        "by_label": [asdict(pull) for pull in one.of_labels],
        "places": [_swing(swing) for swing in one.swings],
    }


def _swing(one: Swing) -> Keys:
    sides = (("gold", one.gold), ("a", one.a), ("b", one.b))
    spans = {side: span_keys(span) if span else None for side, span in sides}
    return {"article": one.article, "kind": one.kind, **spans}


def _ceiling(one: Ceiling) -> Keys:
    return {
        "annotators": one.annotators,
        "articles": one.articles,
        "overall": figures_keys(one.overall),
        "labels": {name: figures_keys(own) for name, own in one.labels.items()},
    }
