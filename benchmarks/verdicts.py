"""Who is right where a peer and our own measures differ, and why.

A difference that nobody has judged fails `make peers`, and so does a judgement of a difference
that is no longer there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which figures it is about (patterns of the whole name), who is right, and why.

    `earned` narrows it to counts that earn "less", "as much" or "more" than the best pairing by
    that one scheme.
    """

    peer: str
    measure: str
    case: str
    right: str
    why: str
    earned: str = ".*"

    def speaks_of(self, peer: str, measure: str, case: str, earned: str) -> bool:
        """Whether it is about this figure."""
        named = ((self.measure, measure), (self.case, case), (self.earned, earned))
        return self.peer == peer and all(re.fullmatch(pattern, name) for pattern, name in named)


_NOT_ONE = (
    "Everybody gave one value only, so chance agrees on everything too and the figure is 0/0. "
    "Such data cannot tell agreement from habit; to call it perfect flatters."
)
_ZERO = "0/0 is not 0: no precision without a prediction, no recall without gold."
_UNDEFINED = "nothing .*|tags that begin inside|random scores, flat 24"
_RANDOM = "random scores.*"
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
    Verdict(
        "seqeval, default mode",
        "strict .*",
        "tags that begin inside",
        "annotator",
        "I- after O begins nothing in IOB2, so nothing was predicted; seqeval in its default mode "
        "makes spans of such tags without a word, and a broken tagger scores 1.0. In strict mode "
        "it leaves them out, as here.",
    ),
    *(
        Verdict(name, "strict P, R, F1", _UNDEFINED, "annotator", why)
        for name, why in {
            "nervaluate": _ZERO,
            "seqeval": _ZERO,
            "seqeval, default mode": _ZERO,
            "spaCy": _ZERO + " spaCy adds 1e-100 to both parts of the fraction.",
        }.items()
    ),
    Verdict("nereval", "F1 of exact and type", "nothing at all", "annotator", _ZERO),
    Verdict(
        "nervaluate",
        "(strict|exact|partial|type) counts",
        "a long span hardly touched",
        "annotator",
        "Spans that share a character overlap. nervaluate wants 1 % of the gold span to be shared "
        "(min_overlap_percentage, which can be raised but not lowered), so that one letter of a "
        "span of 250 is none; the pair falls apart into missed and spurious, and recall falls.",
    ),
    Verdict(
        "nervaluate",
        "(strict|exact|partial|type) counts|strict P, R, F1|strict F1 by label",
        f"a guess before a hit|two labels at one place, another order|{_RANDOM}",
        "annotator",
        "By the scheme alone a pairing that earns more is there, which the referee found; "
        "nervaluate goes through the predictions once, and the first gold span that overlaps is "
        "taken from the prediction that deserves it. The same predictions in another order give "
        "another figure. By label, too: there a wrong prediction of the same label is enough.",
        "(less)?",
    ),
    Verdict(
        "nervaluate",
        "type counts",
        f"labels changed about|{_RANDOM}",
        "another definition",
        "nervaluate pairs the spans anew for each scheme, so that one and the same prediction may "
        "be the right place of one gold span and the right label of another. Here there is one "
        "alignment for all schemes, classes of error, confusion and values, in which the same "
        "place comes before the same label; by type alone it may earn less, never more.",
        "as much",
    ),
    Verdict(
        "spaCy",
        "strict P, R, F1|strict F1 by label",
        f"a prediction twice|a gold span twice|{_RANDOM}",
        "annotator",
        "What was said twice was said twice: one of the two is wrong. spaCy makes a set of each "
        "side first (Scorer.score_spans), so that the second is lost unseen.",
    ),
    Verdict(
        "spaCy",
        "strict P, R, F1",
        "a part of a word",
        "annotator",
        "A prediction that ends inside a word cannot be a span of a document (char_span gives "
        "None), so it is not counted as wrong: an extractor that cuts words has a precision of "
        "1.0 for what is left.",
    ),
    Verdict(
        "eval4ner",
        "(strict|exact|partial|type) counts",
        "nothing at all|an article without a span",
        "annotator",
        "An article without a span on either side has nothing to count. eval4ner counts one of "
        "each there, a hit and every kind of mistake (evaluate_one: all 1).",
    ),
    Verdict(
        "eval4ner",
        "(strict|exact|partial|type) counts",
        "the same name elsewhere",
        "annotator",
        "It compares strings, not places: the same name at another place is a hit.",
    ),
    Verdict(
        "eval4ner",
        "type counts",
        "labels changed about|random scores (24|35|38)",
        "another definition",
        "It looks for the same label before it looks for the same place, in all schemes at once; "
        "the one alignment here does it the other way round.",
        "as much",
    ),
    Verdict(
        "eval4ner",
        "(strict|exact|partial|type) counts",
        f"a guess before .*|two labels .*, another order|labels changed about|{_RANDOM}",
        "annotator",
        "By the scheme alone a pairing that earns more is there, or the counts do not add up: it "
        "takes the predictions in their order and whatever gold overlaps first, looks for an "
        "overlap of the same label before the same place, and pairs a second time, otherwise, for "
        "what was missed, so that correct, incorrect and missed are not all gold spans.",
        "less|as much",
    ),
    Verdict(
        "spaneval",
        "(strict|exact|type) counts",
        "one prediction over two|over two, and right but for the label",
        "annotator",
        "One prediction counts as often as there are gold spans it overlaps: two predicted spans "
        "are counted where there is one.",
    ),
    Verdict(
        "spaneval",
        "(strict|exact|type) counts",
        f".*guess.*|two .*|a prediction twice|the nearer one comes later|{_RANDOM}",
        "annotator",
        "Of predictions that overlap each other it keeps the longest and drops the others before "
        "it counts, and of several that meet one gold span it counts one; the rest is neither "
        "right nor wrong, so that precision rises. A prediction over two gold spans counts twice.",
    ),
    Verdict(
        "nereval",
        "F1 of exact and type",
        f"two labels .*, another order|a gold span twice|one prediction over two|{_RANDOM}",
        "annotator",
        "Nothing keeps two gold spans from having the same prediction (count_correct): it may "
        "count more hits than there are predictions, and an F1 above 1 is the result. For each "
        "gold span the first prediction with the same place or label is taken, in their order.",
    ),
)
