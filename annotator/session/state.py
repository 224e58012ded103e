"""A moment in a sitting, and the way back from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.labels.edits import Edit, Restate, Together, apply, inverse, marked
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import ID, Span
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Session:
    """The labelling as it stands, as it was last saved, and every edit between.

    Each change gives a new session and keeps this one. `next_id` is one more than the highest
    number that any span of this annotator ever had on this article; undoing does not lower it.
    Edits are undone and done again without limit, also across a save.
    """

    article: Article
    schema: Schema
    labelling: Labelling
    saved: Labelling
    next_id: int
    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans as they stand, sorted."""
        return self.labelling.spans

    @property
    def unsaved(self) -> bool:
        """Whether the labelling says anything other than what was last saved."""
        return self.labelling != self.saved

    @property
    def fresh_id(self) -> str:
        """The id that the next new span takes."""
        return f"s{self.next_id}"

    def do(self, edit: Edit) -> Session:
        """Make an edit, which forgets what was undone; one that changes nothing is not recorded.

        An edit of a labelling that was done makes it a draft, in the same step, unless it ends by
        calling the work done.

        Raises:
            SpanError: the edit does not fit the labelling.
        """
        labelling = apply(self.labelling, edit)
        if labelling == self.labelling:
            return self
        if self.labelling.status == labelling.status == "done" and not _calls_done(edit):
            edit = Together((Restate("done", "draft"), edit))
            labelling = replace(labelling, status="draft")
        return replace(
            self,
            labelling=labelling,
            next_id=max(self.next_id, *(_number(span) + 1 for span in marked(edit)), 0),
            done=(*self.done, edit),
            undone=(),
        )

    def undo(self) -> Session:
        """Take back the last edit, if there is one."""
        if not self.done:
            return self
        last = self.done[-1]
        return replace(
            self,
            labelling=apply(self.labelling, inverse(last)),
            done=self.done[:-1],
            undone=(*self.undone, last),
        )

    def redo(self) -> Session:
        """Make the last undone edit again, if there is one."""
        if not self.undone:
            return self
        edit = self.undone[-1]
        return replace(
            self,
            labelling=apply(self.labelling, edit),
            done=(*self.done, edit),
            undone=self.undone[:-1],
        )

    def kept(self) -> Session:
        """The session after its labelling was saved; what can be undone stays."""
        return replace(self, saved=self.labelling)


def _calls_done(edit: Edit) -> bool:
    """Whether the last thing that the edit does is to call the work done."""
    last = edit.edits[-1] if isinstance(edit, Together) and edit.edits else edit
    return isinstance(last, Restate) and last.after == "done"


def _number(span: Span) -> int:
    """The number in a span's id, 0 where it holds none."""
    return int(span.id[1:]) if ID.fullmatch(span.id) else 0
