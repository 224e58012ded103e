"""Where a Parquet source lies: its files and their row groups, by what their footers say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from annotator.errors import AnnotatorError, FormatError, os_trouble, raise_all
from annotator.project.agreeing.refusals import listed
from annotator.project.evaluating.partitions.columns import ARTICLE, SPANS, Layout, layout_of
from annotator.project.evaluating.partitions.flaws import MOST_FAULTS

_AGAIN = "write the file again"
_SCHEMA = b"annotator.schema"
_BYTES_OF_A_SPAN = 64
_REPEATED = frozenset({ARTICLE, "label", "cluster", "language", "source"})


@dataclass(frozen=True, slots=True)
class Group:
    """A row group: its place in the file, and its rows, the first counted from 0 in the file.

    `weight` is about how many spans it takes to hold in memory, articles' texts among them. `low`
    and `high` bound the IDs of its articles, None where the footer does not say.
    """

    at: int
    first: int
    rows: int
    weight: int
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A file as it was when it was found, with those of its row groups that are meant.

    `number` is its place among the files of the source, `words` the columns by their paths that are
    read as places in a dictionary.
    """

    number: int
    path: str
    size: int
    changed: int
    footer: int
    words: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Source:
    """Files that are read as one.

    `name` is what was typed; `schema` the bytes of schema.toml where the files carry them.
    """

    name: str
    layout: Layout
    parts: tuple[Part, ...]
    schema: bytes | None = None

    @cached_property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(group.rows for part in self.parts for group in part.groups)

    @cached_property
    def weight(self) -> int:
        """What all of it would take to hold."""
        return sum(group.weight for part in self.parts for group in part.groups)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files by number."""
        return tuple(part.path for part in self.parts)


def find_source(path: Path, *, gold: bool) -> Source:
    """The files of a source: the one that is named, or all of a folder, also of folders in it.

    Those whose names, or whose folders' names, begin with . or _ are passed over.

    Raises:
        FormatError, Faults: nothing is there, a file is no Parquet or cut off, a column is missing
            or of a wrong type, or the files are not all alike.
    """
    found = [_looked_at(*one, gold=gold) for one in enumerate(_files(path))]
    wrong = [fault for _, faults in found for fault in faults]
    wrong += _unlike([one for one, faults in found if one and not faults])
    raise_all(wrong[:MOST_FAULTS])
    seen = [one for one, _ in found if one]
    unread = tuple(dict.fromkeys(name for one in seen for name in one.layout.unread))
    first = seen[0].layout
    layout = Layout(first.nested, first.of_spans, first.of_articles, unread)
    return Source(str(path), layout, tuple(one.part for one in seen), seen[0].schema)


@dataclass(frozen=True, slots=True)
class _Seen:
    part: Part
    layout: Layout
    schema: bytes | None


def _files(path: Path) -> list[Path]:
    """The files of a source, names in their order.

    Raises:
        FormatError: there are none.
    """
    try:
        if not path.is_dir():
            return [path.resolve()]
        found = sorted(_inside(path.resolve()))
    except OSError as error:
        why, fix = os_trouble(error)
        where = str(error.filename or path)
        raise FormatError(f"the folder cannot be read: {why}", where, fix) from error
    if not found:
        what = "the folder holds no file whose name ends in .parquet"
        raise FormatError(
            what, str(path), "check the name, or write some: annotator export parquet"
        )
    return found


def _inside(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """What is called Parquet in a folder and those in it, so that nothing is lost unseen.

    A link that leads back to a folder `above` is passed over.

    Raises:
        OSError: a folder cannot be looked into.
    """
    above |= {folder.resolve()}
    for one in folder.iterdir():
        if one.name.startswith((".", "_")):
            continue
        if one.is_dir():
            if one.resolve() not in above:
                yield from _inside(one, above)
        elif one.suffix.lower() == ".parquet":
            yield one


def _looked_at(number: int, path: Path, *, gold: bool) -> tuple[_Seen | None, list[AnnotatorError]]:
    """One file by its footer, and what is wrong with it."""
    where = str(path)
    try:
        _check_is_file(path)
        with opened(where) as file:
            layout, wrong = layout_of(file.schema_arrow, where, gold=gold)
            known = file.schema_arrow.metadata or {}
            seen = _Seen(_part(number, path, file.metadata), layout, known.get(_SCHEMA))
    except AnnotatorError as error:
        return None, [error]
    return seen, wrong


def _check_is_file(path: Path) -> None:
    """Refuse what cannot be read here and there, and would keep whoever reads it waiting.

    Raises:
        FormatError: it is a pipe or a device.
    """
    try:
        is_stream = path.exists() and not path.is_file()
    except OSError:
        # What is wrong with it is told when it is opened.
        return
    if is_stream:
        what = "Parquet cannot be read from a pipe or a device"
        raise FormatError(what, str(path), "save it as a file first")


@contextmanager
def opened(path: str, words: tuple[str, ...] = ()) -> Iterator[pq.ParquetFile]:
    """A Parquet file to be read; the columns that are `words` come as places in a dictionary.

    Raises:
        FormatError: it cannot be opened, is no Parquet, or is cut off; or what is done with it
            meets a corrupt page.
    """
    try:
        with pq.ParquetFile(
            path, read_dictionary=list(words), page_checksum_verification=True
        ) as file:
            yield file
    except FileNotFoundError as error:
        raise FormatError(
            "the file is not there", path, "check the name, or put it back"
        ) from error
    except PermissionError as error:
        why, fix = os_trouble(error)
        raise FormatError(f"the file cannot be read: {why}", path, fix) from error
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: Exception) -> FormatError:
    """The error for what pyarrow cannot read, by what stands at the ends of the file."""
    told = str(error).split("\n", maxsplit=1)[0].strip().rstrip(".")
    try:
        with Path(path).open("rb") as file:
            begins = file.read(4) == b"PAR1"
            ends = file.seek(0, 2) > 8 and file.seek(-4, 2) and file.read(4) == b"PAR1"
    except OSError:
        begins = ends = True
    if begins and not ends:
        return FormatError("the file is cut off: it does not end as Parquet does", path, _AGAIN)
    if not begins:
        fix = "name Parquet files; from a project, annotator export parquet writes them"
        return FormatError("the file is not Parquet", path, fix)
    return FormatError(f"the file cannot be read: {told}", path, _AGAIN)


def _part(number: int, path: Path, footer: pq.FileMetaData) -> Part:
    known = path.stat()
    columns = [footer.schema.column(at).path for at in range(footer.num_columns)]
    column = columns.index(ARTICLE) if ARTICLE in columns else None
    groups: list[Group] = []
    first = 0
    for at in range(footer.num_row_groups):
        group = footer.row_group(at)
        low, high = _bounds(group, column)
        groups.append(Group(at, first, group.num_rows, _weight(group), low, high))
        first += group.num_rows
    if first != footer.num_rows:
        what = f"its footer is wrong: it tells of {footer.num_rows} rows, its row groups of {first}"
        raise FormatError(what, str(path), _AGAIN)
    whole = tuple(one for one in groups if one.rows)
    return Part(
        number,
        str(path),
        known.st_size,
        known.st_mtime_ns,
        footer.serialized_size,
        tuple(_words(footer)),
        whole,
    )


def _words(footer: pq.FileMetaData) -> Iterator[str]:
    """The columns that say the same again and again, by their paths."""
    for at in range(footer.num_columns):
        column = footer.schema.column(at)
        path = column.path.split(".")
        repeated = path[-1] in _REPEATED and (len(path) == 1 or path[0] == SPANS)
        if repeated and column.physical_type == "BYTE_ARRAY":
            yield column.path


def _weight(group: pq.RowGroupMetaData) -> int:
    """Its rows or the spans in these, or more where long texts are among them."""
    values = max((group.column(at).num_values for at in range(group.num_columns)), default=0)
    return max(int(values), int(group.total_byte_size) // _BYTES_OF_A_SPAN)


def _bounds(group: pq.RowGroupMetaData, column: int | None) -> tuple[str | None, str | None]:
    """The least and the greatest ID of a row group, as far as the footer says."""
    told = group.column(column).statistics if column is not None else None
    if told is None or not told.has_min_max:
        return None, None
    try:
        low, high = told.min, told.max
    except UnicodeDecodeError:
        # A bound that was cut short to save room.
        return None, None
    return (low, high) if isinstance(low, str) and isinstance(high, str) else (None, None)


def _unlike(seen: list[_Seen]) -> Iterator[AnnotatorError]:
    """Files that have other columns than the first, or another schema."""
    for one in seen[1:]:
        first = seen[0]
        mine, others = set(_columns(one.layout)), set(_columns(first.layout))
        if mine != others:
            apart = listed(sorted(mine ^ others))
            what = f"it has not the same columns as {first.part.path}: {apart}"
            yield FormatError(what, one.part.path, "give all files of a source the same columns")
        elif one.schema != first.schema:
            what = f"it carries another schema than {first.part.path}"
            yield FormatError(what, one.part.path, "write all files of a source under one schema")


def _columns(layout: Layout) -> Iterator[str]:
    inside = "spans." if layout.nested else ""
    yield from (f"{inside}{name}" for name in layout.of_spans)
    yield from layout.of_articles


def check_unchanged(part: Part) -> None:
    """Refuse a file that is not as it was when it was found.

    Raises:
        FormatError: it is gone, or another.
    """
    try:
        known = Path(part.path).stat()
    except OSError as error:
        why, fix = os_trouble(error)
        raise FormatError(
            f"the file was there and cannot be read: {why}", part.path, fix
        ) from error
    if (known.st_size, known.st_mtime_ns) != (part.size, part.changed):
        raise changed(part)


def changed(part: Part) -> FormatError:
    """The error for a file that was written to while it was read."""
    what = "the file was changed while it was read"
    return FormatError(what, part.path, "run again when nothing writes there")
