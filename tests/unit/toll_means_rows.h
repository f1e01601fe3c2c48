/* toll_means_rows.h - rows of test_toll.c: an article, the means of each event */
{"Le Jnim a attaqué lundi le camp de Dioura à l'arme lourde.", "heavy_weapons"},
{"Des hommes armés à moto ont ouvert le feu lundi sur des villageois à Gossi.", "small_arms motorcycles"},
{"Un minibus a sauté lundi sur une mine à Boni.", "mine"},
{"Le camp de Dioura a été visé lundi par des tirs de mortier.", "mortar"},
{"Des hommes armés ont égorgé lundi deux villageois à Gossi.", "knife"},
