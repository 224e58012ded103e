"""Entities by a few typed letters, in any script."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.labels.entities import Entity
from annotator.labels.schema import Attribute, Label
from annotator.text.search import find_all


def kind_of(label: Label, attribute: Attribute, entities: Sequence[Entity]) -> str:
    """The kind of entity that a value names: that of the attribute's name or else the label's.

    An attribute called `event` names events; `entity` of PERSON names persons.
    """
    kinds = {entity.kind for entity in entities}
    own = attribute.name.casefold()
    return own if own in kinds or own != "entity" else label.name.casefold()


def matching(entities: Sequence[Entity], typed: str, kind: str) -> tuple[Entity, ...]:
    """The entities that a few typed letters may mean, the likeliest first.

    A name that is just what was typed comes first, then names that begin so, then names with a
    word that begins so, then the rest; entities of another kind after all of that kind. Marks,
    hamza and case do not matter. An entity that was merged stands for the one it became.
    """
    wanted = typed.strip()
    if not wanted:
        return tuple(one for one in entities if one.kind == kind and one.merged_into is None)
    by_id = {one.id: one for one in entities}
    found: dict[str, tuple[int, Entity]] = {}
    for entity in entities:
        rank = min((_rank(name, wanted) for name in (*_names(entity), entity.id)), default=_NONE)
        if rank < _NONE:
            final = _final(entity, by_id)
            rank += 0 if final.kind == kind else _NONE
            if final.id not in found or rank < found[final.id][0]:
                found[final.id] = (rank, final)
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: pair[0]))


def is_named(entity: Entity, typed: str) -> bool:
    """Whether one of its names is just what was typed, but for marks, hamza and case."""
    return any(_rank(name, typed.strip()) == 0 for name in _names(entity))


def names_of(entity: Entity) -> tuple[str, ...]:
    """An entity in a few words: its id, and its first name in each language."""
    return (entity.id, *(names[0] for _, names in entity.names if names))


_NONE = 4


def _names(entity: Entity) -> tuple[str, ...]:
    return tuple(name for _, names in entity.names for name in names)


def _rank(name: str, typed: str) -> int:
    """How well a name fits: 0 the same, 1 begins so, 2 a word does, 3 holds it, 4 not at all."""
    found = find_all(name, typed)
    if not found:
        return _NONE
    if any(start == 0 and end == len(name) for start, end in found):
        return 0
    if found[0][0] == 0:
        return 1
    starts_word = any(not name[start - 1].isalnum() for start, _ in found)
    return 2 if starts_word else 3


def _final(entity: Entity, by_id: dict[str, Entity]) -> Entity:
    """What an entity was merged into, at the end of the chain; a chain in a circle ends at once."""
    seen = {entity.id}
    while entity.merged_into in by_id and entity.merged_into not in seen:
        entity = by_id[entity.merged_into]
        seen.add(entity.id)
    return entity
