"""Which labels count when annotators are compared, why others do not, and what a gate finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from annotator.errors import Faults, SpanError, StoreError, UsageError
from annotator.labels.labelling import Labelling
from annotator.project.agreeing.agreeing import How, agree
from annotator.project.agreeing.gating import gate, judged
from annotator.project.agreeing.refusals import TooLittle
from annotator.project.agreeing.selecting import Wanted, select
from annotator.project.agreeing.writing import check_files, write_files
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import read_article, read_schema_of, store_of
from annotator.project.releases.releasing import release
from annotator.project.sitting import annotate
from annotator.report.agreement_json import json_bytes
from annotator.report.gates import Gate
from annotator.store import history

PERSON, PLACE = ("PERSON", 4, 9), ("PLACE", 13, 19)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def two(project, keep):
    """a1 and a2 are done with both articles."""
    for name in ("a1", "a2"):
        keep("border", name, PERSON)
        keep("flight", name, PLACE)
    return project


def reasons(found):
    return {one.article: one.reason for one in found.excluded}


def compared(found):
    return {one.article.id: tuple(one.labellings) for one in found.compared}


def test_without_a_name_all_count_who_have_done_articles_but_gold(two, keep):
    keep("border", "gold", PERSON)
    keep("border", "b1", PERSON, status="draft")
    found = select(two, Wanted())
    assert found.annotators == ("a1", "a2")
    assert compared(found) == {"border": ("a1", "a2"), "flight": ("a1", "a2")}
    assert (found.excluded, found.untouched, found.warnings) == ((), 0, ())


def test_names_stand_in_the_order_in_which_they_are_given(two, keep):
    keep("border", "gold", PERSON)
    found = select(two, Wanted(("gold", "a1")))
    assert found.annotators == ("gold", "a1")
    assert compared(found) == {"border": ("gold", "a1")}
    assert reasons(found) == {"flight": "no labels by gold"}


def test_what_is_used_is_told_with_the_digest_of_its_file(two):
    store = store_of(two)
    found = select(two, Wanted())
    assert [(one.article, one.annotator, one.version) for one in found.used] == [
        ("border", "a1", 1),
        ("border", "a2", 1),
        ("flight", "a1", 1),
        ("flight", "a2", 1),
    ]
    head = history.head(store, "border", "a1")
    following = history.append(store, replace(head, labelling=Labelling(note="x")), head)
    assert following.parent == found.used[0].sha256


def test_drafts_count_only_where_they_are_asked_for(two, keep):
    keep("border", "a2", PERSON, PLACE, status="draft")
    assert reasons(select(two, Wanted())) == {"border": "not done by a2 (draft)"}
    found = select(two, Wanted(drafts="take"))
    assert sorted(compared(found)) == ["border", "flight"]
    assert found.warnings == ("drafts count: 1 of the 4 labellings are not done",)


def test_an_article_counts_for_two_of_three_where_that_is_asked_for(project, keep):
    for name in ("a1", "a2"):
        keep("border", name, PERSON)
    for name in ("a2", "a3"):
        keep("flight", name, PLACE)
    with pytest.raises(TooLittle, match="--any") as told:
        select(project, Wanted())
    assert told.value.what == "no article has labels by all of a1, a2 and a3 that count"
    found = select(project, Wanted(by="two"))
    assert compared(found) == {"border": ("a1", "a2"), "flight": ("a2", "a3")}
    assert found.warnings == ("a1 and a3 have no article in common that counts",)
    keep("border", "a3", PLACE)
    found = select(project, Wanted())
    assert (list(compared(found)), found.shared) == (["border"], 1)
    assert reasons(found) == {"flight": "no labels by a1"}


def test_labels_that_do_not_fit_the_schema_do_not_count(two, keep):
    keep("flight", "a3", PERSON)
    keep("border", "a3", PLACE)
    schema = two.guidelines / "schema.toml"
    schema.write_text(schema.read_text().replace("[labels.PERSON", "[labels.HUMAN"))
    found = select(two, Wanted(("a1", "a2", "a3"), by="two"))
    assert compared(found) == {"flight": ("a1", "a2")}
    told = "the labels of a1 do not fit the schema: annotator migrate mends them"
    assert reasons(found)["border"].startswith(told)
    assert found.warnings[0].startswith("left out of flight, which others share: the labels of a3")


def test_two_versions_of_one_annotator_are_two_sides(two, keep):
    keep("border", "a1", PERSON, PLACE)
    found = select(two, Wanted(("a1@1", "a1@v2")))
    assert found.annotators == ("a1@1", "a1@2")
    assert [len(one.labellings[name].spans) for one in found.compared for name in found.annotators]
    assert compared(found) == {"border": ("a1@1", "a1@2")}
    assert reasons(found) == {"flight": "no version a1@2"}
    assert [one.version for one in found.used] == [1, 2]
    assert reasons(select(two, Wanted(("a1@1", "a1")))) == {
        "flight": "a1@1 and a1 are the same version"
    }


def test_a_release_can_be_a_side(two, keep, now):
    release(two, "v1", source="a1", now=now)
    keep("border", "a1", PERSON, PLACE)
    found = select(two, Wanted(("v1", "a1", "a2")))
    assert found.annotators == ("v1", "a1", "a2")
    assert [one.version for one in found.used] == [1, 2, 1]
    assert reasons(found) == {"flight": "v1 and a1 are the same version"}


def test_labels_on_an_older_text_do_not_count(two, tmp_path):
    (tmp_path / "border.txt").write_text("غير هذا النص.\n")
    add(two, [tmp_path / "border.txt"], Asked(), existing="replace")
    told = reasons(select(two, Wanted()))["border"]
    assert told.startswith("the labels of a1 lie on an older text: annotator rebase")
    assert "the labels of a2 lie on an older text" in told


def test_labels_of_an_article_that_went_are_told(two):
    (two.seeds / "flight.txt").unlink()
    assert reasons(select(two, Wanted())) == {"flight": "its text is no longer among the articles"}


def test_articles_are_chosen_by_patterns(two):
    assert list(compared(select(two, Wanted(globs=("b*",))))) == ["border"]
    assert list(compared(select(two, Wanted(globs=("f?ight", "border"))))) == ["border", "flight"]
    with pytest.raises(UsageError, match="no article's ID fits the pattern 'x\\*'"):
        select(two, Wanted(globs=("b*", "x*")))


def test_articles_that_nobody_labelled_are_only_counted(two):
    (two.seeds / "third.txt").write_text("A third one.\n")
    found = select(two, Wanted())
    assert (found.excluded, found.untouched) == ((), 1)


def test_articles_of_one_cluster_are_one_unit(two):
    (two.seeds / "flight.toml").write_text('cluster = "border"\n')
    assert [one.unit for one in select(two, Wanted()).compared] == ["border", "cluster:border"]


def test_the_week_is_that_of_the_last_labels_and_the_guideline_that_of_all(two, keep):
    store, schema = store_of(two), read_schema_of(two)
    article = read_article(two, "border")
    version = annotate.version_for(
        article,
        schema,
        Labelling(status="done"),
        annotator="a2",
        now=datetime(2027, 1, 1, tzinfo=UTC),
        seconds=0,
    )
    version = replace(version, schema=replace(version.schema, version="0.9", sha256="e" * 64))
    history.append(store, version, history.head(store, "border", "a2"))
    border, flight = select(two, Wanted()).compared
    assert (border.week, flight.week) == ("2026-W53", "2026-W47")
    assert border.guideline == ""
    assert flight.guideline == f"{schema.name} {schema.version} (pages {schema.pages[:8]})"
    assert len(select(two, Wanted()).schemas) == 2


def test_a_damaged_label_file_is_an_error_and_never_left_out(two):
    for article in ("border", "flight"):
        path = two.labels / article / "a2" / "0001.json"
        path.write_bytes(path.read_bytes().replace(b'"seconds": 1', b'"seconds": 2'))
    with pytest.raises(Faults) as told:
        select(two, Wanted())
    assert [one.where.partition(":")[0] for one in told.value.faults] == [
        "labels/border/a2/0001.json",
        "labels/flight/a2/0001.json",
    ]


def test_labels_that_say_what_their_text_does_not_are_an_error(two):
    store = store_of(two)
    head = history.head(store, "border", "a2")
    span = replace(head.labelling.spans[0], text="xxxxx")
    history.append(store, replace(head, labelling=replace(head.labelling, spans=(span,))), head)
    with pytest.raises(SpanError):
        select(two, Wanted())


@pytest.mark.parametrize(
    ("names", "kind", "told"),
    [
        (("a1",), UsageError, "add one of these: a2"),
        (("a1", "a1"), UsageError, "name each once"),
        (("a1@1", "a1@v1"), UsageError, "name each once"),
        (("a1", "A"), UsageError, "name an annotator"),
        (("a1", "a22"), StoreError, "did you mean a2? these have labels: a1, a2"),
        (("a1", "a2@7"), StoreError, "the highest there is: a2@1"),
        (("a1", "releases/v1"), StoreError, "annotator release"),
    ],
)
def test_names_that_mean_nothing_are_refused_with_what_would_help(two, names, kind, told):
    with pytest.raises(kind) as error:
        select(two, Wanted(names))
    assert told in error.value.fix


def test_a_lone_annotator_and_nobody_at_all_are_told_what_to_do(project, keep):
    with pytest.raises(TooLittle, match="nobody has labels that count"):
        select(project, Wanted())
    keep("border", "a1", PERSON)
    with pytest.raises(TooLittle, match="only a1 has labels that count") as told:
        select(project, Wanted())
    assert "annotator open --as NAME" in told.value.fix
    keep("border", "a2", PERSON, status="draft")
    with pytest.raises(TooLittle, match="drafts are there by a2"):
        select(project, Wanted())
    with pytest.raises(TooLittle, match="count drafts with --all"):
        select(project, Wanted(("a1", "a2")))


def test_where_nothing_is_shared_it_is_said_what_keeps_them_apart(project, keep):
    keep("border", "a1", PERSON)
    keep("flight", "a2", PLACE)
    with pytest.raises(TooLittle) as told:
        select(project, Wanted())
    assert told.value.what == "no article has labels by both a1 and a2 that count"
    assert "no labels by a2 (border); no labels by a1 (flight)" in told.value.fix
    with pytest.raises(TooLittle, match=r"a1 and a1@1 are the same version \(border\)"):
        select(project, Wanted(("a1", "a1@1")))


def paths_of(node, before=""):
    """The path of every figure in the JSON, as a person would write it."""
    if "value" in node:
        yield before[:-1], node["value"]
        return
    for key, value in node.items():
        if isinstance(value, dict):
            yield from paths_of(value, f"{before}{key}.")
        elif key in {"pairs", "by_article", "weeks", "guidelines", "origins", "competence"}:
            for one in value:
                name = one.get("article") or one.get("annotator") or one.get("name")
                name = name or "+".join(one["annotators"])
                yield from paths_of(one, f"{before}{key}.{name}.")


def test_every_figure_of_the_json_is_found_by_its_path(two, keep):
    for name in ("border.overall", "border.overall.strict_f1"):
        (two.seeds / f"{name}.txt").write_text("قال إيغور في باتكين إن عشرين شخصا قتلوا.\n")
        for annotator in ("a1", "a2"):
            keep(name, annotator, PERSON)
    for name in ("border", "flight", "border.overall", "border.overall.strict_f1"):
        keep(name, "a3", PERSON)
    how = How(0, 20, with_gamma=False, program="annotator", command="annotator agree")
    found = agree(select(two, Wanted()), how)
    paths = dict(paths_of(orjson.loads(json_bytes(found))))
    assert len(paths) > 200
    assert paths.keys() >= {
        "by_article.border.overall.strict_f1",
        "by_article.border.overall.strict_f1.overall.strict_f1",
        "attributes.DATE.value.agreement",
        "competence.a1.right",
        "weeks.2026-W47.strict_f1",
    }
    judgement = judged(found, [Gate(path, 0.5) for path in paths])
    assert judgement.faults == ()
    assert [one.found.value for one in judgement.gates] == list(paths.values())


@pytest.mark.parametrize(
    "typed",
    ["", "x", "=0.8", "x=", "x=80%", "x=nan", "x=inf", "x=-0.1", "x=1.5", "x=1e-1", "x=٠.٥"],
)
def test_a_gate_that_is_none_is_refused(typed):
    with pytest.raises(UsageError):
        gate(typed, "value")


@pytest.mark.parametrize("typed", ["a.b=0", "a.b=1", "a.b=.8", "a.b= 0.80 ", "a=b=1.0"])
def test_a_gate_is_a_path_and_a_number_from_0_to_1(typed):
    assert 0 <= gate(typed, "low").at_least <= 1


def test_files_are_written_whole_and_where_they_may_be(two, tmp_path):
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    page.write_text("an older one")
    files = {"html": page, "csv": table}
    check_files(two, files)
    write_files(two, files, {"html": "<p>ن", "csv": "a,b\n"})
    assert (page.read_text(), table.read_bytes()) == ("<p>ن", b"a,b\n")


@pytest.mark.parametrize("place", ["news", "news/seeds/x.md", "news/labels/x.md", "no/where.md"])
def test_places_where_nothing_may_be_written_are_refused(two, tmp_path, place):
    with pytest.raises(UsageError):
        check_files(two, {"md": tmp_path / place})


def test_one_file_cannot_hold_two_things(two, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="one file is to hold two things"):
        check_files(two, {"md": Path("x"), "csv": tmp_path / "x"})
