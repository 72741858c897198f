"""Spanish plurals, on words in lower case without accents."""

from planet.tags.words.table import table

INVARIANT = table("""
    analisis ademas ambos atlas autobus blues bonus bus cactus campus caos cortes corpus cosmos crisis cumpleanos dios dosis enfasis
    estres finanzas frances gas genesis hipotesis ingles interes jazz jueves lunes martes mas menos mes miercoles news oasis
    pais paraguas parentesis paris portugues praxis sintesis tenis tesis viernes virus
""")
_IRREGULAR = {
    "paises": "pais", "meses": "mes", "intereses": "interes", "ingleses": "ingles", "franceses": "frances",
    "autobuses": "autobus", "buses": "bus", "dioses": "dios", "gases": "gas", "sedes": "sede", "bases": "base",
    "cines": "cine", "planes": "plan", "corpora": "corpus", "clubes": "club", "albumes": "album", "leyes": "ley",
    "reyes": "rey", "desvanes": "desvan",
}  # fmt: skip
_CE = table("""
    alcances apendices artifices avances balances bronces calices cauces codices complices dulces enlaces fauces
    goces helices indices lances linces romances vertices
""")
"""Plurals in -ces of words in -ce; others are of words in -z: voces, cruces."""
_CONSONANT = (
    "dades", "tudes", "redes", "ores", "eres", "ares", "ales", "eles", "iles", "oles", "ules", "iones", "ones", "enes",
    "anes", "ines",
)  # fmt: skip
"""Endings of plurals whose singular ends in a consonant: actividades, lectores, colecciones, jóvenes."""


def singular(word: str) -> str:
    """Return the singular of a word, or the word itself where it has none or is one already."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in INVARIANT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ces"):
        return word[:-1] if word in _CE else word[:-3] + "z"
    if word.endswith(_CONSONANT):
        return word[:-2]
    return word[:-1]
