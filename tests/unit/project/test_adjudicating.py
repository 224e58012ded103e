"""Adjudication of kept labels: whose, which versions, what comes back, and a second gold."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from annotator.errors import AnnotatorError, StoreError, UsageError
from annotator.labels.labelling import Decision, Zone
from annotator.labels.migration import Rename
from annotator.project.adjudicating.counting import survey
from annotator.project.adjudicating.log import decisions_of
from annotator.project.adjudicating.majority import take_majority
from annotator.project.adjudicating.opening import Wish, opened_for
from annotator.project.adjudicating.second import second_golds, two_golds
from annotator.project.adjudicating.waiting import queue, waiting
from annotator.project.exchange import import_labels
from annotator.project.following.migrating import migrate
from annotator.project.following.rebasing import rebase
from annotator.project.ingest import Asked, add
from annotator.project.places import store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import called_done, save
from annotator.session.adjudicating import asked, hearings, take
from annotator.session.convening import convened
from annotator.store import history

WHO, CITY, WIDE = ("PERSON", 4, 9), ("PLACE", 13, 19), ("PLACE", 10, 19)
ARTICLES = ("border", "flight")


@pytest.fixture
def decide(project, now):
    """Opens an article, takes one thing after another at what is asked, and saves it as done."""

    def go(*taken, article="border", **wish):
        hall = opened_for(project, article, Wish(by=wish.pop("by", "lead"), share=0.0, **wish))
        session = convened(hall.opened.session, hall.bench).session
        for one in taken:
            open_still = asked(hearings(hall.bench, session.labelling))
            session = take(session, hall.bench, open_still[0], one).session
        assert not asked(hearings(hall.bench, session.labelling))
        session = called_done(session)
        return save(project, session, annotator=hall.annotator, now=now, seconds=1).made

    return go


def left(project, article="border", **wish):
    hall = opened_for(project, article, Wish(by="lead", share=0.0, **wish))
    session = convened(hall.opened.session, hall.bench).session
    return [one.state for one in hearings(hall.bench, session.labelling)]


def test_gold_is_made_of_all_who_have_done_the_article(project, keep, decide):
    keep("border", "a1", WHO, CITY)
    keep("border", "a2", WHO, WIDE)
    keep("border", "a3", status="draft")
    made = decide("b")
    assert [(one.annotator, one.version) for one in made.labelling.adjudication.sources] == [
        ("a1", 1),
        ("a2", 1),
    ]
    assert [(one.label, one.start) for one in made.labelling.spans] == [
        ("PERSON", 4),
        ("PLACE", 10),
    ]
    assert made.annotator == "gold"
    assert prove(project).problems == ()


def test_too_few_are_told_with_whom_to_wait_for(project, keep):
    with pytest.raises(StoreError, match="nobody has done") as error:
        opened_for(project, "border", Wish(by="lead"))
    assert "two annotators" in error.value.fix
    keep("border", "a1", WHO)
    keep("border", "a2", WHO, status="draft")
    with pytest.raises(StoreError, match="a1 alone has done border") as error:
        opened_for(project, "border", Wish(by="lead"))
    assert "annotator adjudicate border a1 a2" in error.value.fix
    hall = opened_for(project, "border", Wish(("a1", "a2"), "lead"))
    assert hall.notices == ("a2 has not called version 1 done",)


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (("a1",), "a1 alone is named"),
        (("a1", "a1@1"), "named twice"),
        (("a1", "gold"), "nothing to adjudicate"),
        (("a1", "gold.k"), "nothing to adjudicate"),
        (("a1", "a9"), "saved no labels"),
        (("a1", "a2@7"), "no version 7"),
        (("A1", "a2"), "names no version"),
    ],
)
def test_names_that_cannot_be_adjudicated_together(project, keep, names, what):
    keep("border", "a1", WHO)
    keep("border", "a2", WHO)
    with pytest.raises(AnnotatorError, match=what):
        opened_for(project, "border", Wish(names, "lead"))


def test_whom_gold_came_of_stay_in_it_and_others_come_after_them(project, keep, decide):
    keep("border", "b1", WHO)
    keep("border", "b2", WHO, CITY)
    decide("b")
    keep("border", "a1", WHO, CITY)
    assert left(project) == ["agreed", "decided"]
    hall = opened_for(project, "border", Wish(by="lead"))
    assert "name all: b1 b2 a1" in hall.notices[0]
    with pytest.raises(UsageError, match="tell of b2"):
        opened_for(project, "border", Wish(("a1", "b1"), "lead"))
    hall = opened_for(project, "border", Wish(("a1", "b1", "b2"), "lead"))
    assert hall.bench.names == ("b1", "b2", "a1")


def test_only_what_changed_is_asked_and_only_once_it_is_done(project, keep, decide):
    keep("border", "a1", WHO, CITY)
    keep("border", "a2", WHO, WIDE, ("DATE", 20, 22))
    decide("a", "neither")
    keep("border", "a2", WHO, WIDE, ("DATE", 20, 28), status="draft")
    assert left(project) == ["agreed", "decided", "decided"]
    assert list(waiting(project, ARTICLES, Wish(by="lead"))) == []
    keep("border", "a2", WHO, WIDE, ("DATE", 20, 28))
    assert left(project) == ["agreed", "decided", "changed"]
    assert list(waiting(project, ARTICLES, Wish(by="lead"))) == ["border"]
    made = decide("b")
    assert made.number == 2
    assert [one.versions for one in made.labelling.adjudication.decisions] == [(1, 1), (1, 3)]
    assert prove(project).problems == ()


def test_decisions_are_kept_where_the_text_was_corrected(project, keep, decide, tmp_path, now):
    keep("border", "a1", WHO, CITY)
    keep("border", "a2", WHO, WIDE)
    decide("a")
    text = (project.seeds / "border.txt").read_text("utf-8")
    (tmp_path / "border.txt").write_text(f"عاجل: {text}", "utf-8")
    add(project, [tmp_path / "border.txt"], Asked(), existing="replace")
    rebase(project, ["border"], None, now=now)
    assert left(project, names=("a1", "a2")) == ["agreed", "decided"]


def test_decisions_are_told_on_the_text_of_gold(project, keep, decide, tmp_path, now):
    keep("border", "a1", WHO, CITY)
    keep("border", "a2", WHO)
    decide("a")
    text = (project.seeds / "border.txt").read_text("utf-8")
    (tmp_path / "border.txt").write_text(f"عاجل: {text}", "utf-8")
    add(project, [tmp_path / "border.txt"], Asked(), existing="replace")
    (told,) = decisions_of(project, ARTICLES).told
    assert [told.text[slice(*piece)] for piece in told.pieces] == ["باتكين"]
    rebase(project, ["border"], None, now=now)
    (told,) = decisions_of(project, ARTICLES).told
    assert [told.text[slice(*piece)] for piece in told.pieces] == ["باتكين"]
    assert told.text.startswith("عاجل")


def test_decisions_are_kept_where_labels_were_migrated(project, keep, decide, now):
    keep("border", "a1", WHO, CITY, ("DATE", 20, 22))
    keep("border", "a2", WHO, WIDE, ("DATE", 20, 28))
    decide("b", "a")
    keep("border", "a1", WHO, CITY, ("DATE", 23, 28))
    schema = project.root / "guidelines" / "schema.toml"
    said = schema.read_text("utf-8").replace("[labels.PLACE", "[labels.LOC")
    schema.write_text(said.replace('label = "PLACE"', 'label = "LOC"'), "utf-8")
    steps = (Rename("PLACE", "LOC"),)
    migrate(project, ARTICLES, None, steps, now=now)
    assert left(project) == ["agreed", "decided", "changed"]
    told = decisions_of(project, ARTICLES).told
    assert (told[0].label, told[0].gold.words) == ("LOC", "LOC «في باتكين»")
    assert left(project) == ["agreed", "decided", "changed"]


def test_what_is_lost_of_those_whom_gold_came_of_is_told(project, keep, decide):
    keep("border", "a1", WHO)
    keep("border", "a2", CITY)
    decide("a", "neither")
    shutil.rmtree(project.labels / "border" / "a2")
    with pytest.raises(StoreError, match=r"version 1 by a2, .* is no longer there") as error:
        opened_for(project, "border", Wish(by="lead"))
    assert "from a copy" in error.value.fix
    found = survey(project, ARTICLES, (), Wish(by="lead"))
    assert [one.where for one in found.faults] == ["border/a2"]
    assert found.skipped == ("flight",)


def test_what_only_some_call_no_article_text_is_told_until_gold_says_so(project, keep, decide):
    zone = Zone(41, 50, "menu")
    keep("border", "a1", WHO, zones=(zone,))
    keep("border", "a2", WHO)
    told = opened_for(project, "border", Wish(by="lead")).notices
    assert told == (
        "1 of 2 marked «وصل أمس.» as no article text: if it is none, select it in gold and mark it",
    )
    keep("border", "gold", WHO, zones=(zone,))
    assert opened_for(project, "border", Wish(by="lead")).notices == ()


def test_what_only_some_call_no_article_text_is_told_no_more_once_gold_is_done(
    project, keep, decide
):
    keep("border", "a1", WHO, zones=(Zone(41, 50, "menu"),))
    keep("border", "a2", WHO)
    decide()
    assert opened_for(project, "border", Wish(by="lead")).notices == ()


def test_gold_that_comes_in_over_decisions_says_so(project, keep, decide, now):
    keep("border", "a1", WHO)
    keep("border", "a2", CITY)
    decide("a", "neither")
    line = b'{"article":"border","spans":[{"label":"PLACE","start":13,"end":19}]}'
    more = {"annotator": "gold", "status": "done", "now": now}
    found = import_labels(project, "jsonl", line, "lines", **more)
    assert found.notices[-1] == (
        "warning: 2 decisions on border stay in version 1 alone: what came in was not adjudicated"
    )
    assert left(project) == ["open", "open"]
    assert import_labels(project, "jsonl", line, "lines", **more).notices == ()


def test_articles_wait_until_gold_is_done(project, keep, decide):
    wish = Wish(by="lead")
    keep("border", "a1", WHO)
    assert queue(project, ARTICLES, wish) == ()
    keep("border", "a2", CITY)
    keep("flight", "a1", ("PLACE", 19, 26))
    assert queue(project, ARTICLES, wish) == ("border",)
    assert list(waiting(project, ARTICLES, wish)) == ["border"]
    assert list(waiting(project, ARTICLES, Wish(("a1", "a2"), "lead"))) == ["border"]
    decide("both", "neither")
    assert list(waiting(project, ARTICLES, wish)) == []
    assert queue(project, ARTICLES, wish) == ("border",)


def test_a_version_that_is_lost_costs_no_decision_but_is_asked_again(project, keep, decide):
    keep("border", "a1", WHO)
    keep("border", "a2", CITY)
    decide("a", "neither")
    keep("border", "a2", CITY, ("DATE", 20, 22))
    (project.labels / "border" / "a2" / "0001.json").unlink()
    assert left(project) == ["decided", "changed", "open"]


def test_the_majority_is_taken_over_all_articles_and_the_rest_left(project, keep, now):
    for name, place in (("a1", CITY), ("a2", CITY), ("a3", WIDE)):
        keep("border", name, WHO, place)
        keep("flight", name, *(() if name == "a1" else (("PLACE", 19, 26),)))
    keep("flight", "a3", ("PERSON", 0, 13), ("PLACE", 8, 26))
    told = take_majority(
        project, ARTICLES, (), Wish(by="lead", share=0.0), now=now, keep="only tell"
    )
    assert [one.became for one in told.counts] == ["would be made"] * 2
    assert store_of(project).versions("border", "gold") == ()
    done = take_majority(project, ARTICLES, (), Wish(by="lead", share=0.0), now=now)
    assert [(one.article, one.agreed, one.taken, one.left) for one in done.counts] == [
        ("border", 1, 1, 0),
        ("flight", 0, 1, 1),
    ]
    heads = [history.head(store_of(project), one, "gold").labelling for one in ARTICLES]
    assert [one.status for one in heads] == ["done", "draft"]
    again = take_majority(project, ARTICLES, (), Wish(by="lead", share=0.0), now=now)
    assert [one.became for one in again.counts] == ["same", "same"]


def test_a_majority_needs_three(project, keep, now):
    keep("border", "a1", WHO)
    keep("border", "a2", CITY)
    with pytest.raises(UsageError, match="needs 3"):
        take_majority(project, ARTICLES, (), Wish(("a1", "a2"), "lead"), now=now)
    done = take_majority(project, ARTICLES, ("border",), Wish(by="lead"), now=now)
    assert "fewer have done border" in done.faults[0].what
    assert take_majority(project, ARTICLES, (), Wish(by="lead"), now=now).skipped == ARTICLES


def test_a_second_adjudicator_decides_blind_on_the_same_versions(project, keep, decide):
    keep("border", "a1", WHO, CITY)
    keep("border", "a2", WIDE, ("DATE", 20, 22))
    decide("a", "b", "neither")
    keep("border", "a2", WHO)
    made = decide("a", "b", "b", by="lead2", second=True)
    assert made.annotator == "gold.lead2"
    assert [one.version for one in made.labelling.adjudication.sources] == [1, 1]
    assert second_golds(store_of(project), ARTICLES) == ("gold.lead2",)
    found = two_golds(project, ARTICLES, "gold.lead2")
    assert (found.places, found.lone, found.taken) == (3, 0, ("a1", "a2", "neither"))
    assert found.observed.value == pytest.approx(2 / 3)
    assert found.kappa.value == pytest.approx((2 / 3 - 3 / 9) / (1 - 3 / 9))
    assert found.strict_f1.value == pytest.approx(4 / 5)
    assert "fewer than 5" in found.observed.why
    with pytest.raises(StoreError, match="no article"):
        two_golds(project, ARTICLES, "gold.k")


def test_figures_that_are_undefined_say_why(project, keep, decide):
    keep("border", "a1", WHO)
    keep("border", "a2", WHO)
    decide()
    decide(by="k", second=True)
    found = two_golds(project, ARTICLES, "gold.k")
    assert (found.observed.value, found.observed.why) == (None, "no place was decided by both")
    assert (found.kappa.value, found.kappa.why) == (None, "no place was decided by both")
    keep("flight", "a1", ("PLACE", 19, 26))
    keep("flight", "a2")
    decide("a", article="flight")
    decide("a", article="flight", by="k", second=True)
    found = two_golds(project, ARTICLES, "gold.k")
    assert (found.observed.value, found.kappa.value) == (1.0, None)
    assert "one and the same" in found.kappa.why


def test_decisions_are_told_with_what_everyone_had(project, keep, decide):
    keep("border", "a1", WHO, CITY)
    keep("border", "a2", WHO, WIDE)
    decide("b")
    (told,) = decisions_of(project, ARTICLES).told
    assert (told.label, told.taken, told.by) == ("PLACE", "a2", "lead")
    assert [(one.who, one.words) for one in told.said] == [
        ("a1", "PLACE «باتكين»"),
        ("a2", "PLACE «في باتكين»"),
    ]
    assert told.gold.words == "PLACE «في باتكين»"
    assert told.pieces == ((10, 19),)


def test_a_decision_on_a_span_that_never_was_is_a_warning(project, keep, decide, now):
    keep("border", "a1", WHO)
    keep("border", "a2", CITY)
    made = decide("a", "neither")
    labelling = made.labelling
    wrong = Decision(4, 9, (("s7",), ()), "a", "slip")
    adjudication = replace(labelling.adjudication, decisions=(wrong,))
    history.append(
        store_of(project),
        replace(made, labelling=replace(labelling, adjudication=adjudication)),
        made,
    )
    warnings = [one for one in prove(project).warnings if "adjudication" in one.span]
    assert [(one.span, one.what) for one in warnings] == [
        (
            "adjudication.decisions[0]",
            "version 1 by a1 has no s7, on which this was decided",
        )
    ]
