"""Agreement as files: a page to send, a table, a page in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from annotator.errors import UsageError
from annotator.measure.agreement.figures import Agreement
from annotator.project.agreeing.selecting import Selection
from annotator.project.outgoing import check_target, write_outside
from annotator.project.places import Project
from annotator.report.agreement_csv import csv_text
from annotator.report.agreement_md import markdown
from annotator.report.agreement_page import page
from annotator.report.gates import Gate

Kind = Literal["html", "csv", "md"]
_Some = TypeVar("_Some", bound=str)

_CALLED = {
    "html": "a page",
    "csv": "a table",
    "md": "a Markdown page",
    "junit": "a JUnit report",
}


def check_files(project: Project | None, files: Mapping[_Some, Path]) -> None:
    """Refuse places where nothing can be written, before anything is computed.

    Raises:
        UsageError: two are the same, or one is among the project's own files, is a folder, or has
            no folder to be in.
        AnnotatorError: one cannot be looked at.
    """
    for path, times in Counter(path.absolute() for path in files.values()).items():
        if times > 1:
            what = "one file is to hold two things"
            raise UsageError(what, str(path), "give each a file of its own")
    for kind, path in files.items():
        check_target(project, path, _CALLED[kind])


def write_files(
    project: Project | None, files: Mapping[_Some, Path], texts: Mapping[_Some, str]
) -> None:
    """Write each file whole or not at all.

    Raises:
        UsageError: as `check_files`.
        AnnotatorError: one cannot be written; then what was there is still there.
    """
    for kind, path in files.items():
        write_outside(project, path, texts[kind].encode(), _CALLED[kind])


def texts_of(
    found: Agreement, selection: Selection, gates: Sequence[Gate], kinds: Iterable[Kind]
) -> dict[Kind, str]:
    """What is to be written, by its kind."""
    articles = {one.article.id: one.article for one in selection.compared}
    texts: dict[Kind, str] = {}
    for kind in kinds:
        match kind:
            case "html":
                texts[kind] = page(found, articles, selection.schema, gates)
            case "csv":
                texts[kind] = csv_text(found)
            case "md":
                texts[kind] = markdown(found, articles, gates)
    return texts
