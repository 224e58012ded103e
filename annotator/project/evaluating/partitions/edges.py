"""Predicted spans that cut a character in two, which is a sign of offsets in another unit."""

from __future__ import annotations

from annotator.measure.evaluation.lots import Lot
from annotator.project.evaluating.edges import is_inside
from annotator.project.evaluating.partitions.lots import Bit
from annotator.project.evaluating.partitions.portion import Cuts
from annotator.project.evaluating.partitions.spoken import Spoken


def cuts_of(bit: Bit, predicted: Spoken, lot: Lot) -> Cuts:
    """How many spans of a lot begin or end inside a character; none where no text is known."""
    texts = lot.texts
    if texts is None:
        return Cuts()
    found = Cuts()
    ids, origins = predicted.ids, predicted.origins
    for at in range(bit.predicted_rows.start, bit.predicted_rows.stop):
        text = texts.get(ids[int(predicted.article[at])])
        whole = ((int(predicted.start[at]), int(predicted.end[at])),)
        pieces = predicted.pieces.get(at, whole)
        if text is not None and any(is_inside(text, edge) for one in pieces for edge in one):
            place = (int(origins.file[at]), int(origins.row[at]), origins.place(at))
            found += Cuts(1, place)
    return found
