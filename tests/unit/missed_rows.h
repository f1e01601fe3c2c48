/* lists: each member an event, each with the day beside it */
{"Des hommes armés ont attaqué Boni vendredi, Hombori samedi et Gossi dimanche.",
 "assault 07-11 Boni ARMED_GROUP->FAMA; assault 07-12 Hombori ARMED_GROUP->FAMA; "
 "assault 07-13 Gossi ARMED_GROUP->FAMA"},
{"La semaine dernière, des jihadistes se sont rendus à l'armée malienne à Koro, à Bankass et, déjà, à Douentza.",
 "surrender 07-07 Koro ARMED_GROUP->FAMA; surrender 07-07 Bankass ARMED_GROUP->FAMA; "
 "surrender 07-07 Douentza ARMED_GROUP->FAMA"},
{"Le Jnim a attaqué dimanche, au Mali, les camps de Nioro, de Kayes et de Niono, mais aussi celui de Sandaré.",
 "assault 07-13 Nioro JNIM->FAMA; assault 07-13 Kayes JNIM->FAMA; assault 07-13 Niono JNIM->FAMA; "
 "assault 07-13 Sandaré JNIM->FAMA"},
/* whose strikes they are; who strikes when the verb stands far from its subject; a crowd is enough */
{"Samedi, une frappe nigérienne a tué trois terroristes à Bosso. Dimanche, des frappes maliennes ont visé Léré.",
 "air_strike 07-12 Bosso NE_ARMY->ARMED_GROUP; air_strike 07-13 Léré FAMA->ARMED_GROUP"},
{"Dimanche, des drones qui tournaient depuis l'aube ont bombardé Gargando.", "drone_strike 07-13 Gargando ->"},
{"Lundi, une foule en colère a bloqué l'aérodrome.", "protest 07-14 - PROTESTERS->"},
/* what is told to lie some days or weeks before the news is another event, with its own day if that can be counted */
{"Des hommes armés ont attaqué lundi la brigade de gendarmerie de Boni. Il y a quelques semaines, une escorte de la "
 "gendarmerie sautait sur une mine artisanale, faisant cinq morts.",
 "assault 07-14 Boni ARMED_GROUP->GENDARMERIE; ied - Boni ->GENDARMERIE"},
{"Le Jnim a attaqué jeudi le camp de Koro. Trois jours après l'attaque de Koro, l'armée malienne a bombardé une base "
 "terroriste à Boulikessi.",
 "assault 07-10 Koro JNIM->FAMA; air_strike 07-13 Boulikessi FAMA->ARMED_GROUP"},
{"Le président a limogé le ministre le 8 juillet, quatre jours après le coup d'État contre Mohamed Bazoum.",
 "coup 07-04 - ->NE_GOV"},
/* a day that opens a paragraph holds for it; operations against somebody; who is sent */
{"Le camp de Boni a été attaqué lundi par le Jnim.\n\n10 octobre 2024 : un commando armé tente de s'introduire dans la "
 "prison de haute sécurité de Niono. Un assaillant est tué.",
 "assault 07-14 Boni JNIM->FAMA; armed_clash 10-10 Niono ARMED_GROUP->FAMA background"},
{"Mardi dernier, l'armée malienne a mené une opération contre un convoi du Jnim entre Gossi et Hombori.",
 "armed_clash 07-08 Gossi FAMA->JNIM"},
{"Dimanche, l'armée malienne a mené une opération spéciale à Ber.", "armed_clash 07-13 Ber FAMA->"},
{"Un détachement de l'armée a été dépêché jeudi à Koro.", "troop_movement 07-10 Koro FAMA->"},
{"Quelque 2.400 soldats maliens sont déployés à Gao.", ""},
/* plain words with a place or a day; what burns after a raid, beside a march; finds told at another place */
{"La chute de Konna a décidé Paris à intervenir.", "territory_taken - Konna ->"},
{"Une marche a réuni lundi des centaines de femmes à Bandiagara. La veille, six cultivateurs avaient été tués dans leurs "
 "champs à Koro. Des maisons ont également été incendiées.",
 "protest 07-14 Bandiagara PROTESTERS->; civilian_attack 07-13 Koro ->CIVILIANS; "
 "property_destruction 07-13 Koro ->CIVILIANS"},
{"L'armée malienne a frappé dimanche une position terroriste au nord de Dinangourou. Le même jour à Mondoro, une "
 "patrouille a interpellé quatre suspects et saisi deux motos.",
 "air_strike 07-13 Dinangourou FAMA->ARMED_GROUP; arrest 07-13 Mondoro FAMA->ARMED_GROUP; "
 "weapons_seizure 07-13 Mondoro FAMA->ARMED_GROUP"},
{"Deux mois et demi après la tuerie d'Ogossagou, des hommes armés ont attaqué lundi le village de Sobane. Fin avril, des villageois "
 "avaient été massacrés à Ogossagou.",
 "civilian_attack 04-21 Ogossagou ->CIVILIANS background; civilian_attack 07-14 Sobane ARMED_GROUP->CIVILIANS"},
/* days before the places of a list; shots in the air; who is found alive; measures lifted */
{"L'armée malienne dit avoir mené trois frappes, vendredi à Mondoro, samedi à Gossi et dimanche à Léré.",
 "air_strike 07-11 Mondoro FAMA->ARMED_GROUP; air_strike 07-12 Gossi FAMA->ARMED_GROUP; "
 "air_strike 07-13 Léré FAMA->ARMED_GROUP"},
{"Dimanche à Gao, l'armée a tiré en l'air.", ""},
{"Deux otages ont été retrouvés vivants samedi à Boni.", "release 07-12 Boni ->CIVILIANS"},
/* the same once more, elsewhere or by others */
{"Le village de Boni a été attaqué vendredi par des hommes armés. Le lendemain, le village de Hombori a subi le même "
 "sort. Même scénario dimanche à Koro.",
 "civilian_attack 07-11 Boni ARMED_GROUP->CIVILIANS; civilian_attack 07-12 Hombori ARMED_GROUP->CIVILIANS; "
 "civilian_attack 07-13 Koro ARMED_GROUP->CIVILIANS"},
{"Cinq jihadistes se sont rendus à l'armée lundi à Gao. D'autres avaient fait de même en juin à Tombouctou.",
 "surrender 07-14 Gao ARMED_GROUP->FAMA; surrender 06-01 Tombouctou ARMED_GROUP->FAMA background"},
{"Lundi, l'Algérie a fermé son espace aérien aux avions maliens. Quelques heures plus tard, Bamako lui rendait la "
 "pareille.", "sanction 07-14 - DZ_GOV->ML_GOV; sanction 07-14 - ML_GOV->DZ_GOV"},
{"Le gouvernement a fait de même.", ""},
/* an agreement is broken on the day of the breach, not of the signing */
{"Le communiqué a été lu jeudi soir à la télévision. Le gouvernement malien a dénoncé l'accord pour la paix, paraphé en "
 "2015 à l'issue du processus d'Alger.", "agreement 07-10 - ML_GOV->"},
/* the first and the second of two */
{"La première attaque a visé dimanche le camp de Léré, la seconde un convoi près de Soumpi.",
 "assault 07-13 Léré ->FAMA; assault 07-13 Soumpi ->FAMA"},
{"Le Jnim a mené dimanche une attaque à Boni et une autre à Koro.",
 "assault 07-13 Boni JNIM->FAMA; assault 07-13 Koro JNIM->FAMA"},
/* what a relative, a gerund and a question tell */
{"Boni, dont la population avait déjà fui en masse en mai 2025, dépend de ces convois.",
 "displacement 05-01 Boni ->CIVILIANS"},
{"En attaquant dimanche le camp de Léré, le Jnim a tué six soldats.", "assault 07-13 Léré JNIM->FAMA"},
{"A Koro, où la ville a été attaquée dimanche par le Jnim, au lendemain de Boni, aucun chiffre n'est disponible.",
 "assault 07-13 Koro JNIM->FAMA"},
{"Samedi à Koro, des maisons ont brûlé.", "property_destruction 07-12 Koro ->CIVILIANS"},
{"A Kaya, la foule s'est dressée dimanche en travers de la route.", "protest 07-13 Kaya PROTESTERS->"},
/* notes without a verb are where they say; what somebody calls it is no second event; menées is a participle */
{"A Niafunké, le marché a été attaqué jeudi : des boutiques pillées. Même jour à Saraféré : deux boutiques pillées.",
 "civilian_attack 07-10 Niafunké ->CIVILIANS; looting 07-10 Niafunké ->CIVILIANS; looting 07-10 Saraféré ->CIVILIANS"},
{"Des frappes de drones de l'armée malienne ont tué onze civils dimanche à Tinzaouatène, selon le CSP, qui dénonce un "
 "massacre.", "drone_strike 07-13 Tinzaouatène FAMA->CIVILIANS"},
{"Dix villageois ont été tués dans deux attaques menées dimanche par des hommes armés à Boni, ont indiqué lundi des "
 "sources locales.", "civilian_attack 07-13 Boni ARMED_GROUP->CIVILIANS"},
/* two distances from one town are two spots; minutes after it is the same day; what came since is not what was weeks ago */
{"Dimanche, des hommes armés ont attaqué la brigade de gendarmerie de Boni, à 100 km de Douentza. Quelques minutes après "
 "leur départ, à une trentaine de kilomètres de Douentza, un véhicule de la gendarmerie venu en renfort a sauté sur un "
 "engin explosif.",
 "assault 07-13 Boni ARMED_GROUP->GENDARMERIE; ied 07-13 Douentza ->GENDARMERIE"},
/* a town that has been encircled for a while is besieged */
{"Depuis le 3 juin, les jihadistes encerclent la ville de Niono.", "blockade 06-03 Niono ARMED_GROUP->CIVILIANS"},
{"Dimanche, des jihadistes ont encerclé le village de Boni.", "civilian_attack 07-13 Boni ARMED_GROUP->CIVILIANS"},
