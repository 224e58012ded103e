"""What an annotator says beside the labels: unsure, a comment, not article text."""

from __future__ import annotations

from dataclasses import replace

from annotator.labels.edits import Replace, Rezone
from annotator.labels.labelling import Zone
from annotator.labels.span import CHECK_TEXT, Piece, Span
from annotator.session.outcome import Outcome, quoted
from annotator.session.state import Session
from annotator.session.tagging import trimmed

UNSURE = "unsure"


def unsure(session: Session, span: Span | None) -> Outcome:
    """Say that one is not sure of a span, or that one is after all.

    Of words that a correction of the article changed it says first that they are checked.
    """
    if span is None:
        return Outcome(session, None, "no span here to be unsure about")
    if CHECK_TEXT in span.flags:
        checked = replace(span, flags=tuple(flag for flag in span.flags if flag != CHECK_TEXT))
        return Outcome(session.do(Replace(span, checked)), checked, f"{span.label} is checked")
    was = UNSURE in span.flags
    flags = tuple(flag for flag in span.flags if flag != UNSURE) if was else (*span.flags, UNSURE)
    after = replace(span, flags=flags)
    said = f"{span.label} is no longer unsure" if was else f"{span.label} is marked unsure"
    return Outcome(session.do(Replace(span, after)), after, said)


def comment(session: Session, span: Span, words: str) -> Outcome:
    """Give a span a comment in place of the one it has; an empty one takes it away."""
    after = replace(span, comment=words.strip())
    if after == span:
        return Outcome(session, span, "the comment is as it was")
    said = f"comment on {span.label} kept" if after.comment else "comment taken away"
    return Outcome(session.do(Replace(span, after)), after, said)


def zone_at(session: Session, offset: int) -> Zone | None:
    """The zone that an offset lies in; None outside of all."""
    zones = session.labelling.zones
    return next((zone for zone in zones if zone.start <= offset < zone.end), None)


def zone_beside(session: Session, offset: int) -> Zone | None:
    """The zone that an offset lies in, or right behind; None away from all."""
    before = zone_at(session, offset - 1) if offset else None
    return zone_at(session, offset) or before


def mark_zone(session: Session, selection: Piece, why: str = "") -> Outcome:
    """Say that a part is not article text, and why; zones that it touches become one with it.

    Without a reason it takes that of a zone that it touches.
    """
    piece = trimmed(session.article.text, selection)
    if piece is None:
        return Outcome(session, None, "only white space is selected: no zone was marked")
    zones = session.labelling.zones
    near = [zone for zone in zones if zone.start <= piece[1] and piece[0] <= zone.end]
    start = min(piece[0], *(zone.start for zone in near)) if near else piece[0]
    end = max(piece[1], *(zone.end for zone in near)) if near else piece[1]
    zone = Zone(start, end, why.strip() or next((one.why for one in near if one.why), ""))
    after = tuple(sorted((*(one for one in zones if one not in near), zone)))
    if after == zones:
        return Outcome(session, None, "already a zone")
    said = f"marked as not article text: {quoted(session.article.text[start:end])}; ; says why"
    return Outcome(session.do(Rezone(zones, after)), None, said)


def explain_zone(session: Session, zone: Zone, why: str) -> Outcome:
    """Say why a zone is not article text, in place of what was said."""
    zones = session.labelling.zones
    after = tuple(sorted((*(one for one in zones if one != zone), replace(zone, why=why.strip()))))
    if after == zones:
        return Outcome(session, None, "the reason is as it was")
    said = f"not article text: {why.strip()}" if why.strip() else "no reason given"
    return Outcome(session.do(Rezone(zones, after)), None, said)


def unmark_zone(session: Session, zone: Zone) -> Outcome:
    """Say that a zone is article text after all."""
    zones = session.labelling.zones
    after = tuple(one for one in zones if one != zone)
    said = f"article text again: {quoted(session.article.text[zone.start : zone.end])}"
    return Outcome(session.do(Rezone(zones, after)), None, said)
