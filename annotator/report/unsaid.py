"""What an extractor leaves unsaid: values never predicted, scores that tell nothing apart."""

from __future__ import annotations

from annotator.measure.evaluation.figures import Confidence, Evaluation
from annotator.report.wording import listed, named

NO_VALUES = "No prediction has a value, though the gold has: that is why full is so low."


def never_predicted(it: Evaluation) -> tuple[str, ...]:
    """The attributes that the gold has and no prediction, of whose figures each is 0."""
    return tuple(name for name, one in it.attributes.items() if one.held and not one.given)


def never_told(it: Evaluation) -> str:
    """Which attributes are never predicted, in a sentence; empty where there are none."""
    if has_no_values(it):
        return NO_VALUES
    names = never_predicted(it)
    return f"Never predicted: {listed(list(map(named, names)))}." if names else ""


def has_no_values(it: Evaluation) -> bool:
    """Whether no prediction has any value, and right ones are not fully right for that."""
    if not it.totals.values or any(one.given for one in it.attributes.values()):
        return False
    # What the schema does not know is no attribute there, but a value all the same.
    predicted = (one.at.b.span for one in it.mistakes)
    return not any(span.attributes for span in predicted if span)


def all_equal(it: Confidence) -> str:
    """That all scores are equal, in a sentence; empty where they are not."""
    points = it.curve.points
    if len(points) != 1 or it.curve.why:
        return ""
    score = f"{points[0].threshold:g}"
    return (
        f"All scores are {score}: there is no threshold to choose, and they tell no prediction "
        "from another."
    )
