"""The texts of some articles of a corpus, to show what is marked in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from annotator.measure.evaluation.figures import Evaluation
from annotator.project.evaluating.partitions.sources import Group, Source, check_unchanged, opened
from annotator.text.article import Article, Facts

_AT_ONCE = 2**12
# Articles whose mistakes are shown in their texts, the worst first.
_SHOWN = 500


def texts_shown(gold: Source, found: Evaluation) -> dict[str, Article]:
    """The articles whose mistakes are shown in their texts, the worst of those that are told of.

    Raises:
        FormatError: a file changed since it was found, or cannot be read.
    """
    wrong = {one.at.article for one in found.mistakes}
    worst = [one.article for one in found.by_article if one.article in wrong]
    return texts_of(gold, frozenset(worst[:_SHOWN]))


def texts_of(gold: Source, wanted: Collection[str]) -> dict[str, Article]:
    """The articles of these IDs, by ID; none where the gold has no texts.

    Raises:
        FormatError: a file changed since it was found, or cannot be read.
    """
    if not wanted or "text" not in gold.layout.of_articles:
        return {}
    return dict(_found(gold, sorted(wanted)))


def _found(gold: Source, wanted: list[str]) -> Iterator[tuple[str, Article]]:
    language = "language" in gold.layout.of_articles
    columns = ["article", "text", *(["language"] if language else [])]
    chosen = pa.array(wanted, pa.string())
    for part in gold.parts:
        groups = [one.at for one in part.groups if _may_hold(one, wanted)]
        if not groups:
            continue
        check_unchanged(part)
        with opened(part.path) as file:
            for batch in file.iter_batches(_AT_ONCE, row_groups=groups, columns=columns):
                ids = pc.cast(batch.column("article"), pa.string())
                for row in batch.filter(pc.is_in(ids, chosen)).to_pylist():
                    facts = Facts(language=row.get("language"))
                    yield row["article"], Article(row["article"], row["text"], facts)


def _may_hold(group: Group, wanted: list[str]) -> bool:
    if group.low is None or group.high is None:
        return True
    return any(group.low <= one <= group.high for one in wanted)
