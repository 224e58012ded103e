"""Random texts that are hard to order: brackets, isolates, numbers, marks and many scripts.

Only characters that Unicode 10.0 knew are among them, so that older libraries can be asked.
"""

from __future__ import annotations

LEFT = "abcXYZ éßñ Жди λόγ ქარ 漢字かな 가각 कखग กขค ḁ"
RIGHT = "אבגשת ߊߋߌ ࠀࠁࠂ ࡀࡁࡂ 𐤀𐤁𐤂 𞤀𞤁𞤂 𐡀𐡁 יִשׁﬠ"
ARABIC = "ابتثجحدرسشعغفقكلمنهوي پچژگکیۀەڵڕێۆټډړ ܐܒܓܕ ތޅދވ ﷲﻻﺏﮋ لا لأ بلآ"
DIGITS = "0123456789 ٠١٢٣٤٥ ۰۱۲۳۴۵ ²³¹ ₁₂ 𝟎𝟏 ߀߁ 𐹠𐹡 ⒈🄀"
NUMBER_SIGNS = "+-−±#$€%‰°£,.:/،٫٬ ٪﷼ ⁺₋"
MARKS = (
    "\u0300\u0301\u0308\u064b\u064e\u0651\u0652\u0670\u05b0\u05b7\u05bc\u0711\u07a6\u07eb\u20d0"
    "\u0610\u06d6\ufe20"
)
SPACES = " \u00a0\u2003\u3000\t\u2009\u200b\u202f"
BRACKETS = "()[]{}<>«»‹›⟨⟩⟦⟧⌈⌉⦃⦄❨❩⁅⁆（）［］｢｣"
TWINS = "\u2329\u232a\u3008\u3009()"  # the first four are canonically two pairs that count as one
MIRRORED = "∈∋≤≥≪≫∑√∫⊂⊃⊏⊐≠⊢⊣⋀∁"
NEUTRAL = "!?؟;؛&@*_\"'…–—|~^•★①↔\u06de"
EMBEDDINGS = "\u202a\u202b\u202d\u202e\u202c\u202c\u202c"
ISOLATES = "\u2066\u2067\u2068\u2069\u2069\u2069"
DIRECTION_MARKS = "\u200e\u200f\u061c"
JOINERS = "\u200c\u200d\ufeff\u00ad\u2060\ufe0f"
LINE_ENDS = ("\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029")
CONTROLS = "\x01\x07\x08\x1b\x7f\u009b\x0b\x0c\x1f"
TOGETHER = (
    "👩\u200d🔬",
    "🇦🇪",
    "1\ufe0f\u20e3",
    "\u1112\u1161\u11ab",
    "❤\ufe0f",
    "ل\u064eا",
    "ﷺ",
    "l·l",
    "\u0600123",
    "\u06dd٤٥",
)

POOLS = (
    LEFT, RIGHT, ARABIC, DIGITS, NUMBER_SIGNS, MARKS, SPACES, BRACKETS, TWINS, MIRRORED, NEUTRAL,
    EMBEDDINGS, ISOLATES, DIRECTION_MARKS, JOINERS, LINE_ENDS, CONTROLS, TOGETHER,
)  # fmt: skip
MOST_POOLS = 7
LONGEST_WORD = 5
DEEPEST = 140
NESTED_EVERY = 200


def random_text(dice, longest):
    """One text of at most about `longest` code points, from a few pools of the dice's choice."""
    pools = dice.sample(POOLS, dice.randint(2, MOST_POOLS))
    pools += dice.choices((LEFT, RIGHT, ARABIC, SPACES, BRACKETS, ISOLATES), k=2)
    wanted = dice.randint(1, longest)
    pieces = []
    while sum(map(len, pieces)) < wanted:
        pool = dice.choice(pools)
        most = LONGEST_WORD if pool in (LEFT, RIGHT, ARABIC, DIGITS) else 2
        pieces += dice.choices(pool, k=dice.randint(1, most))
    if dice.randrange(NESTED_EVERY) == 0:
        pieces.insert(dice.randrange(len(pieces)), nested(dice))
    return "".join(pieces)


def nested(dice):
    """More openings of brackets, embeddings and isolates than there is room for, some closed."""
    depth = dice.randint(2, DEEPEST)
    if dice.randrange(3) == 0:
        return "(" * depth + dice.choice("aא1") + ")" * dice.randint(0, depth)
    opened = "".join(dice.choices(EMBEDDINGS[:4] + ISOLATES[:3], k=depth))
    return opened + dice.choice("aא1(") + dice.choice("\u202c\u2069") * dice.randint(0, depth)
