"""What is judged: articles, with the gold of each and what extractors said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.labels.labelling import Labelling
from annotator.measure.agreement.figures import Excluded, Used
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Predicted:
    """What an extractor said of one article; `scores` are those of spans that have one, by id."""

    labelling: Labelling
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """One article of the gold, with the predictions of each extractor that has it.

    `unit` is what is resampled: the cluster that its sidecar names, else the article itself.
    `facts` is what else it may be sliced by, by name. `humans` are the labellings of annotators
    other than the gold, for the ceiling.
    """

    article: Article
    unit: str
    gold: Labelling
    predicted: Mapping[str, Predicted]
    facts: Mapping[str, str] = field(default_factory=dict)
    humans: Mapping[str, Labelling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told beside the figures, as it was given.

    `gold` is what the gold is called; `not_in_gold` the articles that only an extractor has, by
    its name; `excluded` the gold articles that do not count, and why; `used` the label versions
    that were read, `schemas` those they were made under, as "name version sha256"; `program`
    which version of this program, `command` what was typed; `digests` the sha256 of the file that
    predictions were read from, by extractor.
    """

    gold: str
    program: str
    command: str
    not_in_gold: Mapping[str, Sequence[str]] = field(default_factory=dict)
    excluded: Sequence[Excluded] = ()
    used: Sequence[Used] = ()
    schemas: Sequence[str] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
