"""Which spans stand at a place, found without looking at every span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from annotator.labels.span import Span


class SpanIndex:
    """The spans of a labelling by place; built once for each labelling, asked at every key.

    Offsets are code points, half-open.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = tuple(spans)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of them, in their order."""
        return self._spans

    def by_id(self, span_id: str) -> Span | None:
        """The span of that id, or None where there is none."""
        return next((span for span in self._spans if span.id == span_id), None)

    def changed(self, other: SpanIndex) -> tuple[Span, ...]:
        """The spans that are in one of the two only.

        An edit leaves all other spans as the very values they were, so they are told apart
        without being looked into.
        """
        if self is other:
            return ()
        ours = {id(span): span for span in self._spans}
        theirs = {id(span): span for span in other._spans}
        return tuple(ours.get(key) or theirs[key] for key in ours.keys() ^ theirs.keys())

    def touching(self, start: int, end: int) -> tuple[Span, ...]:
        """Spans whose outer bounds share a character with [start, end), in their order."""
        found = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at].end > start:
                found.append(self._spans[at])
            at -= 1
        return tuple(reversed(found))

    def current(self, offset: int) -> Span | None:
        """The shortest span around an offset; of equals the first by start, end, label, id.

        None where no span's outer bounds enclose the offset.
        """
        around = self.touching(offset, offset + 1)
        return min(around, key=lambda span: (span.end - span.start, span.order), default=None)

    def following(self, offset: int, span: Span | None) -> Span | None:
        """The next span after one, or, without one, the first that starts at or after an offset.

        After the last comes the first. None where there are no spans.
        """
        return self._neighbour(offset, span, 1)

    def preceding(self, offset: int, span: Span | None) -> Span | None:
        """The span before one, or, without one, the last that starts before an offset.

        Before the first comes the last. None where there are no spans.
        """
        return self._neighbour(offset, span, -1)

    def _neighbour(self, offset: int, span: Span | None, step: int) -> Span | None:
        if not self._spans:
            return None
        if span in self._spans:
            at = self._spans.index(span) + step
        else:
            at = bisect_left(self._starts, offset) - (step < 0)
        return self._spans[at % len(self._spans)]
