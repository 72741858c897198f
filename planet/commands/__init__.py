"""The verbs of the command line: one file each, found by name here and imported only when used."""

COMMANDS = (
    "run",
    "fetch",
    "render",
    "status",
    "figures",
    "check",
    "init",
    "add",
    "remove",
    "serve",
    "theme",
    "tags",
    "why",
    "hide",
    "unhide",
    "pin",
    "review",
    "export",
    "backup",
    "restore",
    "expunge",
)
"""In the order `planet --help` lists them; each is `planet.commands.NAME`, whose `command` is a click command."""
