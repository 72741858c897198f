"""English plurals and the two ways of spelling English, on words in lower case without accents."""

import re

from planet.tags.words.table import table

INVARIANT = table("""
    arrears barracks blues clothes outskirts remains sales swifts
    arms customs damages earnings glasses manners odds proceedings regards shorts spectacles savings surroundings
    acoustics aerobics aesthetics alias altmetrics always amazons analytics asbestos athletics atlas bias
    bibliometrics bus campus canvas census chaos chorus christmas circus consensus corpus cosmos cs cybernetics
    diplomatics dynamics economics electronics ephemera ergonomics ethos focus gas genetics genius genomics genus
    geopolitics goods gymnastics headquarters hermeneutics hiatus humanities impetus informatics jeans jesus kansas
    kudos lens linguistics logistics mathematics means mechanics news nexus oasis obstetrics octopus optics oracles
    orthodontics orthopedics overseas paediatrics pajamas pants papyrus pathos pediatrics perhaps phonetics physics
    plus poetics politics pragmatics pyjamas pythons quizzes radius rhinoceros robotics rubies scientometrics
    scissors semantics semiotics series species stimulus surplus syllabus tennis terminus texas thanks
    thermodynamics thesaurus this thus trousers versus virus walrus webometrics whereas windows
""") - {"quizzes"}

_ICS = table("""
    academics acrylics alcoholics antibiotics antics attics catholics characteristics classics clerics clinics comics critics
    epics eccentrics epidemics fabrics fanatics generics heretics infographics lyrics medics metrics mosaics mystics pandemics paramedics picnics plastics
    relics romantics skeptics sceptics sonics statistics tactics topics tropics
""")
"""Plurals in -ics; other words in -ics are names of subjects: graphics, ethics, robotics."""

_IRREGULAR = {
    "children": "child", "grandchildren": "grandchild", "schoolchildren": "schoolchild", "men": "man", "women": "woman",
    "firemen": "fireman", "policemen": "policeman", "businessmen": "businessman", "fishermen": "fisherman",
    "craftsmen": "craftsman", "salesmen": "salesman", "chairmen": "chairman", "feet": "foot", "teeth": "tooth",
    "geese": "goose", "mice": "mouse", "lice": "louse", "oxen": "ox", "criteria": "criterion",
    "phenomena": "phenomenon", "corpora": "corpus", "indices": "index", "indexes": "index", "appendices": "appendix",
    "matrices": "matrix", "vertices": "vertex", "vortices": "vortex", "codices": "codex", "theses": "thesis",
    "analyses": "analysis", "crises": "crisis", "hypotheses": "hypothesis", "diagnoses": "diagnosis",
    "syntheses": "synthesis", "parentheses": "parenthesis", "oases": "oasis", "ellipses": "ellipsis",
    "prostheses": "prosthesis", "neuroses": "neurosis", "psychoses": "psychosis", "metamorphoses": "metamorphosis",
    "alumni": "alumnus", "fungi": "fungus", "cacti": "cactus", "nuclei": "nucleus", "stimuli": "stimulus",
    "syllabi": "syllabus", "thesauri": "thesaurus", "foci": "focus", "radii": "radius", "curricula": "curriculum",
    "memoranda": "memorandum", "bacteria": "bacterium", "schemata": "schema", "stigmata": "stigma",
    "lexica": "lexicon", "addenda": "addendum", "millennia": "millennium", "symposia": "symposium",
    "spectra": "spectrum", "strata": "stratum", "stadia": "stadium", "aquaria": "aquarium", "gymnasia": "gymnasium",
    "referenda": "referendum", "automata": "automaton", "genera": "genus", "vertebrae": "vertebra", "algae": "alga",
    "larvae": "larva", "formulae": "formula", "antennae": "antenna", "nebulae": "nebula", "alumnae": "alumna",
    "octopi": "octopus", "loci": "locus", "termini": "terminus", "bacilli": "bacillus", "hippopotami": "hippopotamus",
    "consortia": "consortium", "moratoria": "moratorium", "auditoria": "auditorium", "errata": "erratum",
    "wolves": "wolf", "knives": "knife", "lives": "life", "leaves": "leaf", "shelves": "shelf",
    "bookshelves": "bookshelf", "halves": "half", "selves": "self", "calves": "calf", "wives": "wife",
    "housewives": "housewife", "midwives": "midwife", "thieves": "thief", "loaves": "loaf", "elves": "elf", "scarves": "scarf",
    "hooves": "hoof", "quizzes": "quiz", "potatoes": "potato", "tomatoes": "tomato", "heroes": "hero",
    "superheroes": "superhero", "echoes": "echo", "vetoes": "veto", "volcanoes": "volcano", "mosquitoes": "mosquito",
    "mangoes": "mango", "cargoes": "cargo", "zeroes": "zero", "dominoes": "domino", "embargoes": "embargo",
    "torpedoes": "torpedo", "buffaloes": "buffalo", "tornadoes": "tornado", "yeses": "yes", "gases": "gas",
    "biases": "bias", "aliases": "alias", "atlases": "atlas", "canvases": "canvas", "lenses": "lens",
    "irises": "iris", "buses": "bus", "pluses": "plus", "axes": "axe", "monies": "money",
}  # fmt: skip
_IE = table("""
    aunties birdies brownies calories camaraderies cookies dies doggies eyries foodies freebies genies goalies
    groupies hippies hoodies indies junkies kiddies lies lingeries magpies menageries movies necktie neckties
    newbies oldies pies pixies prairies reveries rookies selfies smoothies sorties sweeties talkies techies ties
    townies veggies zombies
""")
_CHE = table("""
    aches avalanches caches cliches creches headaches heartaches niches pastiches psyches quiches
""")
_IS = table("""
    alibis bikinis chilis corgis emojis khakis kiwis origamis safaris saris skis taxis wikis zucchinis
""")
_US = table("emus flus gurus haikus menus tutus")


_ENDINGS = {
    "children": "child", "women": "woman", "yses": "ysis", "gnoses": "gnosis", "opses": "opsis", "theses": "thesis",
    "praxes": "praxis", "shelves": "shelf", "wives": "wife", "mice": "mouse",
}  # fmt: skip
"""Irregular plurals that a compound ends in: stepchildren, paralyses, photosyntheses."""
PARTICLES = {"ups": "up", "ins": "in", "ons": "on", "tos": "to", "bys": "by"}
"""Plurals of the last word in a phrase only: follow-ups, drop-ins, how-tos."""


def singular(word: str) -> str:
    """Return the singular of a word, or the word itself where it has none or is one already."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, other in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + other
    if len(word) < 4 or word in INVARIANT or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ics") and len(word) > 5:
        return word[:-1] if word in _ICS else word
    if word.endswith("is"):
        return word[:-1] if word in _IS else word
    if word.endswith("us"):
        return word[:-1] if word in _US else word
    if word.endswith("es"):
        return _without_es(word)
    return word[:-1]


def _without_es(word: str) -> str:
    """Return the singular of a word in -es: libraries, boxes, churches, buses, but databases, movies, caches."""
    if word.endswith("ies"):
        return word[:-1] if word in _IE or len(word) < 5 else word[:-3] + "y"
    if word.endswith(("sses", "xes", "shes", "zzes", "uses")) and word[-5:] not in {"auses", "ouses"}:
        return word[:-1] if word in {"uses", "muses", "fuses", "ruses", "excuses", "reuses", "abuses"} else word[:-2]
    if word.endswith("ches") and word not in _CHE:
        return word[:-2]
    return word[:-1]


_OUR = sorted(
    table("""
    armour behaviour candour clamour colour demeanour endeavour favour fervour flavour glamour harbour honour humour
    labour neighbour odour parlour rigour rumour savour splendour tumour valour vapour vigour
""")
)
_AMERICAN = {
    "centre": "center", "theatre": "theater", "amphitheatre": "amphitheater", "metre": "meter",
    "litre": "liter", "fibre": "fiber", "sabre": "saber", "spectre": "specter", "sombre": "somber",
    "lustre": "luster", "meagre": "meager", "ochre": "ocher", "manoeuvre": "maneuver", "kilometre": "kilometer",
    "catalogue": "catalog", "cataloguing": "cataloging", "cataloguer": "cataloger", "catalogued": "cataloged",
    "dialogue": "dialog", "analogue": "analog", "monologue": "monolog", "epilogue": "epilog", "prologue": "prolog",
    "licence": "license", "defence": "defense", "offence": "offense", "pretence": "pretense", "practise": "practice",
    "travelling": "traveling", "traveller": "traveler", "modelling": "modeling", "labelling": "labeling",
    "cancelled": "canceled", "counselling": "counseling", "counsellor": "counselor", "jewellery": "jewelry",
    "enrolment": "enrollment", "fulfilment": "fulfillment", "fulfil": "fulfill", "enrol": "enroll", "instil": "instill", "distil": "distill", "skilful": "skillful", "programme": "program",
    "grey": "gray", "ageing": "aging", "artefact": "artifact", "judgement": "judgment", "sceptic": "skeptic",
    "acknowledgement": "acknowledgment", "moustache": "mustache", "pyjamas": "pajamas", "yoghurt": "yogurt",
    "doughnut": "donut", "cheque": "check", "tyre": "tire", "aluminium": "aluminum", "archaeology": "archeology",
    "archaeological": "archeological", "archaeologist": "archeologist", "encyclopaedia": "encyclopedia",
    "paediatric": "pediatric", "paediatrics": "pediatrics", "paediatrician": "pediatrician",
    "orthopaedic": "orthopedic", "orthopaedics": "orthopedics", "gynaecology": "gynecology",
    "haematology": "hematology", "anaesthesia": "anesthesia", "anaesthetic": "anesthetic", "oestrogen": "estrogen",
    "foetus": "fetus", "mediaeval": "medieval", "aesthetic": "esthetic", "aesthetics": "esthetics",
    "leukaemia": "leukemia", "diarrhoea": "diarrhea", "palaeography": "paleography", "palaeontology": "paleontology",
    "storytelling": "storytelling", "signalling": "signaling", "tunnelling": "tunneling", "fuelled": "fueled",
    "analyse": "analyze", "analysing": "analyzing", "catalyse": "catalyze", "paralyse": "paralyze", "plough": "plow",
    "sulphur": "sulfur", "woollen": "woolen", "marvellous": "marvelous", "instalment": "installment",
    "mould": "mold", "cosy": "cozy", "draught": "draft", "kerb": "curb", "mum": "mom", "cyber-bullying": "cyberbullying",
}  # fmt: skip
_ISE = ("isation", "isational", "ise", "ised", "ising", "iser")
_NOT_IZE = table("""
    advertise advertiser advertising advise advised adviser anise appraise appraiser appraising apprise arise braise
    bruise cerise chemise circumcise clockwise comprise comprised comprising compromise compromised concise cruise
    cruiser cruising demise despise despised devise devised disguise disguised enterprise enterprising excise
    exercise exercising expertise franchise franchised fundraiser fundraising improvise incise likewise malaise
    marquise merchandise moonrise noise noised otherwise paradise poise poised porpoise praise praising precise
    premise promise promised promising raise raised raising reprise revise revised rise riser rising sunrise
    supervise supervised supervising surprise surprising televise television tortoise treatise turquoise uprise
    uprising wise wiser
""")


_DIGRAPHS = re.compile(
    r"(?<=h)a(?=em)|(?<=p)a(?=ed[aio])|(?<=an)a(?=est|emi)|a(?=emi[ac])|(?<=f)a(?=ec[ae])|(?<=gyn)a(?=ec)|(?<=pal)a(?=eo)"
    r"|(?<=arch)a(?=eo)|(?<=\b)o(?=esoph|estr|edem)|(?<=diarrh)o(?=e)|(?<=\bf)o(?=et)"
)
"""The first letter of ae and oe where Greek and Latin words are spelled with e alone: haemophilia, oesophagus."""


def american(word: str) -> str:
    """Return the word as it is spelled in the United States, where it has two spellings; else the word."""
    if word in _AMERICAN:
        return _AMERICAN[word]
    if "ae" in word or "oe" in word:
        word = _DIGRAPHS.sub("", word)
    for stem in _OUR:
        if word.startswith(stem):
            return stem[:-2] + "r" + word[len(stem) :]
    if len(word) > 6 and word not in _NOT_IZE:
        for ending in _ISE:
            if word.endswith(ending):
                return word[: -len(ending)] + "iz" + ending[2:]
    return word
