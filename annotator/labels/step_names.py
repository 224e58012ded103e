"""Whether the labels, attributes and values that steps of a migration name are known at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from annotator.errors import UsageError
from annotator.labels.complaints import shown
from annotator.labels.labelling import Labelling
from annotator.labels.migration import (
    Rename,
    RenameAttribute,
    RenameValue,
    Split,
    Step,
    labels_after,
    sources,
)
from annotator.labels.schema import Attribute, Schema
from annotator.labels.step_words import as_option, close_to
from annotator.labels.values import value_fault

# A label, one of its attributes, or a value of that: one, two or three words.
Named = tuple[str, ...]

_MOST_LISTED = 12


def names_in_schema(schema: Schema) -> Iterator[Named]:
    """Everything that a schema names."""
    for label in schema.labels:
        yield (label.name,)
        for attribute in label.attributes:
            yield label.name, attribute.name
            for choice in attribute.choices:
                yield label.name, attribute.name, choice


def names_in(labelling: Labelling) -> Iterator[Named]:
    """Everything that a labelling says."""
    for refused in labelling.rejected:
        yield (refused.label,)
    for span in labelling.spans:
        yield (span.label,)
        for name, value in span.attributes:
            yield span.label, name
            if isinstance(value, str):
                yield span.label, name, value


def unknown_name(
    step: Step, steps: Sequence[Step], known: Collection[Named], schema: Schema
) -> Named | None:
    """What a step would take away though it is neither known nor a value of today; else None.

    Args:
        step: one of `steps`.
        steps: those that are taken together: one may name a label as another one makes it.
        known: names of the schema and of labellings.
        schema: today's.
    """
    for source in sources(step):
        for count in range(1, len(source) + 1):
            forms = _forms(source[:count], steps)
            if not any(form in known or _is_value(form, schema) for form in forms):
                return source[:count]
    return None


def unknown_fault(
    step: Step, name: Named, steps: Sequence[Step], known: Collection[Named]
) -> UsageError:
    """The error for a step that names what nothing knows, with what was probably meant."""
    *owner, word = name
    kind = ("the label", "an attribute", "a value")[len(owner)]
    of = f" of {'.'.join(owner)}" if owner else ""
    owners = {form[:-1] for form in _forms(name, steps)}
    listed = sorted({one[-1] for one in known if len(one) == len(name) and one[:-1] in owners})
    what = f"neither the schema nor any version knows {kind} {shown(word)}{of}"
    return UsageError(what, as_option(step), _advice(word, listed))


def made_faults(steps: Sequence[Step], schema: Schema) -> Iterator[UsageError]:
    """Attributes and values that steps would make though the schema has none such."""
    for step in steps:
        labels = [label for label in schema.labels if label.name in labels_after(step, steps)]
        match step:
            case RenameAttribute(label, _, new):
                there = sorted({one.name for of in labels for one in of.attributes})
                if labels and new not in there:
                    what = f"{label} has no attribute {shown(new)}"
                    yield UsageError(what, as_option(step), _advice(new, there))
            case RenameValue(label, attribute, _, new):
                names = _names_after(step, steps)
                found = [one for of in labels for one in of.attributes if one.name in names]
                wrong = [value_fault(one, new) for one in found]
                if found and all(wrong):
                    what = f"{label}.{attribute} {wrong[0]}"
                    yield UsageError(what, as_option(step), _advice(new, _choices(found)))
            case _:
                continue


def _forms(name: Named, steps: Sequence[Step]) -> Iterator[Named]:
    """A name, also under the labels from which other steps make its label."""
    label, *rest = name
    yield name
    for one in steps:
        if isinstance(one, Rename | Split) and one.new == label:
            yield one.label, *rest


def _is_value(name: Named, schema: Schema) -> bool:
    """Whether it is a value that the schema allows without naming it, such as a date."""
    if len(name) != 3:
        return False
    label = schema.label(name[0])
    attribute = label.attribute(name[1]) if label else None
    return attribute is not None and value_fault(attribute, name[2]) is None


def _names_after(step: RenameValue, steps: Sequence[Step]) -> set[str]:
    """What the attribute of a value may be called after all steps."""
    renamed = {
        one.new
        for one in steps
        if isinstance(one, RenameAttribute) and one.attribute == step.attribute
    }
    return {step.attribute, *renamed}


def _choices(attributes: Sequence[Attribute]) -> list[str]:
    return sorted({choice for one in attributes for choice in one.choices})


def _advice(word: str, there: Sequence[str]) -> str:
    """What was probably meant, or what there is."""
    close = close_to(word, tuple(there))
    if close:
        return f"did you mean {close}?"
    if not there:
        return "annotator migrate --check tells what does not fit"
    more = ", …" if len(there) > _MOST_LISTED else ""
    return f"name one of these: {', '.join(there[:_MOST_LISTED])}{more}"
