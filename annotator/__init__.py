"""Mark people, places, casualties and dates in news articles, in a terminal.

Programs judge extractors by what was marked:

    from annotator import compare, evaluate, load_release, read_predictions

    gold = load_release("v1", project="news")
    result = evaluate(read_predictions("predictions.jsonl", gold), gold)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.api import compare, evaluate, load_release, read_predictions

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "evaluate", "load_release", "read_predictions"]


def __getattr__(name: str) -> object:
    """What is called by programs is loaded when it is first asked for: it takes a while."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from annotator import api  # noqa: PLC0415 - see above

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
