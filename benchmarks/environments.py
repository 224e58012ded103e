"""Environments of their own for the peers, which cannot live with each other or with us."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.big_article import ROOT

_FOLDER = ROOT / ".venv-peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: its module beside `benchmarks.peers`, its name, what it needs, and where."""

    module: str
    name: str
    needs: str
    place: str


OURS = Peer("ours", "annotator", "", "")
PEERS = (
    Peer("nltk", "nltk", "nltk==3.10.4", "main"),
    Peer("sklearn", "scikit-learn", "scikit-learn==1.9.1", "main"),
    Peer("krippendorff", "krippendorff", "krippendorff==0.9.0", "main"),
    Peer("irr_cac", "irrCAC", "irrCAC==0.4.4", "main"),
    Peer("bratiaa", "bratiaa", "bratiaa==0.1.4", "main"),
    Peer("nervaluate", "nervaluate", "nervaluate==1.2.1", "main"),
    Peer("pygamma", "pygamma-agreement", "pygamma-agreement==0.5.9", "gamma"),
    Peer("pairings", "every pairing", "", ""),
    Peer("seqeval", "seqeval", "seqeval==1.2.2", "scores"),
    Peer("seqeval_default", "seqeval, default mode", "", "scores"),
    Peer("spacy", "spaCy", "spacy==3.8.18", "scores"),
    Peer("eval4ner", "eval4ner", "eval4ner==0.1.0", "scores"),
    Peer("spaneval", "spaneval", "spaneval==0.2.1", "scores"),
    Peer("nereval", "nereval", "nereval==0.2.5", "scores"),
)
BY_MODULE = {peer.module: peer for peer in PEERS}
LIBRARIES = ", ".join(peer.needs.replace("==", " ") for peer in PEERS if peer.needs)
# Each beside what it needs that it does not ask for: the solver that pygamma recommends.
_BESIDE = {"main": (), "gamma": ("cylp==0.94.1",), "scores": ()}


def ready() -> None:
    """Make the environments that are not there, or not as they should be (uses the network)."""
    for place, beside in _BESIDE.items():
        needs = [peer.needs for peer in PEERS if peer.place == place and peer.needs] + [*beside]
        folder, wanted = _FOLDER / place, "\n".join(needs)
        stamp = folder / "needs"
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            continue
        print(f"making {folder.relative_to(ROOT)} with {', '.join(needs)}", file=sys.stderr)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(_python(place)), "-m", "pip", "install", "--quiet", *needs])
        stamp.write_text(wanted, encoding="utf-8")


def answers(peer: Peer, cases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a peer says of each case that it can be asked about, by the id of the case."""
    with tempfile.TemporaryDirectory() as folder:
        given, result = Path(folder, "cases.json"), Path(folder, "answers.json")
        given.write_text(json.dumps(cases), encoding="utf-8")
        return _asked(peer, "answer", given, result=result)


def timed(peer: Peer, work: str, folder: Path, rounds: int) -> dict[str, Any]:
    """Seconds, peak memory in MB and result of a piece of work, in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        result = Path(place, "result.json")
        return _asked(peer, "time", work, folder, rounds, result=result)


def command(peer: Peer, *words: object) -> list[str]:
    """What runs the program of a peer, or of our own, from the project's folder."""
    program = _python(peer.place) if peer.place else Path(sys.executable)
    return [str(program), "-m", f"benchmarks.peers.{peer.module}", *map(str, words)]


def _asked(peer: Peer, *words: object, result: Path) -> dict[str, Any]:
    _run(command(peer, *words, result))
    found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def _python(place: str) -> Path:
    return _FOLDER / place / "bin" / "python"


def _run(command: Sequence[str]) -> None:
    """Run it in the project's folder; what it prints is shown only when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2_000:]}{done.stderr[-2_000:]}")
