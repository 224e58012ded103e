"""Figures in words: what each measure is called and says, and how a number is written."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.measure.intervals import Estimate
from annotator.report.signs import visible

UNDEFINED = "–"
# No line ends before the sign.
_PERCENT = "\u00a0%"
_SMALL = "no one two three four five six seven eight nine ten".split()


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measure is told: its key in the JSON, its name, one sentence, and its source."""

    key: str
    name: str
    says: str
    source: str = ""


MEASURES = (
    Measure(
        "strict_f1",
        "Strict F1",
        "Spans that both marked with the same edges and the same label, as a share of all spans: "
        "twice the matches over the spans of the one plus the spans of the other.",
        "Hripcsak & Rothschild 2005",
    ),
    Measure(
        "boundary_f1",
        "Boundary F1",
        "Like strict F1, but any label will do: whether the same words are found.",
        "Hripcsak & Rothschild 2005",
    ),
    Measure(
        "overlap_f1",
        "Overlap F1",
        "Like strict F1, but spans of one label that share at least one character count, each "
        "span once, in the best one-to-one alignment.",
        "Hripcsak & Rothschild 2005; alignment: optimal assignment",
    ),
    Measure(
        "clitic_f1",
        "Clitic F1",
        "Like strict F1, but edges that differ only by an Arabic proclitic, an attached pronoun "
        "or English 's count as equal. To be read beside strict F1, never instead of it.",
        "this program",
    ),
    Measure(
        "full_f1",
        "Full F1",
        "Like strict F1, and every value of the span must be the same too.",
        "this program",
    ),
    Measure(
        "u_alpha",
        "Unitizing alpha, u_α",
        "Agreement beyond chance on which characters carry which label, gaps between spans "
        "included: 1 is perfect, 0 is chance.",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Measure(
        "u_alpha_binary",
        "Binary alpha, |u_α",
        "Agreement beyond chance on what is marked at all, whatever the label.",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Measure(
        "cu_alpha",
        "Coding alpha, cu_α",
        "Agreement beyond chance on the label, only where both marked something.",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Measure(
        "token_kappa",
        "Token kappa",
        "Cohen's kappa over words. It rises with the number of words that nobody marked and does "
        "not see nested spans, so it is only a second opinion.",
        "Cohen 1960",
    ),
    Measure(
        "gamma",
        "Gamma, γ",
        "Agreement beyond chance on place and label at once, by the best alignment of all "
        "annotators; chance is drawn at random from a seed. Computed when asked for.",
        "Mathet, Widlöcher & Métivier 2015",
    ),
    Measure(
        "gamma_cat",
        "Gamma-cat, γcat",
        "The same for the labels alone, on what gamma aligned.",
        "Mathet 2017",
    ),
    Measure(
        "label_alpha",
        "Label alpha",
        "Krippendorff's nominal alpha over the labels of aligned spans.",
        "Krippendorff 2011",
    ),
    Measure(
        "label_ac1",
        "Label AC1",
        "Gwet's AC1 over the labels of aligned spans: steadier than alpha where one label is "
        "much more frequent than the others.",
        "Gwet 2008",
    ),
    Measure(
        "alpha_u",
        "α_U of 1995/2004",
        "The older unitizing alpha, for comparison with other tools; not to be trusted beyond "
        "two annotators.",
        "Krippendorff 1995, 2004",
    ),
    Measure(
        "ku_alpha",
        "Label's alpha, (k)u_α",
        "Agreement beyond chance on what the characters of this label were called by the others, "
        "where these marked anything.",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Measure(
        "coverage",
        "Coverage",
        "The share of this label's characters at which the others marked anything: that of which "
        "(k)u_α speaks.",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
)
BY_KEY = {measure.key: measure for measure in MEASURES}

# What only some types of values have, by its key in the JSON.
MORE = {
    "same_day": "same day",
    "same_period": "same period",
    "overlap": "overlap",
    "ratio_alpha": "ratio α",
    "b3": "B³",
    "ceaf": "CEAF",
    "ac1": "AC1",
}

# What is to be read beside the two figures of values.
OF_VALUES = (
    "Agreement is over the spans of which one or both have the value; alpha also counts those of "
    "which neither has it, so that the two figures do not rest on the same spans."
)

# How intervals are made, by the word of the JSON.
INTERVALS = {
    "bca": "bootstrap, corrected for bias and skew (BCa; Efron 1987)",
    "percentile": "bootstrap, percentiles",
}

# The kinds of disagreement: what each is called over a list, and what it says.
KINDS = {
    "boundary": ("Other edges", "same label, edges that differ"),
    "label": ("Other label", "same edges, another label"),
    "label+boundary": ("Other label and edges", "they overlap, and neither label nor edges agree"),
    "missed": ("Only by the first", "the first annotator marked it, the second did not"),
    "spurious": ("Only by the second", "the second annotator marked it, the first did not"),
    "values": ("Other values", "same label and edges, values that differ"),
}


def number(value: float | None, decimals: int = 2) -> str:
    """A figure with two decimals or more; one that is not 0 or 1 does not look so: >0.99."""
    if value is None:
        return UNDEFINED
    told = f"{abs(value):.{decimals}f}"
    least = 10**-decimals
    sign = "−" if value < 0 else ""
    if value and not float(told):
        return f"{'>−' if sign else '<'}{least:.{decimals}f}"
    if float(told) == 1 and abs(value) < 1:
        return f"{'<−' if sign else '>'}{1 - least:.{decimals}f}"
    return f"{sign}{told}"


def exactly(value: float | None) -> str:
    """A figure that is held against another, with as many as four decimals."""
    return UNDEFINED if value is None else f"{value:.4f}".rstrip("0").rstrip(".").replace("-", "−")


def interval(estimate: Estimate, decimals: int = 2) -> str:
    """The interval in brackets, nothing where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"[{number(estimate.low, decimals)}, {number(estimate.high, decimals)}]"


def with_interval(estimate: Estimate) -> str:
    """A figure in running text: 0.83 (0.78 to 0.87)."""
    if estimate.low is None or estimate.high is None:
        return number(estimate.value)
    ends = f"{number(estimate.low)} to {number(estimate.high)}"
    return f"{number(estimate.value)} ({ends})"


def percent(part: float) -> str:
    """A share in whole percent; what is neither nothing nor all does not look so."""
    if 0 < part < 0.01:
        return f"under 1{_PERCENT}"
    if 0.99 < part < 1:
        return f"over 99{_PERCENT}"
    return f"{part * 100:.0f}{_PERCENT}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: 1 span, 1,203 spans."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def in_words(count: int) -> str:
    """A small count in words, a larger one in figures."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def listed(names: list[str]) -> str:
    """Names in a sentence: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


def named(name: str) -> str:
    """A name of others in a sentence of ours.

    One that may run right to left stands between isolates, so that the sentence keeps its order.
    """
    return name if name.isascii() and name.isprintable() else f"\u2068{visible(name)}\u2069"
