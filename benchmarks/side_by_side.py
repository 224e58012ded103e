"""Put the same cases to every peer and to our measures, and write `docs/peers.md`: `make peers`."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.big_article import ROOT
from benchmarks.cases import Case, cases
from benchmarks.environments import LIBRARIES, OURS, PEERS, answers, ready
from benchmarks.verdicts import VERDICTS, Verdict

_PAGE = ROOT / "docs" / "peers.md"
_PUBLISHED = "published"
_MEASURES = {
    "alpha": "Krippendorff's alpha",
    "pi": "Scott's pi, and Fleiss' kappa for more than two",
    "kappa": "Cohen's kappa",
    "mean kappa": "Cohen's kappa, mean of pairs",
    "S": "Bennett's S",
    "AC1": "Gwet's AC1",
    "strict F1": "Strict F1 of spans",
    "strict F1, mean of pairs": "Strict F1 of spans, mean of pairs",
    "disorder": "Gamma: disorder of the best alignment",
    "parts": "Gamma: parts of the best alignment",
    "gamma": "Gamma",
    "gamma-cat": "Gamma-cat",
    "strict counts": "Extractors: strict",
    "exact counts": "Extractors: exact",
    "partial counts": "Extractors: partial",
    "type counts": "Extractors: type",
    "strict P, R, F1": "Extractors: strict precision, recall and F1",
    "strict F1 by label": "Extractors: strict F1 of each label",
    "strict F1, mean over labels": "Extractors: strict F1, mean over labels",
    "F1 of exact and type": "Extractors: F1 of exact and type together",
    "average precision": "Extractors: average precision",
    "Brier score": "Extractors: Brier score",
}
_CREDIT = {"strict": 0.0, "exact": 0.0, "partial": 0.5, "type": 0.0}
_CLOSE = {"disorder": 1e-5, "gamma": 0.03, "gamma-cat": 0.03}


@dataclass(frozen=True, slots=True)
class Figure:
    """What one peer and our own measures say of one case; a figure may be a list of them.

    `best` is the most that any pairing could earn by this way to count alone, where it is counts.
    """

    peer: str
    measure: str
    case: str
    theirs: Any
    ours: Any
    allowed: float
    best: float | None = None

    @property
    def failed(self) -> bool:
        """Whether the peer gave up, rather than say anything."""
        return isinstance(self.theirs, str) and not self.undefined

    @property
    def undefined(self) -> bool:
        """Whether the peer says that there is no figure."""
        return self.theirs is None or self.theirs == "nan"

    @property
    def equal(self) -> bool:
        """Whether the two say the same; a peer that fails where there is no figure does."""
        if self.undefined or self.ours is None or self.failed:
            return self.ours is None and (self.undefined or self.failed)
        if isinstance(self.ours, list):
            return len(self.theirs) == len(self.ours) and all(
                replace(self, theirs=theirs, ours=ours).equal
                for theirs, ours in zip(self.theirs, self.ours, strict=True)
            )
        return bool(abs(self.theirs - self.ours) <= self.allowed)

    @property
    def earned(self) -> str:
        """What the peer earns beside the best pairing by this way to count alone: in words."""
        if self.best is None or self.failed:
            return ""
        credit = self.theirs[0] + _CREDIT[self.measure.split()[0]] * self.theirs[2]
        return "as much" if credit == self.best else "less" if credit < self.best else "more"

    @property
    def verdict(self) -> Verdict | None:
        """Who is right where the two differ."""
        own = (self.peer, self.measure, self.case, self.earned)
        found = (one for one in VERDICTS if one.speaks_of(*own))
        return None if self.equal or self.failed else next(found, None)


def figures(given: Sequence[Case]) -> list[Figure]:
    """Everything that can be set side by side."""
    mine = answers(OURS, given)
    broken = {case: said["error"] for case, said in mine.items() if "error" in said}
    if broken:
        sys.exit(f"our own measures fail: {broken}")
    found = list(_of_papers(given, mine))
    best = {case["id"]: case.get("best", {}) for case in given}
    for peer in PEERS:
        said = answers(peer, given)
        known = {measure for own in said.values() for measure in own} - {"error"}
        for case, own in said.items():
            told = dict.fromkeys(known & mine[case].keys(), own["error"]) if "error" in own else own
            found += [
                Figure(
                    peer.name,
                    measure,
                    case,
                    theirs,
                    mine[case].get(measure),
                    _allowed(measure),
                    best[case].get(measure.removesuffix(" counts")),
                )
                for measure, theirs in told.items()
            ]
    return found


def _allowed(measure: str) -> float:
    return _CLOSE.get(measure, 1e-9)


def _of_papers(given: Sequence[Case], mine: Mapping[str, Any]) -> Iterator[Figure]:
    for case in given:
        for measure, value in case.get("published", {}).items():
            ours = mine[case["id"]].get(measure)
            yield Figure(_PUBLISHED, measure, case["id"], value, ours, case["tolerance"])


def page(given: Sequence[Case], found: Sequence[Figure]) -> str:
    """The whole page."""
    parts = [
        f"""# Beside other libraries

Written by `make peers`, which makes an environment for each group of libraries, puts the same
{len(given)} cases to all of them and to `annotator.measure` in one run, and fails on a difference
that nobody has judged. Here: Python {platform.python_version()}; {LIBRARIES}; and what papers and
the tests of DKPro Statistics say ("published": `tests/oracles/measures.json` and
`published.json`, each with its source). Two figures are equal if they differ by no more than
1e-9; those of pygamma-agreement, which counts in 32 bits, by 1e-5, and what rests on its chance and
ours by 0.03; published ones by what they were rounded to.

{_table(("library", "figures", "equal", "both undefined", "cannot", "differ"), _totals(found))}

"Both undefined" counts a library that says so, whether by NaN or by an error. "Cannot" is a case
that it has no way to be given, or fails on, while ours is a figure.

## Where they differ, and who is right

{_table(("", "measure", "library", "case", "theirs", "ours", "right"), _differences(found))}

{_reasons(found)}

Not in the tables, since no library has them: the unitizing family of 2016 (u-alpha, cu-alpha,
(k)u-alpha), of which the published example is a test, and alpha-U of 1995 and 2004, which only
DKPro Statistics has and whose published figures are tests.

## How to read the tables about extractors

Counts are correct / incorrect / partial / missed / spurious, as SemEval-2013 Task 9 has them.
"Every pairing" is no library but a referee: for each article it tries every way to pair spans
one to one, takes the best by the rules of `annotator.measure.match`, and counts; it shares no
code with them. `make optimum` puts 20,000 more articles to it. Where a library counts otherwise,
its counts are also held against the best that any pairing could earn by that one scheme alone:
less than that is a mistake by its own lights. "Cannot" are spans that overlap, which seqeval and
spaneval cannot have, and parts of words for seqeval.

{_referee(found)}"""
    ]
    parts += [_measure(measure, found) for measure in _MEASURES]
    parts.append(_sources(given))
    return "\n\n".join(parts) + "\n"


def _referee(found: Sequence[Figure]) -> str:
    """How often each library counts as the referee does, and what it earns where it does not."""
    counted = [one for one in found if one.best is not None and not one.failed]
    rows = []
    for name in dict.fromkeys(one.peer for one in counted):
        for measure in dict.fromkeys(one.measure for one in counted):
            own = [one for one in counted if (one.peer, one.measure) == (name, measure)]
            other = [one.earned for one in own if not one.equal]
            earned = (str(other.count(word)) for word in ("less", "as much", "more"))
            if own:
                rows.append((name, measure, str(len(own)), str(len(own) - len(other)), *earned))
    about = ("cases", "equal", "earns less than the best", "as much, otherwise split", "more")
    return _table(("library", "", *about), rows)


def _totals(found: Sequence[Figure]) -> Iterator[tuple[str, ...]]:
    for name in dict.fromkeys(one.peer for one in found):
        own = [one for one in found if one.peer == name]
        neither = sum(one.equal and one.ours is None for one in own)
        equal = sum(one.equal for one in own) - neither
        cannot = sum(one.failed and not one.equal for one in own)
        differ = len(own) - equal - neither - cannot
        yield (name, *map(str, (len(own), equal, neither, cannot, differ)))


def _differences(found: Sequence[Figure]) -> Iterator[tuple[str, ...]]:
    """The first figure that each verdict is about, and how many more there are."""
    for number, verdict in enumerate(VERDICTS, 1):
        own = [one for one in found if one.verdict is verdict]
        if own:
            first, more = own[0], len(own) - 1
            case = f"{first.case}, and {more} more" if more else first.case
            theirs, ours = _told(first.theirs), _told(first.ours)
            measures = dict.fromkeys(_MEASURES[one.measure] for one in own)
            yield (
                f"[{number}]",
                "; ".join(measures),
                first.peer,
                case,
                theirs,
                ours,
                verdict.right,
            )


def _reasons(found: Sequence[Figure]) -> str:
    lines = [f"- [{number}] {verdict.why}" for number, verdict in enumerate(VERDICTS, 1)]
    lines += [
        f"- **Not judged**: {one.peer}, {one.measure}, {one.case}: {one.theirs}, ours {one.ours}"
        for one in unjudged(found)
    ]
    return "\n".join(lines)


def unjudged(found: Iterable[Figure]) -> list[Figure]:
    """The differences that nobody has looked at."""
    return [one for one in found if not one.equal and not one.failed and not one.verdict]


def _measure(measure: str, found: Sequence[Figure]) -> str:
    """One measure: the named cases one by one, the random ones together."""
    own = [one for one in found if one.measure == measure]
    names = list(dict.fromkeys(one.peer for one in own))
    cells = {(one.case, one.peer): one for one in own}
    ours = {one.case: one.ours for one in own}
    rows = [
        (case, _told(ours[case]), *(_cell(cells.get((case, name))) for name in names))
        for case in ours
        if not case.startswith("random")
    ]
    chance = [one for one in own if one.case.startswith("random")]
    if chance:
        rows.append(("random cases", "", *(_together(chance, name) for name in names)))
    return f"## {_MEASURES[measure]}\n\n{_table(('case', 'annotator', *names), rows)}"


def _together(chance: Sequence[Figure], name: str) -> str:
    own = [one for one in chance if one.peer == name]
    equal = sum(one.equal for one in own)
    numbers = sorted({VERDICTS.index(one.verdict) + 1 for one in own if one.verdict})
    return f"{equal} of {len(own)} equal" + "".join(f" [{at}]" for at in numbers) if own else ""


def _cell(one: Figure | None) -> str:
    if one is None:
        return ""
    if one.failed:
        return "an error" if one.equal else "cannot"
    told = "=" if one.equal else "≠"
    number = f" [{VERDICTS.index(one.verdict) + 1}]" if one.verdict else ""
    return f"{_told(one.theirs)} {told}{number}"


def _told(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(map(_told, value))
    if value in {None, "nan"}:
        return "undefined"
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _sources(given: Sequence[Case]) -> str:
    rows = [(case["id"], case["source"]) for case in given if "source" in case]
    return f"## Sources\n\n{_table(('case', 'source'), rows)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Ask, write, and fail on what is not judged or no longer so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    ready()
    given = cases()
    found = figures(given)
    _PAGE.write_text(page(given, found), encoding="utf-8")
    print("\n".join("\t".join(row) for row in _totals(found)))
    stale = [one for one in VERDICTS if not any(other.verdict is one for other in found)]
    for problem in (*unjudged(found), *stale):
        print(f"not judged, or no longer so: {problem}", file=sys.stderr)
    if stale or unjudged(found):
        sys.exit(1)


if __name__ == "__main__":
    main()
