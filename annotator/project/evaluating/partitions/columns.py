"""The columns of a Parquet source: which there are, of which types, and in which of two layouts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from annotator.errors import AnnotatorError, FormatError
from annotator.project.agreeing.refusals import listed

Kind = Literal["text", "whole", "number", "day", "pieces", "words"]

ARTICLE, SPANS = "article", "spans"
BOUNDS = ("start", "end", "label")
OF_A_SPAN: Mapping[str, Kind] = {
    "start": "whole",
    "end": "whole",
    "label": "text",
    "id": "text",
    "score": "number",
    "attributes": "text",
    "fragments": "pieces",
    "flags": "words",
    "comment": "text",
    "origin": "text",
}
FACTS: Mapping[str, Kind] = {
    "cluster": "text",
    "language": "text",
    "length": "whole",
    "source": "text",
    "published": "day",
}
_TEXTS: Mapping[str, Kind] = {"text": "text", "sha256": "text"}
_ZONES: Mapping[str, Kind] = {"zones": "pieces"}
# What else the program writes, and judges nothing by.
_OTHERS = frozenset({"text", "title", "url", "licence"})
_KNOWN = frozenset({ARTICLE, SPANS, *OF_A_SPAN, *FACTS, *_TEXTS, *_ZONES})
# Above what any text has; numbers that do not fit 64 bits with a sign are taken for this.
_TOO_LARGE = 2**62

_WORDS: Mapping[Kind, tuple[str, str]] = {
    "text": ("text", "write it as strings"),
    "whole": ("whole numbers", "write it as integers; in pandas, as the type Int64"),
    "number": ("numbers", "write it as floats"),
    "day": ("days", "write it as dates, or as strings such as 2021-04-30"),
    "words": ("lists of text", "write it as lists of strings"),
    "pieces": ("lists of [start, end]", "write it as lists of lists of integers, or as JSON"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a source are to be read.

    `nested` where a row is an article with all its spans, else a row is a span. `of_spans` and
    `of_articles` are the columns that are there and read, in a fixed order; `unread` are others.
    """

    nested: bool
    of_spans: tuple[str, ...]
    of_articles: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def read(self) -> tuple[str, ...]:
        """The columns of the file that are read."""
        spans = (SPANS,) if self.nested else self.of_spans
        return (ARTICLE, *spans, *self.of_articles)


def layout_of(schema: pa.Schema, where: str, *, gold: bool) -> tuple[Layout, list[AnnotatorError]]:
    """How a file is to be read, and every column that is missing or of a wrong type.

    Facts of articles are read of the gold alone.
    """
    there = {field.name: field.type for field in schema}
    nested = SPANS in there
    wrong: list[AnnotatorError] = []
    spans = _of_struct(there[SPANS]) if nested else there
    wrong += _doubled(schema.names, _KNOWN, where)
    wrong += _doubled(_fields(there.get(SPANS)), OF_A_SPAN, where, f"{SPANS}.")
    wrong += _missing(there, spans or {}, where, nested=nested)
    if nested and spans is None:
        wrong.append(_no_spans(there[SPANS], where))
    of_spans = tuple(name for name in OF_A_SPAN if spans and name in spans)
    facts = {**(FACTS if gold else {}), **(_TEXTS if nested else {})}
    if gold and nested:
        facts |= _ZONES
    of_articles = tuple(name for name in facts if name in there)
    inside = f"{SPANS}." if nested else ""
    wrong += _mistyped({f"{inside}{x}": (OF_A_SPAN[x], (spans or {})[x]) for x in of_spans}, where)
    wrong += _mistyped({name: (facts[name], there[name]) for name in of_articles}, where)
    wrong += _mistyped({ARTICLE: ("text", there[ARTICLE])} if ARTICLE in there else {}, where)
    known = {ARTICLE, SPANS, *FACTS, *_TEXTS, *_ZONES, *_OTHERS, *(() if nested else OF_A_SPAN)}
    unread = [name for name in there if name not in known]
    unread += [
        f"{inside}{name}" for name in spans or () if nested and name not in {*OF_A_SPAN, *_OTHERS}
    ]
    return Layout(nested, of_spans, of_articles, tuple(unread)), wrong


def _of_struct(given: pa.DataType) -> dict[str, pa.DataType] | None:
    """The fields of a list of structs; None for anything else."""
    if not _is_list(given) or not types.is_struct(given.value_type):
        return None
    inner = given.value_type
    return {inner.field(at).name: inner.field(at).type for at in range(inner.num_fields)}


def _fields(given: pa.DataType | None) -> list[str]:
    """The names of the fields of a list of structs, each as often as it is there."""
    if given is None or _of_struct(given) is None:
        return []
    return [given.value_type.field(at).name for at in range(given.value_type.num_fields)]


def _doubled(
    names: Iterable[str], known: Collection[str], where: str, inside: str = ""
) -> Iterator[AnnotatorError]:
    for name, times in Counter(names).items():
        if times > 1 and name in known:
            what = f"the column {inside}{name} is there {times} times"
            yield FormatError(what, where, "keep one of them, or give the others another name")


def _missing(
    there: Mapping[str, pa.DataType],
    spans: Mapping[str, pa.DataType],
    where: str,
    *,
    nested: bool,
) -> Iterator[AnnotatorError]:
    gone = [name for name in (ARTICLE,) if name not in there]
    if not nested or spans:
        gone += [f"{SPANS}.{name}" if nested else name for name in BOUNDS if name not in spans]
    if gone:
        what = f"the column {gone[0]} is" if len(gone) == 1 else f"the columns {listed(gone)} are"
        fix = "name the columns article, start, end and label, a span a row; or article and spans"
        yield FormatError(f"{what} missing", where, fix)


def _no_spans(given: pa.DataType, where: str) -> AnnotatorError:
    what = f"the column {SPANS} holds {given}, not lists of structs"
    return FormatError(what, where, "write each span as a struct with start, end and label")


def _mistyped(
    columns: Mapping[str, tuple[Kind, pa.DataType]], where: str
) -> Iterator[AnnotatorError]:
    for name, (kind, given) in columns.items():
        if not _FITS[kind](given) and not (types.is_null(given) and name != ARTICLE):
            wanted, fix = _WORDS[kind]
            yield FormatError(f"the column {name} holds {given}, not {wanted}", where, fix)


def _is_text(given: pa.DataType) -> bool:
    if types.is_dictionary(given):
        return _is_text(given.value_type)
    return bool(
        types.is_string(given) or types.is_large_string(given) or types.is_string_view(given)
    )


def _is_whole(given: pa.DataType) -> bool:
    return bool(types.is_integer(given))


def _is_number(given: pa.DataType) -> bool:
    return bool(types.is_floating(given) or types.is_integer(given))


def _is_day(given: pa.DataType) -> bool:
    return _is_text(given) or bool(types.is_date(given) or types.is_timestamp(given))


def _is_list(given: pa.DataType) -> bool:
    return bool(
        types.is_list(given) or types.is_large_list(given) or types.is_fixed_size_list(given)
    )


def _is_pieces(given: pa.DataType) -> bool:
    if _is_text(given):
        return True
    inner = given.value_type if _is_list(given) else None
    return inner is not None and _is_list(inner) and _is_whole(inner.value_type)


def _is_words(given: pa.DataType) -> bool:
    return _is_list(given) and _is_text(given.value_type)


_FITS: Mapping[Kind, Callable[[pa.DataType], bool]] = {
    "text": _is_text,
    "whole": _is_whole,
    "number": _is_number,
    "day": _is_day,
    "pieces": _is_pieces,
    "words": _is_words,
}
_WORD = pa.dictionary(pa.int32(), pa.string())
_LISTS = pa.list_(pa.string())
_PIECES = pa.list_(pa.list_(pa.int64()))


def plain(name: str, column: pa.Array) -> pa.Array:
    """A column in the one type that its name stands for, whatever the file had it in.

    IDs of articles, labels and facts become words (`as_words`), other text strings; whole numbers
    become int64, scores float64, days the words of their years.
    """
    return _PLAIN.get(name, as_words)(column)


def as_words(column: pa.Array) -> pa.DictionaryArray:
    """Text as places in a dictionary of strings, in which a null is never a place."""
    if types.is_null(column.type):
        return pa.nulls(len(column), _WORD)
    if not types.is_dictionary(column.type):
        return pc.dictionary_encode(_as_strings(column))
    if column.dictionary.null_count:
        return pc.dictionary_encode(_as_strings(column))
    values, places = column.dictionary, column.indices
    if not types.is_string(values.type):
        values = pc.cast(values, pa.string())
    if not types.is_int32(places.type):
        places = pc.cast(places, pa.int32())
    return pa.DictionaryArray.from_arrays(places, values)


def _as_strings(column: pa.Array) -> pa.Array:
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column if types.is_string(column.type) else pc.cast(column, pa.string())


def _as_whole(column: pa.Array) -> pa.Array:
    if types.is_uint64(column.type):
        column = pc.min_element_wise(column, pa.scalar(_TOO_LARGE, pa.uint64()), skip_nulls=False)
    return pc.cast(column, pa.int64())


def _as_years(column: pa.Array) -> pa.Array:
    if types.is_null(column.type) or _is_text(column.type):
        return pc.utf8_slice_codeunits(_as_strings(column), 0, 4)
    return pc.cast(pc.year(column), pa.string())


def _as_numbers(column: pa.Array) -> pa.Array:
    # Whole numbers of more than 53 bits are rounded, as in JSON.
    return pc.cast(column, pa.float64(), safe=False)


def _as_pieces(column: pa.Array) -> pa.Array:
    # Numbers that do not fit 64 bits with a sign become negative, and are told of as such.
    return _as_strings(column) if _is_text(column.type) else pc.cast(column, _PIECES, safe=False)


def _as_lists(column: pa.Array) -> pa.Array:
    return pc.cast(column, _LISTS)


_PLAIN: Mapping[str, Callable[[pa.Array], pa.Array]] = {
    **dict.fromkeys(("id", "attributes", "comment", "origin", "text", "sha256"), _as_strings),
    **dict.fromkeys(("start", "end", "length"), _as_whole),
    "score": _as_numbers,
    "fragments": _as_pieces,
    "zones": _as_pieces,
    "flags": _as_lists,
    "published": lambda column: as_words(_as_years(column)),
}
