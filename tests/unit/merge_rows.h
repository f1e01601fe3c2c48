/* merge_rows.h - rows of test_merge.c: an article, its events */
/* told twice, one event */
{"Des hommes armés ont attaqué lundi le village de Gossi. L'attaque a fait six morts.", "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS"},
{"Mali : attaque contre un camp à Dioura\n\nLe Jnim a attaqué lundi le camp militaire de Dioura. Dix soldats ont été tués.", "assault 07-14 Dioura JNIM->FAMA"},
/* a second one */
{"Le Jnim a attaqué lundi le camp de Dioura. Une autre attaque a visé mardi le poste de Koro.", "assault 07-14 Dioura JNIM->FAMA; assault 07-15 Koro ->FAMA"},
{"Un convoi de l'armée malienne est tombé lundi dans une embuscade du FLA à Alkit. L'armée a mené le même jour des frappes aériennes à Djounhane.", "ambush 07-14 Alkit FLA->FAMA; air_strike 07-14 Djounhane FAMA->FLA"},
/* theft and arson in a raid on civilians */
{"Des hommes armés ont tué lundi six villageois à Gossi. Ils ont incendié les greniers du village.", "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS; property_destruction 07-14 Gossi ARMED_GROUP->CIVILIANS"},
{"Des jihadistes ont attaqué lundi le camp militaire de Boni.\n\nPlusieurs soldats ont été tués, selon un élu.\n\nLes assaillants ont incendié trois véhicules avant de se retirer.", "assault 07-14 Boni ARMED_GROUP->FAMA"},
{"Un drone de l'armée malienne a frappé dimanche une position du Jnim près de Gossi. Un dépôt de carburant a été détruit.", "drone_strike 07-13 Gossi FAMA->JNIM"},
{"Une patrouille est tombée dans une embuscade lundi près de Pissila. L'armée déplore six soldats tombés au champ d'honneur.", "ambush 07-14 Pissila ->BF_ARMY"},
/* movements: each place its own */
{"Le convoi de l'armée malienne a quitté Gao jeudi. Il est arrivé vendredi à Anefis.", "troop_movement 07-10 Gao FAMA->; troop_movement 07-11 Anefis FAMA->"},
/* recalled */
{"Le Jnim a attaqué lundi le camp de Dioura. En juillet 2024, le FLA avait attaqué l'armée malienne à Tinzaouatène.", "assault 07-14 Dioura JNIM->FAMA; assault 07-01 Tinzaouatène FLA->FAMA background"},
/* a list of places */
{"Des hommes armés ont attaqué lundi les villes de Douentza et de Bankass.", "assault 07-14 Douentza ARMED_GROUP->FAMA; assault 07-14 Bankass ARMED_GROUP->FAMA"},
/* one toll that follows covers the list; in turn, they stay two */
{"Des hommes armés ont attaqué lundi les hameaux de Douna et de Tassiga. Le bilan provisoire est de dix morts.",
 "civilian_attack 07-14 Douna ARMED_GROUP->CIVILIANS"},
{"L'armée malienne a livré bataille au Jnim lundi à Boni, puis à Hombori. Dix soldats ont été tués.",
 "armed_clash 07-14 Boni FAMA->JNIM; armed_clash 07-14 Hombori FAMA->JNIM"},
/* `cette dernière` before a noun is no pronoun */
{"Des jihadistes ont attaqué lundi le camp de Gossi. Trois suspects ont été arrêtés mardi à Boni, sans lien avec cette dernière attaque.",
 "assault 07-14 Gossi ARMED_GROUP->FAMA; arrest 07-15 Boni ->ARMED_GROUP"},
/* on a lake and in a village there: one spot */
{"Sept soldats tchadiens ont été tués lundi dans une attaque au lac Tchad. Boko Haram a attaqué le camp de Tin-Ravine.",
 "assault 07-14 Tin-Ravine BOKO_HARAM->TD_ARMY"},
/* where a speaker was met; hit by measures */
{"Un responsable a fait état à l'AFP à Bamako de tirs qui ont tué deux soldats lundi à Gossi.",
 "assault 07-14 Gossi ->FAMA"},
{"Les deux généraux maliens avaient été frappés de mesures restrictives en juillet 2023 par les États-Unis.",
 "sanction 07-01 - US_GOV->ML_GOV"},
/* `et les` beside the whole, not beside its complement; a quotation mark is no part of a name */
{"Les rebelles de la CMA et les groupes armés de la Plateforme ont signé lundi un cessez-le-feu à Anefis.",
 "agreement 07-14 Anefis CMA,PLATEFORME->"},
{"Lundi, \"le Jnim a attaqué un poste près de Gossi\", a indiqué un élu.", "assault 07-14 Gossi JNIM->FAMA"},
/* `ces attaques`, `ce coup de force` were told; who fled is not who is hunted; what a junta once did says who it is */
{"Le Jnim a attaqué lundi le camp de Dioura. L'armée a attribué mardi ce coup de force à des terroristes.",
 "assault 07-14 Dioura JNIM->FAMA"},
{"Lundi à Gossi, des hommes armés ont tué dix villageois. Ils ont poursuivi ceux qui ont fui.",
 "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS"},
{"L'armée malienne a tué lundi à Boni un chef du Jnim impliqué dans plusieurs attaques.",
 "armed_clash 07-14 Boni FAMA->JNIM"},
{"Paris a annoncé son retrait en raison des obstructions des militaires qui ont pris le pouvoir au Mali.", ""},
/* a day and a place that head a sentence */
{"11 juillet. Zone de Boni, à 10 km de Hombori. L'armée malienne accroche un groupe du Jnim.",
 "armed_clash 07-11 Boni FAMA->JNIM"},
/* `à l'est` is no verb, and a relative after the first name of a sentence no complement; what a subordinate denies */
{"Plus à l'est, à Gossi, que le Jnim avait prise à l'armée malienne lundi, l'école est fermée.",
 "territory_taken 07-14 Gossi JNIM->FAMA"},
{"Il ne se passe guère de semaine sans que l'armée malienne ne signale accrochages, arrestations ou caches à Boni.", ""},
{"Les rebelles tiennent assiégée la ville de Boni depuis lundi.", "blockade 07-14 Boni FLA->CIVILIANS"},
/* words of war in other worlds: accidents, journeys, crises, trials */
{"Ouagadougou, 14 juillet (AIB) - Un conducteur de bus ayant perdu le contrôle est monté lundi sur des étals à Gossi, tuant trois personnes.", ""},
{"Un voleur a failli être lynché lundi à Gossi par des jeunes en colère.", ""},
{"Les deux ministres ont fait lundi le déplacement de Moscou.", ""},
{"La crise a fait des dizaines de milliers de morts au Sahel et déplacé des millions de personnes.", ""},
{"Embuscades et massacres sont devenus monnaie courante à Gossi. Les stratégies sont peu efficaces contre les attaques de groupes armés.", ""},
{"La session du jugement des personnes arrêtées dans le cadre de la lutte contre Boko Haram s'est tenue lundi à Niamey.", ""},
{"La guerre civile y a tué des centaines de milliers de personnes. Un soldat s'est confié depuis Gossi, où il a pu se replier.", ""},
{"Inondations au Mali : 84 morts\n\nDepuis le début de l'hivernage, les inondations et les crues ont fait 84 morts et des milliers de sinistrés à Gao. Des routes ont été endommagées lundi par les pluies. Les intempéries et les orages continuent.", ""},
{"Le ministre a rendu hommage lundi à Kati aux soldats tombés au champ d'honneur.", ""},
{"Les deux pays se sont réunis lundi pour discuter du retrait de l'armée malienne de Kidal.", ""},
{"Le syndicat est en grève jusqu'à la libération de son chef à Bamako.", ""},
/* the way an attack began; who was deployed or fled is described; who carries it out is told by the verb */
{"Lundi à Gossi, les hommes armés ont encerclé le village. Ils ont tué dix habitants.", "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS"},
{"Des jihadistes ont attaqué lundi l'unité militaire déployée à Boni.", "assault 07-14 Boni ARMED_GROUP->FAMA"},
{"Un camp de déplacés a été attaqué lundi à Gossi. Certaines personnes ont réussi à fuir.", "civilian_attack 07-14 Gossi ->CIVILIANS"},
{"Lundi à Gossi, des jihadistes ont procédé à l'enlèvement de deux enseignants.", "abduction 07-14 Gossi ARMED_GROUP->CIVILIANS"},
/* the headline's town is the area that the text says it is; `un poste à X` is no one posted there */
{"Un militaire tué dans une attaque à Gao (nord)\n\nUn militaire a été tué lundi dans la région de Gao, a annoncé l'armée. Les soldats maliens ont été attaqués à Tessit.",
 "assault 07-14 Tessit ->FAMA"},
{"Le Jnim a attaqué un poste à Boni lundi.", "assault 07-14 Boni JNIM->FAMA"},
/* abduction, then release */
{"Deux enseignants ont été enlevés le 2 juillet à Goundam par des hommes armés. Les deux enseignants ont été libérés lundi.", "abduction 07-02 Goundam ARMED_GROUP->CIVILIANS; release 07-14 - ARMED_GROUP->CIVILIANS"},
/* nothing happened */
{"Les habitants de Gossi redoutent une attaque. L'armée doit envoyer des renforts.", ""},
{"L'armée malienne n'a mené aucune frappe lundi à Ber.", ""},
/* attackers who fell are no targets; what militants assault is the army's, or the village's after a village */
{"Le camp de Léré a été attaqué lundi. Des soldats maliens ont été tués ; cinq jihadistes du Jnim ont été abattus.",
 "assault 07-14 Léré JNIM->FAMA"},
{"Le Jnim a attaqué Léré lundi.", "assault 07-14 Léré JNIM->FAMA"},
{"Des hommes à moto ont fondu lundi sur le hameau de Douna. Six villageois ont été tués.",
 "civilian_attack 07-14 Douna ARMED_GROUP->CIVILIANS"},
{"Des jihadistes ont ouvert le feu lundi sur les sentinelles de l'armée malienne à Douna.",
 "assault 07-14 Douna ARMED_GROUP->FAMA"},
{"Lundi à Douna, des soldats maliens ont été attaqués par le Jnim. Deux militaires ont été enlevés.",
 "assault 07-14 Douna JNIM->FAMA"},
{"Contrairement à ce qui s'est dit lundi, le camp de Gossi n'est pas tombé aux mains du Jnim.",
 "territory_taken - Gossi JNIM->FAMA"},
{"Trois enseignants ont été enlevés le 2 juillet à Goundam par des hommes armés. "
 "Onze jours après leur rapt, une vidéo les a montrés.",
 "abduction 07-02 Goundam ARMED_GROUP->CIVILIANS"},
/* authors that the text names beside the event; a part with its whole; the operation that a force is */
{"Dix villageois ont été tués lundi à Koro. Les auteurs seraient des chasseurs dozos.",
 "civilian_attack 07-14 Koro DOZO->CIVILIANS"},
{"Dix villageois ont été tués lundi à Koro. L'ONU met en cause l'armée et Wagner.",
 "civilian_attack 07-14 Koro FAMA,WAGNER->CIVILIANS"},
{"Des combattants de la Katiba Macina, affiliée au Jnim, ont attaqué lundi le camp de Dioura.",
 "assault 07-14 Dioura KATIBA_MACINA,JNIM->FAMA"},
{"L'armée française, engagée avec Barkhane, a attaqué lundi des jihadistes à Boni.",
 "armed_clash 07-14 Boni BARKHANE->ARMED_GROUP"},
{"Des attaques terroristes ont fait dix morts lundi à Boni parmi les soldats.",
 "assault 07-14 Boni ARMED_GROUP->FAMA"},
{"Lundi, des jihadistes ont attaqué un convoi de l'armée malienne à Gossi. Dix corps de soldats ont été retrouvés.",
 "ambush 07-14 Gossi ARMED_GROUP->FAMA"},
{"Des hommes armés ont tué trois paysans lundi à Gossi. Deux femmes ont été enlevées.",
 "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS"},
{"Des jihadistes ont attaqué lundi le camp de Gossi. Cette attaque n'a pas été mentionnée mardi par Bamako.",
 "assault 07-14 Gossi ARMED_GROUP->FAMA"},
/* a when clause plays where its main clause does; the closer of two places is the event's */
{"Un convoi de l'armée malienne a été attaqué lundi à Gossi. Mardi, une patrouille traversait Tassiga quand une mine a explosé.",
 "ambush 07-14 Gossi ->FAMA; ied 07-15 Tassiga ->FAMA"},
{"Une mine a tué lundi trois soldats maliens près d'Ansongo. Leur véhicule roulait entre Ansongo et Labbezanga lorsqu'il a sauté.",
 "ied 07-14 Ansongo ->FAMA"},
/* who denies a claim or a toll does not deny the attack */
{"Dix soldats maliens sont morts lundi à Gossi dans une embuscade du Jnim que personne n'a commentée.", "ambush 07-14 Gossi JNIM->FAMA"},
{"L'attaque du camp de Léré, qui n'a pas fait de victime, a duré une heure lundi.", "assault 07-14 Léré ->FAMA"},
{"Les habitants parlent d'une attaque qui n'a jamais eu lieu lundi à Nara.", ""},
/* armed men whom only the sentences around name: the one group that the article is about, not one of two, not
 * one that somebody hit, not one recalled at the end */
{"À Léré, les habitants ont peur du MNLA. Deux pharmacies ont été pillées lundi à Léré. Des hommes armés circulent dans la ville.",
 "looting 07-14 Léré MNLA->CIVILIANS"},
{"À Léré, les habitants ont peur du MNLA et du MAA. Deux pharmacies ont été pillées lundi à Léré. Des hommes armés circulent dans la ville.",
 "looting 07-14 Léré ARMED_GROUP->CIVILIANS"},
{"L'armée malienne a attaqué dimanche le MNLA à Gossi. À Léré, les habitants ont peur du MNLA. Deux pharmacies ont été pillées lundi à Léré. "
 "Des hommes armés circulent dans la ville.",
 "armed_clash 07-13 Gossi FAMA->MNLA; looting 07-14 Léré ARMED_GROUP->CIVILIANS"},
{"Léré a peur. Le marché a fermé. L'école aussi. La radio ne répond plus. Deux pharmacies ont été pillées lundi à Léré. "
 "Des hommes armés circulent dans la ville. À Gao, le MNLA tient une réunion.",
 "looting 07-14 Léré ARMED_GROUP->CIVILIANS"},
/* bearings with capitals; what says who somebody is; bases that soldiers take apart */
{"Un détachement de l'armée malienne a tué lundi, à 07 km au Nord-Ouest de Djenné, plusieurs terroristes.",
 "armed_clash 07-14 Djenné FAMA->ARMED_GROUP"},
{"Lundi, des frappes aériennes de l'armée malienne ont ciblé des terroristes, auteurs des exactions sur les populations, à Gossi.",
 "air_strike 07-14 Gossi FAMA->ARMED_GROUP"},
{"L'armée malienne a démantelé lundi à Karsani une base terroriste avec un atelier de confection d'engins explosifs improvisés.",
 "armed_clash 07-14 Karsani FAMA->ARMED_GROUP"},
{"Dix terroristes ont été neutralisés lundi à Boni.", "armed_clash 07-14 Boni FAMA->ARMED_GROUP"},
{"Un groupe affilié à Al-Qaïda a attaqué lundi le camp de Dioura.",
 "assault 07-14 Dioura ARMED_GROUP->FAMA"},
/* who held what was taken or attacked; who answered is hit only where nobody else of theirs is */
{"Le MNLA est entré lundi dans Léré, dernière ville encore contrôlée par l'armée malienne.", "territory_taken 07-14 Léré MNLA->FAMA"},
{"La CMA a repris lundi Ber, que tenait le Gatia.", "territory_taken 07-14 Ber CMA->GATIA"},
{"Le FLA a repris lundi Ber, les soldats maliens ayant évacué la ville.", "territory_taken 07-14 Ber FLA->FAMA; troop_movement 07-14 Ber FAMA->"},
{"Des jihadistes ont attaqué lundi la gendarmerie de Koro. Des soldats maliens ont poursuivi les assaillants et mené des combats contre eux.",
 "assault 07-14 Koro ARMED_GROUP->GENDARMERIE"},
{"Le Jnim a attaqué lundi un convoi de l'armée malienne à Dioura. Mardi, deux Casques bleus ont été tués par une mine au passage de leur convoi à Boni.",
 "ambush 07-14 Dioura JNIM->FAMA; ied 07-15 Boni ->MINUSMA"},
/* whose people a group is; who claimed something before */
{"Les rebelles des ADF, mouvement affilié à l'État islamique (EI), ont tué lundi dix civils à Beni, en RDC. Les assaillants ont incendié mardi le village de Mbau, près de Beni.",
 "civilian_attack 07-14 Beni ADF->CIVILIANS; property_destruction 07-15 Mbau ADF->CIVILIANS"},
/* civilians on a road are whom an ambush is against, in an assault they only fall; whose convoy it is */
{"Le Jnim a attaqué lundi le camp militaire de Boni. Six soldats et deux civils ont été tués.", "assault 07-14 Boni JNIM->FAMA"},
{"Quatre gendarmes maliens ont été tués lundi à Boni dans une embuscade tendue par des hommes armés contre un convoi de carburant d'une société minière.",
 "ambush 07-14 Boni ARMED_GROUP->GENDARMERIE,CIVILIANS"},
/* the one army told of; those beside a pronoun; `d'autres` are others */
{"Trois soldats français ont été tués lundi à Gossi, au Mali, dans une attaque du Jnim. Les trois soldats ont été tués par une mine.",
 "ied 07-14 Gossi JNIM->FR_ARMY"},
{"Cadre du Jnim, il a été tué lundi à Gossi par l'armée malienne.", "armed_clash 07-14 Gossi FAMA->JNIM"},
{"Le Jnim a attaqué lundi le camp de Dioura. L'armée malienne a tué mardi d'autres jihadistes à Boni.",
 "assault 07-14 Dioura JNIM->FAMA; armed_clash 07-15 Boni FAMA->ARMED_GROUP"},
/* in whose midst a bomber does it; an army of which no table knows */
{"Lundi, une femme s'est fait exploser dans un marché de Diffa, au Niger.", "suicide_bombing 07-14 Diffa ARMED_GROUP->CIVILIANS"},
{"Deux soldats espagnols ont été tués lundi à Gao, au Mali, dans une embuscade du Jnim.", "ambush 07-14 Gao JNIM->soldats espagnols"},
/* who is free now: the day of the rapt is not that of the release; told again in the pluperfect, one rapt */
{"Quatre chauffeurs enlevés en janvier près de Dori ont été libérés, a annoncé lundi un élu.",
 "abduction 01-01 Dori ->CIVILIANS background; release - - ->CIVILIANS"},
{"Les six chauffeurs capturés le 4 juillet par le Jnim ont été libérés lundi.\n\nIls avaient été enlevés sur la route à Nioro.",
 "abduction 07-04 Nioro JNIM->CIVILIANS; release 07-14 - JNIM->CIVILIANS"},
/* long ago, and now */
{"Deux soldats maliens ont été tués lundi à Boni.\n\nEn décembre 2018, dix gendarmes avaient été tués dans une embuscade à Koro.\n\nDes soldats sont tombés dans une embuscade.",
 "assault 07-14 Boni ->FAMA; ambush 12-01 Koro ->GENDARMERIE background; ambush - Koro ->FAMA"},
/* whom a mine hit */
{"Les gendarmes de Fada ont été appelés lundi en renfort. Quelques minutes plus tard, le véhicule de tête a sauté sur une mine à Boungou, au Burkina Faso.",
 "ied 07-14 Boungou ->GENDARMERIE"},
{"La mairie de Logobou, au Burkina Faso, a été incendiée lundi par des hommes armés.", "property_destruction 07-14 Logobou ARMED_GROUP->BF_GOV"},
/* whose aircraft it was */
{"L'épave d'un drone de l'armée malienne a été vue à Tinzaouatène. Le FLA a abattu le drone lundi à Tinzaouatène.", "armed_clash 07-14 Tinzaouatène FLA->FAMA"},
/* whom the air force struck, in an article about one group */
{"Le convoi du FLA a été repéré près d'Anefis.\n\nL'armée malienne a mené lundi des bombardements aériens à Anefis.", "air_strike 07-14 Anefis FAMA->FLA"},
{"Des manifestants ont défilé lundi à Kidal. La police a tué lundi deux personnes à Kidal.", "protest 07-14 Kidal PROTESTERS->; civilian_attack 07-14 Kidal POLICE->PROTESTERS"},
