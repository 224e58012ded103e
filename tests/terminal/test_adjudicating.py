"""Adjudication by keys alone, in a real pseudo-terminal."""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest

from annotator.labels.edits import Replace
from annotator.project.adjudicating.opening import Wish, opened_for
from annotator.project.places import store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import called_done, open_session, save
from annotator.project.sitting.journals import take_up
from annotator.session.adjudicating import asked, hearings
from annotator.session.convening import convened
from annotator.store import history
from tests.terminal.terminal import COMMAND, PATIENCE, Terminal
from tests.tui.adjudicating import NOW
from tests.tui.sample import copied, newest, said_by

ARTICLE = "border-clash"
WISH = Wish(by="lead", share=0.0)


@pytest.fixture
def project(tmp_path):
    return copied(tmp_path)


def adjudicating(project, *options):
    words = ("adjudicate", ARTICLE, "--as", "lead", "--share", "0", *options)
    terminal = Terminal(*COMMAND, "--project", str(project.root), *words)
    terminal.until(b"decided")
    return terminal


def gold(project):
    return history.head(store_of(project), ARTICLE, "gold")


def count_open(project):
    """How many places of the article wait for a decision that was saved."""
    hall = opened_for(project, ARTICLE, WISH)
    session = convened(hall.opened.session, hall.bench).session
    return len(asked(hearings(hall.bench, session.labelling)))


def kept(project):
    """What would come back if it were opened now: no reference of it leads nowhere."""
    taken = take_up(project, opened_for(project, ARTICLE, WISH).opened, "gold", os.environ)
    taken.diary.close()
    labelling = taken.opened.session.labelling
    ids = {span.id for span in labelling.spans}
    targets = [value for span in labelling.spans for _, value in span.attributes]
    assert all(ids.issuperset(one) for one in targets if isinstance(one, tuple))
    assert len({span.identity for span in labelling.spans}) == len(ids)
    return len(labelling.adjudication.decisions) if labelling.adjudication else 0


def finish(terminal, keys):
    terminal.press(keys)
    terminal.type(b"q")
    assert terminal.program.wait(PATIENCE) == 0


def test_differences_become_gold_and_only_a_changed_place_is_asked_again(project):
    left = count_open(project)
    terminal = adjudicating(project, "--names")
    # Names are shown, so that the readings can be told apart; sides stay as they are.
    key = b"1" if terminal.sent.index(b"a1") < terminal.sent.index(b"a2") else b"2"
    finish(terminal, left * key + b"m")
    assert gold(project).labelling.status == "done"
    assert said_by(newest(project, ARTICLE, "gold")) == said_by(newest(project, ARTICLE, "a1"))
    session = open_session(project, ARTICLE, "a1").session
    ids = {
        one for each in gold(project).labelling.adjudication.decisions for one in each.sources[0]
    }
    span = next(one for one in session.spans if one.id in ids and one.label == "PERSON")
    change = Replace(span, replace(span, attributes=span.attributes[1:]))
    save(project, called_done(session.do(change)), annotator="a1", now=NOW, seconds=1)
    again = adjudicating(project)
    assert f"{left - 1} of {left} decided".encode() in again.sent
    finish(again, key + b"m")
    assert gold(project).number == 2
    assert said_by(newest(project, ARTICLE, "gold")) == said_by(newest(project, ARTICLE, "a1"))


def test_decisions_come_back_whenever_the_program_is_killed(project):
    chance = random.Random(8)  # noqa: S311 - a draw to be repeated
    left, before = count_open(project), 0
    for _ in range(3):
        terminal = adjudicating(project)
        terminal.type("".join(chance.choices("121207s", k=5)).encode())
        terminal.listen(0.3 * chance.random())
        terminal.program.kill()
        terminal.program.wait(PATIENCE)
        assert before <= kept(project) <= left
        before = kept(project)
    assert before
    finish(adjudicating(project), left * b"1" + b"m")
    labelling = gold(project).labelling
    assert labelling.status == "done"
    assert len(labelling.adjudication.decisions) == left
    assert prove(project).problems == ()
