"""The keys of the room where mistakes are read: those that do the same where agreement is read."""

from annotator.session.keymap import bound
from annotator.session.mistakes_commands import MISTAKES
from annotator.session.readers_commands import READERS, READERS_PLACES
from tests.laws.strategies import SCHEMA


def test_the_same_keys_do_the_same_as_where_agreement_is_read():
    keys = {one.name: (one.keys, one.places) for one in READERS}
    assert all((one.keys, one.places) == keys[one.name] for one in MISTAKES)
    assert keys.keys() - {one.name for one in MISTAKES} == {"next_pair", "adjudicate"}


def test_nothing_is_said_of_annotators_or_their_disagreements():
    said = " ".join(f"{one.title} {one.help} {one.group}" for one in MISTAKES).lower()
    assert not any(word in said for word in ("agree", "differ", "annotators", "pair"))


def test_own_keys_of_the_other_rooms_hold_here():
    keymap = bound(
        (("only_article", ("\\",)), ("adjudicate", ("f12",))), SCHEMA.labels, table=MISTAKES
    )
    for place in READERS_PLACES:
        assert keymap.command(place, "\\").name == "only_article"
        assert keymap.command(place, "f12") is None
