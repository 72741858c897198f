"""A defect of Nuage's own, met on one blog: that blog's failure, with its traceback in the log, and nobody else's."""

import logging
from typing import Any

import pytest

from planet.errors import PublishError
from planet.merge import merge
from planet.model import Changes, Trouble
from planet.reader import Reader, Reading
from tests.pipeline.planets import Planet, answer


def broken_for(name: str, stage: Any, error: Exception) -> Any:
    """Return the stage with a defect that one blog alone brings out; there is none today, so it is put in."""

    def broken(*given: Any, **more: Any) -> Changes | Reading:
        if given[-1].url.endswith(name):
            raise error
        done: Changes | Reading = stage(*given, **more)
        return done

    return broken


@pytest.mark.parametrize(("seam", "stage"), [("planet.reader.Reader.read", Reader.read), ("planet.merge.merge", merge)])
def test_a_defect_costs_one_blog_its_run(
    planet: Planet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, seam: str, stage: Any
) -> None:
    """One post that Nuage stumbles over must not silence thirty blogs; once it is mended the post comes in."""
    planet.options["min_interval"] = "0"
    url = planet.blog("ill", answer("ill", "A strange post", etag='"1"'))
    planet.blog("well", answer("well", "News"))
    with monkeypatch.context() as patch:
        patch.setattr(seam, broken_for("/ill", stage, KeyError("strange")))
        with caplog.at_level(logging.ERROR):
            report = planet.run()
    assert [(failed.blog, failed.failure.trouble) for failed in report.failures] == [(url, Trouble.CRASH)]
    assert "KeyError: 'strange'" in report.failures[0].failure.detail
    assert "Traceback" in caplog.text
    assert "News" in planet.shown()
    assert planet.run(1).exit_code == 0
    assert planet.server.asked("/ill")[1].header("If-None-Match") is None
    assert "A strange post" in planet.shown()


def test_a_full_disk_is_no_blogs_fault(planet: Planet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends the run ends it with its own name, instead of a failure for each blog."""
    planet.blog("well", answer("well", "News"))
    full = PublishError("cannot be written: no space left on the disk")
    monkeypatch.setattr("planet.merge.merge", broken_for("/well", merge, full))
    with pytest.raises(PublishError, match="no space left"):
        planet.run()


def test_credentials_do_not_stand_in_a_defects_words(planet: Planet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect's own message may quote the address; what is printed of it does not."""
    url = planet.server.on("/ill", answer("ill", "Post")).replace("http://", "http://reader:hush@")
    planet.blogs[url] = "name = ill"
    broken = broken_for("/ill", Reader.read, ValueError(f"at {url}"))
    monkeypatch.setattr("planet.reader.Reader.read", broken)
    report = planet.run()
    assert "at http://127" in report.failures[0].failure.detail
    assert "hush" not in str(report.plain())


def test_a_run_that_cannot_write_ends_while_documents_wait(planet: Planet, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than there is room for came in, and the writer is gone: the run must end and not wait for it."""
    monkeypatch.setattr("planet.pipeline.desk.ROOM", 1)
    for name in ("one", "two", "three"):
        planet.blog(name, answer(name, "News"))
    full = PublishError("cannot be written: no space left on the disk")
    monkeypatch.setattr("planet.merge.merge", broken_for("", merge, full))
    with pytest.raises(PublishError, match="no space left"):
        planet.run()
