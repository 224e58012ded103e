"""What an edit does to an adjudication: who decides between which versions, and one decision."""

from __future__ import annotations

from dataclasses import replace

from annotator.errors import SpanError
from annotator.labels.labelling import Adjudication, Decision, Panel

_FIX = "nothing is to be done"


def convened(adjudication: Adjudication | None, after: Panel | None) -> Adjudication | None:
    """The adjudication by another panel; decisions stay, and have nothing of sources that came.

    Sources may only come or go at the end, where no decision would take another for them.

    Raises:
        SpanError: decisions hang on a source that would go or change its place.
    """
    if after is None:
        if adjudication and adjudication.decisions:
            raise _refused("decisions hang on who was adjudicated")
        return None
    if adjudication is None:
        return Adjudication(after.by, after.sources)
    before = adjudication.sources
    same = all(
        one.annotator == other.annotator for one, other in zip(before, after.sources, strict=False)
    )
    if adjudication.decisions and not same:
        raise _refused("decisions hang on the order of those who were adjudicated")
    more = len(after.sources) - len(before)
    decisions = tuple(_seated(one, more) for one in adjudication.decisions)
    return Adjudication(after.by, after.sources, decisions)


def decided(
    adjudication: Adjudication | None, before: Decision | None, after: Decision | None
) -> Adjudication | None:
    """The adjudication with one decision in another's place, or more, or less.

    Raises:
        SpanError: there is no adjudication, the decision is not there as it was, or there is
            one already on that place.
    """
    if adjudication is None:
        raise _refused("nobody was adjudicated")
    left = adjudication.decisions
    if before is not None:
        left = tuple(one for one in left if one != before)
        if len(left) == len(adjudication.decisions):
            raise _refused(f"there is no such decision on {before.start}..{before.end}")
    if after is not None and any(one.place == after.place for one in left):
        raise _refused(f"{after.start}..{after.end} is decided already")
    return replace(adjudication, decisions=left if after is None else (*left, after))


def _seated(decision: Decision, more: int) -> Decision:
    """A decision with so many more sources at the end, or less."""
    sources, versions = decision.sources, decision.versions
    if more < 0:
        if any(sources[more:]) or any(versions[more:]):
            raise _refused(f"{decision.start}..{decision.end} was decided on that source too")
        return replace(decision, sources=sources[:more], versions=versions[:more])
    none: tuple[str, ...] = ()
    return replace(
        decision, sources=(*sources, *(none,) * more), versions=(*versions, *(0,) * more)
    )


def _refused(what: str) -> SpanError:
    return SpanError(what, "the labelling's adjudication", _FIX)
