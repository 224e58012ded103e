"""Where everything of a project lies, and what lies there: articles, schema, labels."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from annotator.errors import AnnotatorError, ArticleError, SchemaError, UsageError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.schema import Schema, read_schema
from annotator.project.files import is_file, read_bytes, refused, told
from annotator.project.settings import (
    FACTS,
    PROJECT,
    Folders,
    read_toml,
)
from annotator.project.settings_words import Boundary, Theme
from annotator.session.commands import RESERVED
from annotator.session.keyboards import Keyboard
from annotator.store.folder import FolderStore
from annotator.store.protocol import Store
from annotator.text.article import MOST_BYTES, Article, Facts, check_id, decode

SETTINGS = "annotator.toml"
SCHEMA = "schema.toml"
ENTITIES = "entities.jsonl"
OWN = ".annotator"
OLD_TEXTS = ".old"

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Project:
    """A labelling project: its settings, and its folders as full paths.

    `theme` is None where the project asks for none; `keys` are those of each command it gives
    other keys, in the order of the file.
    """

    root: Path
    name: str
    boundary: Boundary
    keyboard: Keyboard
    theme: Theme | None
    keys: tuple[tuple[str, tuple[str, ...]], ...]
    annotators: tuple[str, ...]
    seeds: Path
    guidelines: Path
    labels: Path

    def told(self, path: Path) -> str:
        """What a person calls a file of the project."""
        return told(path, self.root)


def find(start: Path) -> Project:
    """The project around a folder: the nearest one upwards that holds annotator.toml.

    Raises:
        UsageError: there is none.
        AnnotatorError, Faults: its annotator.toml is at fault.
    """
    here = Path(os.path.abspath(start))  # noqa: PTH100 - links are left as the person sees them
    for folder in (here, *here.parents):
        if is_file(folder / SETTINGS):
            return open_project(folder)
    raise UsageError(
        what=f"no labelling project is here: no {SETTINGS} in this folder or above it",
        where=str(here),
        fix="make one with annotator init DIR, or name one with --project DIR",
    )


def open_project(root: Path) -> Project:
    """The project in a folder.

    Raises:
        UsageError: the folder holds no annotator.toml.
        AnnotatorError, Faults: annotator.toml is at fault; every fault at once.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100 - links are left as the person sees them
    path = root / SETTINGS
    if not is_file(path):
        raise UsageError(
            what=f"this is no labelling project: it holds no {SETTINGS}",
            where=str(root),
            fix="name the folder that holds it, or make a project with annotator init DIR",
        )
    settings = read_toml(read_bytes(path, str(path)), str(path), PROJECT)
    seeds, guidelines, labels = _folders(root, settings.folders, str(path))
    return Project(
        root=root,
        name=settings.name,
        boundary=settings.boundary,
        keyboard=settings.keyboard,
        theme=settings.theme,
        keys=tuple(settings.keys.items()),
        annotators=settings.annotators,
        seeds=seeds,
        guidelines=guidelines,
        labels=labels,
    )


def _folders(root: Path, folders: Folders, where: str) -> tuple[Path, Path, Path]:
    """Three folders inside the project, apart from each other and from its own records."""
    named = {key: getattr(folders, key) for key in ("seeds", "guidelines", "labels")}
    paths = {key: Path(os.path.normpath(root / name)) for key, name in named.items()}
    faults = []
    inside = {key: path for key, path in paths.items() if root in path.parents}
    for key, path in paths.items():
        others = [other for kin, other in inside.items() if kin != key] + [root / OWN]
        if "\0" in named[key] or key not in inside or any(_within(path, other) for other in others):
            what = f"{shown(named[key])} cannot be the folder of {key}"
            fix = f"name a folder of its own inside the project, such as {key!r}"
            faults.append(AnnotatorError(what, f"{where}: folders.{key}", fix))
    raise_all(faults)
    return paths["seeds"], paths["guidelines"], paths["labels"]


def _within(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder, or is it, also where a disk takes small letters for big."""
    return Path(folded(str(path))).is_relative_to(folded(str(folder)))


@dataclass(frozen=True, slots=True)
class Seeds:
    """What lies in the folder of articles: file names by article ID, in the order of the IDs.

    `facts` are the names of the sidecars; `strays` tell of what is neither.
    """

    folder: Path
    names: dict[str, str]
    facts: frozenset[str]
    strays: tuple[AnnotatorError, ...]

    @property
    def files(self) -> dict[str, Path]:
        """Every article file by its ID."""
        return {article_id: self.folder / name for article_id, name in self.names.items()}


def seeds_of(project: Project) -> Seeds:
    """Every article file by its ID, in the order of the IDs, and what else lies there.

    Raises:
        AnnotatorError: the folder cannot be looked into.
    """
    names: dict[str, str] = {}
    facts: set[str] = set()
    strays: list[AnnotatorError] = []
    seen: dict[str, str] = {}
    for name, holds_more in _seeds_there(project):
        if name.startswith("."):
            continue
        if name.endswith(".toml"):
            facts.add(name)
            continue
        try:
            article_id = check_id(_composed(name.removesuffix(".txt")), "")
        except AnnotatorError as error:
            strays.append(ArticleError(error.what, _seed_told(project, name), error.fix))
            continue
        same = folded(article_id)
        if holds_more or not name.endswith(".txt"):
            where = _seed_told(project, name)
            strays.append(ArticleError("this is no article", where, "move it out of the folder"))
        elif same in seen:
            what = f"the IDs {article_id} and {seen[same]} are told apart by case alone"
            strays.append(ArticleError(what, _seed_told(project, name), "rename one of the two"))
        else:
            seen[same] = article_id
            names[article_id] = name
    strays += _lone_facts(project, names, facts)
    in_order = {article_id: names[article_id] for article_id in sorted(names)}
    return Seeds(project.seeds, in_order, frozenset(facts), tuple(strays))


def article_ids(project: Project) -> tuple[str, ...]:
    """The IDs of all articles, sorted by code point.

    Raises:
        AnnotatorError: the folder cannot be looked into.
    """
    return tuple(seeds_of(project).names)


def folded(article_id: str) -> str:
    """What two IDs share that only case tells apart."""
    if article_id.isascii():
        return article_id.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", article_id).casefold())


def read_article(project: Project, article_id: str) -> Article:
    """An article with the facts beside it.

    Raises:
        ArticleError: there is no such article, or its file is at fault.
        AnnotatorError, Faults: the file of its facts is at fault.
    """
    path = project.seeds / f"{article_id}.txt"
    if not (_is_plain(article_id) and is_file(path)):
        files = seeds_of(project).files
        if article_id not in files:
            raise unknown_article(article_id, tuple(files))
        path = files[article_id]
    return read_article_at(project, article_id, path)


def read_article_at(project: Project, article_id: str, path: Path) -> Article:
    """The article whose file this is, with the facts beside it.

    Raises:
        AnnotatorError, Faults: as `read_article`.
    """
    where = project.told(path)
    text = decode(read_bytes(path, where, MOST_BYTES + len(_BOM)), where)
    return Article(article_id, text, read_facts(project, path.with_suffix(".toml")))


def read_facts(project: Project, path: Path) -> Facts:
    """The facts of an article's sidecar; none where there is no such file.

    Raises:
        AnnotatorError, Faults: the file is at fault; every fault at once.
    """
    if not os.path.lexists(path):
        return Facts()
    where = project.told(path)
    return read_toml(read_bytes(path, where), where, FACTS)


def unknown_article(article_id: str, known: tuple[str, ...]) -> ArticleError:
    """The error for an ID that no article has, with those that could have been meant."""
    close = get_close_matches(article_id, known)
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    return ArticleError(
        what=f"there is no article {shown(article_id)}",
        where="the articles of this project",
        fix=f"{meant}annotator list names them all"
        if known
        else "bring one in: annotator add FILE",
    )


def kept_text(project: Project, sha256: str) -> str | None:
    """A text that was replaced, by the sha256 of its UTF-8; None where it is not kept.

    Raises:
        ArticleError: the file is there and cannot be read.
    """
    path = project.seeds / OLD_TEXTS / f"{sha256}.txt"
    if not is_file(path):
        return None
    where = project.told(path)
    text = decode(read_bytes(path, where, MOST_BYTES + len(_BOM)), where)
    if Article("kept", text).sha256 != sha256:
        what = "the kept text is not the one that its name says"
        raise ArticleError(what, where, "restore it from a copy or from version control")
    return text


def read_schema_of(project: Project) -> Schema:
    """The schema with its guideline pages and entities.

    Raises:
        SchemaError, Faults: a file is missing or at fault; every fault at once.
    """
    folder = project.guidelines
    path = folder / SCHEMA
    there = _entries(folder, project.told(folder))
    if path not in there:
        what = "the project has no schema"
        fix = "put schema.toml there; annotator init DIR makes a project with one"
        raise SchemaError(what, project.told(path), fix)
    pages = {
        page.name: read_bytes(page, project.told(page))
        for page in there
        if page.suffix == ".md" and not page.name.startswith(".")
    }
    entities = folder / ENTITIES
    return read_schema(
        read_bytes(path, project.told(path)),
        project.told(path),
        pages=pages,
        entities=read_bytes(entities, project.told(entities)) if entities in there else None,
        reserved=RESERVED,
    )


def store_of(project: Project) -> Store:
    """The versions that annotators saved."""
    return FolderStore(project.labels)


def _is_plain(article_id: str) -> bool:
    """Whether the ID can be put into a path as it is."""
    try:
        return check_id(article_id, "") == article_id
    except AnnotatorError:
        return False


def _composed(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _seed_told(project: Project, name: str) -> str:
    return project.told(project.seeds / name)


def _seeds_there(project: Project) -> Iterator[tuple[str, bool]]:
    """The names in the folder of articles, sorted, and whether each is that of a folder."""
    try:
        with os.scandir(project.seeds) as entries:
            there = {entry.name: _leads_on(entry) for entry in entries}
    except FileNotFoundError:
        return
    except OSError as error:
        where = project.told(project.seeds)
        raise refused("the folder cannot be looked into", error, where) from error
    for name in sorted(there):
        yield name, there[name]


def _leads_on(entry: os.DirEntry[str]) -> bool:
    """Whether it is known to be a folder, without another look at the disk for most."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _lone_facts(
    project: Project, names: dict[str, str], facts: set[str]
) -> Iterator[AnnotatorError]:
    """Sidecars without an article."""
    beside = {f"{name.removesuffix('.txt')}.toml" for name in names.values()}
    for name in sorted(facts - beside):
        what = f"these are the facts of no article: {name.removesuffix('.toml')}.txt is not there"
        fix = "put the article beside it, or move it out of the folder"
        yield ArticleError(what, _seed_told(project, name), fix)


def _entries(folder: Path, where: str) -> tuple[Path, ...]:
    """What lies in a folder, sorted by name; nothing where there is no such folder."""
    try:
        return tuple(sorted(folder.iterdir()))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise refused("the folder cannot be looked into", error, where) from error
