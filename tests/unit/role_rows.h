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
