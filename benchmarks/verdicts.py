"""Who is right where a peer and our own measures differ, and why.

A difference that nobody has judged fails `make peers`, and so does a judgement of a difference
that is no longer there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which figures it is about (patterns of the whole name), who is right, and why."""

    peer: str
    measure: str
    case: str
    right: str
    why: str

    def speaks_of(self, peer: str, measure: str, case: str) -> bool:
        """Whether it is about this figure."""
        return self.peer == peer and all(
            re.fullmatch(pattern, name)
            for pattern, name in ((self.measure, measure), (self.case, case))
        )


_NOT_ONE = (
    "Everybody gave one value only, so chance agrees on everything too and the figure is 0/0. "
    "Such data cannot tell agreement from habit; to call it perfect flatters."
)
_ONE_VALUE = "one value only|one unit, agreed|kripp1995-D-characters"

VERDICTS = (
    Verdict("nltk", "alpha|kappa|pi|S", _ONE_VALUE, "annotator", _NOT_ONE),
    Verdict(
        "nltk",
        "mean kappa",
        f"{_ONE_VALUE}|randolph2005-2",
        "annotator",
        "A pair whose two annotators gave one value only has no kappa (0/0); nltk counts it as "
        "1.0 in the mean.",
    ),
    Verdict(
        "published",
        "alpha",
        "one value only",
        "annotator",
        "DKPro Statistics wants 1.0 here (FullAgreementTest, its issue 35). " + _NOT_ONE,
    ),
    Verdict(
        "bratiaa",
        "strict F1",
        "same span twice",
        "annotator",
        "One marked the span twice, the other once: that is 1 of 2 and 1 of 1, F1 2/3. bratiaa "
        "makes a set of each side first (evaluation.py, exact_match_instance_evaluation), so that "
        "the second is lost unseen.",
    ),
    Verdict(
        "nervaluate",
        "strict F1.*",
        "wrong before right|random spans .*",
        "annotator",
        "F1 of exact spans is a count of equal spans, which no order can change (swap the two "
        "predictions of 'wrong before right' and nervaluate says 0.8, too). It walks through the "
        "predictions once, and one that only overlaps a gold span takes it from the later one "
        "that is equal (strategies.py, StrictEvaluation: matched_true).",
    ),
    Verdict(
        "nervaluate",
        "strict F1",
        "nothing tagged",
        "annotator",
        "0/0 is not 0: nobody tagged anything, so there is nothing to agree about, and a 0 would "
        "say that they disagree.",
    ),
    Verdict(
        "pygamma-agreement",
        "disorder|parts",
        "units nested, delta-empty .*",
        "annotator",
        "Mathet, Widlöcher & Métivier (2015), section 4, scale places and labels alike by "
        "delta-empty, so that gamma does not depend on it. pygamma compiles the part of the "
        "labels while delta-empty is still 1 and sets it afterwards (dissimilarity.py, "
        "CombinedCategoricalDissimilarity), so that only places are scaled.",
    ),
    Verdict(
        "pygamma-agreement",
        "gamma-cat",
        "gamma of twenty units",
        "annotator",
        "A chance article in which no two units could be aligned counts there as one without any "
        "disorder (alignment.py, gamma_k_disorder: no_loop), although every missing partner in it "
        "was counted as wholly unlike before that; so chance looks better than it is and "
        "gamma-cat comes out low. The figure beside it is our gamma-cat with missing partners, "
        "which is what pygamma means by gamma-cat; the one in reports leaves them out, as "
        "Mathet (2017), section 4.2.5, does.",
    ),
)
