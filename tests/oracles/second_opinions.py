"""FriBidi and ICU, asked for the levels of a paragraph and the order of its rows.

They are not needed to build or to check anything: `tests/oracles/live.py` asks them where they are
installed, and what they said is kept in `tests/oracles/pinned.jsonl`.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import unicodedata
from ctypes import POINTER, byref, c_int8, c_int32, c_uint8, c_uint32, c_void_p
from functools import cached_property

from annotator.text._tables import BRACKETS


def of_classes(names):
    """Every character of these bidi classes."""
    wanted = names.split()
    found = [chr(at) for at in range(0x110000) if unicodedata.bidirectional(chr(at)) in wanted]
    return "".join(found)


WHITE_AT_END = of_classes("WS BN LRE RLE LRO RLO PDF LRI RLI FSI PDI")
FRIBIDI_EITHER = (0x20, 0x21)  # FRIBIDI_PAR_WLTR and WRTL: the first strong character, else this
ICU_EITHER = (0xFE, 0xFF)  # UBIDI_DEFAULT_LTR and RTL
A_MARK, REMOVED = f"[{of_classes('NSM')}]", f"[{of_classes('BN LRE RLE LRO RLO PDF')}]"
BRACKET, NO_BRACKET = (f"[{no}{re.escape(''.join(BRACKETS))}]" for no in ("", "^"))

# What FriBidi 1.0.8 gets wrong, each seen in a text as small as the one beside it:
# - the end of FSI is not found, since `fribidi_get_par_embedding_levels_ex` tests
#   valid_isolate_count where it counts in isolate_count: FSI PDI LRI alef;
# - an isolate goes on where one of its depth ended (its issues 130, 141): alef RLI ) PDI LRI !;
# - a wide bracket is the partner of a narrow one: alef U+FF08 alef a );
# - a bracket after a mark on a neutral is lost: a alef ! U+0301 ( alef );
# - a bracket sees the letters before an embedding: alef LRE [ U+05D0 ];
# - it may crash where levels overflow: 78 embeddings and isolates, then 33 PDI (62 never do);
# - isolates are no white space at the end of a row: RLO U+3000 RLI U+00A0.
FRIBIDI_MISTAKES = re.compile(
    "\u2068|\u2069[^\u2066\u2067]*[\u2066\u2067]|[\uff08-\uff63]"
    f"|{A_MARK}{REMOVED}*{BRACKET}|[\u202a\u202b\u202d\u202e\u2066\u2067]{NO_BRACKET}*{BRACKET}"
)
FRIBIDI_OPENING = re.compile("[\u202a\u202b\u202d\u202e\u2066\u2067]")
FRIBIDI_DEPTH = 62
FRIBIDI_ROW_MISTAKES = re.compile("[\u2066-\u2069]")

# What ICU 72 gets wrong:
# - U+2329 is the partner of two: U+2329 U+232A a U+05D0 U+3009 U+05D0;
# - PDI is not overridden (its issue ICU-23513): LRO PDI;
# - a mark on a bracket may not go with it: LRI U+05D0 [ U+05D0 ] U+064B;
# - more brackets are looked at than the 63 open ones after which BD16 stops.
ICU_MISTAKES = re.compile(
    "\u232a[^\u3009]*\u3009|\u3009[^\u232a]*\u232a|[\u202d\u202e][^\u2069]*\u2069"
    f"|{BRACKET}{REMOVED}*{A_MARK}"
)
ICU_OPENING = re.compile(f"[{re.escape(BRACKETS[0])}]")
ICU_DEPTH = 63


class Missing(Exception):
    """A library is not on this machine."""


def load(name):
    found = ctypes.util.find_library(name)
    if found is None:
        raise Missing(name)
    return found, ctypes.CDLL(found)


class Fribidi:
    """GNU FriBidi, with its own L1 and L2 for each row."""

    def __init__(self):
        _, self._library = load("fribidi")
        self._library.fribidi_get_par_embedding_levels_ex.restype = c_int8
        self._library.fribidi_reorder_line.restype = c_int8

    @cached_property
    def version(self):
        told = ctypes.c_char_p.in_dll(self._library, "fribidi_version_info").value.decode()
        number = re.search(r"FriBidi\) (\S+)", told)[1]
        unicode = ctypes.c_char_p.in_dll(self._library, "fribidi_unicode_version").value.decode()
        return f"FriBidi {number} (Unicode {unicode})"

    def can_read(self, text):
        """Whether nothing of it is what this library is known to get wrong."""
        deep = len(FRIBIDI_OPENING.findall(text)) > FRIBIDI_DEPTH
        return not (deep or FRIBIDI_MISTAKES.search(text))

    def can_order(self, row):
        """Whether it is not known to get this end of a row wrong."""
        return not FRIBIDI_ROW_MISTAKES.search(row[len(row.rstrip(WHITE_AT_END)) :])

    def mirrored(self, character):
        found = c_uint32(0)
        self._library.fribidi_get_mirror_char(c_uint32(ord(character)), byref(found))
        return chr(found.value)

    def read(self, text, otherwise):
        """What it makes of one paragraph; `otherwise` is its base where nothing is strong."""
        size = len(text)
        points = (c_uint32 * size)(*map(ord, text))
        types, brackets = (c_uint32 * size)(), (c_uint32 * size)()
        self._library.fribidi_get_bidi_types(points, size, types)
        self._library.fribidi_get_bracket_types(points, size, types, brackets)
        base, levels = c_uint32(FRIBIDI_EITHER[otherwise]), (c_int8 * size)()
        done = self._library.fribidi_get_par_embedding_levels_ex(
            types, brackets, size, byref(base), levels
        )
        if not done:
            raise MemoryError
        return _FribidiParagraph(self._library, types, base, levels)


class _FribidiParagraph:
    def __init__(self, library, types, base, levels):
        self._library, self._types, self._base = library, types, base
        self.base = base.value & 1
        self.levels = tuple(levels)

    def has_levels(self, ours, theirs):
        """Whether these are its levels."""
        return ours == theirs

    def order(self, start, end):
        """The offsets of the row [start, end) from left to right."""
        size = len(self.levels)
        levels, places = (c_int8 * size)(*self.levels), (c_int32 * size)(*range(size))
        done = self._library.fribidi_reorder_line(
            c_uint32(0), self._types, end - start, start, self._base, levels, None, places
        )
        if not done:
            raise MemoryError
        return tuple(places[start:end])


class Icu:
    """ICU, which counts in UTF-16."""

    def __init__(self):
        found, library = load("icuuc")
        suffix = re.search(r"\.so\.(\d+)$|icuuc\.?(\d+)", found)
        number = next((part for part in suffix.groups() if part), "") if suffix else ""
        self._call = lambda name: getattr(library, f"{name}_{number}" if number else name)
        for name in ("ubidi_open", "ubidi_getLevels"):
            self._call(name).restype = c_void_p
        for name, kinds in (
            ("ubidi_setPara", (c_void_p, c_void_p, c_int32, c_uint8, c_void_p, c_void_p)),
            ("ubidi_setLine", (c_void_p, c_int32, c_int32, c_void_p, c_void_p)),
            ("ubidi_getVisualMap", (c_void_p, c_void_p, c_void_p)),
            ("ubidi_getLevels", (c_void_p, c_void_p)),
            ("ubidi_getParaLevel", (c_void_p,)),
        ):
            self._call(name).argtypes = kinds
        self._call("ubidi_getParaLevel").restype = c_uint8
        self._call("u_charMirror").restype = c_int32
        self._paragraph, self._line = self._call("ubidi_open")(), self._call("ubidi_open")()

    @cached_property
    def version(self):
        told = []
        for name in ("u_getVersion", "u_getUnicodeVersion"):
            numbers = (c_uint8 * 4)()
            self._call(name)(numbers)
            told.append(f"{numbers[0]}.{numbers[1]}")
        return f"ICU {told[0]} (Unicode {told[1]})"

    def can_read(self, text):
        """Whether nothing of it is what this library is known to get wrong."""
        many = len(ICU_OPENING.findall(text)) > ICU_DEPTH
        return not (many or ICU_MISTAKES.search(text))

    def can_order(self, _row):
        """Whether it is not known to get this end of a row wrong."""
        return True

    def mirrored(self, character):
        return chr(self._call("u_charMirror")(c_int32(ord(character))))

    def ask(self, name, *arguments):
        status = c_int32(0)
        found = self._call(name)(*arguments, byref(status))
        if status.value > 0:
            raise ValueError(f"{name}: error {status.value}")
        return found

    def read(self, text, otherwise):
        """What it makes of one paragraph, until the next is read."""
        data = text.encode("utf-16-le", "surrogatepass")
        units = ctypes.create_string_buffer(data, len(data))
        size = len(data) // 2
        self.ask("ubidi_setPara", self._paragraph, units, size, ICU_EITHER[otherwise], None)
        found = self.ask("ubidi_getLevels", self._paragraph)
        levels = ctypes.cast(found, POINTER(c_uint8))[:size]
        base = self._call("ubidi_getParaLevel")(self._paragraph)
        return _IcuParagraph(self, units, text, base, levels)

    def order(self, start, end):
        self.ask("ubidi_setLine", self._paragraph, start, end, self._line)
        # Without this, ICU leaves the white space at the end of a row as it was read.
        self.ask("ubidi_getLevels", self._line)
        places = (c_int32 * (end - start))()
        self.ask("ubidi_getVisualMap", self._line, places)
        return tuple(places)


class _IcuParagraph:
    def __init__(self, icu, units, text, base, levels):
        self._icu, self._units, self.base = icu, units, base  # ICU reads the units where they are
        self._at = [0]
        for character in text:
            self._at.append(self._at[-1] + (2 if ord(character) > 0xFFFF else 1))
        self._offset = {at: offset for offset, at in enumerate(self._at)}
        self.levels = tuple(levels[at] for at in self._at[:-1])

    def has_levels(self, ours, theirs):
        """Whether these are its levels: where all run one way it gives the base for each.

        Source: the description of UBiDiDirection in ICU's ubidi.h.
        """
        one_way = all(level & 1 == self.base for level in ours)
        return ours == theirs or (one_way and set(theirs) == {self.base})

    def order(self, start, end):
        """The offsets of the row [start, end) from left to right."""
        first = self._at[start]
        seen = self._icu.order(first, self._at[end])
        return tuple(self._offset[at + first] for at in seen if at + first in self._offset)


def opinions():
    """Each library that is here."""
    found = []
    for library in (Fribidi, Icu):
        try:
            found.append(library())
        except (Missing, OSError):
            continue
    return found
