"""Whether annotators agree by themselves, or because both were shown the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.labels.labelling import Rejected
from annotator.labels.span import Span
from annotator.measure.agreement.compared import Couple, Resampling
from annotator.measure.agreement.figures import Slice
from annotator.measure.agreement.resampled import STRICT_AND_OVERLAP, Units
from annotator.measure.match import Kind
from annotator.measure.rates import Floats
from annotator.measure.table import Ints, Table

_MANUAL, _TO_BOTH, _TO_ONE = "manual", "suggested to both", "suggested to one"
# Of two other origins the first of these names the pair.
_OTHERS = ("propagated", "imported", "adjudicated")
_GROUPS = (_MANUAL, _TO_BOTH, _TO_ONE, *_OTHERS)
# In the place of a row, where a span has no partner.
_NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class _Events:
    """Pairs and lonely spans of one couple, a row each: article, group, and what it counts for.

    `rows`, shape (n, 8), is what `STRICT_AND_OVERLAP` are summed from.
    """

    article: Ints
    group: Ints
    rows: Floats


def by_origin(couples: Sequence[Couple], how: Resampling) -> tuple[Slice, ...]:
    """The figures of spans by where they came from; groups without a span are left out.

    Every span is in one group, together with its partner if it has one, so that the groups add
    up to the whole and swapping the annotators changes nothing:

    - manual: found by the annotators themselves, both of a pair.
    - suggested to both: both were suggested by the same, or one was and the other annotator
      refused the very suggestion.
    - suggested to one: any other pair or lonely span that was suggested to somebody.
    - propagated, imported, adjudicated: one of the pair or both came about so, the first that
      fits.

    Of more than two annotators all couples are added. `articles` counts those that have such
    spans; intervals are drawn from them or their clusters.
    """
    units = Units(how)
    sums = np.zeros((len(_GROUPS), len(units), 8))
    seen: dict[int, set[str]] = {}
    for couple in couples:
        articles, events = couple.alignment.ours.articles, _events(couple)
        np.add.at(sums, (events.group, units.of(articles)[events.article]), events.rows)
        both = np.unique(np.stack([events.group, events.article], axis=1), axis=0)
        for group, article in both.tolist():
            seen.setdefault(group, set()).add(articles[article])
    return tuple(
        Slice(_GROUPS[at], len(seen[at]), *units.estimates(sums[at], *STRICT_AND_OVERLAP))
        for at in sorted(seen)
    )


def independence_warnings(couples: Sequence[Couple]) -> tuple[str, ...]:
    """A sentence for everyone who suggested one span to both annotators, by name.

    Counted are aligned pairs of one label, of all couples.
    """
    matched, shared = 0, Counter[str]()
    for couple in couples:
        alignment = couple.alignment
        ours, theirs = alignment.of(Kind.CORRECT, Kind.BOUNDARY)
        matched += len(ours)
        some = _led(alignment.ours)[ours] & _led(alignment.theirs)[theirs]
        for row, other in zip(ours[some].tolist(), theirs[some].tolist(), strict=True):
            origin = alignment.ours.spans[row].origin
            if is_suggested(origin) and origin == alignment.theirs.spans[other].origin:
                shared[origin.partition(":")[2]] += 1
    return tuple(_warning(shared[name], matched, name) for name in sorted(shared))


def _warning(shared: int, matched: int, name: str) -> str:
    spans, were = "span" if matched == 1 else "spans", "was" if shared == 1 else "were"
    return (
        f"{shared} of {matched} matched {spans} {were} suggested to both by {name}: "
        "there they agree because they were shown the same"
    )


def is_suggested(origin: str) -> bool:
    """Whether a span was suggested before an annotator took it."""
    return origin.startswith("suggested:")


def _led(table: Table) -> NDArray[np.bool_]:
    """Which spans somebody or something led the annotator to."""
    return np.fromiter((span.origin != _MANUAL for span in table.spans), bool, len(table))


def _events(couple: Couple) -> _Events:
    """What happened in one couple: its pairs, then the lonely spans of either."""
    alignment = couple.alignment
    ours, theirs = alignment.ours, alignment.theirs
    left, others = alignment.ours_left, alignment.theirs_left
    mine = np.concatenate([alignment.ours_at, left, np.full(len(others), _NOBODY)])
    other = np.concatenate([alignment.theirs_at, np.full(len(left), _NOBODY), others])
    article = np.concatenate(
        [ours.article[alignment.ours_at], ours.article[left], theirs.article[others]]
    )
    kind = np.concatenate(
        [alignment.kind, np.full(len(left), Kind.MISSED), np.full(len(others), Kind.SPURIOUS)]
    )
    spans = (mine != _NOBODY, other != _NOBODY)
    strict, overlap = kind == Kind.CORRECT, np.isin(kind, (Kind.CORRECT, Kind.BOUNDARY))
    rows = np.stack([strict, strict, *spans, overlap, overlap, *spans], axis=1)
    return _Events(article, _groups(couple, mine, other), rows.astype(np.float64))


def _groups(couple: Couple, mine: Ints, other: Ints) -> Ints:
    """The place of each row's group, of pairs and of lonely spans (`_NOBODY` on one side)."""
    ours, theirs = couple.alignment.ours, couple.alignment.theirs
    # A row more, for nobody.
    led = np.append(_led(ours), False)[mine] | np.append(_led(theirs), False)[other]
    group = np.zeros(len(mine), dtype=np.int64)
    refused = [_refused(couple, name) for name in couple.annotators]
    for at in np.flatnonzero(led).tolist():
        one = None if mine[at] == _NOBODY else ours.spans[mine[at]]
        two = None if other[at] == _NOBODY else theirs.spans[other[at]]
        article = ours.article[mine[at]] if one else theirs.article[other[at]]
        name = ours.articles[int(article)]
        to_both = _of_both(one, two, refused[1][name]) or _of_both(two, one, refused[0][name])
        group[at] = _GROUPS.index(
            _group([span.origin for span in (one, two) if span], to_both=to_both)
        )
    return group


def _refused(couple: Couple, annotator: str) -> Mapping[str, frozenset[Rejected]]:
    """The suggestions that one annotator refused, by article."""
    return {
        one.article.id: frozenset(one.labellings[annotator].rejected) for one in couple.articles
    }


def _of_both(span: Span | None, other: Span | None, refused: frozenset[Rejected]) -> bool:
    """Whether what was suggested to one was also to the other, who took or refused it."""
    if span is None or not is_suggested(span.origin):
        return False
    taken = other is not None and other.origin == span.origin
    return taken or Rejected(span.label, span.start, span.end) in refused


def _group(origins: Sequence[str], *, to_both: bool) -> str:
    if any(map(is_suggested, origins)):
        return _TO_BOTH if to_both else _TO_ONE
    kinds = {origin.partition(":")[0] for origin in origins}
    return next((kind for kind in _OTHERS if kind in kinds), _MANUAL)
