"""`planet serve`: the site on this machine alone, shown anew when the theme, the INI or the vocabulary changes."""

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planet.commands.arguments import configured, ini_argument

if TYPE_CHECKING:
    from planet.commands.previewing import PreviewServer
    from planet.pipeline.preview import Preview

PAUSE = 0.4
"""Seconds between two looks at the files."""


@click.command()
@ini_argument
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--no-reload", is_flag=True, help="Watch nothing; put no script into the pages.")
def command(ini: Path, port: int, no_reload: bool) -> int:
    """Show the site in a browser of this machine, for work on a theme.

    Pages are made from the archive as they are looked at; nothing is published
    and no blog is asked. When the theme, the INI or tags.ini changes, the
    browser shows it; a fault is shown there and here, over the last state
    that was right. Ctrl+C ends it.
    """
    from planet.commands.previewing import PreviewServer
    from planet.i18n import environment_locale, language
    from planet.pipeline.preview import Preview

    speech = language(environment_locale())
    try:
        server = PreviewServer(port, reload=not no_reload)
    except OSError as error:
        message = speech.gettext("port %(port)s: %(reason)s; name another with --port, or 0 for any free one")
        raise click.UsageError(message % {"port": port, "reason": speech.gettext(error.strerror or "?")}) from error
    with server, Preview(lambda: configured(ini), link=server.address) as preview:
        server.preview = preview
        click.echo(speech.gettext("The site is at %(address)s (Ctrl+C ends)") % {"address": server.address})
        if not preview.stories:
            click.echo(speech.gettext("There is no post yet: `planet run %(ini)s` asks the blogs.") % {"ini": ini})
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": PAUSE}, daemon=True)
        thread.start()
        _watch(preview, server, speech.gettext("Changed; shown anew."), idle=no_reload)
        server.end()
        server.shutdown()
    return 0


def _watch(preview: "Preview", server: "PreviewServer", changed: str, *, idle: bool) -> None:
    """Look at the files until SIGINT or SIGTERM, and say what was found."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    said = ""
    while not stopped.wait(PAUSE):
        if not idle and preview.refresh():
            server.tell()
            said = preview.fault
            click.echo(said or changed, err=bool(said))
        elif preview.fault != said:
            said = preview.fault
            click.echo(said, err=True)
