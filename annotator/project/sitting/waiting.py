"""What the journals of this machine know: versions that were saved here, edits that were not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.project.places import Project
from annotator.project.sitting.journals import journal_roots
from annotator.store.journal import journals_in, read_lines
from annotator.store.journal_entry import Begun, Saved, Stepped
from annotator.store.journal_shape import read_record


@dataclass(frozen=True, slots=True)
class Waiting:
    """One journal: whose it is, how many edits were kept since the last save, what was saved.

    `versions` holds the sha256 of each version's file by its number.
    """

    path: Path
    article_id: str
    annotator: str
    edits: int
    versions: Mapping[int, str]


def waiting(project: Project, environ: Mapping[str, str]) -> Iterator[Waiting]:
    """Every journal of a project on this machine; one that cannot be read is passed over."""
    for root in journal_roots(project, environ):
        for article in _folders(root):
            for annotator in _folders(article):
                with suppress(OSError):
                    for path in journals_in(annotator, closed=True):
                        with suppress(AnnotatorError, OSError):
                            yield _read(path, article.name, annotator.name)


def _read(path: Path, article_id: str, annotator: str) -> Waiting:
    versions: dict[int, str] = {}
    edits = 0
    for record in read_lines(path.read_bytes()).records:
        match read_record(record, str(path)):
            case Stepped():
                edits += 1
            case Saved(version=version, sha256=sha256):
                versions[version] = sha256
                edits = 0
            case Begun(laid_over=laid_over):
                edits = 1 if laid_over else 0
    still = 0 if path.suffix == ".closed" else edits
    return Waiting(path, article_id, annotator, still, versions)


def _folders(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in folder.iterdir() if path.is_dir())
