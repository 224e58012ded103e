"""What a name means where either an annotator's labels or a release may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.errors import UsageError
from annotator.project.showing import NEWEST, Which, which
from annotator.store.disk import RELEASES
from annotator.store.protocol import Store
from annotator.store.record import ANNOTATOR, RELEASE


@dataclass(frozen=True, slots=True)
class WhichRelease:
    """A release by its name, whether there is one or not."""

    name: str


def meant(store: Store, named: str, option: str, articles: Iterable[str]) -> Which | WhichRelease:
    """What `NAME`, `NAME@V`, `NAME@newest` or `releases/NAME` means.

    A name alone is an annotator or a release; the other forms are one of the two whatever there is.

    Args:
        store: where annotators and releases are looked for.
        named: what was typed.
        option: where it was typed.
        articles: those of which an annotator may have labels.

    Raises:
        UsageError: it can be neither, it is both, or a version of a release is asked for.
        StoreError: the labels cannot be looked into.
    """
    folder, slash, name = named.partition("/")
    if slash and folder == RELEASES:
        return WhichRelease(name)
    releases = store.releases()
    if named in releases:
        if any(named in store.annotators(article) for article in articles):
            raise UsageError(
                what=f"{named} is a release, and an annotator with labels",
                where=option,
                fix=f"say {RELEASES}/{named} for the release, "
                f"or {named}@{NEWEST} for the annotator's newest labels",
            )
        return WhichRelease(named)
    before, at, _ = named.rpartition("@")
    if at and before in releases and not any(before in store.annotators(one) for one in articles):
        what = f"the release {before} has no versions of its own"
        raise UsageError(what, option, f"say {before} for what it froze")
    if RELEASE.fullmatch(named) and not ANNOTATOR.fullmatch(named):
        raise UsageError(
            what=f"{named} names no version and no release",
            where=option,
            fix="name an annotator, one of their versions as NAME@V, or a release"
            + (f": {', '.join(releases)}" if releases else ""),
        )
    return which(named, option)
