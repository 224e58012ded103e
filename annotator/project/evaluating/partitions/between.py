"""What is wrong with predictions by what the gold says of the texts that they are of."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from annotator.errors import AnnotatorError
from annotator.measure.table import Ints
from annotator.project.evaluating.partitions import checks
from annotator.project.evaluating.partitions.flaws import Flaws
from annotator.project.evaluating.partitions.spoken import Spoken


def faults_between(gold: Spoken, predicted: Spoken) -> list[AnnotatorError]:
    """Predicted spans that end past their texts, and articles of which another text was meant."""
    places = _places(gold, predicted)
    flaws = Flaws()
    if (gold.about.lengths >= 0).any():
        lengths = np.append(gold.about.lengths, -1)[places]
        of_rows = lengths[predicted.article]
        checks.within(predicted.start, predicted.end, of_rows, predicted.origins, flaws)
    theirs = _digests(predicted)
    if theirs and predicted.about.origins:
        ours = _digests(gold, places[places >= 0]) or {}
        other = [
            at
            for at, article in enumerate(predicted.ids)
            if article in theirs and ours.get(article, theirs[article]) != theirs[article]
        ]
        flaws.tell(
            np.array(other, np.int64),
            predicted.about.origins,
            lambda _: "this is of another text than the gold's article of that ID",
            "make the spans anew on the text of the gold: their offsets may count other letters",
        )
    return flaws.found


def _places(gold: Spoken, predicted: Spoken) -> Ints:
    """The places of predicted articles among those of the gold, -1 where it has none."""
    known = {article: at for at, article in enumerate(gold.ids)}
    return np.fromiter((known.get(one, -1) for one in predicted.ids), np.int64, len(predicted.ids))


def _digests(side: Spoken, places: Ints | None = None) -> dict[str, str]:
    """The sha256 of texts by article, as they are told or as the texts give them."""
    about = side.about
    wanted = range(len(side.ids)) if places is None else places.tolist()
    if about.digests is not None:
        told = ((side.ids[at], about.digests[at]) for at in wanted)
        return {article: digest for article, digest in told if digest}
    if about.texts is None:
        return {}
    return {side.ids[at]: sha256(about.texts[at].as_py().encode()).hexdigest() for at in wanted}
