"""``broadcast completion``."""

from __future__ import annotations

from typing import Annotated

import typer


def completion(
    shell: Annotated[str, typer.Argument(help="bash, zsh, fish or powershell.", show_default=False)],
) -> None:
    """Print what makes the Tab key complete commands, options, engines, formats, stories and packages in a shell.

    Put the printed text where the shell reads it when it starts. For bash, add to ~/.bashrc the line
    source <(broadcast completion bash); for zsh, write it into a folder of $fpath before compinit is called.

    \b
    Examples:
      broadcast completion bash >> ~/.bashrc
      broadcast completion zsh > ~/.zfunc/_broadcast
      broadcast completion fish > ~/.config/fish/completions/broadcast.fish
      broadcast completion powershell >> $PROFILE
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # it has no other public name

    from broadcast.cli.app import COMPLETE
    from broadcast.cli.completing import SHELLS
    from broadcast.errors import UnknownName

    if shell not in SHELLS:
        raise UnknownName.among("shell", shell, SHELLS)
    print(get_completion_script(prog_name="broadcast", complete_var=COMPLETE, shell=shell))
