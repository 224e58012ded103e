"""Unsure, comments and zones: said, taken back, and never lost for each other."""

import pytest

from annotator.labels.labelling import Zone
from annotator.labels.span import mark
from annotator.session.remarks import comment, mark_zone, unmark_zone, unsure, zone_at
from tests.laws.strategies import sitting

TEXT = "قائمة\r\nقال خالد\n\nتبرع الآن 😀"


def person(**more):
    span = mark(TEXT, "s1", "PERSON", [(11, 15)], **more)
    return sitting(TEXT, span), span


def test_unsure_is_a_flag_beside_others_and_goes_without_them():
    session, span = person(flags=("check-date",))
    came = unsure(session, span)
    assert came.span.flags == ("check-date", "unsure")
    assert came.said == "PERSON is marked unsure"
    back = unsure(came.session, came.span)
    assert back.span == span
    assert back.said == "PERSON is no longer unsure"
    assert len(back.session.done) == 2


def test_words_that_a_correction_changed_are_checked_first():
    session, span = person(flags=("check-text", "unsure"))
    came = unsure(session, span)
    assert came.span.flags == ("unsure",)
    assert came.said == "PERSON is checked"
    assert came.session.undo().labelling == session.labelling


def test_nobody_is_unsure_about_nothing():
    session, _ = person()
    came = unsure(session, None)
    assert came.session is session
    assert came.said == "no span here to be unsure about"


def test_a_comment_is_kept_without_white_space_around_it_and_an_empty_one_takes_it_away():
    session, span = person()
    came = comment(session, span, "  من هو؟ \n")
    assert (came.span.comment, came.said) == ("من هو؟", "comment on PERSON kept")
    same = comment(came.session, came.span, "من هو؟")
    assert same.session is came.session
    assert same.said == "the comment is as it was"
    gone = comment(came.session, came.span, " ")
    assert (gone.span, gone.said) == (span, "comment taken away")


def zoned(*zones):
    return sitting(TEXT, zones=zones)


def test_a_zone_is_marked_without_white_space_at_its_edges():
    session = zoned()
    came = mark_zone(session, (0, 7), " menu ")
    assert came.session.labelling.zones == (Zone(0, 5, "menu"),)
    assert came.said == "marked as not article text: «قائمة»; ; says why"
    assert came.session.undo().labelling.zones == ()


def test_white_space_alone_is_no_zone():
    session = zoned()
    came = mark_zone(session, (5, 7), "menu")
    assert came.session is session
    assert came.said == "only white space is selected: no zone was marked"


@pytest.mark.parametrize(
    ("piece", "zones"),
    [
        ((4, 9), (Zone(0, 9, "new"), Zone(17, 21, "appeal"))),
        ((3, 19), (Zone(0, 21, "new"),)),
        ((7, 10), (Zone(0, 5, "menu"), Zone(7, 10, "new"), Zone(17, 21, "appeal"))),
        ((21, 24), (Zone(0, 5, "menu"), Zone(17, 21, "appeal"), Zone(22, 24, "new"))),
        ((2, 3), (Zone(0, 5, "new"), Zone(17, 21, "appeal"))),
    ],
    ids=["over its end", "over both", "between", "a space between", "inside"],
)
def test_zones_that_touch_become_one_for_the_newer_reason(piece, zones):
    session = zoned(Zone(0, 5, "menu"), Zone(17, 21, "appeal"))
    came = mark_zone(session, piece, "new")
    assert came.session.labelling.zones == zones


@pytest.mark.parametrize("piece", [(0, 2), (4, 5)], ids=["before", "behind"])
def test_a_zone_that_ends_where_another_begins_is_one_with_it(piece):
    came = mark_zone(zoned(Zone(2, 4, "menu")), piece, "new")
    assert came.session.labelling.zones == (Zone(min(2, piece[0]), max(4, piece[1]), "new"),)


def test_the_same_zone_for_the_same_reason_changes_nothing():
    session = zoned(Zone(0, 5, "menu"))
    came = mark_zone(session, (1, 3), "menu")
    assert came.session is session
    assert came.said == "already a zone"


def test_a_zone_reaches_up_to_its_end_and_not_onto_it():
    session = zoned(Zone(0, 5, "menu"))
    assert zone_at(session, 0) == zone_at(session, 4) == Zone(0, 5, "menu")
    assert zone_at(session, 5) is None


def test_a_zone_at_the_end_of_the_text_holds_an_astral_character():
    session = zoned()
    came = mark_zone(session, (26, len(TEXT)), "appeal")
    (zone,) = came.session.labelling.zones
    assert (zone.end, TEXT[zone.end - 1]) == (len(TEXT), "😀")


def test_what_was_a_zone_is_article_text_again_and_others_stay():
    menu, appeal = Zone(0, 5, "menu"), Zone(17, 21, "appeal")
    session = zoned(menu, appeal)
    came = unmark_zone(session, menu)
    assert came.session.labelling.zones == (appeal,)
    assert came.said == "article text again: «قائمة»"
    assert came.session.undo().labelling.zones == (menu, appeal)
