"""What an adjudicator has before them: the labels of several annotators, laid side by side."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.labels.adjudicating import Named, Place, Spans, places
from annotator.labels.labelling import Decision, Labelling, Panel, Source
from annotator.labels.schema import Schema
from annotator.labels.span import Identity, Span

_ALL = 1 << 64


@dataclass(frozen=True, slots=True)
class Ground:
    """Several labellings of one article, their places, and which place each span is of.

    No two places have spans of equal label and pieces, since such spans answer to each other.
    """

    labellings: tuple[Labelling, ...]
    places: tuple[Place, ...]
    by_identity: Mapping[Identity, int]
    by_name: Mapping[Named, int]

    def span(self, named: Named) -> Span | None:
        """A span of one of the labellings."""
        at = self.by_name.get(named)
        reading = () if at is None else self.places[at].readings[named[0]]
        return next((one for one in reading if one.id == named[1]), None)


def ground(labellings: Sequence[Labelling]) -> Ground:
    """The places of several labellings of one article."""
    found = places(labellings)
    marks = [
        (at, source, span)
        for at, place in enumerate(found)
        for source, reading in enumerate(place.readings)
        for span in reading
    ]
    return Ground(
        tuple(labellings),
        found,
        {span.identity: at for at, _, span in marks},
        {(source, span.id): at for at, source, span in marks},
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """The labels that are adjudicated, and how they are asked about.

    `by` is who decides. `sources` are the versions that are compared; what one of them marked is
    named by its letter in their order, "a" for the first. `sides` are their places in the order
    in which they are shown. `drawn` are the numbers of places that all agree on and that are
    asked all the same. `known` holds the spans of versions, by the source's place and the
    version's number: of those that are compared and of those that were decided on, as far as
    they are still there. `lineage` tells what became of spans of those: the place of their id
    today, by label and pieces. `before` is the ground on which gold stood last, None where it
    stood on none or it is lost.
    """

    by: str
    sources: tuple[Source, ...]
    schema: Schema
    now: Ground
    sides: tuple[int, ...]
    drawn: frozenset[int]
    known: Mapping[tuple[int, int], Spans]
    lineage: Mapping[Identity, int]
    before: Ground | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Whose labels are adjudicated, in the order of the sources."""
        return tuple(source.annotator for source in self.sources)

    @property
    def labellings(self) -> tuple[Labelling, ...]:
        """What is adjudicated, in the order of the sources."""
        return self.now.labellings

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that a source marks, by start and end."""
        return self.now.places

    @property
    def panel(self) -> Panel:
        """Who decides, and between which versions."""
        return Panel(self.by, self.sources)

    def past(self, decision: Decision) -> Iterator[tuple[int, Span]]:
        """What was decided on: each span with its source's place, as it was then.

        What is not known any more is left out.
        """
        each = zip(decision.sources, decision.versions, strict=False)
        for source, (ids, version) in enumerate(each):
            spans = self.known.get((source, version), {})
            for span_id in ids:
                if span_id in spans:
                    yield source, spans[span_id]


def bench(  # noqa: PLR0913 - what is compared, and what chance is to draw
    *,
    by: str,
    sources: Sequence[Source],
    labellings: Sequence[Labelling],
    schema: Schema,
    article_id: str,
    seed: int,
    share: float,
    earlier: Mapping[tuple[int, int], Labelling],
    recorded: Sequence[Source] = (),
) -> Bench:
    """Lay labels side by side.

    Args:
        by: who decides.
        sources: the versions that are compared.
        labellings: what each of them says.
        schema: tells which labels a reference may point at.
        article_id: makes chance another in each article.
        seed: equal seeds show and draw the same.
        share: of the places that all agree on, how many are asked all the same; from 0 to 1.
        earlier: other versions of the sources, by their place and the version's number.
        recorded: the versions that gold was adjudicated between last, none where it was not.
    """
    now = ground(labellings)
    sides = list(range(len(sources)))
    random.Random(f"{seed}\t{article_id}\tsides").shuffle(sides)  # noqa: S311 - hides no secret
    drawn = frozenset(
        at
        for at, place in enumerate(now.places)
        if place.kind == "agreed" and _is_drawn(place, f"{seed}\t{article_id}", share)
    )
    compared = enumerate(zip(sources, labellings, strict=True))
    known = {**earlier, **{(at, one.version): said for at, (one, said) in compared}}
    last = [known.get((at, one.version)) for at, one in enumerate(recorded)]
    there = [one for one in last if one is not None]
    return Bench(
        by=by,
        sources=tuple(sources),
        schema=schema,
        now=now,
        sides=tuple(sides),
        drawn=drawn,
        known={at: {span.id: span for span in one.spans} for at, one in known.items()},
        lineage=_lineage(now, known),
        before=ground(there) if there and len(there) == len(last) else None,
    )


def _lineage(now: Ground, known: Mapping[tuple[int, int], Labelling]) -> dict[Identity, int]:
    """The places of what spans became that look otherwise today; of a later version, if any."""
    return {
        span.identity: at
        for (source, _), labelling in sorted(known.items(), key=lambda one: one[0])
        for span in labelling.spans
        if span.identity not in now.by_identity
        and (at := now.by_name.get((source, span.id))) is not None
    }


def _is_drawn(place: Place, chance: str, share: float) -> bool:
    """Whether chance draws a place; it does so again whatever else there is in the article."""
    marked = [(span.label, span.pieces) for span in place.readings[0]]
    digest = hashlib.sha256(f"{chance}\t{marked}".encode()).digest()
    return int.from_bytes(digest[:8]) < share * _ALL
