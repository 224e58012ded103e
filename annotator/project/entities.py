"""The people, places and events that labels of a project may name, and new ones among them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson

from annotator.labels.entities import Entity, read_entities
from annotator.project.files import is_file, read_bytes, refused, replace_file
from annotator.project.places import ENTITIES, Project


def entities_of(project: Project) -> tuple[Entity, ...]:
    """Every entity that is listed, in the order of the file; none where there is no file.

    Raises:
        SchemaError, Faults: a line is at fault; every fault at once.
    """
    return read_entities(_bytes(project), project.told(project.guidelines / ENTITIES))


def list_entity(project: Project, entity: Entity) -> tuple[Entity, ...]:
    """Add an entity to the list, as its last line; gives all of them.

    What others added meanwhile stays, for one at a time reads and writes. The file is replaced
    whole or not at all.

    Raises:
        SchemaError, Faults: the file is at fault, or the entity's id is there already.
        AnnotatorError: the file cannot be written; then it is as it was.
    """
    path = project.guidelines / ENTITIES
    line = {"id": entity.id, "kind": entity.kind, "names": dict(entity.names)}
    try:
        with _alone_in(project.guidelines):
            before = _bytes(project)
            ended = before if before.endswith(b"\n") or not before else before + b"\n"
            data = ended + orjson.dumps(line) + b"\n"
            listed = read_entities(data, project.told(path))
            replace_file(path, data)
    except OSError as error:
        raise refused("the entity cannot be listed", error, project.told(path)) from error
    return listed


def coined(name: str, kind: str, entity_id: str, language: str | None) -> Entity:
    """Somebody or something new under one name; `language` is the article's, where it is known.

    A name in Arabic letters is Arabic unless the article is in another language of that script.
    """
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in name)
    if arabic:
        own = language if language in ("fa", "ur", "ku", "ckb", "ps") else "ar"
    else:
        own = language if language and language not in ("ar", "fa", "ur", "ps", "ckb") else "en"
    return Entity(entity_id, kind, ((own, (name,)),))


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else is in here with this folder, and keep others out.

    The lock is the folder's own and goes when its holder does, also in a crash. A disk that knows
    no locks keeps nobody out.

    Raises:
        OSError: the folder cannot be opened.
    """
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _bytes(project: Project) -> bytes:
    path = project.guidelines / ENTITIES
    return read_bytes(path, project.told(path)) if is_file(path) else b""
