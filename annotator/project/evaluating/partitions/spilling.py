"""Sources whose articles lie scattered: their rows are laid aside in stacks of whole articles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa

from annotator.errors import AnnotatorError, FormatError, os_trouble
from annotator.project.evaluating.partitions.columns import ARTICLE
from annotator.project.evaluating.partitions.plan import SPANS, Stack, Task
from annotator.project.evaluating.partitions.reading import Range, Slice, slices
from annotator.project.evaluating.partitions.sources import Part, Source
from annotator.project.watching import Watch, unwatched

OPTION = "--spill"

# Each is a file that is open while rows are laid aside; systems allow about a thousand.
_MOST = 200
_LEAST = 2
_DOING = "sorting rows"


@contextmanager
def spilled(
    gold: Source,
    predicted: Source,
    folder: Path | None,
    watch: Watch[Part] = unwatched,
    spans: int = SPANS,
) -> Iterator[tuple[Task, ...]]:
    """Tasks of stacks that lie in a folder of their own, which is gone afterwards.

    A stack has the articles of one hash, so that both sides of an article come together. Rows keep
    the file and the row that they were read from.

    Args:
        gold: what is laid aside.
        predicted: the same.
        folder: where room is for all rows; the system's own for such things where it is None.
        watch: gives the files, to one who wants to see how far it is.
        spans: how many a stack is meant to have.

    Raises:
        AnnotatorError: the folder cannot be written, or the disk is full.
        FormatError: a file cannot be read.
    """
    heaviest = max(gold.weight, predicted.weight)
    many = min(max(-(-heaviest // spans), _LEAST), _MOST)
    with _own_folder(folder) as own:
        try:
            read = watch((*gold.parts, *predicted.parts), _DOING)
            files = iter(read)
            stacks = [
                _stacked(source, files, own / name, many)
                for name, source in (("gold", gold), ("predicted", predicted))
            ]
            for _ in files:
                pass
        except OSError as error:
            raise _refused(error, folder) from error
        weight = (gold.weight + predicted.weight) // many
        yield tuple(
            Task(at, Range(), ours, theirs, weight)
            for at, (ours, theirs) in enumerate(zip(*stacks, strict=True))
        )


@contextmanager
def _own_folder(folder: Path | None) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            made = tempfile.TemporaryDirectory(prefix="annotator-", dir=folder)
        except OSError as error:
            raise _refused(error, folder) from error
        yield Path(stack.enter_context(made)).resolve()


def _refused(error: OSError, folder: Path | None) -> AnnotatorError:
    why, fix = os_trouble(error)
    where = str(folder) if folder else tempfile.gettempdir()
    what = f"rows of scattered articles cannot be laid aside: {why}"
    return AnnotatorError(what, where, f"{fix}; or name another folder with {OPTION} DIR")


@dataclass(slots=True)
class _Piles:
    """The files that rows of one kind are laid on; each is made when something is."""

    folder: Path
    kind: str
    stack: ExitStack
    _open: dict[int, Any] = field(default_factory=dict)

    def laid(self, at: int) -> str | None:
        """The file of a pile, if anything was laid on it."""
        return self._path(at) if at in self._open else None

    def _path(self, at: int) -> str:
        return str(self.folder / f"{self.kind}-{at}.arrow")

    def lay(self, batch: pa.RecordBatch, piles: np.ndarray, many: int) -> None:
        """Lay every row on its pile."""
        order = np.argsort(piles, kind="stable")
        ordered = batch.take(pa.array(order))
        edges = np.searchsorted(piles[order], np.arange(many + 1)).tolist()
        for at, (begin, end) in enumerate(pairwise(edges)):
            if begin < end:
                self._writer(at, batch.schema).write_batch(_compact(ordered[begin:end]))

    def _writer(self, at: int, schema: pa.Schema) -> Any:
        if at not in self._open:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            file = self.stack.enter_context(pa.OSFile(self._path(at), "wb"))
            made = pa.ipc.new_stream(file, schema, options=options)
            self._open[at] = self.stack.enter_context(made)
        return self._open[at]


def _compact(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same, its dictionaries with no more than its own rows name."""
    columns = [
        column.dictionary_decode().dictionary_encode()
        if pa.types.is_dictionary(column.type)
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _stacked(source: Source, files: Iterator[Part], folder: Path, many: int) -> list[Stack]:
    """Lay the rows of a source aside, file by file."""
    folder.mkdir()
    with ExitStack() as stack:
        spans = _Piles(folder, "spans", stack)
        articles = _Piles(folder, "articles", stack)
        for part, _ in zip(source.parts, files, strict=False):
            for one in slices(part, source.layout, Range()):
                for pile, batch in ((spans, one.spans), (articles, one.articles)):
                    if batch is not None:
                        pile.lay(batch, _piles(batch, many), many)
    return [Stack(spans.laid(at), articles.laid(at)) for at in range(many)]


def _piles(batch: pa.RecordBatch, many: int) -> np.ndarray:
    """Which pile each row is laid on, by its article; one without an ID on the first."""
    ids = batch.column(ARTICLE)
    hashes = [crc32(one.encode()) % many for one in ids.dictionary.to_pylist()]
    places = ids.indices.fill_null(len(hashes)).to_numpy(zero_copy_only=False)
    found: np.ndarray = np.array([*hashes, 0], np.int64)[places]
    return found


def unstacked(stack: Stack) -> Iterator[Slice]:
    """The rows of a stack.

    Raises:
        FormatError: it is not there, or cut off.
    """
    for path in filter(None, (stack.spans, stack.articles)):
        try:
            with pa.OSFile(path, "rb") as file, pa.ipc.open_stream(file) as batches:
                for one in batches:
                    yield Slice(one) if path == stack.spans else Slice(None, one)
        except FileNotFoundError as error:
            what = "rows that were laid aside are not there"
            fix = f"let all workers see the same folder: {OPTION} DIR"
            raise FormatError(what, path, fix) from error
        except (pa.ArrowException, OSError) as error:
            why = str(error).split("\n", maxsplit=1)[0]
            what = f"rows that were laid aside cannot be read: {why}"
            raise FormatError(what, path, "run again") from error
