"""Journeys of an engineer who reads the mistakes of an extractor, one class a journey."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.measure.evaluation.figures import LISTED
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import open_project, store_of
from annotator.project.releases.releasing import release
from annotator.project.start import start
from annotator.report.wording import interval, number
from annotator.tui.evaluating import Evaluated, MistakesApp
from tests.tui.adjudicating import AREA, CITY, FIRST, NEWS, NOW, save_as
from tests.tui.agreeing import caret, drawn, head, listed, notice, place_of, status
from tests.tui.evaluating import HERE, PREDICTED, RIGHT, evaluated, predict, unscored, write


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return write(open_project(start(tmp_path_factory.mktemp("one") / "news", sample=False)))


@pytest.fixture(scope="module")
def matter(project):
    return evaluated(project, predict(project), "overall.strict.f1=0.9")


@pytest.fixture
def app(matter):
    return MistakesApp(matter)


def focused(app):
    return app.screen.focused.id if app.screen.focused else None


class TestTheList:
    async def test_a_wide_window_has_the_article_the_list_and_the_figures(self, app, frame):
        async with app.run_test(size=(120, 40)):
            assert drawn(app) == frame

    async def test_a_small_window_has_the_article_and_the_list(self, app, frame):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j", "tab", "tab", "tab")
            assert drawn(app) == frame

    async def test_without_colour_gold_and_prediction_are_told_apart(self, matter, frame):
        app = MistakesApp(matter, theme="no-colour")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j", "tab")
            assert drawn(app) == frame

    async def test_the_worst_article_comes_first_and_keys_go_on_from_there(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            assert head(app) == "1 of 8: missed · not predicted"
            assert focused(app) == "differences"
            seen = []
            for key in ("j", "tab", "down", "space", "shift+tab", "up"):
                await pilot.press(key)
                seen.append((head(app).split(": ", 1)[1], caret(app)))
            starts = [NEWS.index(words) for words in ("بيروت", "12", "يوم", "القاهرة")]
            told = [
                "values: kind · score 0.9",
                "edges differ · score 0.4",
                "missed",
                "labels differ · score 0.75",
            ]
            every = list(zip(told, starts, strict=True))
            assert seen == [*every, every[2], every[1]]

    async def test_the_surest_of_the_wrong_ones_are_read_first(self, app):
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("s")
            assert notice(app) == "order: articles by ID"
            await pilot.press("s", "home")
            told = [row.split(" · ") for row in listed(app)]
            assert [row[0] for row in told[:4]] == ["0.9", "0.75", "0.4", "0.125"]
            assert {row[0] for row in told[4:]} == {"missed"}
            await pilot.press("j")
            assert head(app) == "6 of 8: missed · not predicted"
            await pilot.press("s")
            assert notice(app) == "order: the worst article first"

    async def test_predictions_without_scores_are_not_ordered_by_any(self, project):
        app = MistakesApp(evaluated(project, predict(project, unscored(PREDICTED))))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("s", "s")
            assert notice(app) == "order: the worst article first"
            assert "score" not in head(app)

    @pytest.mark.parametrize("size", [(1, 1), (40, 8)])
    async def test_every_window_size_shows_what_fits(self, app, size):
        async with app.run_test(size=size) as pilot:
            await pilot.press("down", "enter", "escape", "3", "end", "2", "c", "f", "i", "m", "s")
            assert app.is_running


class TestFilters:
    async def test_a_label_lists_its_mistakes_and_tells_its_scores(self, app, frame):
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("l")
            assert notice(app) == "only PLACE"
            assert "mistakes 5 of 8" in drawn(app)
            assert drawn(app) == frame

    async def test_the_figures_are_those_of_the_evaluation(self, app, matter):
        found = matter.found
        async with app.run_test(size=(120, 40)) as pilot:
            for keys, own in (
                ((), found.overall),
                (("l",), found.labels["PLACE"]),
                (("l", "f"), found.by_article[0].overall),
            ):
                await pilot.press(*keys)
                told = {"strict.f1": own.strict.f1, "recall": own.strict.recall}
                for key, one in {**told, "full.f1": own.full.f1}.items():
                    row = next(row for row in drawn(app).split("\n") if f"▏ {key} " in row)
                    words = f"{number(one.value)} {interval(one)}".split()
                    assert row.split(f" {key} ")[1].split() == words

    async def test_kinds_come_one_after_another_and_articles_alone(self, app):
        async with app.run_test(size=(120, 40)) as pilot:
            seen = []
            for _ in range(6):
                await pilot.press("!")
                seen.append(notice(app))
            kinds = ["label", "boundary", "missed", "spurious", "values"]
            assert seen == [*(f"only {kind}" for kind in kinds), "all of them"]
            await pilot.press("f")
            assert "mistakes 5 of 8" in drawn(app)
            assert listed(app)[:3] == ["0.9 · values: kind", "0.4 · edges differ", "missed"]
            await pilot.press("j", "k", "k")
            assert set(listed(app)) == {"missed · not predicted"}
            await pilot.press("d")
            assert head(app) == "nothing is like that"
            assert "one label in one article has no" in drawn(app)

    async def test_there_are_but_two_and_nothing_to_decide(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            before = drawn(app)
            await pilot.press("*", "e")
            assert drawn(app) == before


class TestTheArticle:
    async def test_values_that_differ_stand_one_above_the_other(self, app):
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("j")
            rows = drawn(app).split("\n")
            gold, predicted = (
                next(row for row in rows if row.startswith(sign)) for sign in ("  1  gold", "  2  ")
            )
            assert gold.endswith("≠kind: city")
            assert predicted.endswith("≠kind: area")
            assert gold.index("PLACE") == predicted.index("PLACE")

    async def test_an_entity_that_only_the_gold_names_is_not_said_of_both(self, tmp_path):
        project = write(open_project(start(tmp_path / "news", sample=False)))
        save_as(project, "news", "gold", (("PLACE", "بيروت", (*CITY, ("entity", "beirut"))),))
        app = MistakesApp(evaluated(project, predict(project, (("PLACE", "بيروت", AREA),), RIGHT)))
        async with app.run_test(size=(120, 40)):
            rows = drawn(app).split("\n")
            gold, predicted, both = (
                next(row for row in rows if row.lstrip(" 12").startswith(who))
                for who in ("gold", "predicted", "both")
            )
            assert "entity: beirut" in gold
            assert "mention: named" in both
            assert "entity" not in predicted + both

    async def test_the_mouse_points_at_what_is_wrong(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            spot = place_of(app, NEWS.index("يوم") + 1)
            await pilot.click("#article", offset=spot)
            assert head(app) == "6 of 8: missed"
            assert focused(app) is None
            await pilot.click("#labels", offset=(3, 0))
            assert notice(app) == "only PERSON"

    async def test_words_are_found_and_copied(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j", "/", *"امس", "enter")
            assert caret(app) == NEWS.index("أمس")
            await pilot.press("shift+left", "shift+left", '"')
            assert app.clipboard == "أم"

    async def test_the_text_that_was_judged_is_shown_whatever_became_of_it(self, tmp_path):
        project = write(open_project(start(tmp_path / "news", sample=False)))
        release(project, "v1", now=NOW)
        for name in ("news", "report"):
            corrected = tmp_path / f"{name}.txt"
            corrected.write_text(f"خبر آخر: {name}.\n", "utf-8")
            add(project, [corrected], Asked(), existing="replace")
        (project.seeds / "report.txt").unlink()
        app = MistakesApp(evaluated(project, predict(project), gold="v1"))
        async with app.run_test(size=(80, 24)) as pilot:
            assert "Sami Nasr" in drawn(app)
            await pilot.press("j", "/", *"سامي", "enter")
            assert caret(app) == NEWS.index("سامي")


class TestKeyboards:
    async def test_an_arabic_keyboard_has_every_key(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("م")
            assert notice(app) == "only PLACE"
            await pilot.press("٠", "ب")
            assert notice(app) == "only report"
            await pilot.press("٠", "س")
            assert notice(app) == "order: articles by ID"

    async def test_help_knows_this_room(self, app):
        async with app.run_test(size=(80, 60)) as pilot:
            await pilot.press("?")
            assert "Go to the next mistake of the list." in drawn(app)
            assert "isagreement" not in drawn(app)
            assert "Adjudicate" not in drawn(app)
            await pilot.press("escape", ":", *"this article", "enter")
            assert notice(app) == "only report"

    async def test_no_key_changes_a_label(self, app, project):
        before = versions(project)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*"uyxzvshr", "delete", "enter", "d", ";", "-", "x", "q")
        assert app.return_code == 0
        assert versions(project) == before


class TestTheFigures:
    async def test_they_are_read_in_a_small_window(self, app, frame):
        async with app.run_test(size=(80, 24)) as pilot:
            assert "gate missed: overall.strict.f1" in notice(app)
            await pilot.press("3")
            assert drawn(app) == frame
            await pilot.press("end")
            assert "(report)" in drawn(app)

    async def test_scores_of_predictions_are_told_of(self, app, matter):
        best = matter.found.confidence.curve.best.threshold
        async with app.run_test(size=(120, 60)) as pilot:
            await pilot.press("3", "end")
            assert f"f1 from {best:g} on" in drawn(app)
            await pilot.press("q")
            assert focused(app) is None

    async def test_the_bottom_row_tells_who_is_judged_and_how_well(self, app, matter):
        value = number(matter.found.labels["CASUALTY"].strict.f1.value)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c")
            assert "p.jsonl vs gold" in status(app)
            assert status(app).endswith(f"1 of 1 │ strict.f1 {value}")


async def test_an_extractor_without_a_mistake_is_told_so(project, frame):
    right = tuple((*one, 0.5) for one in FIRST)
    right = tuple(
        (label, words, tuple(v for v in values if v[0] != "where"), score)
        for label, words, values, score in right
    )
    save_as(project, "news", "none", tuple(one[:3] for one in right))
    save_as(project, "report", "none", HERE)
    app = MistakesApp(evaluated(project, predict(project, right, RIGHT), gold="none"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert head(app) == "no mistakes"
        await pilot.press("tab", "j", "f", "!", "0", "s", "enter", "right")
        assert drawn(app) == frame


async def test_of_very_many_mistakes_it_is_said_how_many_are_listed(matter):
    found = matter.found
    totals = replace(found.totals, mistakes=2 * LISTED)
    articles = tuple(one for one in found.by_article if one.article != "news")
    cut = replace(found, totals=totals, by_article=articles)
    app = MistakesApp(Evaluated(cut, matter.sides, matter.schema))
    async with app.run_test(size=(120, 60)) as pilot:
        assert "mistakes 8 of 20,000" in drawn(app)
        assert "8 of 20,000 mistakes are listed" in drawn(app)
        await pilot.press("j", "f")
        assert "of so many articles only the 1" in drawn(app)
        assert status(app).endswith("strict.f1 –")


def versions(project):
    store = store_of(project)
    return {
        (article, name): store.versions(article, name)
        for article in store.articles()
        for name in store.annotators(article)
    }
