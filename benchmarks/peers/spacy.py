"""spaCy: `Scorer.score_spans` over documents whose words are given."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.sides import by_article, cut

_VOCAB = spacy.blank("xx").vocab


def gold(case: Any) -> Answers:
    examples = []
    for name in sorted(case["gold"]):
        text = case["text"][name]
        words = [text[start:end] for start, end in pairwise([0, *case["words"]])]
        both = [_document(words, case[side][name]) for side in ("predicted", "gold")]
        examples.append(Example(*both))
    found = _scored(examples)
    each = {name: one["f"] for name, one in (found["spans_per_type"] or {}).items()}
    labels = sorted(each)
    return {
        "strict P, R, F1": [found[f"spans_{one}"] for one in "prf"],
        "strict F1 by label": [each[label] for label in labels],
    }


def _document(words: list[str], marked: Any) -> Any:
    """A document with its spans, less those that do not begin and end with a word."""
    document = Doc(_VOCAB, words=words, spaces=[False] * len(words))
    found = (document.char_span(start, end, label=label) for label, start, end in marked)
    document.spans["marked"] = [span for span in found if span is not None]
    return document


def _scored(examples: Any) -> Any:
    return Scorer.score_spans(
        examples,
        "spans",
        getter=lambda document, _: document.spans["marked"],
        allow_overlap=True,
    )


def evaluate(folder: Path) -> Any:
    """As few words as there can be, all of which say the same but for their length."""
    examples = []
    for both in zip(*by_article(folder), strict=True):
        words = ["x" * (end - start) for start, end in pairwise([0, *cut(*both)])]
        true, said = (_document(words, side) for side in both)
        examples.append(Example(said, true))
    return lambda: _scored(examples)["spans_f"]


if __name__ == "__main__":
    serve({"gold": gold}, {"evaluate": evaluate})
