"""German plurals that can be told from the ending, and the usual ones that cannot, on words without accents."""

from planet.tags.words.table import table

_IRREGULAR = {
    "bucher": "buch", "kinder": "kind", "bilder": "bild", "lander": "land", "hauser": "haus", "museen": "museum",
    "themen": "thema", "kurse": "kurs", "romane": "roman", "spiele": "spiel", "filme": "film", "texte": "text",
    "archive": "archiv", "autoren": "autor", "studenten": "student", "karten": "karte", "quellen": "quelle",
    "schulen": "schule", "sprachen": "sprache", "briefe": "brief", "rechte": "recht", "projekte": "projekt",
    "dokumente": "dokument", "kataloge": "katalog", "feste": "fest", "termine": "termin", "werke": "werk",
    "dienste": "dienst", "angebote": "angebot", "frauen": "frau", "manner": "mann", "comics": "comic",
    "worter": "wort", "apotheken": "apotheke", "worterbucher": "worterbuch", "horbucher": "horbuch", "bilderbucher": "bilderbuch",
    "kinderbucher": "kinderbuch", "lehrbucher": "lehrbuch", "sachbucher": "sachbuch", "lexika": "lexikon",
    "aufsatze": "aufsatz", "gesprache": "gesprach", "vortrage": "vortrag", "reihen": "reihe", "ferien": "ferien",
    "nachlasse": "nachlass", "bestande": "bestand", "verlage": "verlag", "berichte": "bericht", "hefte": "heft",
    "objekte": "objekt", "banken": "bank", "nachrichten": "nachricht", "fragen": "frage", "zeiten": "zeit",
    "programme": "programm", "urheberrechte": "urheberrecht", "menschenrechte": "menschenrecht", "rechtsfragen": "rechtsfrage", "kunstler": "kunstler", "krimis": "krimi", "stadte": "stadt", "raume": "raum", "markte": "markt", "plane": "plan", "gaste": "gast", "walder": "wald",
    "volker": "volk", "blatter": "blatt", "platze": "platz", "kunste": "kunst", "gedichte": "gedicht", "preise": "preis",
    "stipendien": "stipendium", "praktika": "praktikum", "ideen": "idee", "tiere": "tier", "formate": "format",
    "magazine": "magazin", "orte": "ort", "jahre": "jahr", "klassen": "klasse", "kirchen": "kirche", "wochen": "woche",
    "stunden": "stunde", "methoden": "methode", "novellen": "novelle", "analysen": "analyse", "recherchen": "recherche",
    "strassen": "strasse", "seiten": "seite", "figuren": "figur", "kulturen": "kultur", "strukturen": "struktur",
    "literaturen": "literatur", "gruppen": "gruppe", "rezepte": "rezept", "konzepte": "konzept", "gerate": "gerat",
    "beitrage": "beitrag", "netzwerke": "netzwerk", "ausleihen": "ausleihe",
}  # fmt: skip
_EN = (
    "enzen",
    "anzen",
    "soren",
    "isten",
    "ienten",
    "enten",
    "anten",
    "otheken",
    "atheken",
    "heiten",
    "keiten",
    "ungen",
    "schaften",
    "ionen",
    "taten",
    "schriften",
    "eien",
)
_N = ("iken", "ien", "graphien", "grafien", "reisen", "stellen", "gruppen", "ausgaben", "aufgaben")
_LAST = (
    "bucher", "museen", "archive", "autoren", "banken", "bilder", "dienste", "dokumente", "filme", "fragen", "hauser",
    "hefte", "kataloge", "karten", "kurse", "nachrichten", "objekte", "programme", "projekte", "quellen", "romane",
    "klassen", "kirchen", "methoden", "analysen", "preise", "recherchen", "stunden", "wochen", "seiten", "strassen", "plane",
    "raume", "markte", "stadte", "gedichte", "beitrage", "schulen", "spiele", "sprachen", "studenten", "texte", "themen", "werke", "worter", "zeiten",
)  # fmt: skip
"""Plurals that a compound ends in as they are themselves: Krankenhäuser, Datenbanken."""
_INVARIANT = table("atlas aus bus campus christmas corpus haus kreis kurs maus news preis raus virus")


def singular(word: str) -> str:
    """Return the singular of a word, or the word itself where the ending does not tell."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for last in _LAST:
        if word.endswith(last):
            return word[: -len(last)] + _IRREGULAR[last]
    if word.endswith("are") and not word.endswith("ware") and len(word) > 6:
        return word[:-1]
    if word.endswith("innen") and len(word) > 8:
        return word[:-3]
    if word.endswith(_EN) and len(word) > 6:
        return word[:-2]
    if word.endswith(_N) and len(word) > 6:
        return word[:-1]
    if len(word) > 4 and word[-1] == "s" and word[-2] in "aeioubdgkmpt" and word not in _INVARIANT:
        return word if word.endswith(("us", "is", "as")) else word[:-1]
    return word
