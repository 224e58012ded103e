"""A task as whoever does it sees it, whatever it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from annotator.errors import AnnotatorError


class Named(Protocol):
    """A task, as far as an engine has to know it."""

    @property
    def name(self) -> str:
        """What a person calls it."""
        ...


Task = TypeVar("Task", bound=Named)
Result = TypeVar("Result")
Arrivals = Iterator[Result | AnnotatorError]


def done(work: Callable[[Task], Result], task: Task) -> Result | AnnotatorError:
    """What a task comes to, or what is wrong with it."""
    try:
        return work(task)
    except AnnotatorError as error:
        return error
    except MemoryError as error:
        fix = "fewer at once (--jobs 1) take less of it, and so do fewer different labels"
        return AnnotatorError(f"memory ran out: {error}", task.name, fix)


def ended(task: Named, who: str, times: int) -> AnnotatorError:
    """The error for a task that ends whoever does it."""
    what = f"{who} ended {times} times in the middle of one task, and nothing was told of why"
    fix = "see whether memory ran out; fewer at once (--jobs 1) take less of it"
    return AnnotatorError(what, task.name, fix)
