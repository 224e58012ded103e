"""What Python programs give, looked at before anything is read: wrong types are told in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from numbers import Real
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import UsageError
from annotator.labels.complaints import shown

_ARTICLES = "give a list of dicts, a file as a Path, or a name as a string"
_LINE = 'give dicts such as {"article": ID, "spans": [{"label": "PLACE", "start": 0, "end": 4}]}'


def check_name(name: object, what: str, meant: str) -> None:
    """Refuse what is no name; `what` is the argument, `meant` what it names.

    Raises:
        UsageError: it is no string, or an empty one.
    """
    if not isinstance(name, str) or not name:
        raise UsageError(f"{told(name)} is no name", what, f"give {meant} as a string")


def names(given: object, what: str) -> tuple[str, ...]:
    """Several names, of which one may come as it is.

    Raises:
        UsageError: they are something else.
    """
    each = (given,) if isinstance(given, str) else given
    if not isinstance(each, Iterable) or isinstance(each, Mapping | bytes):
        raise UsageError(f"{told(given)} is no list of names", what, "give a list of strings")
    found = tuple(each)
    for one in found:
        check_name(one, what, "each")
    return found


def path(given: object, what: str) -> Path:
    """A folder or a file.

    Raises:
        UsageError: it is neither a string nor a path.
    """
    if not isinstance(given, str | Path):
        raise UsageError(f"{told(given)} is no path", what, "give a string or a Path")
    return Path(given)


def check_number(number: object, what: str) -> None:
    """Refuse what is no whole number.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(number, int) or isinstance(number, bool):
        raise UsageError(f"{told(number)} is no whole number", what, "give one, such as 1000")


def lines(articles: object) -> Iterator[bytes]:
    """Articles as lines of JSON lines, each as soon as it is asked for.

    Raises:
        UsageError: they are no list of dicts, or one of them holds what JSON does not know.
    """
    if not isinstance(articles, Iterable) or isinstance(articles, Mapping | str | bytes):
        fix = _ARTICLES
        if isinstance(articles, Mapping):
            fix = "give a list of articles, also where there is but one"
        what = f"{told(articles)} is nothing that predictions can be read from"
        raise UsageError(what, "predictions", fix)
    fix = _LINE
    if hasattr(articles, "to_dict"):
        fix = f"{_LINE}; a table gives its rows by to_dict('records')"
    return (_line(one, at, fix) for at, one in enumerate(articles))


def told(value: object) -> str:
    """What was given, as a person may see it: a plain value itself, of others the type."""
    if value is None:
        return "None"
    is_plain = isinstance(value, str | int | float)
    return shown(value) if is_plain else f"a value of type {type(value).__name__}"


def _line(article: object, at: int, fix: str) -> bytes:
    where = f"predictions[{at}]"
    if not isinstance(article, Mapping):
        raise UsageError(f"{told(article)} is no article", where, fix)
    try:
        # Every NaN would become null, and be taken for no score at all.
        return orjson.dumps(_checked(article), option=orjson.OPT_SERIALIZE_NUMPY)
    except (TypeError, ValueError, RecursionError) as error:
        what = f"an article cannot be written as JSON: {error}"
        raise UsageError(what, where, "give dicts, lists, strings and numbers") from error


def _checked(value: Any) -> Any:
    """The value as it is.

    Raises:
        ValueError: a number in it is none.
    """
    if isinstance(value, Mapping):
        return {key: _checked(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(one) for one in value]
    if isinstance(value, Real) and value - value != 0:
        raise ValueError(f"{value} is no number")
    return value
