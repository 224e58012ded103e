"""Decisions of adjudication, gathered for the next version of the guideline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from annotator.labels.labelling import Decision, Reason
from annotator.labels.span import Piece, Span
from annotator.report.contexts import context, runs
from annotator.report.signs import visible
from annotator.text.flat import plain

NOTHING = "nothing"
# What a guideline can mend comes first.
REASONS: tuple[Reason, ...] = ("guideline", "ambiguous", "slip")
_CALLED: Mapping[Reason, str] = {
    "guideline": "The guideline",
    "ambiguous": "Ambiguous text",
    "slip": "Slips, and where no reason was given",
}
# What Markdown or HTML would take for more than a character.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has of a place: spans, and of each its values in words, by name.

    `who` is an annotator, `version` that version of theirs which was decided on. Where what they
    had is not known any more, `lost` says so.
    """

    who: str
    version: int
    spans: tuple[Span, ...]
    values: tuple[tuple[tuple[str, str], ...], ...]
    lost: str = ""

    @property
    def words(self) -> str:
        """It on one line, "nothing" where there are no spans."""
        told = (
            "".join((f"{span.label} «{span.text}»", *(f", {name} {one}" for name, one in values)))
            for span, values in zip(self.spans, self.values, strict=True)
        )
        return "; ".join(told) or self.lost or NOTHING

    @property
    def facts(self) -> frozenset[tuple[str, str]]:
        """All that is said, each by its name."""
        of_spans = (("", f"{one.label} «{one.text}»") for one in self.spans)
        return frozenset((*of_spans, *(fact for values in self.values for fact in values)))


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
    yield _sentence(one)
    yield ""
    common = _common(one.said)
    for said in one.said:
        yield f"- {_safe(said.who)}: {_words(said, common)}"
    yield f"- taken: {_safe(one.taken)}" + (
        f": {_words(one.gold, common)}" if one.decision.taken == "new" else ""
    )
    if decision.note:
        yield f"- note: {_apart(decision.note)}"
    yield ""


def _common(said: Sequence[Said]) -> frozenset[tuple[str, str]]:
    """What all say who say anything, where these are several."""
    facts = [one.facts for one in said if one.spans]
    return frozenset.intersection(*facts) if len(facts) > 1 else frozenset().union(*facts)


def _words(said: Said, common: frozenset[tuple[str, str]]) -> str:
    """What somebody had; what not all of them had is bold."""
    told = []
    for span, values in zip(said.spans, said.values, strict=True):
        what = f"{span.label} «{span.text}»"
        parts = [_bold(f"{_safe(span.label)} «{_apart(span.text)}»", ("", what) not in common)]
        parts += [_bold(f"{name} {_apart(one)}", (name, one) not in common) for name, one in values]
        told.append(", ".join(parts))
    return "; ".join(told) or said.lost or NOTHING


def _bold(words: str, differs: bool) -> str:  # noqa: FBT001 - how it is printed
    return f"**{words}**" if differs else words


def _sentence(one: Told) -> str:
    """The sentence as HTML that Markdown leaves alone, what is marked in bold and in brackets."""
    where = context(one.text, one.pieces)
    parts, marked = [], False
    for run in runs(one.text, where, one.pieces):
        if run.marked != marked:
            parts.append("<b>[" if run.marked else "]</b>")
            marked = run.marked
        text = escape(visible(run.text))
        parts.append(f"<kbd>{text}</kbd>" if run.kind == "sign" else text)
    way = "rtl" if where.right_to_left else "ltr"
    return f'<blockquote dir="{way}">{"".join(parts)}{"]</b>" * marked}</blockquote>'


def _apart(words: str) -> str:
    """Words of anybody's, in their own order whatever stands around them."""
    safe = _safe(words)
    return safe if safe.isascii() else f"<bdi>{safe}</bdi>"


def _safe(words: str) -> str:
    """Words as Markdown shows them letter by letter; nothing in them can act on a terminal."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", plain(words))
