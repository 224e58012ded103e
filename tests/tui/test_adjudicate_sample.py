"""Two annotators' sample articles become gold by keys alone, and gold is what was meant.

What gold is to be is worked out here from the label files, by a rule that knows nothing of how
places are found: of what both marked, one annotator's reading, whose turn it is by the article's
name; what only one marked is kept; but the first such span gets another label by hand, and the
second is left out.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.labels.edits import Replace
from annotator.project.adjudicating.opening import Wish, opened_for
from annotator.project.adjudicating.waiting import queue
from annotator.project.places import article_ids
from annotator.project.sitting.annotate import called_done, open_session, save
from annotator.tui.adjudicating import AdjudicatorApp
from tests.tui.adjudicating import NOW, deciding, shown
from tests.tui.looking import notice
from tests.tui.sample import copied, newest, pieces_of, said, said_by

NAMES = ("a1", "a2")
WISH = Wish(by="lead")
BY_HAND = "PERSON"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return copied(tmp_path)


def told(*arguments, code=0):
    """What a command prints."""
    done = CliRunner(catch_exceptions=False).invoke(main, arguments)
    assert done.exit_code == code, done.stderr
    return done.stdout, done.stderr


def alike(one, other):
    """How much two spans of label files are like each other, nothing where they are not."""
    ours, theirs = (
        {at for start, end in pieces_of(span) for at in range(start, end)} for span in (one, other)
    )
    common = len(ours & theirs)
    same = one["label"] == other["label"]
    if not common or not (same or 2 * common >= len(ours | theirs)):
        return ()
    return (ours == theirs and same, ours == theirs, same, common / len(ours | theirs))


def pairs_of(ours, theirs):
    """Each span of either with its twin, None for what only one has."""
    every = [(alike(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)]
    found, left, right = [], set(range(len(ours))), set(range(len(theirs)))
    for _, i, j in sorted((one for one in every if one[0]), reverse=True):
        if i in left and j in right:
            found.append((ours[i], theirs[j]))
            left.discard(i)
            right.discard(j)
    found += [(ours[i], None) for i in left]
    return [*found, *((None, theirs[j]) for j in right)]


class Meant:
    """What gold of an article is to be, and what is to be done where only one marked something."""

    def __init__(self, project, article, lonely):
        self.side = len(article) % 2
        files = [newest(project, article, name) for name in NAMES]
        pairs = pairs_of(*(one["spans"] for one in files))
        self.lonely = {}
        self.gold = []
        by_id = {}
        for pair in sorted(pairs, key=lambda pair: min(map(pieces_of, filter(None, pair)))):
            span = pair[self.side] or pair[1 - self.side]
            if not all(pair):
                deed = lonely.pop(0) if lonely else "keep"
                self.lonely[span["label"], pieces_of(span)] = deed
                if deed == "by hand":
                    span = {**span, "label": BY_HAND, "attributes": {}}
                elif deed == "neither":
                    span = None
            for name, marked in zip(NAMES, pair, strict=True):
                if marked:
                    by_id[name, marked["id"]] = span
            if span:
                name = NAMES[self.side if pair[self.side] else 1 - self.side]
                self.gold.append((name, span))
        self.said = sorted(said(name, span, by_id) for name, span in self.gold)


def key_for(app, meant):
    """The keys that decide on the difference in front as it is meant."""
    here = deciding(app).current
    marked = [one for one in shown(app) if one.spans]
    if len(marked) == 1 and not all(here.place.readings):
        span = marked[0].spans[0]
        deed = meant.lonely[span.label, span.pieces]
        keys = {"neither": ["0"], "by hand": [BY_HAND[0].lower(), "6"]}
        return keys.get(deed, [str(marked[0].number)])
    if len(marked) == 1:
        return [str(marked[0].number)]
    return [str(next(one.number for one in marked if meant.side in one.sources))]


async def test_the_sample_becomes_gold_by_keys_alone(project):
    articles = article_ids(project)
    figures = json.loads(told("agree", *NAMES, "--json")[0])
    assert len(figures["disagreements"]) > 50
    lonely = ["by hand", "neither"]
    meant = {article: Meant(project, article, lonely) for article in articles}
    assert not lonely
    assert queue(project, articles, WISH) == articles
    pressed = await decide_on_all(project, articles, meant)
    for article in articles:
        file = newest(project, article, "gold")
        assert file["status"] == "done"
        assert said_by(file) == meant[article].said
    # One key a difference, and one more where a span is tagged by hand.
    golds = [newest(project, one, "gold")["adjudication"] for one in articles]
    assert pressed == sum(len(one["decisions"]) for one in golds) + 1
    assert "nothing is wrong" in told("verify")[1]
    assert json.loads(told("agree", "gold", "a1", "--json")[0])["annotators"] == ["gold", "a1"]
    assert told("adjudicate", "--as", "lead")[1].startswith("nothing is left to decide")
    await decide_on_a_change(project, articles)
    assert "nothing is wrong" in told("verify")[1]


async def decide_on_all(project, articles, meant):
    """Decide on every article, one after another; how many keys that took."""
    first, pressed = opened_for(project, articles[0], WISH), 0
    app = AdjudicatorApp(project, first=first, articles=articles)
    async with app.run_test(size=(60, 15)) as pilot:
        for article in articles:
            assert app.screen_stack[1].desk.opened == article
            while deciding(app).first_open:
                keys = key_for(app, meant[article])
                pressed += len(keys)
                await pilot.press(*keys)
            await pilot.press("m")
            assert notice(app).startswith("version 1 is done")
        assert notice(app).endswith("every article is done")
    return pressed


async def decide_on_a_change(project, articles):
    """An annotator changes one span that was decided on: only that is asked again, and changes."""
    article = articles[1]
    before = newest(project, article, "gold")
    # Both had marked it, and a1's reading was taken.
    decision = next(
        one
        for one in before["adjudication"]["decisions"]
        if one["sources"][0] and one["sources"][1]
    )
    session = open_session(project, article, "a1").session
    span = session.labelling.span(decision["sources"][0][0])
    now = replace(span, attributes=(*span.attributes[1:],))
    session = called_done(session.do(Replace(span, now)))
    save(project, session, annotator="a1", now=NOW, seconds=1)
    assert told("adjudicate", "--dry-run", "--as", "lead", article)[0].split("\t")[-1] == "1\n"
    app = AdjudicatorApp(project, first=opened_for(project, article, WISH), articles=articles)
    async with app.run_test(size=(60, 15)) as pilot:
        here = deciding(app).current
        assert [one.place for one in deciding(app).found if one.asked] == [here.place]
        assert here.state == "changed"
        assert here.decision.taken == decision["taken"]
        await pilot.press(str(next(one.number for one in shown(app) if 0 in one.sources)), "m")
        assert notice(app).startswith("version 2 is done")
    after = newest(project, article, "gold")
    changed = [one for one in after["spans"] if one not in before["spans"]]
    assert [(one["label"], one["start"]) for one in changed] == [(span.label, span.start)]
    assert len(after["spans"]) == len(before["spans"])
    decisions = after["adjudication"]["decisions"]
    assert len(decisions) == len(before["adjudication"]["decisions"])
    assert [one["start"] for one in decisions if "versions" not in one] == [decision["start"]]
