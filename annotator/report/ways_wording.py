"""The ways to score an extractor, and what is told beside them, each in a sentence."""

from __future__ import annotations

from annotator.report.wording import Measure

_SEMEVAL = "SemEval-2013 task 9.1: Segura-Bedmar, Martínez & Herrero-Zazo 2013"

WAYS_TOLD = (
    Measure("strict", "Strict", "The same edges and the same label.", _SEMEVAL),
    Measure("exact", "Exact", "The same edges, any label.", _SEMEVAL),
    Measure(
        "partial",
        "Partial",
        "Any label; the same edges count fully, an overlap counts half.",
        _SEMEVAL,
    ),
    Measure("type", "Type", "The same label on spans that overlap.", _SEMEVAL),
    Measure(
        "clitic",
        "Clitic",
        "Like strict, but edges that differ only by an Arabic proclitic, an attached pronoun or "
        "English 's count as equal. To be read beside strict, never instead of it.",
        "this program",
    ),
    Measure(
        "full",
        "Full",
        "Like strict, and every value of the span must be the same too; ids of entities are "
        "arbitrary and do not count.",
        "this program",
    ),
)
# What is told beside the ways: the rates, their means, and what only some results have.
BESIDE = (
    Measure(
        "rates",
        "Precision, recall, F1",
        "The right ones as a share of what was predicted, as a share of what is in the gold, and "
        "the harmonic mean of the two. With nothing predicted there is no precision, with nothing "
        "in the gold no recall: undefined, neither 0 nor 1.",
        "van Rijsbergen 1979",
    ),
    Measure(
        "macro",
        "Macro",
        "The mean of the figures of all labels, or of all articles, each weighing alike. One whose "
        "own figure is undefined counts for nothing in it.",
        "Yang & Liu 1999",
    ),
    Measure(
        "muc5",
        "MUC-5's error",
        "The share of wrong ones among all that are in the gold or predicted: missed "
        "(undergeneration), spurious (overgeneration) or wrong where both have a span "
        "(substitution).",
        "Chinchor & Sundheim 1993",
    ),
    Measure(
        "value_f1",
        "Relaxed F1, accuracy, value F1",
        "Spans of the label found, overlaps counting; of these the share whose value is the "
        "gold's; and the one times the other: spans found with their value.",
        "UzZaman et al. 2013 (TempEval-3)",
    ),
    Measure(
        "average_precision",
        "Average precision",
        "The area under the steps of precision against recall, from the highest score down: 1 "
        "where every right prediction is scored above every wrong one and nothing is missed.",
        "Manning et al. 2008",
    ),
    Measure(
        "calibration",
        "Calibration error, Brier score",
        "How far mean score and share right are apart, over bins of about as many predictions; "
        "and the mean squared distance of score and outcome. 0 is best in both.",
        "Nguyen & O'Connor 2015; Brier 1950",
    ),
)
BY_WAY = {one.key: one for one in WAYS_TOLD}
