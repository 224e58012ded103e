"""What an extractor predicted: from a file, or as labels that a project keeps."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import cast

from annotator import plugins
from annotator.errors import AnnotatorError, Faults, FormatError, UsageError, raise_all
from annotator.formats.protocol import LONGEST_LINE, Arrival, LineReader, Reader, Shelf
from annotator.labels.complaints import shown
from annotator.labels.labelling import Labelling
from annotator.measure.agreement.figures import Excluded, Used
from annotator.measure.evaluation.judged import Predicted
from annotator.project.agreeing.answers import Not
from annotator.project.agreeing.refusals import listed
from annotator.project.agreeing.selecting import fits
from annotator.project.agreeing.sides import Side, named_side
from annotator.project.evaluating.edges import cuts_a_character
from annotator.project.evaluating.gold import Gold
from annotator.project.exchange import faults_of_arrival
from annotator.project.files import is_file, read_source_bytes, source_lines
from annotator.project.places import read_article
from annotator.project.showing import NEWEST
from annotator.store.disk import RELEASES
from annotator.store.protocol import Store
from annotator.store.record import ANNOTATOR, RELEASE
from annotator.text.article import Article

OPTION = "PREDICTIONS"
MOST_FAULTS = 100

_GROUP: plugins.Group = "annotator.formats"
_USUAL = "jsonl"
_LARGEST = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Predictions:
    """What one extractor said of articles, by their IDs.

    `sha256` is that of the file they were read from, empty of labels that the project keeps, of
    which `used` names the versions. `excluded` are articles of which something is kept that does
    not count, and why.
    """

    name: str
    articles: Mapping[str, Predicted]
    sha256: str = ""
    used: tuple[Used, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    notices: tuple[str, ...] = ()

    def __repr__(self) -> str:
        spans = sum(len(one.labelling.spans) for one in self.articles.values())
        return f"<Predictions {self.name}: {len(self.articles)} articles, {spans} spans>"


@dataclass(frozen=True, slots=True)
class Flow:
    """Predictions that come in line by line from no file, as from standard input."""

    lines: Iterable[bytes]
    name: str


def read_predictions(gold: Gold, typed: str | Flow, format_name: str | None = None) -> Predictions:
    """Read predictions, each held against the text of the gold, or else of today.

    Args:
        gold: what they are to be judged by; articles that were not chosen there are passed over.
        typed: a file, or who has kept them as labels: an annotator, NAME@V or a release.
        format_name: how the file is written; told by its ending where it is not said.

    Raises:
        UsageError: there is no such format, neither such a file nor such a name, or both.
        StoreError: the named one has no labels.
        AnnotatorError, Faults: everything that is wrong with the file, up to `MOST_FAULTS`.
    """
    if isinstance(typed, Flow):
        return _from_lines(gold, typed, format_name or _USUAL)
    path = Path(typed)
    if not is_meant_as_file(gold, typed):
        return _from_labels(gold, typed)
    name = format_name or _format_of(path)
    reader = plugins.load(_GROUP, name)
    if isinstance(reader, LineReader):
        return _from_lines(gold, Flow(source_lines(path, typed, LONGEST_LINE), typed), name)
    data = read_source_bytes(path, typed, _LARGEST)
    return _from_bytes(gold, cast("Reader", reader), data, typed)


def is_meant_as_file(gold: Gold, typed: str) -> bool:
    """Whether a file is meant rather than somebody's labels.

    Raises:
        UsageError: both are there.
    """
    store = gold.reading.store
    name = typed.partition("@")[0]
    keeps = any(name in store.annotators(article) for article in store.articles())
    is_frozen = name in store.releases()
    if is_file(Path(typed)):
        if keeps or is_frozen:
            labels = f"{name}@{NEWEST}" if keeps else f"{RELEASES}/{name}"
            what = f"{shown(typed)} is a file here, and {name} has labels in the project"
            fix = f"say ./{typed} for the file, or {labels} for the labels"
            raise UsageError(what, OPTION, fix)
        return True
    folder, _, frozen = typed.partition("/")
    if keeps or is_frozen or (folder == RELEASES and frozen in store.releases()):
        return False
    is_name = ANNOTATOR.fullmatch(name) or RELEASE.fullmatch(name)
    if is_name and not os.path.lexists(typed):
        raise _neither(typed, store)
    return True


def _neither(typed: str, store: Store) -> UsageError:
    """The error for what is no file and nobody's name, with those who have labels."""
    known = {name for article in store.articles() for name in store.annotators(article)}
    names = [*store.releases(), *sorted(known)]
    labels = f"; these have labels: {listed(names)}" if names else ""
    what = f"{shown(typed)} is no file, and nobody of that name has labels"
    return UsageError(what, OPTION, f"check the name{labels}")


def _format_of(path: Path) -> str:
    """The format that a file's ending names, else the usual one."""
    ending = path.suffix.removeprefix(".").lower()
    return ending if ending in plugins.names(_GROUP) else _USUAL


def _from_lines(gold: Gold, flow: Flow, format_name: str) -> Predictions:
    reader = plugins.load(_GROUP, format_name)
    digest = sha256()

    def seen() -> Iterator[bytes]:
        for line in flow.lines:
            digest.update(line)
            yield line

    if isinstance(reader, LineReader):
        taking = _Taking(gold)
        taking.take(reader.each(seen(), flow.name, _shelf(gold)))
        return taking.predictions(flow.name, digest.hexdigest())
    data = b"".join(_bounded(flow))
    return _from_bytes(gold, cast("Reader", reader), data, flow.name)


def _bounded(flow: Flow) -> Iterator[bytes]:
    """The lines of a source that is read whole, as many as may be."""
    size = 0
    for line in flow.lines:
        size += len(line)
        if size > _LARGEST:
            what = f"there are more than {_LARGEST // 2**20} MiB"
            raise FormatError(what, flow.name, "split it into several files")
        yield line


def _from_bytes(gold: Gold, reader: Reader, data: bytes, where: str) -> Predictions:
    reading = reader.read(data, where, _shelf(gold))
    taking = _Taking(gold, list(reading.notices))
    taking.take((*reading.arrivals, *reading.faults))
    return taking.predictions(where, sha256(data).hexdigest())


@dataclass(slots=True)
class _Taking:
    """Takes in what a file predicts of each article that is looked at."""

    gold: Gold
    notices: list[str] = field(default_factory=list)
    _found: dict[str, Predicted] = field(default_factory=dict)
    _cut: list[str] = field(default_factory=list)

    def take(self, arrivals: Iterable[Arrival | AnnotatorError]) -> None:
        """Take all of them.

        Raises:
            AnnotatorError, Faults: what is wrong, up to `MOST_FAULTS`; what comes after is not
                read.
        """
        faults = list(islice(self._faults(arrivals), MOST_FAULTS + 1))
        if len(faults) > MOST_FAULTS:
            what = f"{MOST_FAULTS} faults were found, and nothing was read after them"
            where = faults[MOST_FAULTS].where
            faults[MOST_FAULTS] = FormatError(what, where, "mend these first, then look again")
        raise_all(faults)

    def predictions(self, name: str, digest: str) -> Predictions:
        """What came of it."""
        if self._cut:
            many = len(self._cut)
            told = "1 span begins or ends" if many == 1 else f"{many} spans begin or end"
            ask = "do its offsets count code points?"
            self.notices.append(f"{told} inside a character ({self._cut[0]}): {ask}")
        return Predictions(name, self._found, digest, notices=tuple(self.notices))

    def _faults(self, arrivals: Iterable[Arrival | AnnotatorError]) -> Iterator[AnnotatorError]:
        """What is wrong with each; what is well is taken."""
        for one in arrivals:
            if isinstance(one, AnnotatorError):
                yield from one.faults if isinstance(one, Faults) else (one,)
                continue
            labelling = Labelling(one.spans, status="done")
            yield from faults_of_arrival(one, labelling, self.gold.schema)
            if one.whole and fits(one.article.id, self.gold.globs):
                self._found[one.article.id] = Predicted(labelling, _scores(one))
                self._look_at_edges(one)

    def _look_at_edges(self, arrival: Arrival) -> None:
        text = arrival.article.text
        for span, place in zip(arrival.spans, arrival.places, strict=True):
            if cuts_a_character(text, span):
                self._cut.append(place)


def _scores(arrival: Arrival) -> dict[str, float]:
    if not arrival.scores:
        return {}
    pairs = zip(arrival.spans, arrival.scores, strict=True)
    return {span.id: score for span, score in pairs if score is not None}


def _shelf(gold: Gold) -> Shelf:
    """What a reader looks up: articles as the gold has them, else as they are today."""

    @cache
    def article(article_id: str) -> Article | None:
        if article_id in gold.articles:
            return gold.articles[article_id].article
        there = article_id in gold.reading.there
        return read_article(gold.project, article_id) if there else None

    return Shelf(gold.schema, article, lambda _: 1, lambda _: {})


def _from_labels(gold: Gold, typed: str) -> Predictions:
    """Labels that the project keeps, as predictions.

    Raises:
        UsageError, StoreError: the name means nothing, or two things, or has no labels.
        AnnotatorError, Faults: every article and every label file that is at fault.
    """
    store = gold.reading.store
    labelled = store.articles()
    sorting = _Sorting(gold, named_side(gold.project, store, typed, labelled, OPTION))
    articles = [one for one in labelled if fits(one, gold.globs)]
    wrong: list[AnnotatorError] = []
    for article_id in articles:
        try:
            sorting.take(article_id)
        except AnnotatorError as error:
            wrong.append(error)
    raise_all(wrong)
    return sorting.predictions()


@dataclass(slots=True)
class _Sorting:
    """Puts articles among those that were predicted, or those that do not count."""

    gold: Gold
    side: Side
    found: dict[str, Predicted] = field(default_factory=dict)
    _excluded: list[Excluded] = field(default_factory=list)
    _used: list[Used] = field(default_factory=list)
    _same: int = 0

    def take(self, article_id: str) -> None:
        """Take the next article; nothing is held against one that is no gold.

        Raises:
            AnnotatorError, Faults: its labels are at fault.
        """
        reading = self.gold.reading
        kept = self.side.kept(reading.store, article_id)
        if kept is None:
            return
        gold = self.gold.articles.get(article_id)
        if gold:
            said = reading.judged(self.side.name, kept, gold.article)
            if isinstance(said, Not):
                self._excluded.append(Excluded(article_id, said.reason))
                return
            version = kept.version
            used = Used(article_id, version.annotator, version.number, kept.sha256)
            self._used.append(used)
            self._same += used in self.gold.used
        self.found[article_id] = Predicted(kept.version.labelling)

    def predictions(self) -> Predictions:
        """What came of it."""
        same = f"{self.side.name} is the gold itself in {self._same} of {len(self._used)} articles"
        return Predictions(
            self.side.name,
            self.found,
            used=tuple(self._used),
            excluded=tuple(self._excluded),
            notices=(same,) if self._same else (),
        )
