"""seqeval as it is when nothing else is asked of it: tags are read as conlleval reads them."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.seqeval import read


def gold(case: Any) -> Answers:
    return read(case, {})


if __name__ == "__main__":
    serve({"gold": gold}, {})
