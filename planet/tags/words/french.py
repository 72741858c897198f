"""French plurals, on words in lower case without accents."""

from planet.tags.words.table import table

INVARIANT = table("""
    abces abribus abus acces acquis agnes albatros alentours alexis alors alpes amiens ananas angers anis anus
    apres ardennes arles arras arrhes assis atlas autobus avis barthes biais bis blocus bois bonus bourges bras
    brebis bruxelles bus cabas cactus cadenas calais calames campus camus canevas cannes cas chablis chaos
    charles chartres chassis chez chorus christmas clos colis commis compas compris compromis concours congres
    consensus contrepoids contresens contretemps corps corpus cosmos coulis cours croquis cumulus cursus cypres
    damas debarras debris deces dedans dehors denis depens descartes dessous dessus detritus devis discours
    divers dos dumas eboulis embarras encens enclos encours engrais entrelacs entremets envers environs eros
    ethos eucalyptus exces expres express facies fatras fils flandres focus foetus fois fonds forceps fracas
    francis galles gars gens georges gilles glacis gras gres gris gros habitus hachis haras helas heros herpes
    hiatus hibiscus hors houmous hugues humus ibis indes ines intrus iris jacques jadis jars jesus judas jules
    jus kermes lacis landes lapis laps lapsus las legs lens lilas limoges lis logis londres lotus louis lucas
    lys malus maquis marius marquis mars matelas mathias mepris metis mets minibus moeurs moins mois mors mucus
    nantes nevers news nicolas nimbus oasis obseques obus omnibus opus orleans os ours palmares papyrus paradis
    parcours pardessus paris parvis pas pathos pays pelvis permis plus plusieurs poids pois poitiers pouls
    preavis precis pres printemps proces processus profes progres propos prospectus pubis puis puits pus pythons radis
    radius ramassis ras rebours rebus recours refus reims relais remords rennes repas repos revers rez rhesus
    rhinoceros rictus ris rubis sans secours semailles semis sens sinus sis souris stimulus succes surplis
    surplus sursis sus syllabus talus tamis tapis tas taudis temps tennis terminus tetanos thermos thesaurus
    thomas thymus tiers torchis tors toujours tournevis tracas treillis trepas troyes typhus univers us uterus
    velours venus verglas vernis vers versailles versus virus vis volubilis vosges windows yves
""")
_OTHER_WORD = table("assises ciseaux echecs gages humanites lumieres lunettes toilettes vacances")
"""Plurals that mean something else than their singular: échecs is chess, humanités are the classics."""

_OI = table("""
    beffroi charroi convoi effroi emploi envoi loi octroi palefroi paroi renvoi roi tournoi
""")
_AI = table("""
    balai bonsai deblai delai essai etai gai geai haikai kamishibai minerai moai papegai quai rai remblai samourai thai
    virelai vrai
""")
_EU = table("""
    adieu aveu banlieu cheveu desaveu dieu enjeu epieu essieu feu hebreu jeu lieu milieu moyeu neveu pieu voeu
""")
_OU = table("bijou caillou chou genou hibou joujou pou")
_AU = table("aloyau boyau esquimau etau fabliau gruau hoyau joyau noyau preau sarrau senau tuyau")
_AIL = {
    "travaux": "travail", "vitraux": "vitrail", "baux": "bail", "coraux": "corail", "emaux": "email",
    "soupiraux": "soupirail", "vantaux": "vantail", "ventaux": "ventail",
}  # fmt: skip
_IRREGULAR = _AIL | {
    "yeux": "oeil", "ideaux": "ideal", "boreaux": "boreal", "bonshommes": "bonhomme", "gentilshommes": "gentilhomme",
    "cieux": "ciel", "aieux": "aieul", "messieurs": "monsieur", "mesdames": "madame",
    "mesdemoiselles": "mademoiselle", "corpora": "corpus", "stimuli": "stimulus", "maxima": "maximum",
    "minima": "minimum", "addenda": "addendum", "scenarii": "scenario", "thesauri": "thesaurus", "errata": "erratum",
    "sponsors": "sponsor", "matches": "match", "sandwiches": "sandwich", "coaches": "coach", "ladies": "lady",
    "babies": "baby", "hobbies": "hobby", "sexies": "sexy", "lobbies": "lobby",
}  # fmt: skip
_FAUX = table("aux baux bordeaux chaux eaux-fortes faux meaux roubaix saindoux taux")


def singular(word: str) -> str:
    """Return the singular of a word, or the word itself where it has none or is one already."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in INVARIANT or word in _OTHER_WORD:
        return word
    if word.endswith("x"):
        return _without_x(word)
    if not word.endswith("s") or word.endswith("ss"):
        return word
    stem = word[:-1]
    if stem.endswith("oi"):
        return stem if stem in _OI else word
    if stem.endswith("ai"):
        return stem if stem in _AI else word
    return stem


def _without_x(word: str) -> str:
    """Return the singular of a word in -x: travaux, journaux, jeux, choux, but prix, choix, heureux as they are."""
    stem = word[:-1]
    if word in _FAUX or not word.endswith(("aux", "eux", "oux")):
        return word
    if word.endswith("eaux") or stem in _AU or stem in _EU or stem in _OU:
        return stem
    return word[:-3] + "al" if word.endswith("aux") else word
