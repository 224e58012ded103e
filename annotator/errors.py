"""Errors that a person can mend: each says what happened, where, and how to fix it."""

from __future__ import annotations

import errno
from collections.abc import Sequence


class AnnotatorError(Exception):
    """What every error meant for a person derives from.

    `what` is one sentence, `where` names the file, span or line, `fix` says what to do about it.
    """

    exit_code: int = 3

    def __init__(self, what: str, where: str, fix: str) -> None:
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.what}\n  where: {self.where}\n  fix:   {self.fix}"


class UsageError(AnnotatorError):
    """A command was asked for something that it does not know."""

    exit_code: int = 2


class ArticleError(AnnotatorError):
    """An article cannot be taken in or read."""


class SchemaError(AnnotatorError):
    """The schema, its entities or its guideline pages are at fault."""


class SpanError(AnnotatorError):
    """A span does not fit its article, its schema or its labelling."""


class LabelFileError(AnnotatorError):
    """The bytes of a label file are not what a label file is."""


class FormatError(AnnotatorError):
    """A file of another format cannot be read or written."""


class StoreError(AnnotatorError):
    """The folder of label files cannot be read or written."""


class Faults(AnnotatorError):
    """Several errors found at once, shown one after another in the order given.

    The exit code is theirs where all have the same.
    """

    def __init__(self, faults: Sequence[AnnotatorError]) -> None:
        self.faults = tuple(faults)
        codes = {fault.exit_code for fault in self.faults}
        if len(codes) == 1:
            self.exit_code = codes.pop()
        first = self.faults[0]
        super().__init__(first.what, first.where, first.fix)

    def __reduce__(self) -> tuple[type[Faults], tuple[tuple[AnnotatorError, ...]]]:
        """Workers hand errors back by pickling, and `args` alone would not rebuild this one."""
        return type(self), (self.faults,)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def raise_all(faults: Sequence[AnnotatorError]) -> None:
    """Raise every fault at once: nothing for none, the one itself for one, `Faults` for more."""
    if faults:
        raise gathered(faults)


def gathered(faults: Sequence[AnnotatorError]) -> AnnotatorError:
    """One error for one fault or more: the one itself, or `Faults`, those inside taken apart."""
    flat = [
        one for fault in faults for one in (fault.faults if isinstance(fault, Faults) else (fault,))
    ]
    return flat[0] if len(flat) == 1 else Faults(flat)


def os_trouble(error: OSError) -> tuple[str, str]:
    """What the file system refused and how to mend it, in words; the error's number decides.

    The first says what is wrong with "it" (`"may not be written or read"` and the like), without
    a path; the second is a whole piece of advice.
    """
    known = _OS_TROUBLE.get(error.errno or 0)
    return known or (f"the system refused it: {error.strerror or error}", "try again")


_OS_TROUBLE = {
    errno.EACCES: ("permission is denied", "give yourself the right to read and write there"),
    errno.EPERM: ("permission is denied", "give yourself the right to read and write there"),
    errno.EROFS: ("the disk is read-only", "make it writable, or work on a copy elsewhere"),
    errno.ENOSPC: ("the disk is full", "free some space and try again"),
    errno.EDQUOT: ("your share of the disk is full", "free some space and try again"),
    errno.ENOENT: ("it is not there", "check the name, or put it back"),
    errno.ENOTDIR: ("a file stands where a folder should be", "move that file away"),
    errno.EISDIR: ("a folder stands where a file should be", "move that folder away"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "choose a shorter name"),
    errno.ELOOP: ("links lead round in a circle", "take the link away"),
    errno.EIO: ("the disk failed", "check the disk; what is on the screen is still in memory"),
}
