"""The TOML file beside an article, written."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from annotator.text.article import Facts

# TOML refuses U+007F as it is; the others would act on a terminal that shows the file.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def sidecar(facts: Facts) -> bytes:
    """The file for some facts, one a line in their order; empty where none is known."""
    lines = (
        f"{field.name} = {toml_string(value)}\n"
        for field in fields(facts)
        if (value := getattr(facts, field.name)) is not None
    )
    return "".join(lines).encode()


def toml_string(value: str) -> str:
    """A string as a TOML basic string, on one line."""
    # JSON's escapes are a part of TOML's.
    return _UNSEEN.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )
