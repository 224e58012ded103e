"""Joined letters, against HarfBuzz shaping the same text with DejaVu Sans."""

import lzma
from functools import cache
from pathlib import Path

import pytest
import uharfbuzz as hb
from arabic_reshaper.letters import LETTERS_ARABIC
from hypothesis import example, given, settings

from annotator.text.joining import joined
from tests.laws.texts import arabic_texts

ROOT = Path(__file__).parents[2]
FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf.xz"
# Ligatures and composed marks are looked at apart: here each letter keeps a glyph of its own.
ONE_GLYPH_A_LETTER = dict.fromkeys(("liga", "rlig", "ccmp", "calt", "kern", "mark", "mkmk"), False)
FORM_SUFFIXES = ("", ".init", ".medi", ".fina")
LAM_ALEF = {"\u0622": 0xFEF5, "\u0623": 0xFEF7, "\u0625": 0xFEF9, "\u0627": 0xFEFB}
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@cache
def font():
    return hb.Font(hb.Face(hb.Blob(lzma.decompress(FONT.read_bytes()))))


def shape(text, features):
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    hb.shape(font(), buffer, features)
    return {info.cluster: font().glyph_to_string(info.codepoint) for info in buffer.glyph_infos}


def glyph_of(character):
    return font().glyph_to_string(font().get_nominal_glyph(ord(character)) or 0)


def form_of_glyph(letter, glyph):
    """0 isolated, 1 initial, 2 medial, 3 final; by the letter's own forms in the font."""
    if glyph == glyph_of(letter):
        return 0
    forms = LETTERS_ARABIC[letter]
    named = {glyph_of(form): at for at, form in enumerate(forms) if form}
    own = {f"{glyph_of(letter)}{suffix}": at for at, suffix in enumerate(FORM_SUFFIXES)}
    return {**own, **named}[glyph]


def form_of_drawn(letter, drawn):
    return 0 if drawn == letter else LETTERS_ARABIC[letter].index(drawn)


def known(letter):
    forms = LETTERS_ARABIC.get(letter)
    return letter not in "\u0640\u200d" and forms is not None and glyph_of(letter) != ".notdef"


def mismatches(text):
    glyphs = shape(text, ONE_GLYPH_A_LETTER)
    drawn = joined(text)
    found = []
    for at, letter in enumerate(text):
        if not known(letter) or glyphs.get(at) is None:
            continue
        expected = form_of_glyph(letter, glyphs[at])
        if drawn[at] == "" or "\ufef5" <= drawn[at] <= "\ufefc":
            continue
        if form_of_drawn(letter, drawn[at]) != expected:
            found.append((at, letter, drawn[at], expected))
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_letter_of_the_samples_has_the_form_that_harfbuzz_gives_it(path):
    text = path.read_text(encoding="utf-8")
    assert mismatches(text) == []


def test_the_samples_hold_enough_letters_to_mean_something():
    letters = sum(known(letter) for path in SEEDS for letter in path.read_text(encoding="utf-8"))
    assert letters > 5_000


@settings(max_examples=1_000)
@given(arabic_texts())
@example("ه\u200d لا")
@example("ب\u200d بلاب")
@example("ب\u200d\u064eب\u064e")
@example("\u0640ب\u0640")
@example("می\u200cخواهم")
@example("ب\u200cب\u200dب")
@example("ل\u064eا")
@example("ل\u200dا")
@example("لل\u0651ا لأ فلإ")
def test_letters_join_as_harfbuzz_joins_them(text):
    assert mismatches(text) == []


@settings(max_examples=1_000)
@given(arabic_texts())
@example("بلا لا ل\u064eأ لل\u0651\u064eآ")
def test_lam_and_alef_are_one_exactly_where_harfbuzz_ligates_them(text):
    glyphs = shape(text, {**ONE_GLYPH_A_LETTER, "rlig": True, "liga": True})
    drawn = joined(text)
    for at, letter in enumerate(text):
        if letter != "\u0644":
            continue
        ligated = "\ufef5" <= drawn[at] <= "\ufefc"
        assert ligated == (glyphs[at] in {glyph_of(chr(p)) for p in range(0xFEF5, 0xFEFD)}), at
        if ligated:
            assert glyphs[at] == glyph_of(drawn[at])


@given(arabic_texts())
def test_every_code_point_keeps_its_place(text):
    drawn = joined(text)
    assert len(drawn) == len(text)
    for at, form in enumerate(drawn):
        assert len(form) == 1 or (form == "" and text[at] in LAM_ALEF)


def test_letters_do_not_join_across_a_change_of_direction():
    assert joined("بب", (1, 1)) == ["\ufe91", "\ufe90"]
    assert joined("بب", (1, 2)) == ["\ufe8f", "\ufe8f"]


def test_the_long_ligature_of_the_name_of_god_stays_four_letters():
    assert joined("الله") == ["\ufe8d", "\ufedf", "\ufee0", "\ufeea"]
