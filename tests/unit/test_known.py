"""Entities are found by a few letters in any script, the likeliest first."""

from annotator.labels.entities import Entity
from annotator.labels.schema import Attribute
from annotator.session.known import is_named, kind_of, matching, names_of
from tests.laws.strategies import CASUALTY, PERSON


def entity(id, kind, *names, merged_into=None):
    return Entity(id, kind, (("ar", names),) if names else (), merged_into)


HALAB = Entity("aleppo", "place", (("ar", ("حلب", "مدينة حلب")), ("en", ("Aleppo",))))
SOUTH = entity("south-aleppo", "place", "جنوب حلب")
HALABI = entity("halabi", "person", "سامي حلبي")
SHAHBA = entity("shahba", "place", "الشهباء", merged_into="aleppo")
ALL = (SHAHBA, HALABI, SOUTH, HALAB)


def ids(*found):
    return [one.id for one in found]


def test_the_name_itself_comes_first_then_words_then_parts_and_no_other_kind():
    inside = entity("x", "place", "بحلبون")
    begins = entity("b", "place", "حلبجة")
    found = matching((inside, HALABI, SOUTH, begins, HALAB), "حلب", "place")
    assert ids(*found) == ["aleppo", "b", "south-aleppo", "x"]
    assert ids(*matching((HALABI,), "حلب", "place")) == ["halabi"]


def test_entities_that_fit_as_well_stay_in_the_order_of_the_list():
    first, second = entity("z", "place", "نهر دجلة"), entity("a", "place", "نهر الفرات")
    assert ids(*matching((first, second), "نهر", "place")) == ["z", "a"]


def test_nothing_typed_lists_all_of_the_kind_that_still_stand_for_themselves():
    assert ids(*matching(ALL, "  ", "place")) == ["south-aleppo", "aleppo"]


def test_marks_hamza_and_case_do_not_matter_and_an_id_is_a_name_too():
    igor = entity("igor-x", "person", "إيغور")
    assert matching((igor,), "ايغُور", "person") == (igor,)
    assert matching((igor,), "IGOR", "person") == (igor,)
    assert matching((HALAB,), "alep", "place") == (HALAB,)
    assert matching((igor,), "zz", "person") == ()


def test_marks_alone_mean_nobody():
    assert matching(ALL, "\u064e", "place") == ()


def test_a_merged_entity_stands_for_what_it_became_once():
    assert matching(ALL, "الشهباء", "place") == (HALAB,)
    twin = entity("halab-2", "place", "حلب", merged_into="shahba")
    assert ids(*matching((twin, *ALL), "حلب", "place")).count("aleppo") == 1


def test_a_merged_entity_ranks_by_the_name_of_either_that_fits_best():
    older = entity("older", "place", "مدينة حلب القديمة", merged_into="aleppo")
    begins = entity("b", "place", "حلبجة")
    for listed in ((older, begins, HALAB), (HALAB, begins, older)):
        assert ids(*matching(listed, "حلب", "place")) == ["aleppo", "b"]


def test_a_chain_in_a_circle_or_into_nothing_ends():
    one = entity("one", "person", "زيد", merged_into="two")
    two = entity("two", "person", "عمرو", merged_into="one")
    assert ids(*matching((one, two), "زيد", "person")) == ["two"]
    lost = entity("lost", "person", "زيد", merged_into="gone")
    assert matching((lost,), "زيد", "person") == (lost,)


def test_only_a_whole_name_is_the_name():
    assert is_named(HALAB, " حَلَب ")
    assert is_named(HALAB, "ALEPPO")
    assert not is_named(HALAB, "حل")
    assert not is_named(HALAB, "")
    assert not is_named(entity("bare", "place"), "bare")


def test_an_entity_is_told_by_its_id_and_one_name_of_each_language():
    assert names_of(HALAB) == ("aleppo", "حلب", "Aleppo")
    assert names_of(Entity("x", "place", (("en", ()),))) == ("x",)


def test_a_value_names_the_kind_of_its_label_or_of_its_own_name():
    event = Attribute("event", "entity")
    listed = (*ALL, entity("flood", "event", "فيضان"))
    assert kind_of(PERSON, PERSON.attribute("entity"), listed) == "person"
    assert kind_of(CASUALTY, event, listed) == "event"
    assert kind_of(CASUALTY, event, ()) == "event"
    named_entity = entity("odd", "entity", "شيء")
    assert kind_of(PERSON, PERSON.attribute("entity"), (named_entity,)) == "entity"
