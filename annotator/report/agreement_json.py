"""Agreement as JSON: the source that every table and page is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields

import orjson

from annotator.labels.shape import span_keys
from annotator.measure.agreement.figures import (
    Agreement,
    Disagreement,
    Figures,
    Mark,
    OfArticle,
    OfAttribute,
    OfPair,
    Slice,
)
from annotator.report.figure_keys import ERRORS, Keys, figure_keys, figures_keys

FORMAT = "annotator/agreement-1"
# These are defined for one label alone.
LABEL_ONLY = ("ku_alpha", "coverage")


def json_bytes(agreement: Agreement) -> bytes:
    """The whole result as UTF-8 JSON, two spaces of indent and a line end at its end.

    Numbers are not rounded; what is undefined is null, with its reason beside it.
    """
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(_agreement(agreement), option=options)


def _agreement(it: Agreement) -> Keys:
    """The keys of the contract in its order, then the others."""
    return {
        "format": FORMAT,
        "articles": it.articles,
        "annotators": it.annotators,
        "seed": it.seed,
        "replicates": it.replicates,
        "excluded": [asdict(one) for one in it.excluded],
        "dropped_in_zones": it.dropped_in_zones,
        "overall": _figures(it.overall),
        "labels": _of_labels(it.labels),
        "pairs": [_pair(one) for one in it.pairs],
        "by_article": [_article(one) for one in it.by_article],
        "attributes": {name: _attribute(one) for name, one in it.attributes.items()},
        "confusion": {"labels": it.confusion.labels, "counts": it.confusion.counts},
        "errors": {name: it.errors.get(name, 0) for name in ERRORS},
        "disagreements": [_disagreement(one) for one in it.disagreements],
        "flattened": it.flattened,
        "weeks": _slices(it.weeks),
        "guidelines": _slices(it.guidelines),
        "origins": _slices(it.origins),
        "competence": [
            {
                "annotator": one.annotator,
                "right": figure_keys(one.right),
                "labels": figures_keys(one.labels),
            }
            for one in it.competence
        ],
        "warnings": it.warnings,
        "used": [asdict(one) for one in it.used],
        "method": asdict(it.method),
    }


def _figures(figures: Figures, without: tuple[str, ...] = LABEL_ONLY) -> Keys:
    names = (field.name for field in fields(figures))
    return {name: figure_keys(getattr(figures, name)) for name in names if name not in without}


def _of_labels(labels: Mapping[str, Figures]) -> Keys:
    return {name: _figures(one, ()) for name, one in labels.items()}


def _pair(pair: OfPair) -> Keys:
    return {
        "annotators": pair.annotators,
        "overall": _figures(pair.overall),
        "labels": _of_labels(pair.labels),
        "articles": pair.articles,
        "spans": pair.spans,
    }


def _article(one: OfArticle) -> Keys:
    return {
        "article": one.article,
        "overall": _figures(one.overall),
        "spans": dict(one.spans),
        "differences": one.differences,
    }


def _attribute(one: OfAttribute) -> Keys:
    return {
        "matched": one.matched,
        "agreement": figure_keys(one.agreement),
        "alpha": figure_keys(one.alpha),
        "type": one.type,
        **figures_keys(one.more),
    }


def _disagreement(one: Disagreement) -> Keys:
    keys: Keys = {
        "article": one.article,
        "kind": one.kind,
        "a": _mark(one.a),
        "b": _mark(one.b),
    }
    if one.kind == "values":
        keys["attributes"] = one.attributes
    return keys


def _mark(mark: Mark) -> Keys:
    return {
        "annotator": mark.annotator,
        "span": None if mark.span is None else span_keys(mark.span),
    }


def _slices(slices: Iterable[Slice]) -> list[Keys]:
    return [
        {
            "name": one.name,
            "articles": one.articles,
            "strict_f1": figure_keys(one.strict_f1),
            "overlap_f1": figure_keys(one.overlap_f1),
        }
        for one in slices
    ]
