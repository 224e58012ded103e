"""Entities by a few typed letters, in any script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from annotator.labels.entities import Entity
from annotator.labels.schema import Attribute, Label
from annotator.text.search import fold, pattern_of


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
    word that begins so, then the rest. Marks, hamza and case do not matter. Where any is of the
    kind that is asked for, others are left out. An entity that was merged stands for the one it
    became.
    """
    wanted = typed.strip()
    pattern = pattern_of(wanted)
    if wanted and pattern is None:
        return ()
    if pattern is None:
        return tuple(one for one in entities if one.kind == kind and one.merged_into is None)
    by_id = {one.id: one for one in entities}
    found: dict[str, tuple[int, Entity]] = {}
    for entity in entities:
        rank = min(_rank(name, pattern) for name in (*_names(entity), entity.id))
        if rank < _NONE:
            final = _final(entity, by_id)
            if final.id not in found or rank < found[final.id][0]:
                found[final.id] = (rank, final)
    ranked = sorted(found.values(), key=lambda pair: pair[0])
    of_kind = tuple(one for _, one in ranked if one.kind == kind)
    return of_kind or tuple(one for _, one in ranked)


def is_named(entity: Entity, typed: str) -> bool:
    """Whether one of its names is just what was typed, but for marks, hamza and case."""
    pattern = pattern_of(typed.strip())
    return pattern is not None and any(_rank(name, pattern) == 0 for name in _names(entity))


def names_of(entity: Entity) -> tuple[str, ...]:
    """An entity in a few words: its id, and its first name in each language."""
    return (entity.id, *(names[0] for _, names in entity.names if names))


_NONE = 4


def _names(entity: Entity) -> tuple[str, ...]:
    return tuple(name for _, names in entity.names for name in names)


def _rank(name: str, pattern: re.Pattern[str]) -> int:
    """How well a name fits: 0 the same, 1 begins so, 2 a word does, 3 holds it, 4 not at all."""
    folded = _folded(name)
    first = pattern.search(folded)
    if first is None:
        return _NONE
    if first.start() == 0:
        return 0 if first.end() == len(folded) else 1
    starts = (match.start() for match in pattern.finditer(folded))
    return 2 if any(not folded[start - 1].isalnum() for start in starts) else 3


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return fold(name).strip()


def _final(entity: Entity, by_id: dict[str, Entity]) -> Entity:
    """What an entity was merged into, at the end of the chain; a chain in a circle ends at once."""
    seen = {entity.id}
    while entity.merged_into in by_id and entity.merged_into not in seen:
        entity = by_id[entity.merged_into]
        seen.add(entity.id)
    return entity
