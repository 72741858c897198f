"""Words that look alike and are not the same: in accents, in capitals, in another language."""

from planet.tags.words.table import table

ACCENTS_TELL = table("""
    acre chasse cote cru des du foret gene hale jeune la mais male mat matin mur mure ou pate peche pecheur sur
    tache
""")
"""French words, accents taken away, of which several accented forms are words: côte and côté, pêche and péché."""

PLAIN_IS_WORD = (
    ACCENTS_TELL
    | table("""
    accuse active adapte adopte adresse affiche agence aide aine ajoute allie amarre ancre annexe appuie argente
    arme arrive associe assure attache attaque augmente avance avoue balance balise barre base blesse borne bouche
    boucle boule brise brode brosse brule cache cadre calcule calme cape carte casse cause cave cercle chante charge
    charme chauffe chiffre cible cite classe cliche code coiffe colle colonise colore combine commande compare
    compte console conte copie corse couche coule coupe couple couronne couture couvre crane cree creuse criminalise
    croise cuirasse cuisine culte cultive cure dame danse data date debauche deboise declare degage demande
    depouille derive dessine devalue deverse devise dispute divise domicile donne dose double doute dure echange
    ecoute edite emploie encadre enrage entre epuise espace estime etoile evite excuse exile expose fabrique face
    facture fatigue file filtre finance fixe flatte flotte fonde force forge forme fosse fouille fracture franchise
    frise fume gagne garde gaze glace gouverne grade grave greffe grille guide habite hache illustre image imagine
    importe imprime incline indique inspire insulte interne interroge invite isole jauge jure laisse lance legende
    lettre ligne lime limite livre loge lustre male manifeste manque marche marge marie marque masque masse mesure
    meuble mine mise mode module monte moule multiplie musique naturalise nature nomme note nuage nuance offense
    ombre opere oppose ordonne organise orne ose pare parle partage passe patine pause pave peigne peine pense perle
    perse pese peste pile pilote place plage plante plaque plie plisse pointe police porte pose pratique prepose
    presse prete preuve prime prise prive prolonge propose prose prouve provoque publie purge quitte race raffine
    rage rampe range rape rate recherche redoute reforme refuse regle relie remarque rempile rencontre rente repose
    repute reserve reste resume retarde retraite reve revele revise rime ronde rose ruine ruse sable sacre sale
    salle sangle sauvage seme sense signe sinistre soigne sonde souffle soupe source statue structure suppose
    surface surveille tableau taille tape tarde taxe teste timbre tire titre tombe tonne touche tourne trace traite
    trame tranche travaille treme tresse trompe trouble trouve tube type usage use vague valide vallonne vante
    veille verse vide vise visite voile vole vote voue zone
""")
    | table("""
    associe complete decede delegue depute diplome eleve employe inedit modele procede regle secrete
""")
) - table("associe complete decede delegue depute employe gene inedit")
"""French words that are words without their accents too, so that none may be restored: marche, presse, livre."""

HOMOGRAPHS = {
    "fr": table("""
        commune court ours pub
    agenda animation balance ballot bride but car caution cave cent chair chance chat chose circulation coin college
    collier comment commode conference confidence course dent devise dot entree essence exposition figure fin font
    formation four grave habit injure issue journal labour large lecture lien lime lit location main
    manifestation mare marine medium mine mode notice office on once or pain parole patron pet phrase pie pile pin
    plate pot presentation prime proposition prune puce queue quitter raisin rang rape rate rayon record regard
    report resume reunion ride robe roman rude ruse sable sale seine sensible son sort stage store suite tape tire
    ton tort tour trait trouble vacation vent verge versatile vie
"""),
    "de": table("""
    also arm art bad brief chef fast fest gift handy hut kind mode not rat roman tag wand wort
"""),
    "es": table("actual arena carta largo mayor once pan pie real red ropa sale sin son"),
    "it": table("camera estate fine firma magazzino male parente sale"),
}
"""By language, words of that language written as an unrelated word of another (false friends), in the singular."""

NAMES = table("marc")
"""First names that are acronyms too: in a language, with one capital, they are names (Marc, MARC)."""

ACRONYM_OR_WORD = table("ACE AIDS CAP CAT ILL IT METS MODS REST SOAP TEL US WHO")
"""Acronyms that, in small letters, are words of English or French."""
