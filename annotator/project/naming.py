"""Who is at work: the name under which versions are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from annotator.errors import UsageError
from annotator.labels.complaints import shown
from annotator.project.files import is_file, read_bytes
from annotator.project.settings import USER, UserFile, read_toml
from annotator.store.record import ANNOTATOR

GOLD = "gold"

_LARGEST_CONFIG = 1024 * 1024


def annotator_name(given: str | None, environ: Mapping[str, str], login: Callable[[], str]) -> str:
    """The annotator's name: as given, else ANNOTATOR_NAME, else the user's config, else the login.

    Args:
        given: what `--as` says, None where it was left out.
        environ: the environment; XDG_CONFIG_HOME and HOME say where config.toml lies.
        login: gives the login name; KeyError, OSError or ImportError where there is none.

    Raises:
        UsageError: what was found cannot name an annotator, or nothing was found.
    """
    if given is not None:
        return _checked(given, "--as")
    if environ.get("ANNOTATOR_NAME"):
        return _checked(environ["ANNOTATOR_NAME"], "ANNOTATOR_NAME")
    name = user_settings(environ).name
    if name:
        return name
    try:
        return _checked(login(), "the login name")
    except (KeyError, OSError, ImportError):
        raise UsageError(
            what="nobody is named, and this login has no name",
            where="the annotator's name",
            fix="say who is at work: --as NAME, or set ANNOTATOR_NAME",
        ) from None


def own_name(given: str | None, environ: Mapping[str, str], login: Callable[[], str]) -> str:
    """As `annotator_name`, for work by hand, which never goes under the name of a gold.

    Raises:
        UsageError: as `annotator_name`, or the name is that of a gold.
    """
    name = annotator_name(given, environ, login)
    if is_gold(name):
        raise UsageError(
            what=f"{name} is not an annotator's own name",
            where="--as" if given else "the annotator's name",
            fix="choose another name: --as NAME; annotator adjudicate makes gold, "
            "and it is taken in with import --as gold",
        )
    return name


def is_gold(name: str) -> bool:
    """Whether labels of this name come of adjudication: gold, or gold.NAME of a second one."""
    return name == GOLD or name.startswith(f"{GOLD}.")


def second_gold(adjudicator: str) -> str:
    """The name of what a second adjudicator decides without seeing what the first did.

    Raises:
        UsageError: the name leaves no room for it.
    """
    return _checked(f"{GOLD}.{adjudicator}", "--as")


def opened_by(article: str, annotator: str) -> str:
    """The command that opens what somebody did to an article, gold by its own."""
    if not is_gold(annotator):
        return f"annotator open {article} --as {annotator}"
    _, _, second = annotator.partition(".")
    return f"annotator adjudicate {article}" + (f" --second --as {second}" if second else "")


def user_settings(environ: Mapping[str, str]) -> UserFile:
    """What the user's config.toml says; nothing where there is no such file.

    Raises:
        AnnotatorError, Faults: the file is at fault; every fault at once.
    """
    config = user_config(environ)
    if config is None or not is_file(config):
        return UserFile()
    return read_toml(read_bytes(config, str(config), _LARGEST_CONFIG), str(config), USER)


def user_config(environ: Mapping[str, str]) -> Path | None:
    """Where the user's config.toml lies, whether or not it is there; None without a home."""
    folder = own_folder(environ, "XDG_CONFIG_HOME", ".config")
    return folder and folder / "config.toml"


def own_folder(environ: Mapping[str, str], variable: str, otherwise: str) -> Path | None:
    """This program's folder among a person's own: where a variable says, else in their home.

    None without either.

    Source: XDG Base Directory Specification; a path that is not absolute is ignored.
    """
    base = environ.get(variable) or ""
    if not base.startswith("/"):
        home = environ.get("HOME")
        if not home:
            return None
        base = f"{home}/{otherwise}"
    return Path(base, "annotator")


def _checked(name: str, where: str) -> str:
    if not ANNOTATOR.fullmatch(name):
        raise UsageError(
            what=f"{shown(name)} cannot name an annotator",
            where=where,
            fix="give 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first: --as NAME",
        )
    return name
