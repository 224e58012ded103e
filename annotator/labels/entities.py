"""The people, places and events that labels may name, as `entities.jsonl` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired, TypedDict, cast

import orjson

from annotator.errors import SchemaError, raise_all
from annotator.labels import exactly
from annotator.labels.complaints import Complaint, key_path
from annotator.labels.schema_words import filled, one_word

_ID, _FILLED = exactly.valid(str, one_word), exactly.valid(str, filled)
in_order = exactly.keys(
    {"id": _ID, "kind": _FILLED, "names": exactly.named(_FILLED, exactly.listed(_FILLED))},
    {"merged_into": exactly.maybe(_ID)},
)


class _Line(TypedDict):
    id: str
    kind: str
    names: dict[str, list[str]]
    merged_into: NotRequired[str | None]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with an id; `names` by language, `merged_into` what it became."""

    id: str
    kind: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    merged_into: str | None = None


def read_entities(data: bytes, where: str) -> tuple[Entity, ...]:
    """The entities of a file of JSON lines, in its order; empty lines are passed over.

    Raises:
        SchemaError, Faults: a line is no such entity, an id comes twice, or `merged_into` names
            nobody; every fault at once, with its line.
    """
    found: dict[str, tuple[int, Entity]] = {}
    faults: list[SchemaError] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}: line {number}"
        entity, wrong = _entity(line, place)
        faults += wrong
        if entity and entity.id in found:
            faults.append(
                SchemaError(
                    what=f"the id {entity.id} is there already, on line {found[entity.id][0]}",
                    where=place,
                    fix="give every entity an id of its own",
                )
            )
        elif entity:
            found[entity.id] = (number, entity)
    faults += [
        SchemaError(
            what=f"{entity.id} is merged into {entity.merged_into}, which is not listed",
            where=f"{where}: line {number}",
            fix="name an entity that is listed, or take merged_into out",
        )
        for number, entity in found.values()
        if entity.merged_into is not None
        and (entity.merged_into not in found or entity.merged_into == entity.id)
    ]
    raise_all(faults)
    return tuple(entity for _, entity in found.values())


def _entity(line: bytes, place: str) -> tuple[Entity | None, list[SchemaError]]:
    """The entity of one line, or what is wrong with it."""
    try:
        raw = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        fault = SchemaError(
            what=f"the line is not JSON: {error.msg}",
            where=f"{place}, column {error.colno}",
            fix='write one {"id": …, "kind": …, "names": {…}} a line, in UTF-8',
        )
        return None, [fault]
    wrong = [
        SchemaError(one.what, f"{place}: {key_path(one.path) or 'the whole line'}", one.fix)
        for one in _wrong(raw)
    ]
    if wrong:
        return None, wrong
    read = cast("_Line", raw)
    names = tuple((language, tuple(forms)) for language, forms in read["names"].items())
    return Entity(read["id"], read["kind"], names, read.get("merged_into")), []


def _wrong(line: object) -> tuple[Complaint, ...]:
    """What in the JSON of a line is not of its shape."""
    if in_order(line):
        return ()
    from annotator.labels.schema_shape import faults_of_entity  # noqa: PLC0415 - pydantic is slow

    return faults_of_entity(line)
