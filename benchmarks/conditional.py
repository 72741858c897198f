"""2,000 blogs that answer 304: Nuage's whole asking beside a bare loop of requests with the same threads, in one run.

    python -m benchmarks.conditional [--blogs N] [--threads N] [--rounds N]

Nuage reads its memory of each blog from the cache, judges, asks, learns, and writes the memory back; the bare loop only asks, with
the validators it is handed. nginx serves both, on as many loopback addresses as it takes for the limit per host not to matter.
Each contestant is a process of its own, measured from after its imports; the best of the rounds counts.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.web import free_port

HOSTS = 50
LIMIT = 1.5
"""How many times the bare loop Nuage may take."""
CONFIGURATION = """
daemon off; master_process off; worker_processes 1; pid {work}/nginx.pid; error_log {work}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; etag on; types {{ application/xml xml; }} keepalive_requests 100000;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    server {{ {listen} root {folder}; }}
}}
"""
FEED = "<rss version='2.0'><channel><title>Blog {number}</title></channel></rss>"


def main() -> int:
    """Print both contestants' times; return 1 when Nuage takes more than it may."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--blogs", type=int, default=2000)
    arguments.add_argument("--threads", type=int, default=16)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--contestant", choices=sorted(CONTESTANTS), help=argparse.SUPPRESS)
    arguments.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.contestant:
        CONTESTANTS[options.contestant](options.work, options.threads)
        return 0
    with tempfile.TemporaryDirectory(prefix="nuage-bench-") as name:
        work = Path(name)
        with blogs_served(work, options.blogs) as addresses:
            (work / "blogs.json").write_text(json.dumps(addresses))
            _play("prime", work, options.threads)
            best = _best(("bare", "nuage"), work, options.threads, options.rounds)
    for contestant, (cpu, wall) in best.items():
        print(f"{contestant:<8} {cpu:7.3f} s CPU  {wall:7.3f} s wall   {cpu / options.blogs * 1e6:6.0f} µs CPU a blog")
    ratios = [best["nuage"][index] / best["bare"][index] for index in (0, 1)]
    print(f"ratio    {ratios[0]:7.2f}        {ratios[1]:7.2f}          (at most {LIMIT})")
    return int(max(ratios) > LIMIT)


@contextmanager
def blogs_served(work: Path, count: int) -> Iterator[list[str]]:
    """Serve so many feeds by nginx, spread over loopback addresses; yield where they are."""
    nginx = shutil.which("nginx")
    if nginx is None:
        sys.exit("this benchmark needs nginx (apt-get install nginx): a slower server would hide what is measured")
    folder, port = work / "www", free_port()
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.xml").write_text(FEED.format(number=number))
    listen = " ".join(f"listen 127.0.0.{host}:{port};" for host in range(1, HOSTS + 1))
    (work / "nginx.conf").write_text(CONFIGURATION.format(work=work, folder=folder, listen=listen))
    server = subprocess.Popen([nginx, "-c", str(work / "nginx.conf"), "-p", str(work)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield [f"http://127.0.0.{number % HOSTS + 1}:{port}/{number}.xml" for number in range(count)]
    finally:
        server.terminate()
        server.wait(timeout=10)


def _best(contestants: Sequence[str], work: Path, threads: int, rounds: int) -> dict[str, tuple[float, float]]:
    """Return each one's least CPU and least wall seconds; they take turns, so that a busy machine troubles both."""
    played = [{name: _play(name, work, threads) for name in contestants} for _ in range(rounds)]
    return {
        name: (min(turn[name][0] for turn in played), min(turn[name][1] for turn in played)) for name in contestants
    }


def _play(contestant: str, work: Path, threads: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.conditional", "--contestant", contestant]
    ended = subprocess.run(
        [*command, "--work", str(work), "--threads", str(threads)], check=True, capture_output=True, text=True
    )
    cpu, wall = json.loads(ended.stdout)
    return cpu, wall


def _timed(work: Callable[[], None]) -> None:
    """Do the work and print its CPU and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    print(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]))


def _bare(work: Path, threads: int) -> None:
    """Ask with requests and nothing else: one session a thread, the validators given."""
    import requests

    known: list[tuple[str, dict[str, str]]] = json.loads((work / "validators.json").read_text())
    thread = threading.local()

    def ask(item: tuple[str, dict[str, str]]) -> int:
        if not hasattr(thread, "session"):
            thread.session = requests.Session()
        url, headers = item
        return int(thread.session.get(url, headers=headers, timeout=20).status_code)

    def all_of_them() -> None:
        with ThreadPoolExecutor(threads) as pool:
            assert set(pool.map(ask, known)) == {304}

    _timed(all_of_them)


def _nuage(work: Path, threads: int, *, prime: bool = False) -> None:
    """Ask as a run does, the cache's part included; without parsing, merging and pages."""
    from planet.config import FetchSettings
    from planet.fetch import Ask, Cache, Client, Exchange, in_turn, learn, policy
    from planet.model import Feed, Fetched, History
    from planet.urls import host

    settings = FetchSettings(min_interval=0, workers=threads)
    now = datetime.now(UTC)
    known = History() if prime else History(first_success=now)
    addresses: list[str] = json.loads((work / "blogs.json").read_text())
    validators = []

    def all_of_them() -> None:
        with Cache(work / "cache") as cache, Client(settings, link="https://planet.example/") as client:
            memos = {url: cache.memo(url) for url in addresses}
            hosts = {name: cache.host(name) for name in {host(url) for url in addresses}}
            asks = []
            for url in addresses:
                ask = policy(url, history=known, memo=memos[url], host=hosts[host(url)], settings=settings, now=now)
                assert isinstance(ask, Ask)
                asks.append(ask)

            def work_on(ask: Ask) -> Exchange:
                return client.fetch(ask, memo=memos[ask.blog], verify=None)

            with ThreadPoolExecutor(threads) as pool:
                for exchange in in_turn(
                    asks, work_on, host=lambda ask: host(ask.address), executor=pool, workers=threads, per_host=2
                ):
                    url, answer = exchange.ask.blog, exchange.answer
                    assert answer.status == (200 if prime else 304), answer
                    outcome = Feed(url=answer.url) if isinstance(answer, Fetched) else answer
                    learned = learn(
                        exchange,
                        outcome,
                        memo=memos[url],
                        history=known,
                        host=hosts[exchange.host],
                        settings=settings,
                        now=now,
                    )
                    cache.keep(url, learned.memo)
                    cache.keep_host(learned.host_name, learned.host)
                    headers = {"If-None-Match": learned.memo.etag, "If-Modified-Since": learned.memo.last_modified}
                    validators.append((url, headers))

    _timed(all_of_them)
    if prime:
        (work / "validators.json").write_text(json.dumps(validators))


def _prime(work: Path, threads: int) -> None:
    """Ask once without validators, so that the cache and the bare loop have them."""
    _nuage(work, threads, prime=True)


CONTESTANTS: dict[str, Callable[[Path, int], None]] = {"bare": _bare, "nuage": _nuage, "prime": _prime}


if __name__ == "__main__":
    sys.exit(main())
