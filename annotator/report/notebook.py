"""Results as a notebook shows them: what is read first, as HTML that runs and loads nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from annotator.measure.evaluation.figures import Comparison, Evaluation
from annotator.report.comparison_findings import people
from annotator.report.comparison_words import HEADLINE
from annotator.report.plain_tables import Row, Value, comparison_tables, evaluation_tables
from annotator.report.short_names import short_comparison, short_evaluation
from annotator.report.signs import visible
from annotator.report.wording import named

_WORDS = "text-align:start;padding:2px 8px;unicode-bidi:plaintext"
_NUMBERS = "text-align:end;padding:2px 8px"


def evaluation_in_short(title: str, found: Evaluation) -> str:
    """The scores by way, those of labels that either side has, kinds of mistakes, and warnings."""
    it = short_evaluation(found)
    tables = evaluation_tables(it)
    labels = [row for row in tables["labels"] if row["possible"] or row["actual"]]
    own = {"overall": tables["overall"], "labels (strict)": labels, "errors": tables["errors"]}
    return _section(title, [f"Take care: {one}" for one in it.warnings], own)


def comparison_in_short(title: str, found: Comparison) -> str:
    """Every extractor, the differences over all labels, those in strict F1 by label, warnings."""
    it = short_comparison(found)
    tables = comparison_tables(it)
    hidden = {"a", "b"} if len(it.duels) == 1 else set()
    differences = [
        {key: value for key, value in row.items() if key not in hidden}
        for row in tables["differences"]
        if not row["label"] or row["measure"] == HEADLINE
    ]
    first, second = map(named, it.duels[0].extractors)
    pair = f": {second} less {first}" if hidden else ": b less a"
    remarks = [one.says for one in people(it)] + [f"Take care: {one}" for one in it.warnings]
    own = {"extractors": tables["extractors"], f"differences{pair}": differences}
    return _section(title, remarks, own)


def _section(title: str, remarks: Sequence[str], tables: Mapping[str, Sequence[Row]]) -> str:
    """Sentences, whose names are safe to show, and tables under their captions, which are, too."""
    said = "".join(f'<p style="{_WORDS}">{escape(one)}</p>' for one in remarks)
    told = "".join(_table(name, rows) for name, rows in tables.items() if rows)
    return f"<section><h3>{escape(title)}</h3>{said}{told}</section>"


def _table(name: str, rows: Sequence[Row]) -> str:
    numbers = {key for key in rows[0] if not any(isinstance(row[key], str) for row in rows)}
    styles = {key: _NUMBERS if key in numbers else _WORDS for key in rows[0]}
    head = "".join(f'<th scope="col" style="{styles[key]}">{_text(key)}</th>' for key in styles)
    body = "".join(
        f"<tr>{''.join(_cell(value, styles[key]) for key, value in row.items())}</tr>"
        for row in rows
    )
    caption = f'<caption style="text-align:start">{escape(name)}</caption>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Value, style: str) -> str:
    match value:
        case None:
            told = "–"
        case float():
            told = f"{value:.3f}".replace("-", "−")
        case _:
            told = _text(str(value))
    return f'<td style="{style}"><bdi>{told}</bdi></td>'


def _text(words: str) -> str:
    return escape(visible(words), quote=True)
