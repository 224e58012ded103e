"""What a schema's tables must agree on with each other, with the keyboard and with the pages."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping

from annotator.labels.complaints import Complaint, Path, shown

# The key b types two letters, lam and alef, under the Arabic layouts, and shifted letters type
# other marks there: a label on one of them could not be reached.
KEYS = frozenset(string.ascii_lowercase) - {"b"}

_NAME = re.compile(r"[^\W\d_][\w-]{0,63}")

Table = Mapping[str, object]


def disagreements(
    table: Table, pages: frozenset[str], reserved: frozenset[str]
) -> Iterator[Complaint]:
    """Faults that no single value shows, of tables whose values may still be of any type.

    Values of a wrong type are passed over here: the shape of the file speaks of them.
    """
    labels = _tables(table.get("labels"))
    if table.get("labels") == {}:
        yield Complaint(("labels",), "there is no label", "add a table [labels.NAME]")
    yield from _key_faults(labels, reserved)
    for name, label in labels.items():
        path: Path = ("labels", name)
        yield from _name_faults(path, name)
        guideline = label.get("guideline")
        if isinstance(guideline, str) and guideline not in pages:
            there = ", ".join(sorted(pages)) or "none at all"
            yield Complaint(
                (*path, "guideline"),
                f"there is no page {shown(guideline)}",
                f"write that page, or name one that is there: {there}",
            )
        for own, attribute in _tables(label.get("attributes")).items():
            place = (*path, "attributes", own)
            yield from _name_faults(place, own)
            target = attribute.get("label")
            if isinstance(target, str) and target not in labels:
                yield Complaint(
                    (*place, "label"),
                    f"{shown(target)} is no label of this schema",
                    f"name one that is: {', '.join(labels)}",
                )


def _tables(value: object) -> dict[str, Table]:
    """The tables in a table, in its order; anything else is left out."""
    if not isinstance(value, dict):
        return {}
    return {str(name): one for name, one in value.items() if isinstance(one, dict)}


def _key_faults(labels: Mapping[str, Table], reserved: frozenset[str]) -> Iterator[Complaint]:
    """Keys that no keyboard reaches, that a command uses, or that two labels share."""
    keys = {name: label.get("key") for name, label in labels.items()}
    free = sorted(KEYS - reserved - {key for key in keys.values() if isinstance(key, str)})
    fix = f"choose a free one: {' '.join(free) or 'none is left'}"
    owners: dict[str, str] = {}
    for name, key in keys.items():
        if not isinstance(key, str):
            continue
        path: Path = ("labels", name, "key")
        if key not in KEYS:
            what = f"{shown(key)} is not a small letter that every keyboard here can type"
            yield Complaint(path, what, fix)
        elif key in reserved:
            yield Complaint(path, f"the key {key} belongs to a command", fix)
        elif key in owners:
            yield Complaint(path, f"the key {key} belongs to {owners[key]} already", fix)
        else:
            owners[key] = name


def _name_faults(path: Path, name: str) -> Iterator[Complaint]:
    """A name that could not stand in a file, a path or a command."""
    if not _NAME.fullmatch(name):
        yield Complaint(
            path,
            f"{shown(name)} cannot be a name",
            "use up to 64 letters, digits, '_' and '-', a letter first",
        )
