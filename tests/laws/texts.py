"""Texts such as articles hold, and such as nobody should ever have written."""

from hypothesis import strategies as st

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى"
PIECES = (
    *ARABIC,
    *"لا لأ لإ لآ بلا فلأ لَا لُأ".split(),
    *"پ چ ژ گ ک ی ں ۀ ە ڤ ٱ".split(),
    *"\u064b\u064e\u064f\u0650\u0651\u0652\u0670\u0640",
    *"abcXYZéß 0123456789 ٠١٢٣٤٥٦٧٨٩ ۰۱۲",
    *" \t\n\r.,:;!?%-–—/()[]{}«»“”\"'،؛؟…",
    *"\r\n \x85 \u2028 \u2029".split(" "),
    *"\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    *"\x00\x07\x1b\x1c\x7f\x9b\xa0\xad\u3000\u06dd\u0600",
    *"אבגשּ漢字가각한\u1100\u1161\u11a8नमस्तेก็กำ😀❤\ufe0f👩\u200d👧🇦🇪\U0001f3fd",
    "e\u0301",
    "1\ufe0f\u20e3",
    "\ud800",
    "\ufffe",
    "\ue000",
)


def texts(max_size: int = 160) -> st.SearchStrategy[str]:
    """Mixed text, mostly Arabic words with everything else strewn in."""
    words = st.text(ARABIC, min_size=1, max_size=8)
    latin = st.text("abcdefgXYZ0123456789", min_size=1, max_size=8)
    strange = st.sampled_from(PIECES)
    piece = st.one_of(words, words, latin, st.just(" "), st.just(" "), strange)
    return st.lists(piece, max_size=max_size).map("".join)


def arabic_texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """What joining depends on: letters of many languages, marks, tatweel, joiners."""
    letters = st.sampled_from((*ARABIC, *"پچژگکیۀڤلالالأ\u0640"))
    between = st.sampled_from("\u064e\u0650\u0651\u0640\u200c\u200d 1.")
    piece = st.one_of(letters, letters, letters, between)
    return st.lists(piece, max_size=max_size).map("".join)
