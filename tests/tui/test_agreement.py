"""Journeys of a lead who reads how well annotators agree, one class a journey."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.errors import UsageError
from annotator.measure.agreement.agreement import agreement
from annotator.project.places import open_project, store_of
from annotator.project.start import start
from annotator.report.wording import interval, number
from annotator.tui.agreeing import Agreed
from tests.tui.adjudicating import NEWS, THIRD
from tests.tui.agreeing import (
    HERE,
    Reader,
    caret,
    drawn,
    head,
    listed,
    looks,
    matter_of,
    notice,
    place_of,
    status,
    write,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return write(open_project(start(tmp_path_factory.mktemp("two") / "news", sample=False)))


@pytest.fixture(scope="module")
def two(project):
    return matter_of(project, "overall.strict_f1=0.9")


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    root = start(tmp_path_factory.mktemp("three") / "news", sample=False)
    return matter_of(write(open_project(root), a3=(THIRD, HERE)))


@pytest.fixture
def reader(two):
    return Reader(two)


def focused(app):
    return app.screen.focused.id if app.screen.focused else None


class TestTheList:
    async def test_a_wide_window_has_the_article_the_list_and_the_figures(self, reader, frame):
        app = reader.app()
        async with app.run_test(size=(120, 40)):
            assert drawn(app) == frame

    async def test_a_small_window_has_the_article_and_the_list(self, reader, frame):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "down")
            assert drawn(app) == frame

    async def test_english_runs_from_left_to_right(self, reader, frame):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("end")
            assert head(app) == "6 of 6: labels differ"
            assert drawn(app) == frame

    async def test_without_colour_both_marks_are_told_apart(self, reader, frame):
        app = reader.app(theme="no-colour")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("tab")
            assert drawn(app) == frame

    async def test_keys_go_through_it_and_the_article_follows(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert head(app) == "1 of 6: values: kind"
            assert focused(app) == "differences"
            seen = [caret(app)]
            for key in ("down", "tab", "space", "shift+tab", "up"):
                await pilot.press(key)
                seen.append(caret(app))
            starts = [NEWS.index(words) for words in ("بيروت", "12", "يوم", "القاهرة")]
            assert seen == [*starts, starts[2], starts[1]]
            await pilot.press("backspace", "backspace")
            assert head(app).startswith("6 of 6")

    async def test_enter_opens_the_disagreement_and_esc_comes_back(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "enter")
            assert focused(app) is None
            assert caret(app) == NEWS.index("12")
            await pilot.press("ctrl+left")
            assert caret(app) == NEWS.index("شخصا")
            await pilot.press("tab")
            assert caret(app) == NEWS.index("يوم")
            await pilot.press("escape")
            assert focused(app) == "differences"
            await pilot.press("down")
            assert head(app).startswith("4 of 6")

    async def test_the_caret_finds_what_differs_there(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "ctrl+home", "enter")
            assert notice(app) == "nothing that is listed differs here"
            await pilot.press("ctrl+left", "ctrl+left", "ctrl+left", "ctrl+left", "ctrl+left")
            assert caret(app) == NEWS.index("بيروت")
            await pilot.press("tab", "ctrl+right", "ctrl+right", "enter")
            assert head(app) == "1 of 6: values: kind"

    async def test_articles_are_gone_through_one_after_another(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            assert head(app).startswith("6 of 6")
            await pilot.press("j")
            assert notice(app) == "no article after this one differs like that"
            await pilot.press("k")
            assert head(app).startswith("1 of 6")

    @pytest.mark.parametrize("size", [(1, 1), (40, 8)])
    async def test_every_window_size_shows_what_fits(self, reader, size):
        app = reader.app()
        async with app.run_test(size=size) as pilot:
            await pilot.press("down", "enter", "escape", "3", "end", "2", "c", "f", "i", "m")
            assert app.is_running


class TestFilters:
    async def test_a_label_lists_its_places_and_tells_its_figures(self, reader, frame):
        app = reader.app()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("l")
            assert notice(app) == "only PLACE"
            assert listed(app) == [
                "values: kind · news",
                "labels differ · news",
                "only a2 · news",
                "labels differ · report",
            ]
            assert drawn(app) == frame
            await pilot.press("l")
            assert "disagreements 6" in drawn(app)

    async def test_the_figures_are_those_of_the_agreement(self, reader):
        found = reader.matter.found
        app = reader.app()
        async with app.run_test(size=(120, 40)) as pilot:
            for keys, own in (
                ((), found.overall),
                (("l",), found.labels["PLACE"]),
                (("l", "f"), found.by_article[0].overall),
            ):
                await pilot.press(*keys)
                for key in ("strict_f1", "overlap_f1", "u_alpha", "token_kappa"):
                    one = getattr(own, key)
                    told = f"{number(one.value)} {interval(one)}".split()
                    row = next(row for row in drawn(app).split("\n") if f" {key} " in row)
                    assert row.split(f" {key} ")[1].split() == told

    async def test_kinds_come_one_after_another(self, reader):
        app = reader.app()
        async with app.run_test(size=(120, 40)) as pilot:
            seen = []
            for _ in range(6):
                await pilot.press("!")
                seen.append(notice(app))
            kinds = ["label", "boundary", "missed", "spurious", "values"]
            assert seen == [*(f"only {kind}" for kind in kinds), "all of them"]
            await pilot.press("*")
            assert notice(app) == "only two are compared"

    async def test_one_article_is_read_alone(self, reader):
        app = reader.app()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("f")
            assert "disagreements 5 of 6" in drawn(app)
            assert listed(app)[0] == "values: kind"
            await pilot.press("j")
            assert "disagreements 1 of 6" in drawn(app)
            await pilot.press("escape")
            assert "disagreements 6" in drawn(app)

    async def test_what_one_label_has_no_figures_of_is_said(self, reader):
        app = reader.app()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("f", "d")
            assert "one label in one article has no" in drawn(app)

    async def test_nothing_may_be_left(self, reader, frame):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "f", "j")
            assert notice(app) == "no article after this one differs like that"
            await pilot.press("0", "end", "f", "d")
            assert head(app) == "nothing is like that"
            assert "nothing is like that; 0" in drawn(app)
            await pilot.press("tab")
            assert notice(app) == "nothing is listed"
            await pilot.press("e")
            assert notice(app) == "there is nothing to decide here"
            assert drawn(app) == frame
            await pilot.press("0")
            assert head(app).startswith("1 of 6")

    async def test_of_three_annotators_two_may_be_looked_at(self, three, frame):
        app = Reader(three).app()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("*", "*")
            assert notice(app) == "only a1 and a3"
            assert listed(app) == ["edges differ · news"]
            assert drawn(app) == frame
            await pilot.press("*", "*")
            assert notice(app) == "all of them"
            assert listed(app)[0] == "edges differ · a1 a3 · news"
            await pilot.press("3", "end")
            assert "strict_f1 by pair" in drawn(app)


class TestTheFigures:
    async def test_they_are_read_in_a_small_window(self, reader, frame):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert "gate missed: overall.strict_f1" in notice(app)
            await pilot.press("3")
            assert focused(app) == "figures"
            assert drawn(app) == frame
            await pilot.press("end")
            assert "too few for" in drawn(app)
            await pilot.press("q")
            assert focused(app) is None

    async def test_the_status_tells_the_figure_of_what_is_listed(self, reader):
        found = reader.matter.found
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c")
            value = number(found.labels["CASUALTY"].strict_f1.value)
            assert status(app).endswith(f"1 of 1 │ strict_f1 {value}")


class TestTheArticle:
    async def test_what_is_in_front_stands_out_among_all_marks(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            agreed, lit = NEWS.index("سامي"), NEWS.index("بيروت")
            before = looks_at(app, agreed, lit)
            await pilot.press("tab")
            after = looks_at(app, agreed, lit)
            assert after[0] == before[0]
            assert after[1] != before[1]
            await pilot.press("m")
            assert notice(app) == "marks: only what is listed"
            assert looks_at(app, agreed, lit)[0] == looks_at(app, 0, 0)[0]

    async def test_words_are_found_and_esc_leaves_the_search(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("/", *"امس", "enter")
            assert caret(app) == NEWS.index("أمس")
            assert notice(app) == "match 1 of 1"
            await pilot.press("/", *"12", "escape")
            assert caret(app) == NEWS.index("أمس")

    async def test_words_are_copied_and_invisible_characters_shown(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "shift+left", "shift+left", '"')
            assert app.clipboard == "بي"
            await pilot.press("escape", "i")
            assert "‹l›" in drawn(app)

    async def test_the_mouse_points_at_what_differs(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            spot = place_of(app, NEWS.index("يوم") + 1)
            await pilot.click("#article", offset=spot)
            assert head(app) == "3 of 6: only a1"
            assert focused(app) is None
            await pilot.click("#differences", offset=(8, 4))
            assert head(app).startswith("2 of 6")
            last = app.screen_stack[1].query_one("#differences").size.width
            await pilot.click("#differences", offset=(last, 0))
            assert notice(app) == "only news"
            await pilot.click("#labels", offset=(3, 0))
            assert notice(app) == "only PERSON, news"


class TestKeyboards:
    async def test_an_arabic_keyboard_has_every_key(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("م")
            assert notice(app) == "only PLACE"
            await pilot.press("٠", "ب")
            assert notice(app) == "only news"
            await pilot.press("٠", "س")
            assert notice(app) == "order: articles by ID"
            await pilot.press("ة")
            assert notice(app) == "marks: only what is listed"

    async def test_help_and_the_palette_know_this_room(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 60)) as pilot:
            await pilot.press("?")
            assert "Labels: list only what either called so" in drawn(app)
            assert "Adjudicate" in drawn(app)
            assert "Undo" not in drawn(app)
            await pilot.press("escape", ":", *"this article", "enter")
            assert notice(app) == "only news"

    async def test_no_key_changes_a_label(self, reader, project):
        before = versions(project)
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*"uyxzvshr", "delete", "enter", "d", ";", "-", "x", "q")
        assert app.return_code == 0
        assert versions(project) == before
        assert not list(project.root.glob(".annotator/journal/news/*"))


class TestLeaving:
    async def test_one_key_leaves_to_decide_on_what_is_in_front(self, reader):
        app = reader.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("end", "e")
            await pilot.pause()
        assert reader.decided == ["report"]
        assert app.decided

    async def test_what_cannot_be_decided_is_told_of_and_one_stays(self, reader):
        def refuse(_):
            raise UsageError("gold is made of these", "a1", "wait")

        app = reader.app(decide=refuse)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("e")
            await pilot.pause()
            assert "gold is made of these" in drawn(app)
            await pilot.press("escape", "tab")
            assert head(app).startswith("2 of 6")
        assert not app.decided


async def test_annotators_who_agree_everywhere_are_told_so(two, frame):
    same = dict.fromkeys(("a1", "a2"), two.compared["report"].labellings["a1"])
    compared = replace(two.compared["report"], labellings=same)
    found = agreement(
        [compared],
        ("a1", "a2"),
        two.schema,
        seed=0,
        replicates=20,
        with_gamma=False,
        excluded=(),
        used=(),
        program="",
        command="",
    )
    app = Reader(Agreed(found, {"report": compared}, two.schema)).app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert head(app) == "they agree everywhere"
        await pilot.press("tab", "j", "f", "!", "0", "enter", "right")
        assert drawn(app) == frame


def looks_at(app, *offsets):
    found = looks(app)
    return [found[offset] for offset in offsets]


def versions(project):
    store = store_of(project)
    return {
        (article, name): store.versions(article, name)
        for article in store.articles()
        for name in store.annotators(article)
    }
