"""Where a reader sees one character end and the next begin: UAX #29 of Unicode 15.0."""

from __future__ import annotations

import re

from annotator.text import unicode

# Letters are those of `annotator.text._tables.GRAPHEME_NAMES`. A run of plain characters is
# taken at once (the first group); its last one is left when something attaches to it.
_CLUSTER = re.compile(
    "(O+)(?![EZS])|rn|[rnC]|P*(?:L*(?:V+|AV*|B)T*|L+|T+|II|X(?:E*ZX)*|[^rnC])[EZS]*"
)


def boundaries(text: str) -> tuple[int, ...]:
    """Every place where an extended grapheme cluster begins or ends, 0 and `len(text)` included.

    The empty text has the one boundary 0.
    """
    found = [0]
    for match in _CLUSTER.finditer(unicode.grapheme_codes(text)):
        if match[1]:
            found.extend(range(match.start() + 1, match.end() + 1))
        else:
            found.append(match.end())
    return tuple(found)
