"""The cases that are put to every peer and to our own measures.

A case about labels has `rows`, each annotator's values, None for none; one about spans has
`sides`, from annotator to article to [label, pieces]; one about units has `sides`, from
annotator to [start, end, label]; those about extractors are told in `gold_cases`. What papers and
DKPro Statistics' own tests say of it, if anything, is `published`, equal if it differs by no more
than `tolerance`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from benchmarks.big_article import ROOT
from benchmarks.gold_cases import gold_cases

Case = dict[str, Any]
_FILES = ("measures.json", "published.json")
_LABELS = ("event", "person", "place", "time")
_NAMES = {
    "alpha": "alpha",
    "kappa": "kappa",
    "pi": "pi",
    "S": "S",
    "AC1": "AC1",
    "observed_disorder": "disorder",
    "n_unitary_alignments": "parts",
    "f1": "strict F1",
}
# What DKPro Statistics says of one of the cases here.
_FULL = {
    "one value only": {
        "published": {"alpha": 1.0},
        "tolerance": 0.0,
        "source": "dkpro/dkpro-statistics, FullAgreementTest",
    }
}


def cases() -> list[Case]:
    """All of them: published, made up, and random ones that are always the same."""
    return [*_published(), *_labels(), *_spans(), *_units(), *_random(60, 12), *gold_cases()]


def _published() -> Iterator[Case]:
    """The published examples that any peer can be asked about."""
    for name in _FILES:
        path = ROOT / "tests" / "oracles" / name
        for vector in json.loads(path.read_text(encoding="utf-8")):
            case = _vector(vector["measure"], vector["input"])
            if case is None:
                continue
            said = {
                _NAMES.get(key, key): value
                for key, value in vector["expected"].items()
                if key in _NAMES or (key == "kappa" and vector["measure"] == "fleiss_kappa")
            }
            if vector["measure"] == "fleiss_kappa":
                said = {"pi": said["kappa"]}
            yield {
                "id": vector["id"],
                **case,
                "published": said,
                "tolerance": vector["tolerance"],
                "source": vector["source"],
            }


def _vector(measure: str, given: Mapping[str, Any]) -> Case | None:
    if measure == "gamma":
        return _units_case(_by_annotator(given), given.get("params", given), chance=False)
    if measure == "pairwise_span_f1_exact":
        return {"kind": "spans", "sides": {who: _by_article(given[who]) for who in "ab"}}
    if "reliability_data" in given:
        rows: Any = given["reliability_data"]
    elif "table" in given and measure != "dawid_skene":
        rows = _of_table(given["table"])
    elif "counts" in given:
        rows = _of_counts(given["counts"])
    else:
        return None
    case = _coding(rows, given.get("level", "nominal"), given.get("values"))
    weights = given.get("weights")
    return {**case, "weights": weights} if isinstance(weights, list) else case


def _coding(rows: Sequence[Sequence[Any]], level: str = "nominal", values: Any = None) -> Case:
    known = {value for row in rows for value in row if value is not None}
    kept = values if values and known <= set(values) else sorted(known)
    return {"kind": "coding", "rows": [list(row) for row in rows], "level": level, "values": kept}


def _of_table(table: Sequence[Sequence[int]]) -> list[list[int]]:
    cells = [
        (down, across)
        for down, row in enumerate(table, 1)
        for across, many in enumerate(row, 1)
        for _ in range(many)
    ]
    return [list(side) for side in zip(*cells, strict=True)]


def _of_counts(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """Annotators are told apart by nothing but their places, which pi and alpha do not mind."""
    units = [[at for at, many in enumerate(unit, 1) for _ in range(many)] for unit in counts]
    return [list(side) for side in zip(*units, strict=True)]


def _by_annotator(given: Mapping[str, Any]) -> dict[str, list[Any]]:
    if "units_start_end_label" in given:
        return dict(given["units_start_end_label"])
    sides: dict[str, list[Any]] = {}
    for who, *unit in given["units"]:
        sides.setdefault(who, []).append(unit)
    return sides


def _by_article(rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    side: dict[str, list[Any]] = {}
    for article, label, start, end in rows:
        side.setdefault(article, []).append([label, [[start, end]]])
    return side


def _units_case(sides: Mapping[str, Any], params: Mapping[str, Any], *, chance: bool) -> Case:
    return {
        "kind": "units",
        "sides": sides,
        "place": params.get("alpha", 1.0),
        "name": params.get("beta", 1.0),
        "empty": params.get("deltaEmpty", 1.0),
        "gamma": chance,
    }


def _labels() -> Iterator[Case]:
    yes, no = "yes", "no"
    some = [[yes, no, yes, yes, no, no], [yes, no, no, yes, no, yes]]
    rows: dict[str, list[list[Any]]] = {
        "one value only": [[yes, yes, yes], [yes, yes, yes]],
        "nobody said anything": [[None, None], [None, None]],
        "no unit judged twice": [[yes, None, no], [None, no, None]],
        "one unit, agreed": [[yes], [yes]],
        "never agreed": [[yes, no, yes, no], [no, yes, no, yes]],
        "a third said little": [*some, [yes, None, None, None, None, None]],
        "unequal lengths": [[yes, no, yes, no, yes, None], [yes, no, no, None, None, None]],
        "units as they came": some,
        "units turned round": [list(reversed(row)) for row in some],
        "annotators turned round": list(reversed(some)),
    }
    for name, own in rows.items():
        yield {"id": name, **_coding(own), **_FULL.get(name, {})}


def _spans() -> Iterator[Case]:
    a, b = ["person", [[0, 5]]], ["place", [[3, 9]]]
    nested = [["event", [[0, 20]]], ["person", [[2, 6]]], ["place", [[10, 14]]]]
    split = [["event", [[0, 4], [8, 12]]], ["person", [[20, 24]]]]
    two: dict[str, tuple[list[Any], list[Any]]] = {
        "nested": (nested, nested[:2]),
        "nested, another order": (list(reversed(nested)), nested[:2]),
        "split": (split, split),
        "split beside whole": (split, [["event", [[0, 12]]], split[1]]),
        "same place, two labels": ([a, ["place", [[0, 5]]]], [a]),
        "same place, two labels, another order": ([["place", [[0, 5]]], a], [a]),
        "same span twice": ([a, a], [a]),
        "wrong before right": (
            [["person", [[1, 3]]], ["event", [[3, 9]]]],
            [["person", [[1, 3]]], ["person", [[1, 4]]], ["event", [[3, 9]]]],
        ),
        "right before wrong": (
            [["person", [[1, 3]]], ["event", [[3, 9]]]],
            [["person", [[1, 3]]], ["event", [[3, 9]]], ["person", [[1, 4]]]],
        ),
        "touching": ([["person", [[0, 5]]]], [["person", [[5, 9]]]]),
        "one label only": ([a], [a]),
        "other label": ([a], [["place", [[0, 5]]]]),
        "nothing tagged": ([], []),
        "one tagged nothing": ([a, b], []),
    }
    for name, (ours, theirs) in two.items():
        yield {"id": name, "kind": "spans", "sides": {"a": {"1": ours}, "b": {"1": theirs}}}
    some = {"1": [a, b], "2": [], "3": [a]}
    other = {"1": [a], "2": [], "3": [a]}
    last = {"1": [b], "2": [], "3": []}
    yield {"id": "an empty article", "kind": "spans", "sides": {"a": some, "b": other}}
    yield {"id": "three annotators", "kind": "spans", "sides": {"a": some, "b": other, "c": last}}


def _units() -> Iterator[Case]:
    own = [[0, 10, "event"], [2, 6, "person"], [20, 30, "place"]]
    moved = [[1, 10, "event"], [2, 6, "person"], [21, 30, "event"]]
    sides: dict[str, Any] = {
        "units nested": {"a": own, "b": moved},
        "units in another order": {"a": list(reversed(own)), "b": moved},
        "units equal": {"a": own, "b": own},
        "one marked nothing": {"a": own, "b": []},
        "far apart": {"a": [[0, 5, "event"]], "b": [[500, 505, "event"]]},
    }
    for name, one in sides.items():
        yield {"id": name, **_units_case(one, {}, chance=False)}
    for empty in (0.5, 2.0):
        params = {"deltaEmpty": empty}
        case = _units_case(sides["units nested"], params, chance=False)
        yield {"id": f"units nested, delta-empty {empty}", **case}
    long: list[Any] = [[30 * at, 30 * at + 8, _LABELS[at % 4]] for at in range(20)]
    worse = [
        [start + at % 5, end + at % 3, _LABELS[(at // 3) % 4]]
        for at, (start, end, _) in enumerate(long)
    ]
    yield {"id": "gamma of twenty units", **_units_case({"a": long, "b": worse}, {}, chance=True)}


def _random(many: int, few: int) -> Iterator[Case]:
    """Annotators who never were."""
    dice = Random(20)  # noqa: S311 - dice that fall alike
    for at in range(many):
        annotators, units = dice.randint(2, 4), dice.randint(3, 40)
        sure = dice.random()
        rows = _said(dice, annotators, units, sure)
        missing = at % 2
        for row in rows if missing else ():
            for unit in range(units):
                if dice.random() < 0.2:
                    row[unit] = None
        yield {"id": f"random labels {at}", **_coding(rows)}
    for at in range(many):
        truth = {article: _marked(dice) for article in "123"}
        sides = {who: _again(dice, truth) for who in "abc"[: 2 + at % 2]}
        yield {"id": f"random spans {at}", "kind": "spans", "sides": sides}
    for at in range(few):
        own = {who: _placed(dice) for who in "abcd"[: 2 + at % 3]}
        yield {"id": f"random units {at}", **_units_case(own, {}, chance=False)}


def _said(dice: Random, annotators: int, units: int, sure: float) -> list[list[Any]]:
    truth = [dice.choice(_LABELS) for _ in range(units)]
    return [
        [true if dice.random() < sure else dice.choice(_LABELS) for true in truth]
        for _ in range(annotators)
    ]


def _marked(dice: Random) -> list[Any]:
    """Some places of one article, nested and overlapping, each with one label."""
    places = {(start, start + dice.choice((3, 6, 12))) for start in dice.sample(range(0, 60, 3), 8)}
    return [[dice.choice(_LABELS[:2]), [list(place)]] for place in sorted(places)]


def _again(dice: Random, truth: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The same less a few, some of another label or length, in another order."""
    side = {}
    for article, marked in truth.items():
        own = {}
        for label, [[start, end]] in marked:
            place = (start, end + dice.choice((0, 0, 0, 1, 2)))
            own[place] = label if dice.random() < 0.8 else dice.choice(_LABELS)
        kept = [[label, [list(place)]] for place, label in own.items() if dice.random() < 0.8]
        side[article] = dice.sample(kept, len(kept))
    return side


def _placed(dice: Random) -> list[list[Any]]:
    starts = sorted(dice.sample(range(120), dice.randint(2, 8)))
    return [[start, start + dice.randint(2, 14), dice.choice(_LABELS)] for start in starts]
