"""A new labelling project, with the shipped scheme alone or with the sample articles and labels."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from annotator.errors import AnnotatorError
from annotator.labels.complaints import shown
from annotator.project.files import is_folder, refused
from annotator.project.places import OLD_TEXTS, OWN, SETTINGS
from annotator.project.sidecar import toml_string

_IGNORED = f"# this machine's own: journals and indexes\n{OWN}/\n"
_WELCOME = frozenset({".git"})


def start(target: Path, *, sample: bool) -> Path:
    """Make a project in a folder that is new or empty, whole or not at all; gives its full path.

    Raises:
        AnnotatorError: something is in the folder already, or it cannot be written.
    """
    root = Path(os.path.abspath(target))  # noqa: PTH100 - links are left as the person sees them
    where = str(root)
    try:
        _check_free(root, where)
        with _undone_on_failure(root) as stage:
            _fill(stage, root.name, sample=sample)
            # Names that were there keep standing; nothing here has one of theirs.
            for made in sorted(stage.iterdir()):
                made.rename(root / made.name)
    except OSError as error:
        raise refused("the project cannot be made", error, where) from error
    except ValueError as error:
        # A name with NUL in it.
        what = f"no folder can be called {shown(root.name)}"
        raise AnnotatorError(what, shown(where), "choose another name") from error
    return root


def sample_source() -> Path:
    """The folder with the sample project: inside the installed package, else the checkout's own."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "sample"
    return shipped if is_folder(shipped) else package.parent


def _check_free(root: Path, where: str) -> None:
    if os.path.lexists(root) and not is_folder(root):
        what = "a file stands where the project should be"
        raise AnnotatorError(what, where, "choose another name, or move it away")
    there = {path.name for path in root.iterdir()} if is_folder(root) else set()
    inside = sorted(there - _WELCOME)
    if inside:
        raise AnnotatorError(
            what=f"the folder is not empty: it holds {shown(inside[0])}"
            + (f" and {len(inside) - 1} more" if len(inside) > 1 else ""),
            where=where,
            fix="name a folder that is new or empty",
        )


@contextmanager
def _undone_on_failure(root: Path) -> Iterator[Path]:
    """A folder inside the new project to build in; on failure all that was made is taken away."""
    first_made = next((one for one in (*reversed(root.parents), root) if not one.exists()), None)
    root.mkdir(parents=True, exist_ok=True)
    before = frozenset(root.iterdir())
    try:
        stage = Path(mkdtemp(prefix=".annotator-", dir=root))
        yield stage
        stage.rmdir()
    except BaseException:
        for made in frozenset(root.iterdir()) - before:
            _remove(made)
        if first_made:
            shutil.rmtree(first_made, ignore_errors=True)
        raise


def _remove(path: Path) -> None:
    if is_folder(path) and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _fill(stage: Path, name: str, *, sample: bool) -> None:
    """Every file and folder of the project, byte for byte where it is copied."""
    source = sample_source()
    _copy(source / "guidelines", stage / "guidelines")
    for folder in ("seeds", "labels"):
        if sample and is_folder(source / folder):
            _copy(source / folder, stage / folder)
        else:
            (stage / folder).mkdir()
    if sample:
        shutil.copyfile(source / SETTINGS, stage / SETTINGS)
    else:
        settings = (
            f'name = {toml_string(name or "articles")}\nboundary = "word"\nkeyboard = "auto"\n'
        )
        (stage / SETTINGS).write_text(settings, encoding="utf-8", newline="\n")
    (stage / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    """A folder's files by their bytes alone: what is read-only there may be written here."""
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.name.startswith(".") and entry.name != OLD_TEXTS:
            continue
        if is_folder(entry):
            _copy(entry, target / entry.name)
        else:
            shutil.copyfile(entry, target / entry.name)
