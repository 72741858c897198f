"""The wheel works where the checkout is not: its own Python, no development library, themes and samples inside."""

import http.server
import os
import subprocess
import sys
import threading
import venv
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FEEDS = ROOT / "config" / "demo" / "feeds"
DEVELOPMENT = ("pytest", "mypy", "hypothesis", "playwright", "importlinter")

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, freshly built."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def planet(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `planet` command of a virtual environment that holds the wheel and what it needs at run time.

    The libraries are those of this environment, by a path file that leaves development ones and the checkout out.
    """
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    own = Path(next(path for path in sys.path if path.endswith("site-packages")))
    for library in own.iterdir():
        name = library.name.lower()
        if name.startswith(("planet", "_planet", *DEVELOPMENT, "_pytest", "pip", "setuptools")) or name.endswith(
            ".pth"
        ):
            continue
        (site / library.name).symlink_to(library)
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    command = folder / "bin" / "planet"
    command.write_text(f"#!{folder}/bin/python\nfrom planet.cli import main\nmain()\n")
    command.chmod(0o755)
    return command


@pytest.fixture
def feeds() -> Iterator[str]:
    """Serve the demonstration's feeds on a free port; yield the address."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(FEEDS))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def call(planet: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command outside the checkout, with a clean environment."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(cwd)}
    return subprocess.run(
        [str(planet), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_wheel_holds_themes_samples_catalogues_and_migrations(wheel: Path) -> None:
    """What is not Python is easily left out of a wheel, and only missed on somebody else's machine."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "planet/themes/nuage/",
        "planet/samples/planet.ini",
        "planet/samples/tags.ini",
        "planet/locale/fr/",
        "planet/archive/migrations/",
    ):
        assert any(name.startswith(needed) for name in names), needed
    assert not any(name.startswith(("tests/", "config/", "benchmarks/")) for name in names)


def test_version_init_and_run_outside_the_checkout(planet: Path, feeds: str, tmp_path: Path) -> None:
    """A newcomer's first three commands work from the wheel alone, over real HTTP."""
    version = call(planet, "--version", cwd=tmp_path)
    assert version.returncode == 0
    assert "Nuage" in version.stdout
    made = call(planet, "init", "mine", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    ini = tmp_path / "mine" / "planet.ini"
    with ini.open("a", encoding="utf-8") as text:
        text.write(f"\n[{feeds}/ifsi.xml]\nname = IFSI\ntopic = Santé\n")
    ran = call(planet, "run", str(ini), cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    (page,) = (tmp_path / "mine").rglob("output/index.html")
    assert "IFSI" in page.read_text(encoding="utf-8")
    assert (page.parent / "topics" / "sante" / "index.html").is_file()
