"""What is looked at: which places at which two differ are listed, and which one is in front."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from annotator.labels.labelling import Labelling
from annotator.labels.span import Span
from annotator.measure.agreement.figures import Disagreement, DisagreementKind
from annotator.report.narrowing import ALL_KINDS, Order, Pair, Part, pair_of
from annotator.session.caret import Caret
from annotator.session.readings import Reading, Said, told
from annotator.session.state import Session
from annotator.text.article import Article
from annotator.text.bidi import first_strong
from annotator.tui.parts.matter import Matter
from annotator.tui.parts.sitting import Sitting


class Looking:
    """The part that is looked at, the order of its list, and the place of what is in front.

    `name` is the ID of the article in front, also where nothing is listed.
    """

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self._entities = frozenset(
            (label.name, one.name)
            for label in matter.schema.labels
            for one in label.attributes
            if one.type == "entity"
        )
        self._greeted = False
        self._ordered: dict[Order, tuple[int, ...]] = {}
        self._here: tuple[object, str, tuple[int, ...]] = (None, "", ())
        self.part = Part()
        self.order: Order = matter.orders[0]
        self.listed = self._list()
        self.at: int | None = self.listed[0] if self.listed else None
        self.name = matter.articles(self.order)[0]
        self._follow()

    @property
    def current(self) -> Disagreement | None:
        """The place in front; None where nothing is listed."""
        return None if self.at is None else self.matter.every[self.at]

    @property
    def number(self) -> int:
        """Its number in the list, from 1; 0 where nothing is listed."""
        return 0 if self.at is None else self._ranks[self.at] + 1

    @property
    def article(self) -> Article:
        """The article in front."""
        return self.matter.article(self.name)

    @property
    def pair(self) -> Pair:
        """The two who are compared in front."""
        if self.current is not None:
            return pair_of(self.current)
        return self.matter.pair_in(self.name, self.part)

    @property
    def labellings(self) -> tuple[Labelling, Labelling]:
        """What these two say of the article in front."""
        return self.matter.labellings(self.name, self.pair)

    @property
    def kinds(self) -> tuple[DisagreementKind, ...]:
        """The kinds that there are in the part, whichever is asked for."""
        every = replace(self.part, kind=None)
        there = {one.kind for one in self.matter.every if every.meets(one)}
        return tuple(kind for kind in ALL_KINDS if kind in there)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two who are compared."""
        return self.matter.pairs

    def greeting(self) -> str:
        """What must be known before anything is read, once; empty where there is nothing."""
        known = (*self.matter.verdicts, *self.matter.known, "")
        told, self._greeted = "" if self._greeted else known[0], True
        return told

    def sit_down(self) -> Sitting:
        """The article in front, the caret at what is in front; nobody works at it."""
        article, labelling = self.article, self.labellings[0]
        session = Session(article, self.matter.schema, labelling, labelling, next_id=0)
        caret = Caret(self.current.start if self.current else 0)
        direction = "RTL" if first_strong(article.text, "ignore") else "LTR"
        return Sitting(session, 0, caret, direction=direction)

    def narrow(self, part: Part) -> None:
        """Look at another part; what is in front stays there, or else the next one comes."""
        if part != self.part:
            self.part = part
            self._relist()

    def turn_order(self) -> None:
        """List in the next of the orders there are."""
        orders = self.matter.orders
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._relist()

    def go_to(self, place: int) -> None:
        """Bring a place of the list to the front."""
        if place in self._ranks:
            self.at = place
            self._follow()

    def step(self, by: int) -> bool:
        """Go on in the list, after the last to the first; False where nothing is listed."""
        if self.at is not None:
            self.go_to(self.listed[(self._ranks[self.at] + by) % len(self.listed)])
        return self.at is not None

    def step_article(self, by: int) -> bool:
        """Go to the first place of the next article; False where there is none that way.

        Where only one article is looked at, it is that one from now on.
        """
        every = self.matter.every
        everywhere = replace(self.part, article=None)
        differing = {one.article for one in every if everywhere.meets(one)}
        names = self.matter.articles(self.order)
        here = names.index(self.name)
        onward = names[here + 1 :] if by > 0 else names[:here][::-1]
        article = next((one for one in onward if one in differing), None)
        if article is None:
            return False
        if self.part.article is not None:
            self.part = replace(self.part, article=article)
            self.listed = self._list()
        self.go_to(next(at for at in self.listed if every[at].article == article))
        return True

    def at_offset(self, offset: int) -> int | None:
        """The shortest listed place around an offset of the article in front.

        The one in front comes before others that are as short.
        """
        every = self.matter.every
        around = (at for at in self.here if _holds(every[at], offset))
        return min(
            around,
            key=lambda at: (every[at].end - every[at].start, at != self.at, at),
            default=None,
        )

    @property
    def here(self) -> tuple[int, ...]:
        """The places of what is listed of the article in front."""
        listed, name, here = self._here
        if listed is not self.listed or name != self.name:
            every = self.matter.every
            here = tuple(at for at in self.listed if every[at].article == self.name)
            self._here = self.listed, self.name, here
        return here

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What each of the two has in front."""
        one = self.current
        if one is None:
            return ()
        return tuple(
            Reading(number, (number - 1,), (mark.span,) if mark.span else ())
            for number, mark in enumerate((one.a, one.b), start=1)
        )

    @property
    def said(self) -> tuple[tuple[tuple[Said, ...], ...], ...]:
        """What each of them says, as `session.readings.told`; what differs as it was found."""
        one = self.current
        if one is None:
            return ()
        found = told(self.readings, self.labellings, self.matter.schema)
        return tuple(tuple(self._judged(one, said) for said in reading) for reading in found)

    def _judged(self, one: Disagreement, said: tuple[Said, ...]) -> tuple[Said, ...]:
        """Of spans that are paired strictly, those values differ of which it was found so.

        Of others the values were not compared; ids of entities are arbitrary, and never differ.
        """
        if one.kind != "values":
            label = next((each.text for each in said if each.kind == "label"), "")
            return tuple(
                replace(each, differs=each.differs and (label, each.name) not in self._entities)
                for each in said
            )
        return tuple(
            replace(each, differs=each.name in one.attributes)
            for each in said
            if each.text or each.name in one.attributes
        )

    def _relist(self) -> None:
        before = self.listed
        self.listed = self._list()
        if self.at in self._ranks:
            return
        onward = before[before.index(self.at) :] if self.at in before else before
        there = (at for at in (*onward, *self.listed) if at in self._ranks)
        self.at = next(there, None)
        self._follow()

    def _list(self) -> tuple[int, ...]:
        every = self.matter.every
        places = self._ordered.get(self.order)
        if places is None:
            places = self._ordered[self.order] = self.matter.ordered(self.order)
        listed = tuple(at for at in places if self.part.meets(every[at]))
        self._ranks = {at: rank for rank, at in enumerate(listed)}
        return listed

    def _follow(self) -> None:
        if self.current is not None:
            self.name = self.current.article


def _holds(one: Disagreement, offset: int) -> bool:
    spans = (mark.span for mark in (one.a, one.b) if mark.span)
    return any(span.start <= offset < span.end for span in spans)


def spans_of(one: Disagreement) -> tuple[Span, ...]:
    """The spans of both sides at a place."""
    return tuple(mark.span for mark in (one.a, one.b) if mark.span)
