"""Work to judge: small articles with gold, and what one extractor or more say of them."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.measure.evaluation.comparison import comparison
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.text.article import Article, Facts
from tests.laws.agreeing import LABELS, TEXT, labellings, schema

TOLD = Told("gold", "annotator", "annotator evaluate")
_scores = st.sampled_from([0.1, 0.5, 0.9])


@st.composite
def judged(draw, extractors=("x",), articles=6):
    """Articles in two languages, every third of a cluster; of some an extractor says nothing."""
    return [
        Judged(
            Article(f"n{at}", TEXT, Facts(language=("ar", "en")[at % 2])),
            "cluster c" if at % 3 == 2 else f"article n{at}",
            draw(labellings()),
            {name: draw(predicted()) for name in extractors if draw(st.integers(0, 5))},
            {"source": draw(st.sampled_from(["", "a", "b"]))},
        )
        for at in range(draw(st.integers(1, articles)))
    ]


@st.composite
def predicted(draw):
    """What an extractor says of TEXT, each span with a score."""
    said = draw(labellings())
    return Predicted(said, {span.id: draw(_scores) for span in said.spans})


def evaluated(work, extractor="x", *, seed=1, replicates=12, labels=LABELS):
    """How the extractor does."""
    return evaluation(work, extractor, schema(labels), TOLD, seed=seed, replicates=replicates)


def compared(work, extractors=("x", "y"), *, seed=1, replicates=12, swaps=50):
    """Which of the extractors is better."""
    return comparison(
        work, extractors, schema(), TOLD, seed=seed, replicates=replicates, swaps=swaps
    )
