"""How well annotators agree, as values: what `agree` tells, a page shows and a gate reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from annotator.labels.span import Span
from annotator.measure.intervals import Estimate

DisagreementKind = Literal["label", "boundary", "label+boundary", "missed", "spurious", "values"]
NO_SPAN = "∅"


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one set of spans, each with its interval; undefined ones say why.

    The first ten are the headline. `label_alpha` and `label_ac1` judge the labels of aligned
    pairs; `gamma_cat` the labels of what gamma aligned; `alpha_u` is of 1995/2004, for
    comparison only. `ku_alpha` and `coverage` are defined for one label alone.
    """

    strict_f1: Estimate
    boundary_f1: Estimate
    overlap_f1: Estimate
    clitic_f1: Estimate
    full_f1: Estimate
    u_alpha: Estimate
    u_alpha_binary: Estimate
    cu_alpha: Estimate
    token_kappa: Estimate
    gamma: Estimate
    gamma_cat: Estimate
    label_alpha: Estimate
    label_ac1: Estimate
    alpha_u: Estimate
    ku_alpha: Estimate
    coverage: Estimate


@dataclass(frozen=True, slots=True)
class OfPair:
    """Two annotators: the figures over the articles both labelled, and how many spans each has."""

    annotators: tuple[str, str]
    articles: int
    spans: tuple[int, int]
    overall: Figures
    labels: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class OfArticle:
    """One article: its figures, without intervals, and how many spans each annotator has."""

    article: str
    spans: Mapping[str, int]
    differences: int
    overall: Figures


@dataclass(frozen=True, slots=True)
class OfAttribute:
    """How well the values of one attribute agree, on aligned spans of its label.

    `type` is the schema's; `matched` counts the pairs of which one or both have the value, which
    are those that `agreement` judges. `more` holds what only some types have, by name:
    `same_day`, `same_period`, `overlap`, `ratio_alpha`, `b3`, `ceaf`, `ac1`.
    """

    type: str
    matched: int
    agreement: Estimate
    alpha: Estimate
    more: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which label answers to which: `counts[i][j]` is label i by the first, j by the second.

    The last label is `∅`, no span at all. Of more than two annotators all pairs are added.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one of two annotators has at a disagreement; None where they marked nothing.

    `points_at` are the spans of theirs that the differing values name: id and text.
    """

    annotator: str
    span: Span | None
    points_at: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place at which two annotators differ.

    `missed` is only in the first, `spurious` only in the second; `values` is equal in pieces and
    label but not in the attributes that `attributes` names.
    """

    article: str
    kind: DisagreementKind
    a: Mark
    b: Mark
    attributes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The label by which it is listed: the first annotator's, else the second's."""
        span = self.a.span or self.b.span
        return span.label if span else ""

    @property
    def start(self) -> int:
        """Where it begins in its article."""
        return min(one.span.start for one in (self.a, self.b) if one.span)

    @property
    def end(self) -> int:
        """Where it ends in its article."""
        return max(one.span.end for one in (self.a, self.b) if one.span)


@dataclass(frozen=True, slots=True)
class Excluded:
    """An article that does not count, and why, in words."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Used:
    """A version that was compared; `sha256` is that of its file."""

    article: str
    annotator: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Slice:
    """The figures of a part of the work: a week (`2026-W47`), a guideline, an origin of spans."""

    name: str
    articles: int
    strict_f1: Estimate
    overlap_f1: Estimate


@dataclass(frozen=True, slots=True)
class Competence:
    """How often an annotator is right, by the estimate of Dawid and Skene; `labels` by label."""

    annotator: str
    right: Estimate
    labels: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Method:
    """How it was computed, so that it can be computed again.

    `unit` is what was resampled, "article" or "cluster", and `units` how many there are.
    `schemas` are the schema versions that the labels were made under, as "name version sha256".
    """

    program: str
    command: str
    unit: str
    units: int
    level: float
    interval: str
    schemas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that is said of how well annotators agree.

    `labels` are in the order of the schema. `errors` counts by class: correct, label, boundary,
    label+boundary, missed, spurious. `flattened` counts the overlaps of one annotator's own spans
    that the unitizing measures cannot see. `by_article` begins with the worst.
    """

    articles: tuple[str, ...]
    annotators: tuple[str, ...]
    seed: int
    replicates: int
    excluded: tuple[Excluded, ...]
    dropped_in_zones: int
    flattened: int
    overall: Figures
    labels: Mapping[str, Figures]
    pairs: tuple[OfPair, ...]
    by_article: tuple[OfArticle, ...]
    attributes: Mapping[str, OfAttribute]
    confusion: Confusion
    errors: Mapping[str, int]
    disagreements: tuple[Disagreement, ...]
    weeks: tuple[Slice, ...]
    guidelines: tuple[Slice, ...]
    origins: tuple[Slice, ...]
    competence: tuple[Competence, ...]
    warnings: tuple[str, ...]
    used: tuple[Used, ...]
    method: Method
