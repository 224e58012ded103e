"""A project in which whatever may be written by somebody else would like to act on the terminal."""

from __future__ import annotations

import json
from contextlib import suppress

# A title for the window, colour by a C1 control, an override, an isolate left open, and the like.
ACTS = "\x1b]0;own\x07\x9b31m\u202eبد\u2066c\r\b\x7f\u200f"
# A scheme takes no control characters.
STEERS = "\u202eبد\u2066c\u200f"
IN_TOML = json.dumps(ACTS)
ARTICLE, ANNOTATOR = "evil", "a1"
TEXT = f"قال {ACTS} أحمد\u2028في {ACTS}\nكابول.\n"
PERSON = TEXT.index("أحمد")

SCHEMA = f"""name = "hostile"
version = "1.0"
[labels.PERSON]
key = "p"
color = "red"
mark = "bold"
description = {json.dumps(STEERS)}
guideline = "person.md"
nests = true
[labels.PERSON.attributes.word]
type = "text"
[labels.PERSON.attributes.who]
type = "entity"
[labels.PERSON.attributes.part]
type = "quote"
"""
ENTITY = {"id": "somebody", "kind": ACTS, "names": {"ar": [ACTS], ACTS: [ACTS]}}


def spans(word):
    """One article's labels as they come in, with words of somebody else in every value."""
    start, end = TEXT.index(ACTS), TEXT.index("أحمد") + 4
    return [
        {
            "label": "PERSON",
            "start": start,
            "end": end,
            "attributes": {
                "word": word,
                "who": "somebody",
                "part": {"start": start, "end": end, "text": TEXT[start:end]},
            },
            "flags": ["unsure"],
            "comment": word,
        },
        {"label": "PERSON", "start": PERSON, "end": end, "comment": word},
    ]


def json_line(**values):
    return json.dumps(values) + "\n"


def write(folder):
    """The project, and beside it files that `annotator` may be asked to take in."""
    for name in ("seeds", "guidelines", "bad"):
        (folder / name).mkdir(parents=True)
    (folder / "annotator.toml").write_text(f"name = {IN_TOML}\n", "utf-8")
    seeds, guidelines, bad = folder / "seeds", folder / "guidelines", folder / "bad"
    (seeds / f"{ARTICLE}.txt").write_bytes(TEXT.encode())
    facts = "title language source url licence cluster".split()
    (seeds / f"{ARTICLE}.toml").write_text(
        "".join(f"{fact} = {IN_TOML}\n" for fact in facts), "utf-8"
    )
    (guidelines / "schema.toml").write_text(SCHEMA, "utf-8")
    (guidelines / "person.md").write_text(f"# {ACTS}\n\n`{ACTS}` and *{ACTS}*\n", "utf-8")
    (guidelines / "entities.jsonl").write_text(json.dumps(ENTITY) + "\n", "utf-8")
    (folder / "first.jsonl").write_text(json_line(article=ARTICLE, spans=spans(ACTS)), "utf-8")
    other = spans(f"{ACTS}2")[:1]
    (folder / "second.jsonl").write_text(json_line(article=ARTICLE, spans=other), "utf-8")
    (folder / f"new{ACTS}.txt").write_bytes(TEXT.encode() + b"more\n")
    write_bad(bad)


def write_bad(bad):
    """Files with a fault, so that what is told of the fault quotes them."""
    wrong_span = {"label": ACTS, "start": 0, "end": 3, "text": ACTS, ACTS: ACTS}
    lines = {
        "label": json_line(article=ARTICLE, spans=[wrong_span]),
        "article": json_line(article=ACTS, spans=[]),
        "key": json_line(**{"article": ARTICLE, "spans": [], ACTS: ACTS}),
        "quote": json_line(
            article=ARTICLE, spans=[{"label": "PERSON", "start": 0, "end": 3, "text": ACTS}]
        ),
        "id": json_line(id=ACTS, text=ACTS),
        "fact": json_line(id="x", text="x", published=ACTS, **{ACTS: ACTS}),
        "json": f'{{"id": "{ACTS}',
    }
    for name, line in lines.items():
        (bad / f"{name}{ACTS}.jsonl").write_text(line, "utf-8")
    (bad / f"bytes{ACTS}.txt").write_bytes(b"\xff\xfe\x00" + ACTS.encode())
    (bad / f"empty{ACTS}.txt").write_bytes(b" \n")


def spoil(folder):
    """Put faults into the project: names that cannot be, files that say what they may not."""
    for name in (f"labels/{ARTICLE}/{ACTS}", f"labels/{ACTS}"):
        (folder / name).mkdir(parents=True)
    (folder / "seeds" / f"odd{ACTS}.txt").write_bytes(TEXT.encode())
    (folder / "seeds" / f"{ARTICLE}.toml").write_text(f"{IN_TOML} = {IN_TOML}\n", "utf-8")
    (folder / "guidelines" / "entities.jsonl").write_text(json_line(**{ACTS: ACTS}), "utf-8")
    labels = folder / "labels" / ARTICLE
    versions = sorted((labels / ANNOTATOR).glob("*.json"))
    newest = versions[-1].read_text("utf-8")
    versions[-1].write_text(
        newest.replace('"label":"PERSON"', f'"label":{json.dumps(ACTS)}'), "utf-8"
    )
    (labels / ANNOTATOR / f"0009{ACTS}.json").write_text(ACTS, "utf-8")
    (labels / f"b{ACTS}.json").write_text(ACTS, "utf-8")
    with suppress(OSError):
        (labels / ANNOTATOR / f"link{ACTS}").symlink_to(ACTS.replace("/", ""))


def spoil_schema(folder):
    """A scheme with names that cannot be."""
    schema = folder / "guidelines" / "schema.toml"
    schema.write_text(f"{SCHEMA}\n[labels.{IN_TOML}]\nkey = {IN_TOML}\n{IN_TOML} = 1\n", "utf-8")


def spoil_settings(folder):
    (folder / "annotator.toml").write_text(f"annotators = [{IN_TOML}]\n{IN_TOML} = 1\n", "utf-8")
