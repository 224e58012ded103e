"""Bringing articles in: all of them, or none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from annotator.errors import AnnotatorError, ArticleError, UsageError, raise_all
from annotator.labels.complaints import key_path, shown
from annotator.project.files import is_file, refused, replace_file
from annotator.project.incoming import Asked, Incoming, filled_in, read_source
from annotator.project.places import (
    OLD_TEXTS,
    Project,
    folded,
    read_article,
    read_facts,
    seeds_of,
    store_of,
)
from annotator.project.settings_shape import facts_faults
from annotator.project.sidecar import sidecar
from annotator.text.article import Article, Facts, notices

Fate = Literal["added", "replaced", "unchanged"]
Existing = Literal["keep", "replace"]

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article, and what a person should know of it."""

    article: Article
    fate: Fate
    notices: tuple[str, ...]


def add(
    project: Project, paths: Sequence[Path], asked: Asked, *, existing: Existing = "keep"
) -> tuple[Added, ...]:
    """Bring every article of some files into a project; on any fault none.

    A text that is replaced is kept under its own sha256.

    Raises:
        AnnotatorError, Faults: every fault of every file at once, or what could not be written;
            then the project is as it was.
    """
    _check_asked(asked, paths)
    arrivals, faults = _read(paths, asked)
    if len(arrivals) > 1 and asked.facts.title is not None:
        raise UsageError("--title is for one article", "--title", "leave it out, or add one file")
    files = seeds_of(project).files
    faults += _repeated(arrivals)
    added = []
    for incoming in arrivals:
        try:
            fate = _fate(project, incoming, files, existing)
            added.append(Added(incoming.article, fate, _told(project, incoming, fate, files)))
        except AnnotatorError as error:
            faults.append(error)
    raise_all(faults)
    _write_all(project, [one for one in added if one.fate != "unchanged"])
    return tuple(_with_twins(project, files, added))


def _check_asked(asked: Asked, paths: Sequence[Path]) -> None:
    """What the options say by themselves."""
    if asked.id is not None and len(paths) > 1:
        raise UsageError("--id names one article", "--id", "add one file with it")
    raise_all(
        [
            UsageError(f"--{wrong.what}", f"--{key_path(wrong.path)}", wrong.fix)
            for wrong in facts_faults(asked.facts)
        ]
    )


def _read(paths: Sequence[Path], asked: Asked) -> tuple[list[Incoming], list[AnnotatorError]]:
    """Every article of every file, and every fault of every file."""
    found: list[Incoming] = []
    faults: list[AnnotatorError] = []
    for path in paths:
        try:
            source = read_source(path, asked)
            found += source.articles
            faults += source.faults
        except AnnotatorError as error:
            faults.append(error)
    return found, faults


def _repeated(arrivals: Sequence[Incoming]) -> Iterator[AnnotatorError]:
    """IDs that come in twice, also where only case tells them apart."""
    first: dict[str, Incoming] = {}
    for incoming in arrivals:
        twin = first.setdefault(folded(incoming.article.id), incoming)
        if twin is not incoming:
            what = f"the ID {incoming.article.id} comes in twice, also from {twin.where}"
            yield ArticleError(what, incoming.where, "give each article an ID of its own")


def _fate(project: Project, incoming: Incoming, files: dict[str, Path], existing: Existing) -> Fate:
    """What is to become of an article beside those that are there.

    Raises:
        ArticleError: another text has its ID, or an ID that case alone tells apart.
    """
    article = incoming.article
    twin = next((one for one in files if folded(one) == folded(article.id)), None)
    if twin is None:
        return "added"
    if twin != article.id:
        what = f"the ID {article.id} is told from {twin}, which is there, by case alone"
        raise ArticleError(what, incoming.where, f"use the ID {twin}, or another one: --id ID")
    if _text_of(project, twin) == article.text:
        return "unchanged"
    if existing == "replace":
        return "replaced"
    raise ArticleError(
        what=f"the ID {article.id} has another text already",
        where=incoming.where,
        fix="give another ID with --id, or put this text in its place with add --replace, "
        "which keeps the old one",
    )


def _text_of(project: Project, article_id: str) -> str | None:
    """The text that is there, None where its file is at fault and so cannot be the same."""
    try:
        return read_article(project, article_id).text
    except AnnotatorError:
        return None


def _told(
    project: Project, incoming: Incoming, fate: Fate, files: dict[str, Path]
) -> tuple[str, ...]:
    article = incoming.article
    told = [*incoming.notices]
    if fate == "unchanged":
        told.append("it is there already with this text")
        own = read_facts(project, files[article.id].with_suffix(".toml"))
        if article.facts != Facts() and article.facts != own:
            told.append(f"its facts were left as they are; change them in {article.id}.toml")
        return tuple(told)
    if fate == "replaced":
        told += _left_behind(project, article.id)
    return (*told, *notices(article.text))


def _left_behind(project: Project, article_id: str) -> Iterator[str]:
    """Whose labels lie on the text that is replaced, where anybody's do."""
    names = ", ".join(store_of(project).annotators(article_id))
    if names:
        what = f"the labels of {names} were made on the old text, which is kept"
        yield f"warning: {what}; annotator rebase {article_id} moves them to this one"


def _with_twins(
    project: Project, files: dict[str, Path], added: Sequence[Added]
) -> Iterator[Added]:
    """The same, those told whose text another article has too."""
    by_text: dict[str, str] = {}
    sizes = {len(one.article.text.encode()) + bom for one in added for bom in (0, 3)}
    for article_id, path in files.items():
        if _size(path) in sizes and article_id not in {one.article.id for one in added}:
            text = _text_of(project, article_id)
            if text is not None:
                by_text.setdefault(sha256(text.encode()).hexdigest(), article_id)
    for one in added:
        twin = by_text.setdefault(one.article.sha256, one.article.id)
        same = (f"warning: {twin} has the same text",) if twin != one.article.id else ()
        yield Added(one.article, one.fate, (*one.notices, *same))


def _size(path: Path) -> int | None:
    """How many bytes a file holds, None where nobody may look."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def _write_all(project: Project, added: Sequence[Added]) -> None:
    """Write every file, or take back what was written."""
    with ExitStack() as undoing:
        for one in added:
            name = unicodedata.normalize("NFC", one.article.id)
            try:
                for path, data in _files_of(project, one, name):
                    _write(path, data, undoing.callback)
            except OSError as error:
                where = project.told(project.seeds / f"{name}.txt")
                what = f"{shown(name)} cannot be kept, and nothing was added"
                raise refused(what, error, where) from error
        undoing.pop_all()


def _files_of(project: Project, one: Added, name: str) -> Iterator[tuple[Path, bytes]]:
    """The files an article needs: the text that it replaces, its facts, then its own text."""
    path = project.seeds / f"{name}.txt"
    if one.fate == "replaced":
        path = seeds_of(project).files[one.article.id]
        yield _kept_old(project, path, one.article.id)
    if one.article.facts != Facts():
        yield path.with_suffix(".toml"), sidecar(_facts_of(project, path, one))
    # A mark at the start of a file is taken off, so a text that begins with one needs another.
    text = one.article.text
    yield path, f"{_BOM if text.startswith(_BOM) else ''}{text}".encode()


def _facts_of(project: Project, path: Path, one: Added) -> Facts:
    """The facts to be written: those that came in, and what was known before of a replaced one."""
    before = read_facts(project, path.with_suffix(".toml")) if one.fate == "replaced" else Facts()
    return filled_in(one.article.facts, before)


def _kept_old(project: Project, path: Path, article_id: str) -> tuple[Path, bytes]:
    """The text that is replaced, under its own sha256; one that is no text by that of its bytes."""
    text = _text_of(project, article_id)
    data = path.read_bytes() if text is None else text.encode()
    if text is not None and text.startswith(_BOM):
        data = _BOM.encode() + data
    digest = sha256(data if text is None else text.encode()).hexdigest()
    return project.seeds / OLD_TEXTS / f"{digest}.txt", data


def _write(path: Path, data: bytes, undo: Callable[..., object]) -> None:
    """Write one file and say how to take that back."""
    before = path.read_bytes() if is_file(path) else None
    for folder in reversed([one for one in path.parents if not one.exists()]):
        folder.mkdir()
        undo(folder.rmdir)
    replace_file(path, data)
    if before is None:
        undo(partial(path.unlink, missing_ok=True))
    else:
        undo(partial(replace_file, path, before))
