"""What was decided in adjudication, with what each annotator had, for the next guideline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Decision, Labelling, Source
from annotator.labels.schema import Schema
from annotator.labels.span import Piece, Span
from annotator.project.adjudicating.earlier import said_earlier
from annotator.project.naming import GOLD
from annotator.project.places import Project, kept_text, read_article, read_schema_of, store_of
from annotator.project.watching import Watch, unwatched
from annotator.report.decisions import NOTHING, Said, Told
from annotator.session.bench import ground
from annotator.session.hearings import OPEN, letter
from annotator.session.listed import named_values
from annotator.session.seating import seated
from annotator.store import history
from annotator.store.record import Version


@dataclass(frozen=True, slots=True)
class Log:
    """Every decision, by article and place, and what kept others from being read."""

    told: tuple[Told, ...]
    schema: Schema
    faults: tuple[AnnotatorError, ...]


def decisions_of(
    project: Project,
    articles: Sequence[str],
    *,
    gold: str = GOLD,
    watch: Watch[str] = unwatched,
) -> Log:
    """The decisions in the newest versions of gold of these articles.

    What only confirmed that all agree is left out unless something was noted on it.

    Args:
        project: whose decisions are meant.
        articles: IDs, in the order in which decisions are told.
        gold: the name of another gold, such as a second adjudicator's.
        watch: gives the articles to be read.

    Raises:
        AnnotatorError, Faults: the schema is at fault.
    """
    schema = read_schema_of(project)
    told: list[Told] = []
    faults: list[AnnotatorError] = []
    store = store_of(project)
    for article in watch(articles, "reading decisions"):
        try:
            version = history.head(store, article, gold)
            if version and version.labelling.adjudication:
                told += _Teller(project, schema, version).told()
        except AnnotatorError as error:
            faults.append(error)
    return Log(tuple(told), schema, tuple(faults))


class _Teller:
    """Tells the decisions of one gold."""

    def __init__(self, project: Project, schema: Schema, version: Version) -> None:
        self._project = project
        self._schema = schema
        self._gold = version
        article = read_article(project, version.article_id)
        if article.sha256 != version.article_sha256:
            text = kept_text(project, version.article_sha256)
            article = article if text is None else replace(article, text=text)
        # What gold stands on.
        self._article = article
        self._known: dict[tuple[str, int], Labelling | None] = {}

    def told(self) -> Iterator[Told]:
        """Each decision that says something, by place."""
        adjudication = self._gold.labelling.adjudication
        for one in adjudication.decisions if adjudication else ():
            noted = one.taken not in ("agreed", OPEN) or (one.note and one.taken != OPEN)
            if adjudication and noted:
                yield self._told(adjudication.by, adjudication.sources, one)

    def _told(self, by: str, sources: Sequence[Source], one: Decision) -> Told:
        said = tuple(
            self._said(source.annotator, version, ids)
            for source, version, ids in zip(sources, one.versions, one.sources, strict=False)
        )
        gold = self._in_gold(sources, one, said)
        marked = [span for side in (gold, *said) for span in side.spans]
        inside = self._article.length
        pieces = sorted({piece for span in marked for piece in span.pieces if piece[1] <= inside})
        labels = [span.label for span in marked]
        return Told(
            article=self._gold.article_id,
            by=by,
            decision=one,
            label=labels[0] if labels else NOTHING,
            labels=frozenset(labels),
            text=self._article.text,
            pieces=_joined(pieces) or ((min(one.start, inside - 1), min(one.end, inside)),),
            said=said,
            taken=_named(one.taken, sources),
            gold=gold,
        )

    def _said(self, annotator: str, number: int, ids: Sequence[str]) -> Said:
        """What an annotator had in a version; what cannot be read any more is not known."""
        labelling = self._earlier(annotator, number) if number else None
        if labelling is None:
            lost = "marked otherwise then; that version is lost" if ids else ""
            return Said(annotator, number, (), (), lost)
        return self._saying(annotator, number, labelling, ids)

    def _saying(self, who: str, number: int, labelling: Labelling, ids: Sequence[str]) -> Said:
        spans = tuple(span for one in ids if (span := labelling.span(one)))
        return Said(who, number, spans, tuple(self._values(span, labelling) for span in spans))

    def _values(self, span: Span, labelling: Labelling) -> tuple[tuple[str, str], ...]:
        """The values of a span, by name."""

        def words_of(span_id: str) -> str:
            target = labelling.span(span_id)
            return target.text if target else span_id

        label = self._schema.label(span.label)
        return named_values(span, label, words_of, few=None) if label else ()

    def _in_gold(self, sources: Sequence[Source], one: Decision, said: Sequence[Said]) -> Said:
        """What gold got: what was taken, or what was marked there by hand."""
        gold = self._gold.labelling
        if one.taken == "new":
            spans = self._marked_by_hand(sources, one)
        elif one.taken == "both":
            spans = [span for side in said for span in side.spans]
        else:
            taken = [
                side.spans
                for at, side in enumerate(said)
                if one.taken == letter(at) or one.taken == "agreed"
            ]
            spans = [*taken[0]] if taken else []
        ids = [twin.id for span in spans if (twin := gold.equal_to(span))]
        return self._saying(self._gold.annotator, self._gold.number, gold, [*dict.fromkeys(ids)])

    def _marked_by_hand(self, sources: Sequence[Source], one: Decision) -> Sequence[Span]:
        """Gold's own spans of a place: by what the sources have there, else those that touch it."""
        gold = self._gold.labelling
        versions = [
            self._earlier(source.annotator, number)
            for source, number in zip(sources, one.versions, strict=False)
        ]
        there = [labelling for labelling in versions if labelling]
        if len(there) == len(sources):
            known = ground(there)
            seating = seated(known, gold, {})
            named = [(at, span_id) for at, ids in enumerate(one.sources) for span_id in ids]
            places = {known.by_name[each] for each in named if each in known.by_name}
            if places:
                return [span for at in sorted(places) for span in seating.by_place.get(at, ())]
        return [span for span in gold.spans if span.start < one.end and one.start < span.end]

    def _earlier(self, annotator: str, number: int) -> Labelling | None:
        """What a version said, on gold's text; None where it is lost."""
        place = (annotator, number)
        if place not in self._known:
            self._known[place] = None
            with suppress(AnnotatorError):
                self._known[place] = said_earlier(self._project, self._article, *place)
        return self._known[place]


def _named(taken: str, sources: Sequence[Source]) -> str:
    """What was taken, a source by its annotator's name."""
    names = {letter(at): source.annotator for at, source in enumerate(sources)}
    return names.get(taken, taken)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Sorted pieces, those that overlap or touch made one."""
    found: list[Piece] = []
    for start, end in pieces:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
