/* toll_thing_rows.h - rows of test_toll.c: an article, the things of each event */
{"Le Jnim a attaqué lundi le camp de Dioura. Deux pick-up ont été détruits.", "pickup destroyed 2"},
{"Le Jnim a attaqué lundi le camp de Dioura. Six motos et trois fusils ont été récupérés.", "motorcycle captured 6, weapon captured 3"},
{"Le Jnim a pris lundi le camp de Dioura.", ""},
{"Un convoi de 160 camions de l'armée malienne est arrivé lundi à Gao.", "truck deployed 160"},
{"Un véhicule de l'armée malienne a sauté lundi sur une mine à Boni.", ""},
{"Des hommes armés ont incendié lundi trois greniers à Gossi.", "depot destroyed 3"},
{"L'armée malienne a saisi lundi dix fusils et deux motos à Ber.", "weapon captured 10, motorcycle captured 2"},
{"Onze combattants se sont rendus lundi à l'armée malienne à Niono. Ils ont remis onze fusils.", "weapon captured 11"},
