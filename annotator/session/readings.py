"""What the sources of an adjudication say at one place, as a person is asked about it.

Who said what is hidden behind numbers. Each stands for one reading, and is what is pressed to take
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import CHECK_TEXT, Piece, Span
from annotator.session.adjudicators_commands import FURTHER, MOST_TAKEN
from annotator.session.bench import Bench
from annotator.session.hearings import Hearing
from annotator.session.listed import named_values
from annotator.session.remarks import UNSURE
from annotator.text.badges import Badge

_CALLED = {
    "both": "all of them",
    "neither": "neither",
    "new": "what gold had",
    "agreed": "what all have",
    "open": "to be asked again",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to mark a place, and who marks it so.

    `number` counts from 1 in the order in which they are shown; `sources` are positions in the
    order of the bench, and `spans` those of the first of them: empty where nothing is marked.
    """

    number: int
    sources: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def sign(self) -> str:
        """What it is called."""
        return sign_of(self.number)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a reading says; `differs` where another that marks anything says otherwise.

    `name` is that of a value, and empty for anything else. The text is in logical order, and not
    yet safe for a terminal; it is empty for a value that others have here and this one has not.
    """

    kind: Literal["label", "words", "value", "remark"]
    name: str
    text: str
    differs: bool = False


def sign_of(number: int) -> str:
    """What the reading of a number is called: the keys that take it, 2, or 91 for the fifth."""
    further, key = divmod(number - 1, MOST_TAKEN)
    return f"{FURTHER * further}{key + 1}"


def readings(bench: Bench, hearing: Hearing, *, named: bool = False) -> tuple[Reading, ...]:
    """The readings of a place as they are asked about, in the order in which sides are shown.

    What all agree on and is asked all the same looks like what only some have marked, so that
    nobody can tell which it is; with `named`, and once it is decided, it shows as it is.
    """
    of_each = hearing.place.readings
    if hearing.state == "check" and not named:
        return _disguised(bench, hearing)
    shown_at = {side: at for at, side in enumerate(bench.sides)}
    groups = [sorted(group, key=shown_at.__getitem__) for group in hearing.place.groups]
    groups.sort(key=lambda group: shown_at[group[0]])
    return tuple(
        Reading(number, tuple(group), of_each[group[0]]) for number, group in enumerate(groups, 1)
    )


def taken_by(hearing: Hearing, reading: Reading) -> str:
    """What is recorded where this reading is taken: a letter by the order of the sources."""
    if hearing.state == "check":
        return "agreed" if reading.spans else "neither"
    return chr(ord("a") + min(reading.sources))


def told_taken(bench: Bench, shown: Sequence[Reading], taken: str) -> str:
    """What was taken, as it is called on the screen; by who said it where that is not shown."""
    if taken in _CALLED:
        return _CALLED[taken]
    at = ord(taken) - ord("a")
    sign = next((one.sign for one in shown if at in one.sources), None)
    return sign or bench.names[at]


def told(
    shown: Sequence[Reading], labellings: Sequence[Labelling], schema: Schema
) -> tuple[tuple[tuple[Said, ...], ...], ...]:
    """What each reading says of each of its spans, values in the order of the schema.

    `labellings` holds for each reading the one in which its spans stand, which knows what spans
    they name.
    """
    facts = [
        tuple(tuple(_facts(span, own, schema)) for span in one.spans)
        for one, own in zip(shown, labellings, strict=True)
    ]
    marked = [_by_name(one) for one in facts if one]
    return tuple(
        _compared(said, marked, _values_of(one, schema))
        for one, said in zip(shown, facts, strict=True)
    )


def is_in_gold(reading: Reading, result: Sequence[Span]) -> bool:
    """Whether gold has just what a reading says, but for what its values name by an id."""
    return bool(reading.spans) and _unnamed(reading.spans) == _unnamed(result)


def badges(shown: Sequence[Reading], length: int) -> tuple[Badge, ...]:
    """The number of each reading where a piece of it begins, and where it ends, sorted by offset.

    They look like ‹1› and ›1‹, also where a terminal turns them round beside Arabic. A badge
    stands before the character of its offset: what ends with a text of `length` code points has
    none at its end.
    """
    begun: dict[int, list[str]] = {}
    ended: dict[int, list[str]] = {}
    for one in shown:
        for start, end in sorted({piece for span in one.spans for piece in span.pieces}):
            for there, offset in ((begun, start), (ended, end)):
                signs = there.setdefault(offset, [])
                if one.sign not in signs:
                    signs.append(one.sign)
    return tuple(
        Badge(offset, f"{before}{','.join(there[offset])}{behind}")
        for offset in sorted({*begun, *ended})
        for before, behind, there in (("›", "‹", ended), ("‹", "›", begun))
        if offset in there and offset < length
    )


# With what is to be equal where the same is said, and whether it is told where nothing differs:
# a mod that shows in a count is not.
_Fact = tuple[Said, object, bool]
_Facts = tuple[tuple[_Fact, ...], ...]


def _facts(span: Span, labelling: Labelling, schema: Schema) -> Iterator[_Fact]:
    """What is said of one span."""
    yield Said("label", "", span.label), span.label, True
    yield Said("words", "", span.text), span.pieces, True
    label = schema.label(span.label)
    if label is not None:
        words = dict(named_values(span, label, lambda one: _words_of(labelling, one), few=None))
        for name in (one.name for one in label.attributes if span.value(one.name) is not None):
            value = str(span.value(name))
            said = Said("value", name, words.get(name, value))
            yield said, _targets(span, name, labelling) or value, name in words
    for flag, text in ((UNSURE, "unsure"), (CHECK_TEXT, "words changed under it")):
        if flag in span.flags:
            yield Said("remark", "", text), None, True
    if span.comment:
        yield Said("remark", "", f"“{span.comment}”"), None, True


def _compared(
    facts: _Facts, marked: Sequence[dict[tuple[str, str], object]], names: frozenset[str]
) -> tuple[tuple[Said, ...], ...]:
    """What is said, marked where any other reading that marks something says otherwise.

    Of the values that others have, those are told as lacking whose names are among these.
    """
    own = _by_name(facts)
    every = dict.fromkeys(key for one in marked for key in one)
    differing = [key for key in every if any(one.get(key) != own.get(key) for one in marked)]
    lacking = tuple(
        Said("value", name, "", differs=True)
        for kind, name in differing
        if kind == "value" and name in names and (kind, name) not in own
    )
    return tuple(
        (
            *(
                Said(one.kind, one.name, one.text, (one.kind, one.name) in differing)
                for one, _, is_told in span
                if is_told or (one.kind, one.name) in differing
            ),
            *(lacking if at == len(facts) - 1 else ()),
        )
        for at, span in enumerate(facts)
    )


def _values_of(reading: Reading, schema: Schema) -> frozenset[str]:
    """The names of the values that a reading could have."""
    labels = (schema.label(span.label) for span in reading.spans)
    return frozenset(one.name for label in labels if label for one in label.attributes)


def _by_name(facts: _Facts) -> dict[tuple[str, str], object]:
    """What a reading says under each name, of all its spans; remarks are nobody's difference."""
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for span in facts:
        for said, key, _ in span:
            if said.kind != "remark":
                at = said.kind, said.name
                found[at] = (*found.get(at, ()), key)
    return dict(found)


def is_as_taken(hearing: Hearing) -> bool:
    """Whether gold has what was decided for it, but for what its values name by an id.

    It has not where a person changed it by hand since, and did not decide for that.
    """
    decision, of_each = hearing.decision, hearing.place.readings
    if hearing.state != "decided" or decision is None:
        return True
    match decision.taken:
        case "new":
            return True
        case "neither":
            wanted: Sequence[Span] = ()
        case "agreed":
            wanted = of_each[0]
        case "both":
            groups = hearing.place.groups
            wanted = tuple({one.identity: one for at in groups for one in of_each[at[0]]}.values())
        case taken:
            wanted = of_each[ord(taken) - ord("a")]
    return _unnamed(wanted) == _unnamed(hearing.result)


def common_piece(hearing: Hearing) -> Piece | None:
    """The one piece that everybody marks who marks anything at a place; None where they differ."""
    spans = [span.pieces for reading in hearing.place.readings for span in reading]
    alike = spans and all(pieces == spans[0] for pieces in spans)
    return spans[0][0] if alike and len(spans[0]) == 1 else None


def _unnamed(spans: Sequence[Span]) -> list[tuple[object, ...]]:
    return sorted(map(_without_ids, spans))


def _without_ids(span: Span) -> tuple[object, ...]:
    values = ((name, str(value)) for name, value in span.attributes if not isinstance(value, tuple))
    return (*span.identity, *values)


def _targets(span: Span, name: str, labelling: Labelling) -> object:
    """What the spans are that a value names, wherever they have other ids; None for no such."""
    value = span.value(name)
    if not isinstance(value, tuple):
        return None
    found = (labelling.span(one) for one in value)
    return tuple(sorted(one.identity for one in found if one is not None))


def _words_of(labelling: Labelling, span_id: str) -> str:
    span = labelling.span(span_id)
    return span.text if span else span_id


def _disguised(bench: Bench, hearing: Hearing) -> tuple[Reading, ...]:
    """A place that all agree on, as if only some of them had marked it."""
    place, sides = hearing.place, bench.sides
    drawn = crc32(repr((place.start, place.end, bench.names, len(sides))).encode())
    # Each side falls to one of two rows by a bit of its own; neither row stays empty.
    marks = 1 + drawn % (2 ** len(sides) - 2)
    rows = [
        tuple(side for at, side in enumerate(sides) if bool(marks >> at & 1) == there)
        for there in (True, False)
    ]
    rows.sort(key=lambda row: sides.index(row[0]))
    return tuple(
        Reading(number, row, place.readings[row[0]] if marks >> sides.index(row[0]) & 1 else ())
        for number, row in enumerate(rows, 1)
    )
