"""How vectors about the scores of predictions are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

from annotator.measure.evaluation.judged import Judged, Predicted
from annotator.text.article import Article
from tests.oracles.measure_inputs import first_in
from tests.oracles.optimum import evaluation_of, labelling
from tests.oracles.pairings import Mark

_RIGHT = ("right", "correct", "y_true", "labels", "hits")
_SCORES = ("scores", "y_score", "y_prob", "confidences", "probabilities")
_LONG = 10


def of_confidence(given, _):
    """Outcomes and scores as predictions, one after the other, of which the right ones are gold.

    What was `missed`, if it is told, is gold that no prediction has.
    """
    right, scores = first_in(given, _RIGHT), first_in(given, _SCORES)
    missed = given.get("missed", 0)
    places = [((_LONG * at, _LONG * at + 4),) for at in range(len(right) + missed)]
    said = [Mark("P", place) for place in places[: len(right)]]
    gold = [mark for mark, hit in zip(said, right, strict=True) if hit]
    gold += [Mark("P", place) for place in places[len(right) :]]
    text = "b" * _LONG * len(places)
    by_id = {f"s{at}": score for at, score in enumerate(scores, start=1)}
    predicted = Predicted(labelling(said, text=text), by_id)
    work = [Judged(Article("n", text), "article n", labelling(gold, text=text), {"x": predicted})]
    return figures(evaluation_of(work).confidence)


def figures(told):
    curve, calibration = told.curve, told.calibration
    best = curve.best
    return {
        **dict.fromkeys(("average_precision", "ap", "auprc"), curve.average_precision),
        **dict.fromkeys(("brier", "brier_score"), calibration.brier.value),
        **dict.fromkeys(("ece", "expected_calibration_error"), calibration.error.value),
        "bins": [[one.predicted, one.score, one.right] for one in calibration.bins],
        "thresholds": [one.threshold for one in curve.points],
        "precision": [one.precision for one in curve.points],
        "recall": [one.recall for one in curve.points],
        "best_threshold": best.threshold if best else None,
        "best_f1": best.f1 if best else None,
    }


ADAPTERS = dict.fromkeys(
    (
        "average_precision",
        "brier_score",
        "calibration",
        "expected_calibration_error",
        "precision_recall_curve",
    ),
    of_confidence,
)
