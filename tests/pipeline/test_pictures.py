"""Copies of images, as a preview takes them from the last run."""

import json
from dataclasses import replace
from pathlib import Path

from planet.pipeline.pictures import with_copies_of_last_run
from tests.render.worlds import settings, site

URL = "https://ifsi.example/salle.jpg"


def test_a_preview_shows_the_copies_that_lie_in_the_output(tmp_path: Path) -> None:
    """Work on a theme needs the pictures that readers will see; one whose file is gone is no picture."""
    held = settings()
    held = replace(
        held,
        archive=replace(held.archive, archive=str(tmp_path / "archive.sqlite")),
        publish=replace(held.publish, output_dir=tmp_path / "output"),
    )
    gone = "https://ifsi.example/gone.jpg"
    shots = {URL: {"path": "media/a.webp", "size": 3}, gone: {"path": "media/b.webp", "size": 3}}
    pages = {"1": {"digest": "", "urls": [URL, gone]}, "2": {"digest": "", "urls": [gone]}}
    state = tmp_path / "images.json"
    state.write_text(json.dumps({"version": 1, "images": shots, "stories": pages}), encoding="utf-8")
    (tmp_path / "output/media").mkdir(parents=True)
    (tmp_path / "output/media/a.webp").write_bytes(b"abc")
    before = state.read_bytes()
    assert with_copies_of_last_run(site(of=held)).images == {1: {URL: "media/a.webp"}}
    assert state.read_bytes() == before
