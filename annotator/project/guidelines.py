"""The guideline pages: what the people of a project agreed on, one page a label."""

from __future__ import annotations

import os

from annotator.errors import SchemaError
from annotator.labels.schema import Label
from annotator.project.files import read_bytes
from annotator.project.places import SCHEMA, Project

# Some fifty printed pages. A page is wrapped whole, and a key should not wait for that.
_MOST_BYTES = 128 * 1024
_BOM = "\ufeff"


def guideline(project: Project, label: Label) -> str:
    """The page of a label as it stands now, in Markdown, without a byte order mark.

    Raises:
        SchemaError: there is no such page, it holds over 128 KiB, or it is not UTF-8.
        ArticleError: it cannot be read.
    """
    path = project.guidelines / label.guideline
    where = project.told(path)
    if not os.path.lexists(path):
        what = f"the guideline page of {label.name} is not there"
        fix = f"put it back, or name another page for {label.name} in {SCHEMA}"
        raise SchemaError(what, where, fix)
    data = read_bytes(path, where)
    if len(data) > _MOST_BYTES:
        what = f"the guideline page of {label.name} holds {len(data):,} bytes, more than 128 KiB"
        raise SchemaError(what, where, "keep to what is needed beside an article")
    try:
        return data.decode().removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"the guideline page of {label.name} is not UTF-8 ({error.reason})"
        raise SchemaError(what, f"{where}: line {line}", "save the page as UTF-8") from error
