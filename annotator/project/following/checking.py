"""Whether steps of a migration name what anything knows, and what they leave askew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.errors import AnnotatorError, raise_all
from annotator.labels.labelling import Labelling
from annotator.labels.migration import Step
from annotator.labels.schema import Schema
from annotator.labels.step_names import (
    names_in,
    names_in_schema,
    unknown_fault,
    unknown_name,
)
from annotator.project.watching import Watch
from annotator.store import history
from annotator.store.protocol import Store


def check_named(
    store: Store, idle: Sequence[Step], steps: Sequence[Step], schema: Schema, watch: Watch[str]
) -> None:
    """Refuse steps that found nothing to do because nothing knows what they name.

    What was there once was done away with by a migration before, and that is no mistake: so every
    version is looked at, but only where the schema does not know a name.

    Args:
        store: whose versions are looked at.
        idle: those of `steps` that found nothing to do.
        steps: those that are taken together.
        schema: today's.
        watch: gives the articles.

    Raises:
        UsageError, Faults: each step that names what neither the schema nor any version knows.
    """
    known = set(names_in_schema(schema))
    left = [step for step in idle if unknown_name(step, steps, known, schema)]
    if not left:
        return
    for article_id in watch(store.articles(), "looking for names"):
        for labelling in _labellings(store, article_id):
            known.update(names_in(labelling))
        left = [step for step in left if unknown_name(step, steps, known, schema)]
        if not left:
            return
    raise_all(
        [
            unknown_fault(step, name, steps, known)
            for step in left
            if (name := unknown_name(step, steps, known, schema))
        ]
    )


def _labellings(store: Store, article_id: str) -> Iterator[Labelling]:
    """Every version of everybody, as far as it can be read."""
    for annotator in store.annotators(article_id):
        for number in store.versions(article_id, annotator):
            try:
                yield history.version_of(store, article_id, annotator, number).labelling
            except AnnotatorError:
                continue


def astray_in_words(astray: Sequence[AnnotatorError]) -> tuple[str, ...]:
    """References that point at spans of another label: how many, and the first one."""
    if not astray:
        return ()
    first = astray[0]
    told = f"{first.what} ({first.where})"
    if len(astray) == 1:
        return (f"warning: after these steps {told}",)
    return (f"warning: after these steps {len(astray)} references are amiss; the first: {told}",)
