"""Steps of a migration as options of the command line: read, and written again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from annotator.errors import UsageError
from annotator.labels.complaints import shown
from annotator.labels.counts import count_typed, read_count, western
from annotator.labels.migration import (
    Default,
    DropAttribute,
    DropLabel,
    Rename,
    RenameAttribute,
    RenameValue,
    Split,
    Step,
)
from annotator.labels.schema import Attribute, Schema
from annotator.labels.span import Range, Value
from annotator.labels.values import value_fault

_NAME = r"[^.:=]+"
_ATTRIBUTE = rf"({_NAME})\.({_NAME})"

# What each option is followed by: how it is told, and how it is read.
_SHAPES: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "--rename": ("OLD=NEW", re.compile(rf"({_NAME})=({_NAME})")),
    "--split": (
        "LABEL:ATTRIBUTE:VALUE=NEW",
        re.compile(rf"({_NAME}):({_NAME}):(.+)=({_NAME})", re.DOTALL),
    ),
    "--default": ("LABEL.ATTRIBUTE=VALUE", re.compile(rf"{_ATTRIBUTE}=(.+)", re.DOTALL)),
    "--rename-attribute": ("LABEL.OLD=NEW", re.compile(rf"{_ATTRIBUTE}=({_NAME})")),
    "--rename-value": (
        "LABEL.ATTRIBUTE:OLD=NEW",
        re.compile(rf"{_ATTRIBUTE}:([^=]+)=(.+)", re.DOTALL),
    ),
    "--drop-label": ("LABEL", re.compile(rf"({_NAME})")),
    "--drop": ("LABEL.ATTRIBUTE", re.compile(_ATTRIBUTE)),
}
_KINDS: Mapping[str, Callable[..., Step]] = {
    "--rename": Rename,
    "--split": Split,
    "--rename-attribute": RenameAttribute,
    "--rename-value": RenameValue,
    "--drop-label": DropLabel,
    "--drop": DropAttribute,
}


def read_step(option: str, typed: str, schema: Schema) -> Step:
    """The step that an option asks for; labels and values that it makes are held against a schema.

    Raises:
        UsageError: it is not of the option's shape, or the schema has no such label, attribute
            or value.
    """
    shape, pattern = _SHAPES[option]
    found = pattern.fullmatch(typed)
    if not found:
        raise UsageError(f"{shown(typed)} is not {shape}", option, f"write {option} {shape}")
    if option == "--default":
        label, attribute, value = found.groups()
        return Default(label, attribute, _value(schema, label, attribute, value))
    step = _KINDS[option](*found.groups())
    if isinstance(step, Rename | Split):
        _check_label(schema, step.new, option)
    return step


def as_option(step: Step) -> str:  # noqa: PLR0911 - one for each kind of step
    """The option that asks for a step, as it is typed but for quotes of a shell."""
    match step:
        case Rename(label, new):
            return f"--rename {label}={new}"
        case Split(label, attribute, value, new):
            return f"--split {label}:{attribute}:{value}={new}"
        case Default(label, attribute, value):
            typed = count_typed(value, None) if isinstance(value, Range) else value
            return f"--default {label}.{attribute}={typed}"
        case RenameAttribute(label, attribute, new):
            return f"--rename-attribute {label}.{attribute}={new}"
        case RenameValue(label, attribute, value, new):
            return f"--rename-value {label}.{attribute}:{value}={new}"
        case DropLabel(label):
            return f"--drop-label {label}"
        case DropAttribute(label, attribute):
            return f"--drop {label}.{attribute}"


def close_to(name: str, known: tuple[str, ...]) -> str | None:
    """The name among others that it was probably changed into, None where none is like it."""
    folded = {one.casefold(): one for one in reversed(known)}
    own = name.casefold()
    close = get_close_matches(own, folded, n=1)
    longer = [one for one in folded if len(own) > 2 and one.startswith(own)]
    found = next(iter((*close, *longer)), None)
    return folded[found] if found is not None else None


def _check_label(schema: Schema, label: str, option: str) -> None:
    known = tuple(one.name for one in schema.labels)
    if label not in known:
        close = close_to(label, known)
        meant = f"did you mean {close}? " if close else ""
        fix = f"{meant}the labels of today are {', '.join(known)}"
        raise UsageError(f"the schema has no label {shown(label)}", option, fix)


def _value(schema: Schema, label: str, name: str, typed: str) -> Value:
    """The value that a default gives, of its attribute's type.

    Raises:
        UsageError: there is no such attribute, or the value is none of its type.
    """
    _check_label(schema, label, "--default")
    known = schema.label(label)
    attribute = known.attribute(name) if known else None
    if attribute is None:
        there = tuple(one.name for one in known.attributes) if known else ()
        close = close_to(name, there)
        meant = f"did you mean {close}? " if close else ""
        fix = f"{meant}name one that it has: {', '.join(there) or 'none at all'}"
        raise UsageError(f"{label} has no attribute {shown(name)}", "--default", fix)
    if attribute.type in {"quote", "span"}:
        what = f"{label}.{name} is a {attribute.type}, which is another one in every article"
        raise UsageError(what, "--default", "give such values on the screen")
    value = _typed(attribute, typed)
    wrong = value_fault(attribute, value)
    if wrong:
        raise UsageError(f"{label}.{name} {wrong}", "--default", "give a value of its type")
    return value


def _typed(attribute: Attribute, typed: str) -> Value:
    """What was typed, as a number or a count where the attribute is one and it reads as one."""
    if attribute.type == "integer":
        digits = western(typed)
        return int(digits) if re.fullmatch(r"-?[0-9]{1,16}", digits) else typed
    if attribute.type == "range":
        count = read_count(typed)
        return count.range if count else typed
    return typed
