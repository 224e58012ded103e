"""`annotator formats`: what labels come and go in."""

from __future__ import annotations

import click

from annotator import plugins
from annotator.cli.options import json_option
from annotator.cli.voice import json_value, row


@click.command("formats")
@json_option
def command(as_json: bool) -> None:
    """List the formats that labels come and go in."""
    names = plugins.names("annotator.formats")
    if as_json:
        json_value(names)
    else:
        for name in names:
            row(name)
