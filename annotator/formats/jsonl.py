"""The native exchange: JSON lines, one article a line, offsets in code points."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from annotator.errors import AnnotatorError, FormatError
from annotator.formats.jsonl_lines import lay, read_line
from annotator.formats.protocol import Arrival, Departure, Reading, Shelf
from annotator.labels.complaints import shown
from annotator.labels.shape import span_keys

_ORIGIN = "imported:jsonl"


def read(data: bytes, where: str, shelf: Shelf) -> Reading:
    """Every article of the lines, once each, and every fault of every line.

    A span without an id gets that of an equal one among the annotator's newest, else a new one.

    Raises:
        FormatError: the file is not UTF-8, or holds nothing.
    """
    arrivals: dict[str, Arrival] = {}
    faults: list[AnnotatorError] = []
    scored = 0
    for number, line in enumerate(_lines(data, where), start=1):
        place = f"{where}: line {number}"
        if not line.strip():
            continue
        try:
            read = read_line(line, place)
            article = shelf.article(read.article)
            if article is None:
                raise _unknown(read.article, place)
            if article.id in arrivals:
                raise _repeated(article.id, arrivals[article.id].where, place)
            laid = lay(read.spans, article, shelf, place, _ORIGIN)
            arrivals[article.id] = Arrival(
                article, laid.spans, place, laid.places, whole=not laid.faults
            )
            faults += laid.faults
            scored += sum(span.score is not None for span in read.spans)
        except AnnotatorError as error:
            faults.append(error)
    if not arrivals and not faults:
        raise FormatError("the file holds no article", where, "give one JSON object a line")
    many = "1 span" if scored == 1 else f"{scored} spans"
    notices = (f"the score of {many} was left out: labels have none",) if scored else ()
    return Reading(tuple(arrivals.values()), tuple(faults), notices)


def write(departures: Sequence[Departure]) -> bytes:
    """One line an article in the order given, keys in a fixed order, empty ones left out."""
    return b"".join(
        orjson.dumps(
            {"article": one.article.id, "spans": [span_keys(span) for span in one.labelling.spans]},
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for one in departures
    )


def dropped(departures: Sequence[Departure]) -> tuple[str, ...]:
    """What lines have no place for: work that is a draft, zones, refused suggestions, notes."""
    kept_back = {
        "that it is a draft": sum(one.labelling.status == "draft" for one in departures),
        "its zones": sum(bool(one.labelling.zones) for one in departures),
        "its refused suggestions": sum(bool(one.labelling.rejected) for one in departures),
        "its note": sum(bool(one.labelling.note) for one in departures),
        "how it was adjudicated": sum(bool(one.labelling.adjudication) for one in departures),
    }
    return tuple(
        f"jsonl cannot say of an article {what}: left out for {count}"
        for what, count in kept_back.items()
        if count
    )


def _lines(data: bytes, where: str) -> list[bytes]:
    """The lines of a file in UTF-8; U+2028 and the like end none."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise FormatError(what, f"{where}: line {number}", "save the file as UTF-8") from error
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _unknown(article_id: str, place: str) -> AnnotatorError:
    return FormatError(
        what=f"there is no article {shown(article_id)}",
        where=place,
        fix="bring it in first with annotator add, or mend its ID; annotator list names them all",
    )


def _repeated(article_id: str, first: str, place: str) -> AnnotatorError:
    return FormatError(
        what=f"the article {article_id} has a line already: {first}",
        where=place,
        fix="give all its spans in one line",
    )
