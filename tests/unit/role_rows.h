/* who did it: rows for test_merge.c */
/* those with whom they did it: beside a pronoun's antecedent, after a name in parentheses, as a participle tells */
{"Le Gatia, appuyé par des soldats maliens, a encerclé lundi Gossi. Ils ont tué six bergers.",
 "civilian_attack 07-14 Gossi GATIA,FAMA->CIVILIANS"},
{"Des éléments du groupe Wagner ont tué lundi six bergers à Gossi.", "civilian_attack 07-14 Gossi WAGNER->CIVILIANS"},
{"Soutenus du ciel par l'armée nigérienne, les soldats maliens ont pris lundi Gossi.",
 "territory_taken 07-14 Gossi FAMA,NE_ARMY->ARMED_GROUP"},
{"Le MNLA a attaqué lundi le camp de Léré. Le Jnim a pris part à cet assaut.", "assault 07-14 Léré MNLA,JNIM->FAMA"},
/* to fall under an attack is not to make it */
{"Une patrouille de l'armée malienne a fait l'objet d'une embuscade lundi à Gossi.", "ambush 07-14 Gossi ->FAMA"},
/* a capital that strikes is its army; what its, or somebody's, men did */
{"Alger a bombardé lundi Gossi.", "air_strike 07-14 Gossi DZ_ARMY->ARMED_GROUP"},
{"L'Algérie affirme que ses forces ont tué lundi six terroristes à Gossi.", "armed_clash 07-14 Gossi DZ_ARMY->ARMED_GROUP"},
{"Le MNLA et l'armée malienne se disputent Gossi. Le MNLA dit que ses hommes ont attaqué lundi le camp de Léré.",
 "assault 07-14 Léré MNLA->FAMA"},
/* the company of a convoy goes with it, also when it is told of again */
{"Un convoi de l'armée malienne, qu'escortaient des soldats nigériens, est arrivé à Gossi. Lundi, le convoi a quitté Hombori.",
 "troop_movement - Gossi NE_ARMY,FAMA->; troop_movement 07-14 Hombori FAMA,NE_ARMY->"},
{"L'armée malienne et Wagner ont quitté Ber. Lundi, la colonne est arrivée à Gossi.",
 "troop_movement - Ber FAMA,WAGNER->; troop_movement 07-14 Gossi FAMA,WAGNER->"},
/* by force, by whom; soldiers who fought near by are not those who stole */
{"Les soldats maliens ont été chassés par la force par le MNLA lundi de Léré.", "territory_taken 07-14 Léré MNLA->FAMA"},
/* a coup is the army's when the text speaks of soldiers */
{"Le président malien a été renversé lundi par un coup d'État.", "coup 07-14 - ->ML_GOV"},
/* those who repel are attacked; the army's helpers who answer are no attackers */
{"L'armée malienne a repoussé lundi des combattants du Jnim à Gossi.", "assault 07-14 Gossi JNIM->FAMA"},
{"Des hommes armés ont ouvert le feu lundi sur les habitants de Gossi. Le Gatia a abattu deux assaillants.",
 "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS"},
/* the object of an infinitive is not the next verb's subject */
{"Avant de quitter les lieux, les soldats maliens ont incendié lundi une école à Gossi.",
 "property_destruction 07-14 Gossi FAMA->CIVILIANS"},
/* somebody's men, and what they gave up */
{"Le MNLA a menacé les bergers. Des hommes du groupe ont tué lundi six bergers à Gossi.", "civilian_attack 07-14 Gossi MNLA->CIVILIANS"},
{"Le MNLA perd des hommes. D'autres repentis se sont rendus lundi à l'armée malienne à Gossi.", "surrender 07-14 Gossi MNLA->FAMA"},
/* the attack is theirs though the answer was told first */
{"L'armée malienne a lancé lundi une opération à Gossi contre des terroristes. Des terroristes avaient attaqué le même jour un convoi de civils à Gossi.",
 "ambush 07-14 Gossi ARMED_GROUP->CIVILIANS,FAMA"},
/* what is shelled is not who shells; what somebody also claims */
{"Le MNLA revendique aussi le bombardement du camp de Léré lundi.", "shelling 07-14 Léré MNLA->FAMA"},
/* men passed by arms; the subject goes on after a relative */
{"Vingt villageois passés par les armes lundi à Gossi.", "civilian_attack 07-14 Gossi ->CIVILIANS"},
{"Les soldats maliens ont rassemblé lundi des bergers, que les voisins connaissent, et ont tué six d'entre eux à Gossi.",
 "civilian_attack 07-14 Gossi FAMA->CIVILIANS"},
/* a town that an army holds was not taken by it */
{"Le MNLA a attaqué lundi Gossi, ville encore contrôlée par l'armée malienne.", "assault 07-14 Gossi MNLA->FAMA"},
/* words in quotation marks belong to their sentence */
{"Un assaut mené par des « éléments résiduels du Jnim » a tué lundi six soldats maliens à Gossi.", "assault 07-14 Gossi JNIM->FAMA"},
/* after a comma a participle says something of the whole group; who goes with those whom a convoy holds */
{"Un convoi de camions, escorté par l'armée malienne, a quitté Gossi lundi.", "troop_movement 07-14 Gossi FAMA->"},
{"Ce convoi regroupe des soldats de l'armée malienne accompagnés de membres de Wagner. Lundi, le convoi a quitté Gossi.",
 "troop_movement 07-14 Gossi FAMA,WAGNER->"},
/* whom we took is not who took them */
{"« Nous avons capturé des soldats maliens lundi à Gossi », dit un berger.", "abduction 07-14 Gossi ->FAMA"},
/* whom somebody accuses, past an aside; an ally named after it */
{"Des bergers accusent l'armée malienne, appuyée par Wagner, d'avoir tué lundi six civils à Gossi.",
 "civilian_attack 07-14 Gossi FAMA,WAGNER->CIVILIANS"},
{"L'armée malienne et son alliée, la milice Wagner, ont tué lundi six civils à Gossi.", "civilian_attack 07-14 Gossi FAMA,WAGNER->CIVILIANS"},
/* a group named from afar did the news, not whatever else is told */
{"Un poste a été attaqué lundi à Gossi. Six soldats maliens sont morts. Le calme est revenu. Le Jnim a parlé. "
 "Le marché a rouvert. L'école aussi. Le même jour, une position militaire a été attaquée à Ber.",
 "assault 07-14 Gossi JNIM->FAMA; assault 07-14 Ber ->FAMA"},
/* forces of several countries, and nations that fight */
{"Des soldats nigériens, burkinabè et maliens ont attaqué lundi un camp du Jnim à Gossi.",
 "armed_clash 07-14 Gossi NE_ARMY,BF_ARMY,FAMA->JNIM"},
{"Six jihadistes ont été tués lundi par des forces tchadiennes et maliennes à Gossi.",
 "armed_clash 07-14 Gossi TD_ARMY,FAMA->ARMED_GROUP"},
{"Appuyés du ciel par les Tchadiens, les soldats maliens ont repris Gossi lundi.",
 "territory_taken 07-14 Gossi FAMA,TD_ARMY->ARMED_GROUP"},
/* who goes with whom, said after a comma; who launches drones; who did it, nobody knows */
{"À Gossi, le convoi de l'armée malienne s'est remis en route lundi, encadré par des gendarmes maliens.",
 "troop_movement 07-14 Gossi FAMA,GENDARMERIE->"},
{"Lundi, une unité du FLA a lâché deux drones kamikazes sur le camp de l'armée malienne à Gossi.",
 "drone_strike 07-14 Gossi FLA->FAMA"},
{"Le Jnim a revendiqué l'attaque de Ber. Lundi, des inconnus ont tué six bergers à Gossi.",
 "assault 07-14 Ber JNIM->FAMA; civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS"},
{"Un attentat-suicide a tué six soldats maliens lundi à Gossi.", "suicide_bombing 07-14 Gossi ->FAMA"},
/* what happened once more in these days is by those who did the news */
{"Des jihadistes ont tué lundi six bergers à Gossi. Le calme est revenu. Le marché a rouvert. "
 "Dimanche, un poste militaire avait déjà été attaqué à Ber.",
 "civilian_attack 07-14 Gossi ARMED_GROUP->CIVILIANS; assault 07-13 Ber ARMED_GROUP->FAMA"},
/* an attack that was repelled is of those who fell; soldiers do not fall to their own army */
{"Attaque repoussée lundi à Gossi, deux terroristes neutralisés.", "assault 07-14 Gossi ARMED_GROUP->FAMA"},
/* of a weapon that somebody destroyed, the sender is not told; `elles` are no men */
{"Dix jihadistes ont été tués lundi à Gossi par les forces maliennes. Elles ont pris leurs motos.",
 "armed_clash 07-14 Gossi FAMA->ARMED_GROUP"},
/* who is accused in a relative behind a preposition; who is agent of another participle */
{"Des rumeurs circulent, selon lesquelles l'armée malienne a tué six bergers lundi à Gossi.",
 "civilian_attack 07-14 Gossi FAMA->CIVILIANS"},
/* fighters of a group, whatever they are called; two owners of one group; whoever one runs into */
{"Un commando du Jnim a tué lundi six bergers à Gossi.", "civilian_attack 07-14 Gossi JNIM->CIVILIANS"},
{"Une milice de chasseurs dozos a tué lundi six bergers à Gossi.", "civilian_attack 07-14 Gossi DOZO->CIVILIANS"},
{"Des renforts FAMa et de l'Africa Corps sont arrivés lundi à Gossi.", "troop_movement 07-14 Gossi FAMA,AFRICA_CORPS->"},
{"Une patrouille de l'armée malienne est tombée lundi sur des hommes armés à Gossi.",
 "ambush 07-14 Gossi ARMED_GROUP->FAMA"},
/* who owns an attack; whose hand it was; whose strikes */
{"Un poste de l'armée malienne a été attaqué lundi à Gossi. Le Jnim, qui a réclamé la paternité du coup, parle de six morts.",
 "assault 07-14 Gossi JNIM->FAMA"},
{"Deux femmes se sont fait exploser lundi à Gossi, tuant six civils.", "suicide_bombing 07-14 Gossi ->CIVILIANS"},
/* men in uniform; soldiers of a coup are the country's; a mission leaves for its organisation */
{"Des hommes arborant des uniformes ont tué lundi six bergers à Gossi.", "civilian_attack 07-14 Gossi SECURITY_FORCES->CIVILIANS"},
{"L'ONU a fermé lundi sa base de Gossi. Les soldats de la Minusma sont partis.", "base 07-14 Gossi MINUSMA->"},
/* past a day or an idiom, what the verb has taken is not who does the next thing */
{"Lundi à Gossi, les soldats maliens ont pris en chasse les trafiquants et les ont tués.",
 "armed_clash 07-14 Gossi FAMA->ARMED_GROUP"},
/* comrades are of the force told of last; what is the UN's is its mission's */
{"Un véhicule onusien a sauté lundi sur une mine à Gossi.", "ied 07-14 Gossi ->MINUSMA"},
{"Un Casque bleu est mort dimanche à Ber. Lundi à Gossi, six de leurs camarades ont sauté sur une mine.",
 "assault 07-13 Ber ->MINUSMA; ied 07-14 Gossi ->MINUSMA"},
/* whom the headline accuses did the rest to civilians, too */
{"Des exécutions attribuées à l'armée malienne et à Wagner\n\nLe marché est fermé. Lundi, six bergers ont été tués à Gossi.\n\n"
 "Les écoles sont fermées.\n\nDimanche, cinq villageois ont été enlevés à Ber.",
 "civilian_attack 07-14 Gossi FAMA,WAGNER->CIVILIANS; abduction 07-13 Ber FAMA,WAGNER->CIVILIANS"},
/* more of the same kinds */
