"""Files that a person asks for elsewhere: never among the project's own."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import UsageError
from annotator.project.files import is_folder, refused, write_out
from annotator.project.places import SETTINGS, Project


def check_target(project: Project | None, target: Path, kind: str) -> None:
    """Refuse a place where a file must not be written; `kind` is what it is called, with its "a".

    Where no `project` is, none has files of its own.

    Raises:
        UsageError: it lies among the project's articles, guidelines or labels, is a folder, or its
            folder is not there.
        AnnotatorError: it cannot be looked at.
    """
    where = str(target)
    try:
        full = target.resolve()
        own = (project.seeds, project.guidelines, project.labels) if project else ()
        for folder in own:
            if full.is_relative_to(folder.resolve()) or full.name == SETTINGS:
                what = f"{kind} would be written among the project's own files"
                raise UsageError(what, where, "name a file elsewhere")
        if is_folder(full):
            raise UsageError("a folder stands where the file should be", where, "name a file")
        if not full.parent.exists():
            what = f"the folder {target.parent} is not there"
            raise UsageError(what, where, "make it, or name a file in one that is there")
    except (OSError, ValueError) as error:
        refusal = error if isinstance(error, OSError) else OSError(str(error))
        raise refused(f"{kind} cannot be written", refusal, where) from error


def write_outside(project: Project | None, target: Path, data: bytes, kind: str) -> None:
    """Write a file whole or not at all, never among the project's own; or into a device.

    Raises:
        UsageError: the target lies among the project's articles, guidelines or labels.
        AnnotatorError: it cannot be written; then what was there is still there.
    """
    check_target(project, target, kind)
    try:
        write_out(target, data)
    except OSError as error:
        raise refused(f"{kind} cannot be written", error, str(target)) from error
