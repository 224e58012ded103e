"""Laws of all that keys do to a labelling: it can always be kept, and there is a way back."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.labels.counts import Count, count_typed, read_count
from annotator.labels.entities import read_entities
from annotator.labels.rules import breaches, faults
from annotator.labels.span import Quote, Range, mark, pieces_fault
from annotator.session.edges import Edges, edges_of
from annotator.session.form import Asked, Counts, Gives, answered
from annotator.session.picking import Picking
from annotator.session.pieces import peel, toggle_piece, united
from annotator.session.remarks import comment, mark_zone, unmark_zone, unsure, zone_at
from annotator.session.tagging import delete, tag
from annotator.session.undoing import redo, undo
from annotator.session.valuing import (
    choice_keys,
    entity_id,
    give,
    give_anchor,
    give_count,
    toggle_target,
)
from annotator.text.layout import lay_out
from tests.laws.strategies import CASUALTY, DATE, PERSON, PLACE, SCHEMA, sitting
from tests.laws.texts import texts

WORDS = st.sampled_from("وبالقاهرة لأن فللرجال U.S. حلب 12 3 مايو 2021 أمس NATO لا😀".split())
ARTICLES = st.one_of(
    texts(max_size=30).filter(bool),
    st.lists(st.one_of(WORDS, WORDS, st.sampled_from(("\r\n", " ", "\n", "، "))), min_size=1).map(
        " ".join
    ),
)
NAMES = ("count", "mod", "where", "when", "part_of", "value", "mention", "victims", "age", "none")
STEPS = ("left", "right", "word_left", "word_right", "up")
COUNTS = st.sampled_from(("13", "20-25", ">150", "80+", "<90", "~200", "..90", "<=7")).map(
    read_count
)
DAYS = st.sampled_from((None, "2021-04-30", "2021-05-01", "2021-02-30", "2021-W17-5", ""))


@st.composite
def stretches(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, min(len(text), start + 12)))


@st.composite
def values(draw, session):
    """A value of any type; what it quotes or names is there."""
    text = session.article.text
    quotes = stretches(text).map(lambda piece: Quote(*piece, text[slice(*piece)]))
    targets = tuple(span.id for span in session.spans)
    return draw(
        st.one_of(
            st.none(),
            st.sampled_from(("killed", "named", "described", "APPROX", "2021-04-30", "P3D", "حلب")),
            st.integers(-3, 3),
            st.builds(Range, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)),
            quotes,
            quotes.map(lambda quote: Quote(quote.start, quote.end, "something else")),
            st.lists(st.sampled_from(targets), max_size=3).map(tuple),
        )
    )


@st.composite
def steps_of_edges(draw, page, span):
    """Edges after any keys and presses of the mouse."""
    edges = edges_of(span)
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.integers(0, 4))
        if kind == 0:
            edges = edges.swapped()
        elif kind == 1:
            edges = edges.pointed(page, draw(st.integers(0, len(page.text))))
        else:
            edges = edges.moved(page, draw(st.sampled_from(STEPS)))
    return edges


def without_span(draw, session):
    """What comes of a key that needs no span."""
    text = session.article.text
    place = draw(st.integers(0, len(text)))
    piece = draw(stretches(text))
    zone = zone_at(session, place)
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return give_anchor(session, draw(DAYS))
    if kind == 1:
        return unmark_zone(session, zone) if zone else mark_zone(session, piece, "menu")
    return tag(
        session,
        draw(st.sampled_from(SCHEMA.labels)),
        selection=draw(st.none() | st.just(piece)),
        current=None,
        offset=place,
    )


def of_span(draw, session, span):
    """What comes of a key that is about a span."""
    text = session.article.text
    other = draw(st.sampled_from(session.spans))
    name = draw(st.sampled_from(NAMES))
    piece = draw(st.none() | stretches(text))
    offset = draw(st.integers(0, len(text)))
    picking = Picking(draw(st.sampled_from(("quote", "span", "piece"))), span.id, name, "PLACE")
    label = draw(st.sampled_from(SCHEMA.labels))
    deeds = (
        lambda: tag(session, label, selection=None, current=span, offset=offset),
        lambda: delete(session, span),
        lambda: peel(session, span),
        lambda: toggle_piece(session, span, piece, offset),
        lambda: draw(steps_of_edges(lay_out(text, 12), span)).kept(session),
        lambda: unsure(session, span),
        lambda: comment(session, span, draw(st.sampled_from(("", " من هو ", "who?")))),
        lambda: give(session, span, name, draw(values(session))),
        lambda: give_count(session, span, name, draw(COUNTS)),
        lambda: toggle_target(session, span, name, other),
        lambda: picking.taken(session, selection=piece, current=other, offset=offset),
    )
    return draw(st.sampled_from(deeds))()


def outcome(draw, session):
    if not session.spans or draw(st.integers(0, 3)) == 0:
        return without_span(draw, session)
    return of_span(draw, session, draw(st.sampled_from(session.spans)))


def assert_sound(session):
    labelling = session.labelling
    assert faults(labelling, SCHEMA, session.article.text, "here") == ()
    assert all(pieces_fault(span.pieces) is None for span in labelling.spans)
    ends = [end for zone in labelling.zones for end in (zone.start, zone.end)]
    assert ends == sorted(set(ends)), "zones overlap or touch"


def played(draw, session, most=14):
    """The sessions on the way, the first and the last among them."""
    way = [session]
    for _ in range(draw(st.integers(0, most))):
        way.append(outcome(draw, way[-1]).session)
    return way


@given(text=ARTICLES, data=st.data(), status=st.sampled_from(("draft", "done")))
def test_whatever_is_done_can_be_kept_and_all_of_it_undone_and_done_again(text, data, status):
    start = sitting(text, status=status, anchor="2021-04-30")
    way = played(data.draw, start)
    for session in way:
        assert_sound(session)
    end = back = way[-1]
    while back.done:
        back = undo(back).session
        assert_sound(back)
    assert back.labelling == start.labelling
    while back.undone:
        back = redo(back).session
    assert back == end


@given(text=ARTICLES, data=st.data())
def test_what_changes_nothing_gives_the_very_same_session_and_what_does_is_one_step(text, data):
    session = sitting(text)
    for _ in range(data.draw(st.integers(1, 14))):
        came = outcome(data.draw, session)
        assert came.said
        if came.session.labelling == session.labelling:
            assert came.session is session
        else:
            assert len(came.session.done) == len(session.done) + 1
            assert undo(came.session).session.labelling == session.labelling
        if came.span is not None:
            assert came.session.labelling.span(came.span.id) == came.span
        session = came.session


@given(text=ARTICLES, data=st.data())
def test_an_id_is_given_once_whatever_is_undone_between(text, data):
    session, given_out = sitting(text), set()
    for _ in range(data.draw(st.integers(1, 14))):
        kind = data.draw(st.integers(0, 3))
        if kind < 2:
            session = (undo, redo)[kind](session).session
            continue
        there = {span.id for span in session.spans}
        session = outcome(data.draw, session).session
        fresh = {span.id for span in session.spans} - there
        assert not fresh & given_out
        given_out |= fresh


@given(text=ARTICLES, data=st.data())
def test_what_undo_says_is_about_a_place_in_the_text(text, data):
    session = played(data.draw, sitting(text))[-1]
    while session.done:
        came = undo(session)
        assert came.said.startswith("undone: ")
        assert came.place is None or 0 <= came.place < len(text)
        assert redo(came.session).said == came.said.replace("undone", "again")
        assert redo(came.session).place == came.place
        session = came.session


@given(text=ARTICLES, data=st.data())
def test_a_span_names_only_spans_of_the_label_that_it_wants(text, data):
    session = sitting(text)
    for _ in range(data.draw(st.integers(1, 14))):
        deed = data.draw(st.integers(0, 3))
        if session.spans and deed:
            span, other = (data.draw(st.sampled_from(session.spans)) for _ in range(2))
            name = data.draw(st.sampled_from(("where", "when", "part_of")))
            label = data.draw(st.sampled_from((PERSON, PLACE, CASUALTY, DATE)))
            came = (
                delete(session, span),
                tag(session, label, selection=None, current=span, offset=0),
                toggle_target(session, span, name, other),
            )[deed - 1]
        else:
            came = without_span(data.draw, session)
        session = came.session
        told = [fault.what for fault in breaches(session.labelling, SCHEMA, "here")]
        assert not [what for what in told if "which is no" in what]


@st.composite
def edges_on(draw, *, whole):
    """Edges over a page, those of a `whole` one between units."""
    text = draw(ARTICLES)
    page = lay_out(text, draw(st.integers(6, 40)))
    places = sorted(
        {page.unit_at(at)[0] for at in range(len(text))} | {len(text)}
        if whole
        else range(len(text) + 1)
    )
    cuts = draw(st.sets(st.sampled_from(places), min_size=2, max_size=6))
    ends = sorted(cuts)[: len(cuts) // 2 * 2]
    pieces = tuple(zip(ends[::2], ends[1::2], strict=True))
    span = mark(text, "s1", "PERSON", pieces)
    return page, Edges(span, pieces, draw(st.integers(0, 2 * len(pieces) - 1)))


@given(found=edges_on(whole=False), data=st.data())
def test_an_edge_never_empties_a_piece_nor_crosses_or_touches_another(found, data):
    page, edges = found
    for _ in range(data.draw(st.integers(1, 12))):
        before = edges
        step = data.draw(st.sampled_from((*STEPS, "swap", "point")))
        if step == "swap":
            edges = edges.swapped()
        elif step == "point":
            edges = edges.pointed(page, data.draw(st.integers(0, len(page.text))))
        else:
            edges = edges.moved(page, step)
        assert pieces_fault(edges.pieces) is None
        assert len(edges.pieces) == len(before.pieces)
        assert edges.pieces[-1][1] <= len(page.text)
        assert edges.shown(page.text).pieces == edges.pieces
        moved = [
            at
            for at in range(2 * len(edges.pieces))
            if edges.pieces[at // 2][at % 2] != before.pieces[at // 2][at % 2]
        ]
        assert moved in ([], [before.at])


@given(found=edges_on(whole=True), way=st.permutations(("left", "right")))
def test_an_edge_moved_one_way_and_back_stands_where_it_stood(found, way):
    page, edges = found
    there = edges.moved(page, way[0])
    # Left is onward in one paragraph and back in the next where their directions differ.
    same = page.line(page.row_of(edges.offset)).base == page.line(page.row_of(there.offset)).base
    if there != edges and same:
        assert there.moved(page, way[1]) == edges


@given(found=edges_on(whole=False))
def test_swapping_goes_round_every_edge_in_the_order_of_reading(found):
    _, edges = found
    seen = []
    for _ in range(2 * len(edges.pieces)):
        seen.append(edges.offset)
        edges = edges.swapped()
    assert edges == found[1]
    at = seen.index(min(seen))
    assert seen[at:] + seen[:at] == sorted(seen)


@given(pieces=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), min_size=1, max_size=6))
def test_united_pieces_cover_the_same_and_touch_no_more(pieces):
    found = united(tuple((start, start + length) for start, length in pieces))
    assert pieces_fault(found) is None
    covered = {at for start, length in pieces for at in range(start, start + length)}
    assert {at for start, end in found for at in range(start, end)} == covered


@given(choices=st.lists(st.text(min_size=1, max_size=5), max_size=40).map(tuple))
def test_no_two_choices_have_one_key_and_none_is_left_while_a_letter_is_free(choices):
    keys = choice_keys(choices)
    used = [key for key in keys if key]
    assert len(keys) == len(choices)
    assert len(set(used)) == len(used) == min(len(choices), 25)
    assert not set(used) - set("acdefghijklmnopqrstuvwxyz")


@given(name=st.text(max_size=12) | texts(max_size=6), taken=st.sets(st.text(max_size=3)))
def test_an_id_made_of_a_name_is_new_and_may_be_listed(name, taken):
    first = entity_id(name, frozenset(taken))
    second = entity_id(name, frozenset((*taken, first)))
    assert first not in taken
    assert second not in {*taken, first}
    lines = "\n".join(f'{{"id":"{one}","kind":"x","names":{{}}}}' for one in (first, second))
    assert [one.id for one in read_entities(lines.encode(), "here")] == [first, second]


@given(data=st.data(), typed=COUNTS)
def test_a_count_that_was_given_is_typed_again_as_it_was(data, typed):
    text = "قُتل 12 شخصا"
    session = tag(sitting(text), CASUALTY, selection=(0, 7), current=None, offset=0).session
    session = give_count(session, session.spans[0], "count", data.draw(COUNTS)).session
    came = give_count(session, session.spans[0], "count", typed)
    asked = Asked(came.span, CASUALTY, None)
    (row,) = (one for one in asked.rows if one.name == "count")
    assert came.span.value("count") == typed.range
    shown = asked.read(row, asked.typed(row))
    mod = came.span.value("mod")
    assert shown == Counts("count", Count(typed.range, mod))
    assert mod in (typed.mod, None)
    assert asked.typed(row) == count_typed(typed.range, mod)
    assert answered(came.session, came.span, shown).session is came.session


@given(number=st.integers(-(2**53) + 1, 2**53 - 1))
def test_a_whole_number_is_read_as_it_is_typed(number):
    session = tag(sitting("قُتل 12"), CASUALTY, selection=(0, 7), current=None, offset=0)
    came = give(session.session, session.span, "age", number)
    asked = Asked(came.span, CASUALTY, None)
    (row,) = (one for one in asked.rows if one.name == "age")
    assert asked.read(row, asked.typed(row)) == Gives("age", number)
