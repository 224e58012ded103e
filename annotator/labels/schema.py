"""The labels of a project and what each may carry, as `schema.toml` gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.errors import AnnotatorError, gathered
from annotator.labels.entities import read_entities
from annotator.labels.schema_file import LabelTable, read_file
from annotator.labels.schema_words import AttributeType, Mark


@dataclass(frozen=True, slots=True)
class Attribute:
    """One value that a label's spans may carry.

    `choices` belong to the type choice and `label` to the type span: what its targets are.
    """

    name: str
    type: AttributeType
    choices: tuple[str, ...] = ()
    label: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of span: its key, how it is told from others, and what it may carry.

    Spans of one label overlap each other only where it `nests`; of different labels always may.
    """

    name: str
    key: str
    color: str
    mark: Mark
    description: str
    guideline: str
    nests: bool = False
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, or None where the label has none."""
        return next((one for one in self.attributes if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Schema:
    """All labels, in the order in which they are shown.

    `sha256` is that of schema.toml, `pages` that of the guideline pages' contents one after
    another in the order of their names; `entities` are the ids that an entity value may name.
    """

    name: str
    version: str
    labels: tuple[Label, ...]
    sha256: str
    pages: str
    entities: frozenset[str] = frozenset()
    _by_name: Mapping[str, Label] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Have every label at hand by its name; of many thousands of spans each is looked up."""
        object.__setattr__(self, "_by_name", {one.name: one for one in self.labels})

    def label(self, name: str) -> Label | None:
        """The label of that name, or None where there is none."""
        return self._by_name.get(name)

    def by_key(self, key: str) -> Label | None:
        """The label on that key, or None where there is none."""
        return next((one for one in self.labels if one.key == key), None)


def read_schema(
    data: bytes,
    where: str,
    *,
    pages: Mapping[str, bytes],
    entities: bytes | None,
    reserved: frozenset[str],
) -> Schema:
    """The schema of the bytes of schema.toml.

    Args:
        data: the file, UTF-8.
        where: what to call it in errors; entities.jsonl is taken to lie beside it.
        pages: the guideline pages by file name.
        entities: the bytes of entities.jsonl, None where there is no such file.
        reserved: the keys that commands use, which no label may take.

    Raises:
        SchemaError, Faults: every fault at once, each with its line and key path.
    """
    read, wrong = read_file(data, where, frozenset(pages), reserved)
    faults: tuple[AnnotatorError, ...] = wrong
    known: frozenset[str] = frozenset()
    folder = where[: where.rfind("/") + 1]
    try:
        listed = read_entities(entities or b"", f"{folder}entities.jsonl")
        known = frozenset(entity.id for entity in listed)
    except AnnotatorError as error:
        faults = (*faults, error)
    if read is None or faults:
        raise gathered(faults)
    return Schema(
        name=read["name"],
        version=read["version"],
        labels=tuple(_label(name, table) for name, table in read["labels"].items()),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=hashlib.sha256(b"".join(pages[name] for name in sorted(pages))).hexdigest(),
        entities=known,
    )


def _label(name: str, table: LabelTable) -> Label:
    """The label of one table of the file."""
    return Label(
        name=name,
        key=table["key"],
        color=table["color"],
        mark=table["mark"],
        description=table["description"],
        guideline=table["guideline"],
        nests=table.get("nests", False),
        attributes=tuple(
            Attribute(
                own,
                one["type"],
                tuple(one.get("choices", ())),
                one.get("label"),
                one.get("required", False),
            )
            for own, one in table.get("attributes", {}).items()
        ),
    )
