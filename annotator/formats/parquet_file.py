"""Labellings as a Parquet file, a row for each article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from annotator.formats.protocol import Departure
from annotator.labels.shape import span_keys

# Articles of a row group: few enough that readers which take one at a time need little memory.
_TOGETHER = 4096
_FACTS = ("language", "published", "source", "cluster")

_SPAN = pa.struct(
    [
        ("id", pa.string()),
        ("label", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("fragments", pa.list_(pa.list_(pa.int64()))),
        ("text", pa.string()),
        ("attributes", pa.string()),
        ("flags", pa.list_(pa.string())),
        ("comment", pa.string()),
        ("origin", pa.string()),
    ]
)
_COLUMNS = pa.schema(
    [
        pa.field("article", pa.string(), nullable=False),
        pa.field("spans", pa.list_(_SPAN), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("zones", pa.list_(pa.list_(pa.int64()))),
        *((name, pa.string()) for name in _FACTS),
    ]
)


def file_of(departures: Sequence[Departure], schema: bytes | None) -> bytes:
    """The whole file; `schema` are the bytes of schema.toml, if it is to carry them."""
    columns = _COLUMNS.with_metadata({"annotator.schema": schema}) if schema else _COLUMNS
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, columns, compression="zstd", write_page_checksum=True) as writer:
        for at in range(0, max(len(departures), 1), _TOGETHER):
            rows = [_row(one) for one in departures[at : at + _TOGETHER]]
            writer.write_table(pa.Table.from_pylist(rows, schema=columns))
    return bytes(sink.getvalue().to_pybytes())


def _row(one: Departure) -> dict[str, Any]:
    article = one.article
    return {
        "article": article.id,
        "spans": [_span(dict(span_keys(span))) for span in one.labelling.spans],
        "text": article.text,
        "sha256": article.sha256,
        "zones": [[zone.start, zone.end] for zone in one.labelling.zones] or None,
        **{name: getattr(article.facts, name) for name in _FACTS},
    }


def _span(keys: dict[str, Any]) -> dict[str, Any]:
    """The keys of a span; values, of which each label has its own, as one piece of JSON."""
    if "attributes" in keys:
        keys["attributes"] = orjson.dumps(keys["attributes"]).decode()
    if "fragments" in keys:
        keys["fragments"] = [list(piece) for piece in keys["fragments"]]
    return keys
