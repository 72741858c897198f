"""`planet why`: every outcome a post or a blog can have, told in English and in French."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from planet.archive import Archive
from tests.server import Reply, Server
from tests.whole import START, Planet, Post, later, posts, prose

HERE, LATER, FUTURE = "https://alpha.example/", START + timedelta(hours=1), START + timedelta(days=4000)
A = posts(9, blog="alpha")
A[2] = later(A[2], title="Billet secret")
A[4] = later(A[4], date=None)
NEW = Post(title="Sans date", link=f"{HERE}new", guid=f"{HERE}new", text=prose(50, "alpha"))
WAITS = Post(title="Pour plus tard", link=f"{HERE}waits", guid=f"{HERE}waits", text=prose(51, "alpha"), date=FUTURE)
REDATED = later(A[7], date=START)
COPY = later(A[0], link="https://beta.example/copie", guid="copie")
CLAMPED = Post(title="Trop tôt", link="https://gamma.example/1", guid="g1", text=prose(52, "gamma"), date=FUTURE)
UNDATED = "https://epsilon.example/1"
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>epsilon</title><id>e</id><entry><title>Sans publication</title><id>e1</id>
<link href="{UNDATED}"/><updated>{START.isoformat()}</updated><content>{prose(53, "epsilon")}</content></entry></feed>""".encode()

TOLD = {
    A[0].link: (
        (
            "[shown]",
            "published it under",
            "Both blogs carry nearly the same text",
            "[copy]",
            "index.html",
            "blogs/beta/",
        ),
        ("[affiché]", "sous laquelle son auteur l’a publié", "[copie]", "index.html", "blogs/beta/"),
    ),
    COPY.link: (("[copy]", COPY.link), ("[copie]", COPY.link)),
    A[1].link: (("[hidden]", "the coordinator hid it", "hidden (essai)"), ("[masqué]", "masqué (essai)")),
    A[2].link: (("[left out]", "(exclude)"), ("[écarté]", "(exclude)")),
    UNDATED: (("[shown]", "no publication date"), ("[affiché]", "pas de date de publication")),
    A[4].link: (("[shown]", "first harvest"), ("[affiché]", "première récolte")),
    A[5].link: (("[withdrawn]", "(withdrawn = hide)", "no longer in the feed"), ("[retiré]", "(withdrawn = hide)")),
    A[6].link: (("[shown]", "Former title: " + A[6].title), ("[affiché]", A[6].title)),
    REDATED.link: (("[shown]", "dated it anew"), ("[affiché]", "une nouvelle date")),
    NEW.link: (("[shown]", "when it was first seen"), ("[affiché]", "première fois")),
    WAITS.link: (("[held]", "waits for its date", "Not shown yet"), ("[retenu]", "attend sa date")),
    CLAMPED.link: (("[shown]", "bears the date it was first seen"), ("[affiché]", "(future_dates)")),
    f"{HERE}absent": (("Never seen", "A blog of this host is subscribed"), ("Jamais vu", "Un blog de ce serveur")),
    "https://nobody.example/": (("Never seen", "No subscribed blog"), ("Jamais vu", "Aucun blog")),
    "alpha": (
        (
            "Last asked 2026-11-02 14:00",
            "Last answered as it should",
            "11 posts in the archive",
            "10 in its feed",
            "taken as withdrawn",
        ),
        ("Interrogé pour la dernière fois", "11 billets", "2026-11-02 14:00\u202f: 1 billet"),
    ),
    "delta": (("404", "0 posts"), ("404", "0 billet")),
}
"""By address, what has to be said of it in English and in French."""


@pytest.fixture(scope="module")
def planet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planet]:
    """Return a planet on which everything happened that can happen to a post."""
    folder: Path = tmp_path_factory.mktemp("why")
    with Server() as server:
        planet = Planet(folder, server, options="timezone = Europe/Paris\nexclude = secret")
        planet.blog("alpha", A, "name = alpha\nlink = https://alpha.example/")
        planet.blog("beta", [COPY])
        planet.blog("gamma", [CLAMPED], "name = gamma\nfuture_dates = clamp")
        planet.answers("delta", Reply(status=404), "name = delta")
        planet.answers("epsilon", Reply(body=ATOM), "name = epsilon")
        planet.run()
        renamed = later(A[6], title=f"{A[6].title} (corrigé)")
        planet.blog("alpha", [NEW, WAITS, *A[:5], renamed, REDATED, A[8]])
        planet.run(1)
        assert planet.command("hide", A[1].link, "--why", "essai").exit_code == 0
        yield planet


@pytest.mark.parametrize("address", TOLD)
@pytest.mark.parametrize(("place", "locale"), list(enumerate(("en", "fr"))), ids=("en", "fr"))
def test_every_outcome_is_told(planet: Planet, address: str, place: int, locale: str) -> None:
    """Whoever asks why a post is not there, or stands where it does, gets the rule and not a guess."""
    said = planet.command("why", address, locale=locale)
    assert said.exit_code == 0, said.output
    missing = [words for words in TOLD[address][place] if words not in said.output]
    assert missing == [], said.output


def test_only_what_stands_on_a_page_is_called_shown(planet: Planet) -> None:
    """The word at its side is what one reads first."""
    for post in (A[1], A[2], A[5], WAITS):
        assert "[shown]" not in planet.command("why", post.link).output


def test_times_are_the_planets_own(planet: Planet) -> None:
    """The coordinator compares them with her mail and her calendar."""
    assert "first seen 2026-11-02 13:00, last seen 2026-11-02 14:00" in planet.command("why", A[0].link).output


def test_asking_changes_nothing(planet: Planet) -> None:
    """A question must not move what it asks about."""
    planet.run(1, fetch=False)
    with Archive.open(planet.settings) as archive:
        before = archive.revisions()
    planet.command("why", A[0].link)
    with Archive.open(planet.settings) as archive:
        assert archive.revisions() == before


def test_a_folded_post_says_so(tmp_path: Path) -> None:
    """It is there, under a link that not everybody opens."""
    with Server() as server:
        planet = Planet(tmp_path, server, options="cap_per_blog = 1")
        entries = posts(3, blog="alpha")
        planet.blog("alpha", entries)
        planet.run()
        assert "(cap_per_blog)" not in planet.command("why", entries[0].link).output
        assert "(cap_per_blog)" in planet.command("why", entries[2].link).output
        assert "(cap_per_blog)" in planet.command("why", entries[2].link, locale="fr").output


def test_what_was_expunged_may_be_what_is_asked_for(tmp_path: Path) -> None:
    """«Never seen» would be untrue of a post that was deleted."""
    with Server() as server:
        planet = Planet(tmp_path, server)
        entries = posts(6, blog="alpha")
        planet.blog("alpha", entries)
        planet.run()
        planet.blog("alpha", entries[:2])
        planet.run(1)
        with Archive.open(planet.settings) as archive:
            assert archive.expunge(2, now=START) == 4
        assert "(planet expunge)" in planet.command("why", entries[5].link).output
        assert "planet expunge" in planet.command("why", entries[5].link, locale="fr").output
