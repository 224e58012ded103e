"""What a person sees the first time only: the tour."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from annotator.project.files import is_file
from annotator.project.naming import own_folder


def tour_seen(environ: Mapping[str, str]) -> bool:
    """Whether this person has been through the tour; where nothing can be remembered, they have."""
    mark = _mark(environ)
    return mark is None or is_file(mark)


def remember_tour(environ: Mapping[str, str]) -> None:
    """Remember that the tour was seen, in the person's own state."""
    mark = _mark(environ)
    if mark is not None:
        # What cannot be remembered is shown once more; that is no reason to stop anybody.
        with suppress(OSError):
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_bytes(b"")


def _mark(environ: Mapping[str, str]) -> Path | None:
    """Where that is remembered, from XDG_STATE_HOME or HOME; None without either."""
    folder = own_folder(environ, "XDG_STATE_HOME", ".local/state")
    return folder and folder / "tour-seen"
