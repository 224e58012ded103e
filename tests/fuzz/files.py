"""Random files: bytes, text of every script, and whatever a terminal or a page may stumble over."""

from __future__ import annotations

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةىپچژگکیڵێ"
SENTENCES = (
    "قال وزير الداخلية إن الحريق الذي اندلع ليلًا أودى بحياة ١٢ شخصًا.\n",
    "وأضاف أن 35 آخرين أُصيبوا (بينهم 4 أطفال)، بحسب «وكالة الأنباء».\n",
    "The ministry said 12 people died on 4 May; «لا صحة لذلك», it added.\n",
    "گفت: می\u200cشود فردا — ۱۴ نفر در تهران.\n",
)
ESCAPES = (
    "\x1b[2J", "\x1b[31;1m", "\x1b]0;title\x07", "\x1b]52;c;b3duZWQ=\x07", "\x1bP+q544e\x1b\\",
    "\x1b[8 q", "\x1bc", "\x1b(0", "\x9b31m", "\x9d0;title\x9c", "\x90q\x9c", "\x1b[6n", "\x05",
    "\r\x1b[K", "\x08" * 9, "\x0e", "\x0f", "\x7f", "\x1b[?1049l", "\x1b_G\x1b\\", "\x85", "\x84",
)  # fmt: skip
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
LINE_ENDS = ("\n", "\r", "\r\n", "\n\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1e")
MARKS = "\u0300\u0308\u0489\u064b\u064e\u0651\u0670\u05b7\u0e47\u0e33\u093f\u20dd\ufe20\u1dc0"
CLUSTERS = (
    "👩\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e007f", "🇦🇪🇸🇾🇦",
    "👍🏽", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3",
    "\u1112\u1161\u11ab", "\u1100\u1100\ud7b0", "ᄒ", "क्षि", "ক্ষ", "க்ஷ", "\u0d4e\u0d15", "กำ",
    "\ufdfa", "\ufdf2", "\ufe8d\ufedf", "ﻻ", "\u0644\u064e\u0627", "\u06dd١٢", "\u0600١",
    "\u180b\u180e",
    "\ufff9a\ufffab\ufffb", "\U000e0001\U000e0041", "\ufe00\U000e0100", "\u200c\u200d", "\u00ad",
    "\u034f", "\u115f\u1160\u3164", "\u2060\u2061\u2064", "\ufeff", "\u3000", "\t", "\uffff",
    "\U0001ffff", "\ufdd0", "\ue000", "\U000f0000", "\U0010ffff", "\u0378", "\u2fe0", "㍿",
    "\U00013430",
)  # fmt: skip
# What no UTF-8 holds: halves of surrogate pairs, bytes that begin nothing, forms that are too long.
BROKEN = (
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\x80",
    b"\xff",
    b"\xc0\xaf",
    b"\xf4\x90\x80\x80",
    b"\0",
)
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf\xef\xbb\xbf")
LONG_EVERY = 400


def raw(dice):
    return dice.randbytes(dice.randint(0, 200))


def every_plane(dice):
    points = (
        dice.randrange(dice.choice((0x80, 0x800, 0x3000, 0x10000, 0x110000))) for _ in range(80)
    )
    return "".join(chr(at) for at in points if not 0xD800 <= at < 0xE000).encode()


def sentence(dice):
    """Arabic as it is written, with some of its characters put elsewhere, left out or doubled."""
    text = [*dice.choice(SENTENCES), *dice.choices(ARABIC, k=dice.randrange(30))]
    for _ in range(dice.randint(0, 12)):
        at = dice.randrange(len(text))
        text[at] = dice.choice(
            ("", text[at] * 2, dice.choice(text), dice.choice(MARKS), dice.choice(ESCAPES))
        )
    return "".join(text).encode()


def strewn(pool, most):
    """A maker of files that hold pieces of a pool among words."""

    def made(dice):
        words = ["".join(dice.choices(ARABIC, k=dice.randint(1, 6))), "word", "12", " ", "(", ")"]
        pieces = (
            dice.choice(pool if dice.random() < 0.5 else words)
            for _ in range(dice.randint(1, most))
        )
        return "".join(pieces).encode()

    return made


def nested(dice):
    """Directions in one another, deeper than there are levels."""
    depth = dice.randint(1, 400)
    return ("".join(dice.choices(DIRECTIONS, k=depth)) + dice.choice(SENTENCES)).encode()


def marked(dice):
    """Marks upon marks on one letter."""
    marks = dice.choices(MARKS, k=dice.choice((5, 50, 3_000) if dice.random() < 0.1 else (5, 50)))
    return (dice.choice(ARABIC + " a\n") + "".join(marks) + dice.choice(SENTENCES)).encode()


def broken(dice):
    data = bytearray(sentence(dice))
    at = dice.randrange(len(data) + 1)
    data[at:at] = dice.choice(BROKEN)
    return bytes(data)


def begun(dice):
    return dice.choice(BOMS) + sentence(dice)


def flipped(dice):
    """A sentence with some bits turned over."""
    data = bytearray(sentence(dice))
    for _ in range(dice.randint(1, 4)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def long_line(dice):
    if dice.randrange(LONG_EVERY // 20):
        return sentence(dice)
    return "".join(dice.choices((*ARABIC, " ", *CLUSTERS, "a"), k=20_000)).encode()


MAKERS = (
    raw, every_plane, sentence, strewn(ESCAPES, 30), strewn(DIRECTIONS, 60), strewn(LINE_ENDS, 40),
    strewn(CLUSTERS, 40), strewn((*ESCAPES, *DIRECTIONS, *LINE_ENDS, *CLUSTERS, *MARKS), 60),
    nested, marked, broken, begun, flipped, long_line,
)  # fmt: skip


def random_file(dice):
    """The bytes of one file."""
    return dice.choice(MAKERS)(dice)
