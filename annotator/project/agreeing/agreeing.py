"""How well annotators of a project agree."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace

from annotator.measure.agreement.agreement import agreement
from annotator.measure.agreement.compared import Resampling, couples
from annotator.measure.agreement.figures import Agreement
from annotator.measure.agreement.planning import Plan, plan
from annotator.project.agreeing.selecting import Selection


@dataclass(frozen=True, slots=True)
class How:
    """How it is computed, and what a report says of that.

    `program` is which version of this program it is, `command` what was typed.
    """

    seed: int
    replicates: int
    with_gamma: bool
    program: str
    command: str


def agree(selection: Selection, how: How, executor: Executor | None = None) -> Agreement:
    """How well they agree over what was selected, with what is to be known of the selection."""
    found = agreement(
        selection.compared,
        selection.annotators,
        selection.schema,
        seed=how.seed,
        replicates=how.replicates,
        with_gamma=how.with_gamma,
        excluded=selection.excluded,
        used=selection.used,
        program=how.program,
        command=how.command,
        schemas=selection.schemas,
        executor=executor,
    )
    warnings = dict.fromkeys((*selection.warnings, *found.warnings))
    return replace(found, warnings=tuple(warnings))


def planned(selection: Selection | None, width: float, how: How) -> Plan:
    """How many articles an interval of a width needs, by what was selected, or by assumptions."""
    if selection is None:
        return plan((), width)
    units = {one.article.id: one.unit for one in selection.compared}
    pairs = couples(selection.compared, selection.annotators)
    return plan(pairs, width, Resampling(units, how.seed, how.replicates))
