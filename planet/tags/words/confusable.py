"""Words that look alike and are not the same: in accents, in capitals, in another language."""

from planet.tags.words.table import table

ACCENTS_TELL = table("""
    acre chasse colon cote cru des du foret gene hale jeune la mais male mat matin mur mure ou pale pate peche pecheur sur
    sure tache
""")
"""French words, accents taken away, of which several accented forms are words: côte and côté, pêche and péché."""

SPANISH_ACCENTS_TELL = table("""
    ano campana cana canon cartel comisaria cono cuna lana libido mama mano mono papa pena sabana secretaria sena si te
""")
"""Spanish words, accents taken away, of which two forms are words: año and ano, papá and papa."""

GERMAN_UMLAUT_TELLS = table("drucken fordern fuhren losen lauten schon zahlen")
"""German words, umlauts taken away, of which both forms are words: schön and schon, drücken and drucken."""

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
    abaisse accouple accroche affaire affine agave aile aise alarme alerte allonge alterne ambre ammoniaque
    amnistie ampoule analyse angoisse ankylose anse antidate approche aquarelle ardoise asphyxie atrophie avarie
    aventure azote badge bague baisse balafre baleine bande baraque baratte barbouille barde basane bataille
    beurre bifurque bistre blinde bombarde bombe bonde botte bourre braise branche bride bridge brioche brique
    broche bronze brouille cadence cagoule caille cale came camphre canne carabine carbure carde carie carne
    casque casquette catastrophe cendre centre cerne chaloupe chamarre chape charpente chausse chenille
    chiffonne chine chique chlore chrome cintre cire cloche cloque cogne comble commandite complexe compresse
    comte consigne contracte contraste controverse corde corne costume coude coulisse couperose courbature
    courbe crible crotte cuivre culotte cyanose dactylographie demeure dialyse discipline dispense divorce
    drogue dupe dynamite ecchymose effiloche embouche embrasse embrouille encaisse encaustique enclave enclenche
    encombre entaille ente entrave enveloppe envie escarpe estampille estompe excise fade fane farde fauche
    ferme feuille feutre figure flamme formule fortune fourre frappe fringue fripe fronce frotte fugue gage
    gaine galbe garrotte gaufre germe givre glande glisse gomme gondole gonfle gorge gourme graisse granite
    granule griffe grillage grippe groupe guillotine hachure harasse herse homologue huile huppe hypertrophie
    impatiente incendie incise incommode indigne indiscipline informe infortune iode jaspe jupe lame laque
    largue larve latte lave leste ligue lisse lobe losange loupe lune maille malaise mansarde manufacture marbre
    marine miche mime mite mitre moire monogramme mouille muscle nacre natte naufrage niche nimbe noue ocelle
    ocre ombrage onde orange orchestre ouate outrage outre ouvrage ove paille palme panache panique paraffine
    paraphe parque patente patte paume paysage peluche penne perche peuple phosphate phrase pince pique planque
    platine plombe poche poivre polychrome polycopie pommade pomme pompe poste potence poudre pouille pourpre
    praline programme prononce pulse quadruple quintuple ramasse ravage rayonne renverse resserre ride risque
    rissole romance roue roule ruche saute serre sextuple sophistique soufre spatule spirale sublime tanne taupe
    tigre toise tonsure tourmente tremble trempe triple vanille veine verge vicomte vitamine vitre
""")
    | table("""
    absente affale agace agrafe aiguille aimante amalgame amende amorce anime annonce apostasie apostrophe
    apparente arase arbitre archive argue arnaque asperge asphalte assassine attente attrape augure autopsie
    avantage aveugle axe bafouille bagarre baille baise balade banque barbe barbote barricade bascule bassine
    bauge bavarde bave berce berlure berne besogne biaise biche biffe bigle bigophone bigorne bise bisque bisse
    bite bitume biture blague blase blouse bordure bosse bossue bottine bouffe bouge boutique boxe braille brame
    branle braque brasse brave bredouille bricole brigue brocante bronche brume brusque bugne butte cabosse
    cabote cabriole cadastre calandre calibre calligraphie calomnie calotte calque camoufle capitule capote
    capsule capture caracole carambole carambouille caresse caricature carme carotte carrosse cartographie
    cascade case caserne castagne catalogue catalyse catapulte cavale ceinture censure centrifuge centuple cesse
    chagrine chamaille chambre change chapitre chatouille chaume cheville chicane chicote chloroforme chope
    chute cisaille claque clique clone coche coffre collecte colloque colon colophane commerce compacte concorde
    concurrence conforme conserve consulte consume contente conteste contingente continue contre contremarque
    copartage copule cosse course craque cravache cravate crevasse critique croche croule croustille crypte
    cuite culbute cuve cylindre dague dalle daube diagnostique dialogue difforme diffuse dingue diphtongue
    discontinue distance domestique dope douche douille drague draine dribble drive drosse embauche embue
    emmerde empeigne empile empire empoigne encoche encre endosse enleve entame enthousiasme entraide
    entretaille erre esbroufe escalade esclavage escompte escorte esgourde esquisse esquive estampe explicite
    fantasme fascine faute ferraille fesse fiche fiente fissure flanche flashe flingue flue foire fouaille
    fouine foule fourche fourgue fourrage fraise frange fraude frime fronde gaffe galoche galope gamberge
    gambille ganse gare gargouille gaule gave genre gerbe gerce gifle glane glose gobe goberge godaille godille
    goinfre goupille goutte graille graine gratte gratuite grenade grenouille gribouille grimace grime grogne
    guette gueule guigne harangue hausse hoche huche hybride hydrate incube infirme influence intaille intime
    intrigue invalide invective inverse jacasse joue joute juge jute laine lampe lange lanterne lessive leurre
    libelle licite lie ligature liquide liste lithographie loque louange louche lourde loure lutte luxe machine
    macule magouille manie manigance manipule manoeuvre manucure maque maquille maraude marmotte marne marre
    massacre matraque membre menace menotte menuise merde meringue minute mire mitraille monde moque moquette
    mouche moulure mousse moutarde multiplexe murmure muse nage nappe neige nervure niaise nielle nippe nique
    oblique obvie occulte ordonnance oublie oxyde pagaye page palabre pale palissade palpe panne panoramique
    panse papillote papouille parachute parade paraphrase parasite parente paresse parjure pastiche patouille
    patronne patrouille pavane paye peinture pellicule pelote perce permanente philosophe phosphore photocopie
    photographie piaule pige pine pinte pioche pipe pirate pirouette pisse piste planche plane plastique plonge
    plume poisse ponce ponte postdate potasse prie prieure procure prodigue profane pronostique psalmodie
    psychanalyse punaise quadrille querelle racle rade radiographie rafle rainure rallonge rame rapplique rase
    rature ravigote ravine rebelle rechange recharge rechute recopie redresse rehausse relance relaxe remorque
    remue rengaine renonce repaire repique reproche resquille ressource retaille retape retouche retrempe rifle
    rigole ripaille ripe riposte rive rocaille roche rogne roque rosse rouille route rutile rythme sabre saccade
    saccage salive salope sape sauce sauvegarde scie seconde selle semonce serpente silhouette singe solde
    sombre somme songe soude souille soutache stipule strie style sucre suffixe suicide sulfate sulfure
    surcharge surchauffe surcoupe sure surpaye surtaxe suture syncope table taillade tangue taque tartine tasse
    tchatche teinte tenaille tente terre tique tisane toile toilette torche torpille torsade traque tremblote
    triche trille tringle triomphe tronche troque trotte trousse truffe truste turbine urine usine vadrouille
    valise valse vanne vaseline vendange vente ventouse vermille viande vidange vinaigre viole virevolte
    vocalise vogue voiture voltige voyage vrille
""")
    | table("""
    associe complete decede delegue depute diplome eleve employe inedit modele procede regle secrete
""")
) - table("associe complete decede delegue depute employe gene inedit")
"""French words that are words without their accents too, so that none may be restored: marche, presse, livre."""

PLAIN_IS_WORD_IN = {"es": SPANISH_ACCENTS_TELL, "de": GERMAN_UMLAUT_TELLS}
"""The same for other languages; those without a table are treated like French, for doubt means apart."""

HOMOGRAPHS = {
    "fr": table("""
    affluence agenda allure animation as assistance audience axe balance ballot basket bride but car carton case
    catch caution cave cent chair chance chat chose chute circulation coin college collier comment commode
    commune concurrence confection conference confidence corps costume course court crayon cure dent devise don
    dot entree essence etiquette exhibition exposition figure file fin fond font footing formation four gale
    gens grave grief habit injure intoxication issue journal labour laid lame lard large lecture legs lien lime
    lit location loin main manifestation mare marine medium mince mine mode moral net nombre notice occasion
    office on once or ours pain parole patron pet phrase physique pie pile pin placard planning plate pot pour
    presentation pressing prime proposition prune pub puce queue quitter raisin rang rape rapport rate rayon
    rebut record regard report resume retard reunion ride robe roman rude rue ruse sable sale seine seize
    sensible signet singe slip smoking son sort souvenir stage store suite supplier tape tenant tire ton tort
    tour trait trouble user vacation vent venue verge versatile vie viol
"""),
    "de": table("""
    also arm art bad boot brand brief chef dose fast fest gift grab handy hell herd hut kind labor last list lust mist
    mode not rat rock roman stern tag taste tot wand wort
"""),
    "es": table(
        "actual arena carta fin largo mayor mayo nombre once pan pie real red ropa sale sin son sopa taller tuna"
    ),
    "it": table("camera estate fine firma magazzino male parente sale"),
}
"""By language, words of that language written as an unrelated word of another (false friends), in the singular."""

NAMES = {"": table("ada marc"), "fr": table("tours vannes")}
"""Names that are acronyms or words too, in any language or in one: with one capital they are names (Marc, MARC; Tours, tour)."""

ACRONYM_OR_WORD = table("ACE AIDS CAP CAT ILL IT METS MODS REST SOAP TEL US WHO")
"""Acronyms that, in small letters, are words of English or French."""
