"""Why nothing can be compared, in words, with what would help."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from annotator.errors import StoreError
from annotator.measure.agreement.figures import Excluded
from annotator.project.agreeing.answers import Answers, Not
from annotator.project.agreeing.sides import Side

_WHERE = "the labels of this project"
_MOST_NAMED = 5
_MARK_DONE = "have them marked done (m on the screen), or count drafts with --all"


class TooLittle(StoreError):
    """Fewer than two have labels of an article that count."""


class TooLittleForGates(TooLittle):
    """The same, where figures were to be held against gates."""

    exit_code = 4


def too_few(
    counting: Collection[str], sides: Sequence[Side], answers: Iterable[Answers]
) -> TooLittle:
    """The error where nobody is named, and fewer than two have labels that count."""
    who = f"only {min(counting)} has" if counting else "nobody has"
    drafts = {name for each in answers for name, one in each.said.items() if _is_draft(one)}
    others = [side.name for side in sides if side.name in drafts - {*counting}]
    if others:
        fix = f"{_MARK_DONE}: drafts are there by {listed(others)}"
    else:
        fix = "have the articles labelled by two: annotator open --as NAME, or annotator import"
    return TooLittle(f"agreement is between two, and {who} labels that count", _WHERE, fix)


def nothing_left(
    answers: Mapping[str, Answers], excluded: Iterable[Excluded], sides: Sequence[Side], least: int
) -> TooLittle:
    """The error where no article has labels that count of as many sides as it takes."""
    names = listed([side.name for side in sides])
    scope = "two of" if least < len(sides) else "both" if len(sides) == 2 else "all of"
    shared = sum(2 <= len(each.kept) < least for each in answers.values())
    drafts = {one: sum(map(_is_draft, each.said.values())) for one, each in answers.items()}
    if shared:
        fix = f"name fewer, or count the {shared} that two of them have, with --any"
    elif any(many and many + len(answers[one].kept) >= least for one, many in drafts.items()):
        fix = _MARK_DONE
    else:
        fix = f"see what keeps them apart: {reasons(excluded)}"
    return TooLittle(f"no article has labels by {scope} {names} that count", _WHERE, fix)


def reasons(excluded: Iterable[Excluded]) -> str:
    """Why articles do not count, each reason with some of them."""
    told = "; ".join(f"{why} ({listed(articles)})" for why, articles in by_reason(excluded).items())
    return told or "nobody labelled any of these articles"


def by_reason(excluded: Iterable[Excluded]) -> dict[str, list[str]]:
    """The articles that do not count, by the reason."""
    found: dict[str, list[str]] = {}
    for one in excluded:
        found.setdefault(one.reason, []).append(one.article)
    return found


def listed(names: Sequence[str]) -> str:
    """Names in a sentence, as many as one reads: a, b and c."""
    more = len(names) - _MOST_NAMED
    *first, last = (*names[:_MOST_NAMED], f"{more} more") if more > 0 else names
    return f"{', '.join(first)} and {last}" if first else last


def _is_draft(said: object) -> bool:
    return isinstance(said, Not) and said.draft
