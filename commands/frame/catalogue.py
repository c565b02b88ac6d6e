"""Every command there is: a module of `commands/` that holds `COMMANDS` is found here, and nothing is registered."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from commands.frame.command import Command


@cache
def commands() -> tuple[Command, ...]:
    """Return all commands, by their place. Every group is loaded for this, so each imports slow things when run."""
    import commands

    groups = [import_module(f"commands.{m.name}") for m in iter_modules(commands.__path__) if not m.ispkg]
    found = [command for group in groups for command in group.COMMANDS]
    return tuple(sorted(found, key=lambda command: command.place))
