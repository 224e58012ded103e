"""How far annotators are: told from the newest versions, whatever else is at fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.labels.edits import Add, Replace
from annotator.labels.span import mark
from annotator.project.overview.progress import Progress, Step, progress_of_all, progress_of_one
from annotator.project.places import article_ids
from annotator.project.sitting import annotate


@pytest.fixture
def save(project, now):
    """Saves one span more of an article by somebody, with a status."""

    def keep(article, name, label="DATE", status="done"):
        session = annotate.open_session(project, article, name).session
        text = session.article.text
        session = session.do(Add(mark(text, session.fresh_id, label, [(0, 3)])))
        if status == "done":
            session = annotate.called_done(session)
        return annotate.save(project, session, annotator=name, now=now, seconds=0)

    return keep


def everyone(project):
    return progress_of_all(project, article_ids(project))


def of(project, name):
    found = progress_of_one(project, name, article_ids(project))
    return found, found.progress[0]


def damage(project, article, name, number=1):
    path = project.labels / article / name / f"{number:04d}.json"
    path.write_bytes(path.read_bytes().replace(b'"seconds": ', b'"seconds": 9'))


def test_who_is_named_in_the_settings_and_who_saved_labels_stand_by_name(tagged, save):
    save("flight", "b2")
    named = [one.annotator for one in everyone(replace(tagged, annotators=("c3", "a1"))).progress]
    assert named == ["a1", "b2", "c3"]


def test_gold_comes_last_and_only_with_labels(project, save):
    assert everyone(replace(project, annotators=("gold", "z9"))).progress[0].annotator == "z9"
    save("border", "gold")
    assert [one.annotator for one in everyone(replace(project, annotators=("z9",))).progress] == [
        "z9",
        "gold",
    ]


def test_an_annotator_who_came_late_has_the_articles_before_still_to_do(tagged, save):
    save("flight", "b2")
    first, second = everyone(tagged).progress
    assert [step.state for step in first.steps] == ["draft", "new"]
    assert [step.state for step in second.steps] == ["new", "done"]
    assert (first.next, second.next) == ("border", "border")


def test_only_the_newest_version_counts(project, save):
    save("border", "a1", status="draft")
    path = project.labels / "border" / "a1" / "0001.json"
    save("border", "a1", "PERSON")
    path.write_bytes(b"")
    found, progress = of(project, "a1")
    assert found.faults == ()
    assert progress.steps[0] == Step("border", "done", 2, 2, 2)


def test_where_all_is_done_there_is_nothing_next(project, save):
    save("border", "a1")
    assert of(project, "a1")[1].next == "flight"
    save("flight", "a1")
    progress = of(project, "a1")[1]
    assert (progress.next, progress.count("done"), progress.spans) == (None, 2, 2)


def test_spans_that_lack_values_are_counted(tagged, now):
    assert of(tagged, "a1")[1].steps[0].unfinished == 2
    session = annotate.open_session(tagged, "border", "a1").session
    person = session.spans[0]
    session = session.do(Replace(person, replace(person, attributes=(("mention", "named"),))))
    annotate.save(tagged, session, annotator="a1", now=now, seconds=0)
    assert of(tagged, "a1")[1].steps[0].unfinished == 1
    assert of(tagged, "a1")[1].steps[1].unfinished == 0


def test_a_required_value_that_is_missing_leaves_a_span_unfinished(tagged, now):
    session = annotate.open_session(tagged, "border", "a1").session
    person = session.spans[0]
    session = session.do(Replace(person, replace(person, attributes=(("mention", "named"),))))
    annotate.save(tagged, session, annotator="a1", now=now, seconds=0)
    path = tagged.guidelines / "schema.toml"
    role = "[labels.PERSON.attributes.role]\n"
    schema = path.read_text(encoding="utf-8")
    assert role in schema
    path.write_text(schema.replace(role, f"{role}required = true\n"), encoding="utf-8")
    assert of(tagged, "a1")[1].steps[0].unfinished == 2


def test_a_label_that_is_no_longer_in_the_schema_lacks_nothing(tagged):
    path = tagged.guidelines / "schema.toml"
    schema = path.read_text(encoding="utf-8")
    path.write_text(schema.replace("PERSON", "HUMAN"), encoding="utf-8")
    found, progress = of(tagged, "a1")
    assert found.faults == ()
    assert progress.steps[0].unfinished == 1


def test_without_a_schema_all_but_the_unfinished_is_told(tagged):
    (tagged.guidelines / "schema.toml").write_text("odd = 1\n")
    found, progress = of(tagged, "a1")
    assert progress.steps[0] == Step("border", "draft", 1, 2, None)
    assert "schema.toml" in found.faults[0].where
    assert everyone(tagged).faults == ()


def test_a_broken_label_file_is_one_article_not_the_end(tagged, save):
    save("border", "b2")
    save("flight", "b2")
    damage(tagged, "border", "b2")
    found = everyone(tagged)
    first, second = found.progress
    assert [step.state for step in first.steps] == ["draft", "new"]
    assert second.steps[0] == Step("border", "broken", None, None, None)
    assert (second.count("broken"), second.count("done"), second.spans) == (1, 1, 1)
    assert second.next == "border"
    assert [fault.where for fault in found.faults] == ["labels/border/b2/0001.json: digest"]


def test_a_folder_that_cannot_be_looked_into_is_told_once_to_all_who_meet_it(project):
    project.labels.rmdir()
    project.labels.write_text("x")
    found = everyone(replace(project, annotators=("a1", "b2")))
    assert len(found.faults) == 1
    assert {step.state for one in found.progress for step in one.steps} == {"broken"}


def test_the_state_is_the_one_by_which_the_screen_chooses_its_article(tagged, save):
    save("flight", "b2")
    save("border", "c3")
    damage(tagged, "border", "c3")
    states = {
        (one.annotator, step.article): step.state
        for one in everyone(tagged).progress
        for step in one.steps
    }
    assert set(states.values()) == {"new", "draft", "done", "broken"}
    assert states == {
        (name, article): annotate.state_of(tagged, article, name) for name, article in states
    }


@pytest.mark.usefixtures("tagged")
def test_labels_of_articles_that_are_gone_are_not_counted(project, save):
    save("flight", "b2")
    (project.seeds / "flight.txt").unlink()
    assert [one.annotator for one in everyone(project).progress] == ["a1"]


def test_a_name_that_nobody_has_is_told_with_those_that_could_be_meant(tagged):
    found, progress = of(tagged, "a11")
    assert progress.count("new") == 2
    assert found.notices == ("nobody called a11 saved labels yet; did you mean a1?",)
    found, _ = of(tagged, "somebody")
    assert found.notices == ("nobody called somebody saved labels yet",)


def test_a_name_of_the_settings_needs_no_labels_to_be_known(tagged):
    known = replace(tagged, annotators=("sami",))
    assert of(known, "sami")[0].notices == ()
    assert "did you mean sami?" in of(known, "samy")[0].notices[0]


def test_without_articles_nobody_has_progress(project):
    named = replace(project, annotators=("a1",))
    assert progress_of_all(named, ()).progress == ()
    found = progress_of_one(named, "b2", ())
    assert (found.progress, found.notices) == ((Progress("b2", ()),), ())
