"""Italian plurals that can be told from the ending, and the usual ones that cannot, on words without accents."""

_IRREGULAR = {
    "libri": "libro", "archivi": "archivio", "fumetti": "fumetto", "ragazzi": "ragazzo", "giochi": "gioco",
    "musei": "museo", "autori": "autore", "romanzi": "romanzo", "bambini": "bambino", "eventi": "evento",
    "documenti": "documento", "giornali": "giornale", "cataloghi": "catalogo", "corsi": "corso",
    "laboratori": "laboratorio", "studenti": "studente", "lettori": "lettore", "periodici": "periodico",
    "riviste": "rivista", "mostre": "mostra", "letture": "lettura", "risorse": "risorsa", "storie": "storia",
    "lingue": "lingua", "donne": "donna", "scuole": "scuola",
}  # fmt: skip


def singular(word: str) -> str:
    """Return the singular of a word, or the word itself where the ending does not tell."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("zioni", "sioni", "tori", "ttori")) and len(word) > 6:
        return word[:-1] + "e"
    if word.endswith("teche") and len(word) > 6:
        return word[:-2] + "a"
    if word.endswith("menti") and len(word) > 7:
        return word[:-1] + "o"
    return word
