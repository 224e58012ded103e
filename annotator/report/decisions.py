"""Decisions of adjudication, gathered for the next version of the guideline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.labels.labelling import Decision, Reason
from annotator.labels.span import Piece, Span
from annotator.report.contexts import context, runs
from annotator.text.flat import plain

# What a guideline can mend comes first.
REASONS: tuple[Reason, ...] = ("guideline", "ambiguous", "slip")
_CALLED: Mapping[Reason, str] = {
    "guideline": "The guideline",
    "ambiguous": "Ambiguous text",
    "slip": "Slips",
}
# What Markdown or HTML would take for more than a character.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+](?=\s)|^\d+(?=[.)])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has of a place: spans, and the same in words, "nothing" where there are none.

    `who` is an annotator, `version` that version of theirs which was decided on.
    """

    who: str
    version: int
    spans: tuple[Span, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One decision in its context.

    `label` is that of what was taken, else of what was marked; `labels` are all that were given
    there. `text` is the article's, `pieces` what is marked in it: half-open code points. `taken`
    says it with the annotators' names; `gold` is what gold got.
    """

    article: str
    by: str
    decision: Decision
    label: str
    labels: frozenset[str]
    text: str
    pieces: tuple[Piece, ...]
    said: tuple[Said, ...]
    taken: str
    gold: Said


def by_label(told: Iterable[Told], labels: Sequence[str]) -> dict[str, tuple[Told, ...]]:
    """Decisions by label in the schema's order; of each label, what a guideline can mend first."""
    found: dict[str, list[Told]] = {label: [] for label in labels}
    for one in told:
        found.setdefault(one.label, []).append(one)
    return {
        label: tuple(sorted(ones, key=lambda one: REASONS.index(one.decision.reason)))
        for label, ones in found.items()
        if ones
    }


def markdown(told: Sequence[Told], labels: Sequence[str], project: str) -> str:
    """The page: a table of counts, then each label's decisions, by reason."""
    return "\n".join(_lines(told, labels, project)).rstrip("\n") + "\n"


def _lines(told: Sequence[Told], labels: Sequence[str], project: str) -> Iterator[str]:
    gathered = by_label(told, labels)
    yield f"# Decisions of adjudication: {_safe(project)}"
    yield ""
    if not told:
        yield "Nothing was decided yet."
        return
    yield f"| label | {' | '.join(REASONS)} | all |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for label, ones in gathered.items():
        yield _counted(_safe(label), ones)
    yield _counted("all", told)
    yield ""
    for label, ones in gathered.items():
        yield f"## {_safe(label)}"
        yield ""
        for reason in REASONS:
            there = [one for one in ones if one.decision.reason == reason]
            if there:
                yield f"### {_CALLED[reason]} ({len(there)})"
                yield ""
            for one in there:
                yield from _decision(one)


def _counted(name: str, ones: Sequence[Told]) -> str:
    count = Counter(one.decision.reason for one in ones)
    return f"| {name} | {' | '.join(str(count[reason]) for reason in REASONS)} | {len(ones)} |"


def _decision(one: Told) -> Iterator[str]:
    decision = one.decision
    yield f"**{_safe(one.article)}** {decision.start}..{decision.end}, by {_safe(one.by)}"
    yield ""
    yield f"> {_sentence(one)}"
    yield ""
    for said in one.said:
        yield f"- {_safe(said.who)}: {_safe(said.words)}"
    yield f"- taken: {_safe(one.taken)}" + (
        f": {_safe(one.gold.words)}" if one.decision.taken == "new" else ""
    )
    if decision.note:
        yield f"- note: {_safe(decision.note)}"
    yield ""


def _sentence(one: Told) -> str:
    """The sentence, what is marked in bold; it runs as its first letter does."""
    where = context(one.text, one.pieces)
    parts = []
    for run in runs(one.text, where, one.pieces):
        text = _safe(run.text)
        core = text.strip()
        parts.append(text.replace(core, f"**{core}**", 1) if run.marked and core else text)
    return "".join(parts)


def _safe(words: str) -> str:
    """Words as Markdown shows them letter by letter; nothing in them can act on a terminal."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", plain(words))
