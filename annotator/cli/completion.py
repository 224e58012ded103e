"""`annotator completion`: a shell learns to complete commands, articles, annotators and formats."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    r"""Print the script that lets a shell complete commands.

    \b
    bash: eval "$(annotator completion bash)"        in ~/.bashrc
    zsh:  eval "$(annotator completion zsh)"         in ~/.zshrc
    fish: annotator completion fish | source         in ~/.config/fish/config.fish
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    completion = found(ctx.find_root().command, {}, "annotator", "_ANNOTATOR_COMPLETE")
    click.echo(found.source_template % completion.source_vars())
