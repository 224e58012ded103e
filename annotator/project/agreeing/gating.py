"""Gates as they are typed, and the figures that they are held against."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import orjson

from annotator.errors import UsageError
from annotator.labels.complaints import shown
from annotator.measure.agreement.figures import Agreement
from annotator.measure.intervals import Estimate
from annotator.project.agreeing.refusals import listed
from annotator.report.agreement_json import json_bytes
from annotator.report.gates import Gate, On

_OPTION = "--fail-under"
_EXAMPLE = f"{_OPTION} overall.strict_f1=0.8"
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)", re.ASCII)
# By these an item of a list is named in a path, several of them joined by +.
_NAMES = frozenset({"article", "annotator", "annotators", "extractors", "name"})
_FIGURE = frozenset({"value", "low", "high", "n"})

_Node = Mapping[str, Any]


def gate(typed: str, on: On, *, example: str = _EXAMPLE, least: int = 0) -> Gate:
    """The gate that `PATH=X` asks for; `least` is the least that a figure can be, 0 or -1.

    Raises:
        UsageError: it has no such form, or X is no number from `least` to 1.
    """
    path, sign, number = typed.rpartition("=")
    if not sign or not path:
        raise UsageError(f"{shown(typed)} is no gate", _OPTION, f"give PATH=X, as in {example}")
    if not _NUMBER.fullmatch(number.strip()) or not least <= float(number) <= 1:
        what = f"{shown(number)} is no number from {least} to 1"
        raise UsageError(what, f"{_OPTION} {typed}", f"write 80 % as 0.8: {example}")
    return Gate(path.strip(), float(number), on)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Gates with what was found at their paths, and those whose paths lead nowhere."""

    gates: tuple[Gate, ...]
    faults: tuple[UsageError, ...]


def judged(agreement: Agreement, gates: Sequence[Gate]) -> Judgement:
    """Look for the figures that gates are held against."""

    # No path leads into the longest lists.
    def told() -> bytes:
        return json_bytes(replace(agreement, disagreements=(), used=(), excluded=()))

    return judged_in(told, gates)


def judged_in(
    told: Callable[[], bytes], gates: Sequence[Gate], *, example: str = _EXAMPLE
) -> Judgement:
    """Look in a result's JSON for the figures that gates are held against.

    `told` gives the JSON, which of much takes long: it is asked for only where there is a gate.
    """
    if not gates:
        return Judgement((), ())
    tree = orjson.loads(told())
    found: list[Gate] = []
    wrong: list[UsageError] = []
    for one in gates:
        try:
            found.append(replace(one, found=figure_at(tree, one.path, example=example)))
        except UsageError as error:
            wrong.append(error)
    return Judgement(tuple(found), tuple(wrong))


def figure_at(tree: _Node, path: str, *, example: str) -> Estimate:
    """The figure at a path of keys joined by dots; `example` shows how one is named.

    Raises:
        UsageError: there is none.
    """
    found, before, rest = _walk(tree, "", path)
    if rest:
        raise _stray(found, before, rest, example)
    if not _is_figure(found):
        inside = [f"{path}.{key}" for key in _ways(found)]
        fix = f"say which one of it: {listed(inside)}" if inside else _elsewhere(example)
        raise UsageError(f"{path} is no figure", _OPTION, fix)
    return Estimate(found["value"], found["low"], found["high"], found["n"], found.get("why", ""))


def _walk(node: _Node, before: str, rest: str) -> tuple[_Node, str, str]:
    """How far a path leads: the node, the path to it, and what is left of the path.

    A key may hold dots itself, so each that fits is tried, the longest first, and the first way
    that ends at a figure is taken.
    """
    furthest = (node, before, rest)
    if not rest or _is_figure(node):
        return furthest
    ways = _ways(node)
    for key in sorted((key for key in ways if f"{rest}.".startswith(f"{key}.")), key=len)[::-1]:
        found = _walk(ways[key], f"{before}{key}.", rest[len(key) + 1 :])
        if not found[2] and _is_figure(found[0]):
            return found
        furthest = min(furthest, found, key=lambda one: len(one[2]))
    return furthest


def _ways(node: _Node) -> dict[str, _Node]:
    """Where paths lead on from a node; the items of a list are named by what they are of."""
    if _is_figure(node):
        return {}
    found: dict[str, _Node] = {}
    for key, value in node.items():
        if isinstance(value, dict):
            found[key] = value
        elif isinstance(value, list):
            items = [one for one in value if isinstance(one, dict)]
            named = {_name(one): one for one in items if not _NAMES.isdisjoint(one)}
            found |= {key: named} if named else {}
    return found


def _name(item: _Node) -> str:
    """What an item of a list is called in a path."""
    name = next(item[key] for key in sorted(_NAMES) if key in item)
    return "+".join(map(str, name)) if isinstance(name, list) else str(name)


def _is_figure(node: _Node) -> bool:
    return node.keys() >= _FIGURE


def _elsewhere(example: str) -> str:
    return f"hold a gate against a figure: {example}"


def _stray(node: _Node, before: str, rest: str, example: str) -> UsageError:
    """The error for a path that leads nowhere, with those that could be meant."""
    if _is_figure(node):
        fix = f"end it there: {before[:-1]}; --on low holds the interval's low end against it"
        return UsageError(f"nothing is below the figure {before[:-1]}", _OPTION, fix)
    ways = tuple(_ways(node))
    head = rest.partition(".")[0]
    close = get_close_matches(rest, ways) or get_close_matches(head, ways)
    meant = " or ".join(f"{before}{key}" for key in close)
    there = f"there are {listed(ways)}" if ways else _elsewhere(example)
    fix = f"did you mean {meant}?" if close else there
    place = f"in {before[:-1]}" if before else "at the head of a path"
    return UsageError(f"there is no figure called {shown(head)} {place}", _OPTION, fix)
