"""A very long Arabic article with very many spans, made of the samples' words, the same each time.

Alone: `python -m benchmarks.big_article FOLDER` leaves a project there that can be opened.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "annotator")
ANNOTATOR = "a1"
BYTES = 1_000_000
SPANS = 5_000
LABELS = ("PERSON", "PLACE", "CASUALTY", "DATE")
NAME = "long-article"

_SHORTEST, _LONGEST = 300, 900
_ARABIC_WORD = re.compile(r"\S*[\u0621-\u064a]\S*")
_NESTED_SHARE = 0.1


def vocabulary(seeds: Path) -> tuple[str, ...]:
    """The words of the Arabic samples with the marks around them, as often as they occur."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt")))
    return tuple(word for text in texts if _ARABIC_WORD.search(text[:40]) for word in text.split())


def paragraph(words: tuple[str, ...], chance: random.Random) -> str:
    """Words at random, 300 to 900 characters of them."""
    wanted = chance.randint(_SHORTEST, _LONGEST)
    chosen = [chance.choice(words)]
    length = len(chosen[0])
    while length < wanted:
        chosen.append(chance.choice(words))
        length += 1 + len(chosen[-1])
    return " ".join(chosen)[:_LONGEST].rstrip()


def article(words: tuple[str, ...], seed: int, size: int = BYTES) -> str:
    """Paragraphs with LF between them, of `size` bytes in UTF-8 or up to a paragraph more."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark keeps no secrets
    found: list[str] = []
    done = 0
    while done < size:
        found.append(paragraph(words, chance))
        done += len(found[-1].encode()) + 1
    return "\n".join(found)


def spans(text: str, seed: int, count: int = SPANS) -> list[dict[str, str | int]]:
    """Spans of one to four words on one line, spread over the text; one in ten holds another."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark keeps no secrets
    words = [match.span() for match in re.finditer(r"\S+", text)]
    chosen: set[tuple[str, int, int]] = set()
    while len(chosen) < count:
        first = chance.randrange(len(words) - 4)
        last = first + chance.randrange(4)
        start, end = words[first][0], words[last][1]
        if "\n" in text[start:end]:
            continue
        chosen.add((chance.choice(LABELS), start, end))
        if first < last and len(chosen) < count and chance.random() < _NESTED_SHARE:
            chosen.add((chance.choice(LABELS), *words[first]))
    return [{"label": label, "start": start, "end": end} for label, start, end in sorted(chosen)]


def make_project(folder: Path, seed: int = 1) -> Path:
    """A new project with the long article, labelled by `a1`; gives the article's file."""
    text = article(vocabulary(ROOT / "seeds"), seed)
    source, labels = folder.parent / f"{NAME}.txt", folder.parent / f"{NAME}.jsonl"
    source.write_text(text, encoding="utf-8")
    labels.write_text(json.dumps({"article": NAME, "spans": spans(text, seed)}), encoding="utf-8")
    annotator("init", str(folder))
    annotator("add", str(source), "--language", "ar", "--project", str(folder))
    annotator("import", "jsonl", str(labels), "--as", ANNOTATOR, "--project", str(folder))
    return folder / "seeds" / f"{NAME}.txt"


def make_crowded(folder: Path, name: str, count: int, seed: int = 1) -> None:
    """The sample project, with very many spans by `a1` in one of its articles."""
    annotator("init", "--sample", str(folder))
    text = (folder / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    labels = folder.parent / f"{name}.jsonl"
    made = {"article": name, "spans": spans(text, seed, count)}
    labels.write_text(json.dumps(made), encoding="utf-8")
    annotator("import", "jsonl", str(labels), "--as", ANNOTATOR, "--project", str(folder))


def annotator(*arguments: str) -> None:
    """Run a command of the program; what it says is shown only when it fails."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"annotator {' '.join(arguments)}\n{done.stderr}")


if __name__ == "__main__":
    print(make_project(Path(sys.argv[1])))
