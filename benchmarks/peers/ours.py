"""The same cases and the same work by this program's own measures."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Label, Schema
from annotator.labels.span import Span, mark
from annotator.measure.alignment import best_alignment
from annotator.measure.alpha import alpha, coincidences, distances
from annotator.measure.basis import OUTCOMES
from annotator.measure.counts import classes, confusion, counted, pooled
from annotator.measure.dissimilarity import Dissimilarity, Line, line
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.figures import Evaluation
from annotator.measure.evaluation.held import held
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.measure.evaluation.lots import Lot, Side
from annotator.measure.gamma import gamma
from annotator.measure.gwet import answers, gwet_ac
from annotator.measure.kappa import bennett_s, cohen_kappa, fleiss_kappa
from annotator.measure.match import aligned
from annotator.measure.rates import f1
from annotator.measure.semeval import SCHEMES, Tally, f1s
from annotator.measure.table import Marked, Table, columns, tables
from annotator.measure.value import Measured
from annotator.text.article import Article
from benchmarks.peers.peer import Answers, pairs, serve
from benchmarks.peers.sides import arrays, measures

_NO_SCHEMA = Schema("none", "", (), sha256="", pages="")
_ARTICLES_IN_LOT = 3_333
_COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")


def coding(case: Any) -> Answers:
    rows, values = case["rows"], case["values"]
    codes = np.array([[-1 if one is None else values.index(one) for one in row] for row in rows])
    matrix = coincidences(codes, len(values))
    numbers = values if case["level"] != "nominal" else range(len(values))
    apart = case.get("weights") or distances(case["level"], numbers, matrix.sum(axis=1))
    found: Answers = {"alpha": alpha(matrix, apart).value}
    if case["level"] != "nominal" or "weights" in case:
        return found
    counts = [[np.count_nonzero(unit == at) for at in range(len(values))] for unit in codes.T]
    each = [_table(codes[[one, other]], len(values)) for one, other in _pairs(len(rows))]
    found |= {"pi": fleiss_kappa(matrix).value.value, "AC1": gwet_ac(answers(counts)).value.value}
    kappas = [cohen_kappa(table).value.value for table in each]
    defined = [one for one in kappas if one is not None]
    found["mean kappa"] = sum(defined) / len(defined) if len(defined) == len(kappas) else None
    if len(rows) == 2:
        found |= {"kappa": kappas[0], "S": bennett_s(each[0]).value.value}
    return found


def _pairs(many: int) -> list[tuple[int, int]]:
    return list(combinations(range(many), 2))


def _table(codes: Any, values: int) -> Any:
    """How often one said this and the other that."""
    ours, theirs = codes[:, (codes >= 0).all(axis=0)]
    both = ours.astype(np.intp) * values + theirs
    return np.bincount(both, minlength=values**2).reshape(values, values)


def spans(case: Any) -> Answers:
    sides = {who: _marked(side) for who, side in case["sides"].items()}
    each = [counted(aligned(*tables(sides[one], sides[other]))) for one, other in pairs(case)]
    found = [f1(*one.evidence("strict").sum(axis=0).tolist()).value for one in each]
    if len(found) == 1:
        return {"strict F1": found[0]}
    defined = [one for one in found if one is not None]
    return {
        "strict F1, mean of pairs": sum(defined) / len(defined) if defined else None,
        "strict F1, pooled": f1(*pooled(each).evidence("strict").sum(axis=0).tolist()).value,
    }


def _marked(side: Any) -> list[Marked]:
    return [
        Marked(
            article,
            [
                Span(f"s{at}", label, tuple((start, end) for start, end in pieces), "")
                for at, (label, pieces) in enumerate(marked, 1)
            ],
        )
        for article, marked in side.items()
    ]


def gold(case: Any) -> Answers:
    it = _evaluated(case)
    overall, each = it.overall, [it.labels[label].strict.f1.value for label in sorted(it.labels)]
    whole = overall.strict
    pairs = [getattr(overall.exact, one) + getattr(overall.type, one) for one in _COUNTS]
    return {
        **measures({way: _five(getattr(overall, way)) for way in SCHEMES}),
        "strict P, R, F1": [whole.precision.value, whole.recall.value, whole.f1.value],
        "strict F1 by label": each,
        "strict F1, mean over labels": it.macro.labels["strict"].f1.value,
        "F1 of exact and type": Tally(*pairs).f1.value,
    }


def scored(case: Any) -> Answers:
    told = _evaluated(case).confidence
    if told is None:
        raise ValueError("no prediction has a score")
    brier = told.calibration.brier.value
    return {"average precision": told.curve.average_precision, "Brier score": brier}


def _five(scores: Any) -> list[int]:
    return [getattr(scores, one) for one in _COUNTS]


def _evaluated(case: Any) -> Evaluation:
    """The whole evaluation of a case."""
    sides = [case["gold"], case["predicted"]]
    used = sorted({label for side in sides for own in side.values() for label, *_ in own})
    labels = tuple(Label(name, name, "red", "bold", "", "", nests=True) for name in used)
    scores = {f"s{at}": one for at, one in enumerate(case.get("scores", ()), start=1)}
    work = [
        Judged(
            Article(name, text),
            f"article {name}",
            _labelling(text, case["gold"][name]),
            {"x": Predicted(_labelling(text, case["predicted"][name]), scores)},
        )
        for name, text in case["text"].items()
    ]
    schema = Schema("cases", "1.0", labels, "0" * 64, "1" * 64)
    told = Told("gold", "annotator", "annotator evaluate")
    return evaluation(work, "x", schema, told, seed=1, replicates=1)


def _labelling(text: str, marked: Any) -> Labelling:
    spans = (
        mark(text, f"s{at}", label, [(start, end)])
        for at, (label, start, end) in enumerate(marked, start=1)
    )
    return Labelling(tuple(spans), "done")


def units(case: Any) -> Answers:
    own = _lines(case["sides"])
    unlike = Dissimilarity(case["place"], case["name"], case["empty"])
    best = best_alignment(own, unlike)
    found: Answers = {"disorder": best.disorder, "parts": len(best.parts)}
    if case["gamma"]:
        whole = gamma(own, unlike, seed=0, precision=0.02)
        found |= {"gamma": whole.gamma.value.value, "gamma-cat": whole.with_missing.value.value}
    return found


def _lines(sides: Any) -> list[Line]:
    labels = sorted({str(label) for own in sides.values() for _, _, label in own})
    return [
        line(
            [start for start, _, _ in own],
            [end for _, end, _ in own],
            [labels.index(str(label)) for _, _, label in own],
        )
        for own in sides.values()
    ]


def strict(folder: Path) -> Any:
    """Counts of every pair by article and label, and of all pairs together."""
    sides = [np.load(path) for path in sorted(folder.glob("spans-*.npy"))]
    articles = [f"{at:07}" for at in range(1 + max(int(side[:, 0].max()) for side in sides))]
    labels = [f"{at:02}" for at in range(1 + max(int(side[:, 3].max()) for side in sides))]

    def work() -> list[float | None]:
        each = [_columns(side, articles, labels) for side in sides]
        found = [counted(aligned(*both)) for both in combinations(each, 2)]
        return [_strict(one).value for one in (*found, pooled(found))]

    return work


def _columns(rows: Any, articles: list[str], labels: list[str]) -> Table:
    article, start, end, label = rows.T
    return columns(articles, labels, article=article, start=start, end=end, label=label)


def _strict(one: Any) -> Measured:
    return f1(*one.evidence("strict").sum(axis=0).tolist())


def evaluate(folder: Path) -> Any:
    """Four schemes over all labels and by label, classes of error, confusion, as evaluations count.

    In lots, by as many threads as there are cores, as the program does it.
    """
    lots = list(_lots(folder))

    def work() -> list[float]:
        with ThreadPoolExecutor(os.cpu_count()) as executor:
            each = list(executor.map(_counted, lots))
        total, by_label, kinds, taken = (sum(column) for column in zip(*each, strict=True))
        rates = [f1s(own @ OUTCOMES[way]) for way in SCHEMES for own in (total, by_label)]
        return [float(rates[0]), float(np.trace(taken)), int(kinds[0])]

    return work


def _lots(folder: Path) -> Iterator[Lot]:
    sides = arrays(folder)
    many = 1 + int(max(side[-1, 0] for side in sides))
    labels = tuple(f"L{at:02}" for at in range(1 + int(sides[0][:, 3].max())))
    step = _ARTICLES_IN_LOT
    for first in range(0, many, step):
        names = tuple(f"{at:09}" for at in range(first, min(first + step, many)))
        both = []
        for side in sides:
            begin, end = np.searchsorted(side[:, 0], [first, first + step])
            rows = np.ascontiguousarray(side[begin:end].T)
            both.append(Side(names, labels, rows[0] - first, rows[1], rows[2], rows[3]))
        gold, predicted = both
        yield Lot(gold, predicted, names, ("",) * len(names), np.full(len(names), -1))


def _counted(lot: Lot) -> tuple[Any, ...]:
    it = held(lot, _NO_SCHEMA)
    counts, alignment = it.counts, it.alignment
    by_label = counts.by_label.sum(axis=0)
    return counts.total.sum(axis=0), by_label, classes(alignment).sum(axis=0), confusion(alignment)


def nominal(folder: Path) -> Any:
    codes = np.load(folder / "words.npy")
    return lambda: alpha(coincidences(codes, int(codes.max()) + 1)).value


def kappa(folder: Path) -> Any:
    codes = np.load(folder / "words.npy")[:2]
    return lambda: cohen_kappa(_table(codes, int(codes.max()) + 1)).value.value


def disorder(folder: Path) -> Any:
    own = _lines(json.loads((folder / "units.json").read_text()))
    return lambda: best_alignment(own, Dissimilarity()).disorder


def whole(folder: Path) -> Any:
    """Against 30 chance articles, which is what so lax a precision asks for."""
    own = _lines(json.loads((folder / "units.json").read_text()))
    return lambda: gamma(own, Dissimilarity(), seed=0, precision=1.0).gamma.value.value


if __name__ == "__main__":
    serve(
        {"coding": coding, "spans": spans, "units": units, "gold": gold, "scored": scored},
        {
            "strict": strict,
            "evaluate": evaluate,
            "alpha": nominal,
            "kappa": kappa,
            "disorder": disorder,
            "gamma": whole,
        },
    )
