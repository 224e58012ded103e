"""Whose labels are compared: annotators, versions of theirs, releases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from annotator.errors import AnnotatorError, StoreError, UsageError, raise_all
from annotator.project.naming import is_gold
from annotator.project.places import Project
from annotator.project.releases.meaning import meant
from annotator.project.releases.releasing import read_release, released
from annotator.project.showing import Which
from annotator.store import history
from annotator.store.codec import file_of, sha256
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.store.release_file import ReleaseEntry

_OPTION = "NAME"


@dataclass(frozen=True, slots=True)
class Kept:
    """One version that a side has of an article; `sha256` is that of its file."""

    version: Version
    sha256: str
    where: str

    @property
    def place(self) -> tuple[str, int]:
        """What makes two of one article the same version."""
        return self.version.annotator, self.version.number


@dataclass(frozen=True, slots=True)
class Side:
    """One of those that are compared.

    `number` is that of one version, None for the newest of each article. Of a release
    `entries` are what it froze, by article, and None of an annotator.
    """

    name: str
    annotator: str = ""
    number: int | None = None
    entries: dict[str, ReleaseEntry] | None = None

    def kept(self, store: Store, article_id: str) -> Kept | None:
        """The version that it has of an article; None where it has none.

        Raises:
            AnnotatorError, Faults: the version's file is at fault, or not as it was released.
        """
        if self.entries is not None:
            entry = self.entries.get(article_id)
            version = released(store, entry) if entry else None
        else:
            number = self._number(store, article_id)
            place = (article_id, self.annotator)
            version = history.version_of(store, *place, number) if number else None
        if version is None:
            return None
        where = store.where(article_id, version.annotator, version.number)
        return Kept(version, sha256(file_of(version)), where)

    @property
    def lacks(self) -> str:
        """What to say of an article that it has nothing of."""
        if self.entries is not None:
            return f"not in the release {self.name}"
        return f"no version {self.name}" if self.number else f"no labels by {self.name}"

    def _number(self, store: Store, article_id: str) -> int | None:
        """The number of the version that an annotator has; None where there is none."""
        numbers = store.versions(article_id, self.annotator)
        if self.number is None:
            return numbers[-1] if numbers else None
        return self.number if self.number in numbers else None


def named_sides(
    project: Project, store: Store, names: Sequence[str], labelled: Sequence[str]
) -> tuple[Side, ...]:
    """Those that are named, in that order; nobody where nobody is named.

    `labelled` are the articles with labels, the store's own.

    Raises:
        UsageError: there is only one, one is there twice, or one of them names nothing.
        StoreError: one has no labels, or no version of that number; all that are wrong at once.
        AnnotatorError, Faults: a release is at fault.
    """
    sides: list[Side] = []
    wrong: list[AnnotatorError] = []
    for name in names:
        try:
            sides.append(named_side(project, store, name, labelled))
        except AnnotatorError as error:
            wrong.append(error)
    raise_all(wrong)
    _check_twice([side.name for side in sides])
    if len(sides) == 1:
        raise _alone(sides[0], _annotators(store, labelled))
    return tuple(sides)


def all_sides(store: Store, articles: Sequence[str]) -> tuple[Side, ...]:
    """Everybody with labels of any of these articles, sorted by name; gold is left out.

    Raises:
        StoreError: the labels cannot be looked into.
    """
    names = {name for article in articles for name in store.annotators(article)}
    return tuple(Side(name, name) for name in sorted(names) if not is_gold(name))


def named_side(
    project: Project, store: Store, name: str, labelled: Sequence[str], option: str = _OPTION
) -> Side:
    """The one that a name means; `option` is where it was typed.

    Raises:
        UsageError: it names nothing, or both an annotator and a release.
        StoreError: it has no labels, or no version of that number.
        AnnotatorError, Faults: a release is at fault.
    """
    asked = meant(store, name, option, labelled)
    if not isinstance(asked, Which):
        entries = {entry.article: entry for entry in read_release(project, asked.name).entries}
        return Side(name, entries=entries)
    annotator, number = asked.annotator, asked.number
    if not any(store.versions(one, annotator) for one in labelled):
        raise _unknown(annotator, _annotators(store, labelled), option)
    if number is None:
        return Side(annotator, annotator)
    if not any(number in store.versions(one, annotator) for one in labelled):
        newest = max(store.versions(one, annotator)[-1:] for one in labelled)[0]
        what = f"{annotator} saved no version {number} of any article"
        raise StoreError(what, option, f"the highest there is: {annotator}@{newest}")
    return Side(f"{annotator}@{number}", annotator, number)


def _check_twice(names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(
            what=f"{' and '.join(twice)} would be compared with the very same labels",
            where=_OPTION,
            fix="name each once; two versions of one annotator are named as a1@1 a1@2",
        )


def _alone(side: Side, known: Sequence[str]) -> UsageError:
    others = [name for name in known if name != side.name]
    fix = f"add one of these: {', '.join(others)}" if others else ""
    fix = fix or "have the articles labelled by somebody else, too, or add a version as NAME@1"
    return UsageError(f"only {side.name} is named, and agreement is between two", _OPTION, fix)


def _unknown(name: str, known: Sequence[str], option: str) -> StoreError:
    close = get_close_matches(name, known)
    guess = f"did you mean {' or '.join(close)}? " if close else ""
    fix = f"{guess}these have labels: {', '.join(known)}" if known else "label first"
    return StoreError(f"{name} saved no labels", option, fix)


def _annotators(store: Store, labelled: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({name for one in labelled for name in store.annotators(one)}))
