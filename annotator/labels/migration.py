"""Steps that bring a labelling after a schema that was changed, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.labels.edits import without_reference
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import Span, Value
from annotator.labels.values import told

# How the note of what was migrated begins.
MIGRATED = "migrated: "


@dataclass(frozen=True, slots=True)
class Rename:
    """Spans of one label get another."""

    label: str
    new: str

    def __str__(self) -> str:
        return f"{self.label} → {self.new}"


@dataclass(frozen=True, slots=True)
class Split:
    """Spans of one label that have a certain value get another label."""

    label: str
    attribute: str
    value: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}:{self.attribute}:{self.value} → {self.new}"


@dataclass(frozen=True, slots=True)
class Default:
    """Spans of a label of today that lack a value get this one."""

    label: str
    attribute: str
    value: Value

    def __str__(self) -> str:
        return f"{self.label}.{self.attribute} = {told(self.value)}"


@dataclass(frozen=True, slots=True)
class RenameAttribute:
    """A value goes by another name."""

    label: str
    attribute: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}.{self.attribute} → {self.new}"


@dataclass(frozen=True, slots=True)
class RenameValue:
    """A choice is called otherwise."""

    label: str
    attribute: str
    value: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}.{self.attribute}: {self.value} → {self.new}"


@dataclass(frozen=True, slots=True)
class DropLabel:
    """Spans of a label are left out."""

    label: str

    def __str__(self) -> str:
        return f"{self.label} dropped"


@dataclass(frozen=True, slots=True)
class DropAttribute:
    """A value is left out."""

    label: str
    attribute: str

    def __str__(self) -> str:
        return f"{self.label}.{self.attribute} dropped"


Step = Rename | Split | Default | RenameAttribute | RenameValue | DropLabel | DropAttribute


@dataclass(frozen=True, slots=True)
class Migrated:
    """A labelling after all steps, and in how many spans each of them did something."""

    labelling: Labelling
    counts: tuple[tuple[Step, int], ...]


def migrated(labelling: Labelling, steps: Sequence[Step], schema: Schema) -> Migrated:
    """Take all steps at once; once taken, they change nothing more.

    Steps name labels and attributes as the labelling has them, and a label also by what another
    step renames it to; defaults name those of today. Where a step changes anything the note says
    in how many spans. References to spans that are left out go with them. The status stays.

    Args:
        labelling: it may say what the schema does not know, and so may the result.
        steps: without `contradictions`.
        schema: today's, which says whether the label after a split still has the value.
    """
    done: Counter[Step] = Counter()
    spans = []
    gone = []
    for span in labelling.spans:
        now = _migrated(span, steps, schema, done)
        if now:
            spans.append(now)
        else:
            gone.append(span.id)
    freed = tuple(_freed(span, gone) for span in spans)
    renames = {step.label: step.new for step in steps if isinstance(step, Rename)}
    dropped = {step.label for step in steps if isinstance(step, DropLabel)}
    rejected = tuple(
        replace(one, label=renames.get(one.label, one.label))
        for one in labelling.rejected
        if one.label not in dropped
    )
    after = replace(labelling, spans=freed, rejected=rejected)
    if after != labelling:
        after = replace(after, note=_note(done))
    return Migrated(after, tuple((step, done[step]) for step in steps if done[step]))


def contradictions(steps: Sequence[Step]) -> Iterator[str]:
    """Why steps cannot be taken together, or not twice: two are about the same, or in a row."""
    taken: dict[tuple[str, ...], Step] = {}
    for step in steps:
        for source in sources(step):
            other = taken.setdefault(source, step)
            if other != step:
                yield f"{other} and {step} are about the same"
    for step in steps:
        for source, other in taken.items():
            if other != step and any(
                _feeds(step, label, source) for label in labels_after(step, steps)
            ):
                yield f"{step} makes what {other} takes away"


def sources(step: Step) -> Iterator[tuple[str, ...]]:
    """What a step takes away: a label, one of its values, or one word of that."""
    match step:
        case Rename(label) | DropLabel(label):
            yield (label,)
        case RenameAttribute(label, attribute) | DropAttribute(label, attribute):
            yield label, attribute
        case RenameValue(label, attribute, value) | Split(label, attribute, value):
            yield label, attribute, value
        case Default():
            return


def _feeds(step: Step, label: str, source: tuple[str, ...]) -> bool:
    """Whether what a step makes of a span, under one label, is what would be taken away of it."""
    match step:
        case Rename(_, new):
            return source == (new,)
        case Split(_, _, _, new):
            return source[0] == new and len(source) != 2
        case RenameAttribute(_, _, new):
            return source[:2] == (label, new)
        case RenameValue(_, attribute, _, new):
            return source == (label, attribute, new)
        case Default(_, attribute, value):
            return source in {(label, attribute), (label, attribute, value)}
        case DropLabel() | DropAttribute():
            return False


def labels_after(step: Step, steps: Sequence[Step]) -> set[str]:
    """The labels that a step's spans may have after all steps, or between two of them."""
    labels = {step.label}
    for kind in (Rename, Split):
        labels |= {one.new for one in steps if isinstance(one, kind) and one.label in labels}
    return labels


def _migrated(
    span: Span, steps: Iterable[Step], schema: Schema, done: Counter[Step]
) -> Span | None:
    """One span after all steps, each that did something counted; None where it is left out."""
    label, own = span.label, {span.label}
    for step in steps:
        if isinstance(step, DropLabel) and step.label == label:
            done[step] += 1
            return None
        if isinstance(step, Rename) and step.label == span.label:
            done[step] += 1
            label = step.new
            own.add(label)
    values = dict(span.attributes)
    split = next(
        (one for one in steps if isinstance(one, Split) and _splits(one, own, values)), None
    )
    if split:
        done[split] += 1
        label = split.new
    values = _renamed(values, own | {label}, steps, done)
    if split and (known := schema.label(label)) and known.attribute(split.attribute) is None:
        values.pop(split.attribute, None)
    for step in steps:
        if isinstance(step, Default) and step.label == label and step.attribute not in values:
            done[step] += 1
            values[step.attribute] = step.value
    return replace(span, label=label, attributes=tuple(values.items()))


def _splits(step: Split, labels: set[str], values: dict[str, Value]) -> bool:
    return step.label in labels and values.get(step.attribute) == step.value


def _renamed(
    values: dict[str, Value], labels: set[str], steps: Iterable[Step], done: Counter[Step]
) -> dict[str, Value]:
    """A span's values under the names and words of today, without those that are dropped."""
    after: dict[str, Value] = {}
    for own, before in values.items():
        name, value = own, before
        for step in steps:
            if not _is_about(step, labels, own, before):
                continue
            match step:
                case DropAttribute():
                    name = ""
                # A value that is there under the new name already is never written over.
                case RenameAttribute() if step.new in values:
                    continue
                case RenameAttribute():
                    name = step.new
                case RenameValue():
                    value = step.new
                case _:
                    continue
            done[step] += 1
        if name:
            after[name] = value
    return after


def _is_about(step: Step, labels: set[str], name: str, value: Value) -> bool:
    """Whether a step takes a value away, or says it otherwise."""
    match step:
        case RenameAttribute(label, attribute) | DropAttribute(label, attribute):
            return label in labels and attribute == name
        case RenameValue(label, attribute, old):
            return label in labels and attribute == name and value == old
        case _:
            return False


def _freed(span: Span, gone: Sequence[str]) -> Span:
    """A span without references to spans that are left out."""
    named = {
        target
        for _, value in span.attributes
        if isinstance(value, tuple)
        for target in value
        if target in gone
    }
    for target in sorted(named):
        span = without_reference(span, target)
    return span


def _note(done: Counter[Step]) -> str:
    """What was done, and in how many spans."""
    listed = [f"{step} in {count} span{'' if count == 1 else 's'}" for step, count in done.items()]
    return f"{MIGRATED}{'; '.join(listed) or 'refused suggestions'}"
