"""Write `annotator/text/_tables.py` from the property files of the Unicode Character Database.

Run `python tests/oracles/unicode/make_tables.py` after the files beside it were replaced by
those of another Unicode version. A table is two strings of one length: where each run of
code points begins, and a one-letter code for the property the whole run has.
"""

from __future__ import annotations

import lzma
import re
import string
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent
TABLES = Path(__file__).parents[3] / "annotator" / "text" / "_tables.py"
POINTS = 0x110000

# The codes are what `annotator.text` writes its patterns with; each row is property, code.
BIDI = dict(
    pair.split(":")
    for pair in (
        "L:L R:R AL:A EN:E ES:- ET:% AN:N CS:, NSM:M BN:b B:B S:S WS:W ON:O "
        "LRE:e RLE:f LRO:g RLO:h PDF:p LRI:i RLI:j FSI:k PDI:q"
    ).split()
)
GRAPHEME = dict(
    pair.split(":")
    for pair in (
        "Other:O CR:r LF:n Control:C Extend:E ZWJ:Z Regional_Indicator:I Prepend:P "
        "SpacingMark:S L:L V:V T:T LV:A LVT:B Extended_Pictographic:X"
    ).split()
)
WORD = dict(
    pair.split("=")
    for pair in (
        "Other=O CR=r LF=n Newline=l Extend=E Format=F ZWJ=Z Regional_Indicator=R "
        "ALetter=A Hebrew_Letter=H Numeric=N Katakana=K ExtendNumLet=_ WSegSpace=W "
        "MidLetter=: MidNum=, MidNumLet=. Single_Quote=' Double_Quote=\" "
        "Extended_Pictographic=X ALetter+Extended_Pictographic=a"
    ).split()
)
CATEGORIES = tuple(
    "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po "
    "Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn".split()
)
CATEGORY = dict(zip(CATEGORIES, string.ascii_letters, strict=False))
LONG_BIDI = dict(
    pair.split(":")
    for pair in "Left_To_Right:L Right_To_Left:R Arabic_Letter:AL European_Terminator:ET".split()
)


def lines(name: str) -> list[str]:
    """Read one property file."""
    return lzma.decompress((DATA / f"{name}.xz").read_bytes()).decode("utf-8").splitlines()


def rows(name: str) -> Iterator[tuple[range, str]]:
    """Code points and their value, for each line of a file that lists ranges."""
    for line in lines(name):
        fields = line.partition("#")[0].split(";")
        if len(fields) > 1:
            yield points(fields[0]), fields[1].strip()


def points(field: str) -> range:
    """Read `0041` or `0041..005A`."""
    first, _, last = field.strip().partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def spread(table: list[str], where: range, value: str) -> None:
    """Give every code point of a range a value."""
    table[where.start : where.stop] = [value] * len(where)


def bidi_classes() -> list[str]:
    """Classes of all code points; the unassigned take what the @missing lines say."""
    table = ["L"] * POINTS
    for line in lines("DerivedBidiClass.txt"):
        missing = re.match(r"# @missing: (\S+); (\w+)", line)
        if missing:
            spread(table, points(missing[1]), LONG_BIDI[missing[2]])
    for where, value in rows("DerivedBidiClass.txt"):
        spread(table, where, value)
    return [BIDI[value] for value in table]


def characters() -> Iterator[tuple[range, list[str]]]:
    """Rows of UnicodeData.txt, the pairs `<…, First>` and `<…, Last>` as one."""
    first = 0
    for line in lines("UnicodeData.txt"):
        fields = line.split(";")
        point = int(fields[0], 16)
        if fields[1].endswith(", First>"):
            first = point
        elif fields[1].endswith(", Last>"):
            yield range(first, point + 1), fields
        else:
            yield range(point, point + 1), fields


def categories() -> list[str]:
    """General categories of all code points."""
    table = ["Cn"] * POINTS
    for where, fields in characters():
        spread(table, where, fields[2])
    return [CATEGORY[value] for value in table]


def pictographs() -> frozenset[int]:
    """Code points that begin an emoji sequence."""
    return frozenset(
        point
        for where, value in rows("emoji-data.txt")
        if value == "Extended_Pictographic"
        for point in where
    )


def grapheme_breaks() -> list[str]:
    """Grapheme_Cluster_Break, with the pictographs that GB11 asks for as a class of their own."""
    table = ["Other"] * POINTS
    for where, value in rows("GraphemeBreakProperty.txt"):
        spread(table, where, value)
    for point in pictographs():
        if table[point] != "Other":
            raise ValueError(f"U+{point:04X} is a pictograph and {table[point]}")
        table[point] = "Extended_Pictographic"
    return [GRAPHEME[value] for value in table]


def word_breaks() -> list[str]:
    """Word_Break, with the pictographs that WB3c asks for told apart."""
    table = ["Other"] * POINTS
    for where, value in rows("WordBreakProperty.txt"):
        spread(table, where, value)
    for point in pictographs():
        before = "" if table[point] == "Other" else f"{table[point]}+"
        table[point] = f"{before}Extended_Pictographic"
    return [WORD[value] for value in table]


def joining_types() -> list[str]:
    """Joining types of all code points, in Unicode's own letters."""
    table = ["U"] * POINTS
    for where, value in rows("DerivedJoiningType.txt"):
        spread(table, where, value)
    return table


def wide() -> list[str]:
    """`W` for East_Asian_Width Wide and Fullwidth, `N` for the rest."""
    table = ["N"] * POINTS
    for line in lines("DerivedEastAsianWidth.txt"):
        missing = re.match(r"# @missing: (\S+); Wide", line)
        if missing:
            spread(table, points(missing[1]), "W")
    for where, value in rows("DerivedEastAsianWidth.txt"):
        spread(table, where, "W" if value in {"W", "F"} else "N")
    return table


def ignorable() -> list[str]:
    """`I` for Default_Ignorable_Code_Point, `N` for the rest."""
    table = ["N"] * POINTS
    for where, value in rows("DerivedCoreProperties.txt"):
        if value == "Default_Ignorable_Code_Point":
            spread(table, where, "I")
    return table


def mirrors() -> tuple[str, str]:
    """Characters with a mirrored partner, and the partners in the same order."""
    pairs = sorted((where.start, int(value, 16)) for where, value in rows("BidiMirroring.txt"))
    return "".join(chr(one) for one, _ in pairs), "".join(chr(other) for _, other in pairs)


def brackets() -> tuple[str, str]:
    """Opening brackets, and the closing ones in the same order, of UAX #9's BD14 and BD15.

    Those with a canonical decomposition are told by `equivalents`.
    """
    found = sorted(
        (int(fields[0], 16), int(fields[1], 16))
        for fields in (line.partition("#")[0].split(";") for line in lines("BidiBrackets.txt"))
        if len(fields) > 2 and fields[2].strip() == "o"
    )
    return "".join(chr(one) for one, _ in found), "".join(chr(other) for _, other in found)


def equivalents() -> tuple[str, str]:
    """Brackets with a canonical decomposition, and what they decompose to."""
    known = frozenset("".join(brackets()))
    found = [
        (chr(where.start), chr(int(fields[5], 16)))
        for where, fields in characters()
        if chr(where.start) in known and fields[5] and not fields[5].startswith("<")
    ]
    return "".join(one for one, _ in found), "".join(other for _, other in found)


def runs(table: list[str]) -> tuple[str, str]:
    """The first code point of each run, and each run's code."""
    starts = [point for point, code in enumerate(table) if not point or table[point - 1] != code]
    return "".join(map(chr, starts)), "".join(table[start] for start in starts)


def literal(text: str) -> str:
    """A string as ASCII source, in lines of at most 96 characters."""
    escaped = [_escape(character) for character in text]
    pieces, line = [], ""
    for item in escaped:
        if len(line) + len(item) > 88:
            pieces.append(line)
            line = ""
        line += item
    pieces.append(line)
    return "(\n" + "".join(f'    "{piece}"\n' for piece in pieces) + ")"


def _escape(character: str) -> str:
    point = ord(character)
    if character in '"\\':
        return f"\\{character}"
    if 0x20 <= point < 0x7F:
        return character
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def source() -> str:
    """The text of `annotator/text/_tables.py`."""
    version = re.search(r"DerivedBidiClass-([\d.]+)\.txt", lines("DerivedBidiClass.txt")[0])
    if not version:
        raise ValueError("DerivedBidiClass.txt does not say its version")
    tables = {
        "BIDI": runs(bidi_classes()),
        "CATEGORY": runs(categories()),
        "GRAPHEME": runs(grapheme_breaks()),
        "WORD": runs(word_breaks()),
        "JOINING": runs(joining_types()),
        "WIDE": runs(wide()),
        "IGNORABLE": runs(ignorable()),
        "MIRRORED": mirrors(),
        "BRACKETS": brackets(),
        "EQUIVALENT_BRACKETS": equivalents(),
    }
    names = {"BIDI_NAMES": BIDI, "CATEGORY_NAMES": CATEGORY, "GRAPHEME_NAMES": GRAPHEME}
    head = (
        f'"""Character properties of Unicode {version[1]}, written by '
        "`tests/oracles/unicode/make_tables.py`.\n\n"
        "Each table is a pair of strings: the first code point of every run, and the runs' codes.\n"
        "Pairs of characters stand in the last three the same way. Do not edit by hand.\n\n"
        "Made from data files (c) Unicode, Inc. under the Unicode License v3, whose text stands\n"
        "beside that script.\n"
        '"""\n\nfrom __future__ import annotations\n'
    )
    out = [head, f'VERSION = "{version[1]}"\n']
    for name, codes in ({**names, "WORD_NAMES": WORD}).items():
        body = "".join(f"    {_quoted(code)}: {_quoted(long)},\n" for long, code in codes.items())
        out.append(f"{name} = {{\n{body}}}\n")
    for name, (left, right) in tables.items():
        out.append(f"{name} = (\n{_indented(left)}{_indented(right)})\n")
    return "\n".join(out)


def _quoted(text: str) -> str:
    return "'\"'" if text == '"' else f'"{text}"'


def _indented(text: str) -> str:
    """A string as source inside a tuple; in brackets where it takes more lines than one."""
    whole = literal(text).splitlines()
    if len(whole) == 3:
        return f"    {whole[1].strip()},\n"
    return "".join(f"    {line}\n" for line in whole[:-1]) + "    ),\n"


if __name__ == "__main__":
    TABLES.write_text(source(), encoding="ascii")
