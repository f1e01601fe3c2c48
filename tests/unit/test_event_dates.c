/* Which day an event gets from the words around it, whether it is told as background, and texts
 * that tell none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "extract/extract.h"
#include "tests/unit/built_pack.h"

#define PUBLISHED 2025, 7, 16 /* a Wednesday */

static struct vg_event_list read_text(void **state, const char *text)
{
    struct extracting *f = *state;
    struct vg_article article = {
        .text = vg_sv_cstr(text), .published = vg_day_from_civil(PUBLISHED), .country = "ML"};
    struct vg_event_list list;
    struct vg_err err = {0};

    if (vg_extract(f->extractor, &article, &list, &err) < 0)
        fail_msg("%s", err.text);
    return list;
}

static void assert_silent(void **state, const char *text)
{
    const struct vg_event_list l = read_text(state, text);

    if (l.n)
        fail_msg("%zu events, the first by '%s': %s", l.n, l.items[0].trigger, text);
}

/* The first event of this type, and from when to when it was; `none`: unknown. */
static void assert_when(void **state, const char *text, enum vg_event_type type, const char *want)
{
    const struct vg_event_list l = read_text(state, text);
    const struct vg_event *e = NULL;
    char got[64] = "none";

    for (size_t i = 0; i < l.n && !e; i++)
        e = l.items[i].type == type ? &l.items[i] : NULL;
    if (!e)
        fail_msg("no %s: %s", vg_event_type_name(type), text);
    if (e->date.precision != VG_DATE_UNKNOWN) {
        struct vg_civil a = vg_day_to_civil(e->date.from), b = vg_day_to_civil(e->date.to);
        (void)snprintf(got, sizeof got, "%02d-%02d..%02d-%02d", a.month, a.day, b.month, b.day);
    }
    if (strcmp(got, want) != 0)
        fail_msg("%s, not %s: %s", got, want, text);
}

/* Told beside the news, but of a day that nobody names. */
static void vague_days(void **state)
{
    assert_when(state, "Lundi, des hommes armés ont tué six civils à Koro. Quelques jours plus tôt, le pont de Dabi avait été dynamité.",
                VG_TYPE_PROPERTY_DESTRUCTION, "none");
    assert_when(state, "Lundi, des hommes armés ont tué six civils à Koro. Ces derniers jours, un pont a été dynamité à Dabi.",
                VG_TYPE_PROPERTY_DESTRUCTION, "none");
    assert_when(state, "Lundi, des hommes armés ont tué six civils à Koro. Le pont de Dabi a été dynamité à une date inconnue.",
                VG_TYPE_PROPERTY_DESTRUCTION, "none");
}

/* From what was told, not from a day named in between. */
static void days_before(void **state)
{
    assert_when(state,
                "Des hommes armés ont tué six civils vendredi à Koro. Un deuil national a débuté dimanche. La veille de ce "
                "drame, une mine avait tué trois soldats à Boni.",
                VG_TYPE_IED, "07-10..07-10");
}

static void days_of_speech(void **state)
{
    assert_when(state,
                "(Dakar, 16 juillet 2025) – Des combattants du JNIM ont incendié le village de "
                "Dinangourou, affirme l'ONG.",
                VG_TYPE_PROPERTY_DESTRUCTION, "none");
    assert_when(state,
                "BAMAKO, 16 juil 2025 - Des hommes armés ont tué six villageois lundi à Bankass.",
                VG_TYPE_CIVILIAN_ATTACK, "07-14..07-14");
    assert_when(state,
                "Madrid a confirmé mardi l'enlèvement d'un ingénieur espagnol à Tessalit. Samedi "
                "soir, des hommes "
                "armés l'ont enlevé devant son hôtel.",
                VG_TYPE_ABDUCTION, "07-12..07-12");
    assert_when(state,
                "Dans une vidéo diffusée lundi, le JNIM revendique l'embuscade de Boni, dans "
                "laquelle dix soldats ont "
                "péri samedi.",
                VG_TYPE_AMBUSH, "07-12..07-12");
    assert_when(state,
                "L'attaque, signalée dimanche à Ségué, a fait quatre morts parmi les civils.",
                VG_TYPE_CIVILIAN_ATTACK, "07-13..07-13");
}

static void nights_and_pairs_of_days(void **state)
{
    assert_when(state,
                "Six villageois ont été tués dimanche à Bankass. L'attaque a eu lieu dans la nuit "
                "du samedi au "
                "dimanche 13 juillet.",
                VG_TYPE_CIVILIAN_ATTACK, "07-12..07-13");
    assert_when(
        state,
        "Samedi 12 et dimanche 13 juillet, des hommes armés ont pillé le marché de Ouenkoro.",
        VG_TYPE_LOOTING, "07-12..07-13");
    assert_when(state, "Des familles fuient Ségué depuis lundi.", VG_TYPE_DISPLACEMENT,
                "07-14..07-16");
}

static void days_that_go_on(void **state)
{
    assert_when(state,
                "Une embuscade a coûté la vie à quatre soldats lundi près de Hombori.\n\nDans "
                "l'après-midi, un drone a "
                "frappé des combattants à Boni.",
                VG_TYPE_DRONE_STRIKE, "07-14..07-14");
}

static void days_of_the_lead(void **state)
{
    assert_when(state,
                "Mali : un convoi attaqué près de Boni\n\nDouze morts : tel est le bilan de ce qui "
                "s'est passé lundi entre "
                "Boni et Hombori.\n\nDimanche, le convoi avait quitté Sévaré.",
                VG_TYPE_AMBUSH, "07-14..07-14");
    assert_when(state,
                "Bulletin des armées\n\nDu 7 au 13 juillet, les FAMa ont tué dix terroristes.\n\nÀ "
                "Kayes, trois "
                "trafiquants d'armes ont été arrêtés par les soldats.",
                VG_TYPE_ARREST, "07-07..07-13");
}

static void assert_background(void **state, const char *text, enum vg_event_type type, bool want)
{
    const struct vg_event_list l = read_text(state, text);

    for (size_t i = 0; i < l.n; i++)
        if (l.items[i].type == type) {
            if (l.items[i].background != want)
                fail_msg("%s: %s", want ? "not background" : "background", text);
            return;
        }
    fail_msg("no %s: %s", vg_event_type_name(type), text);
}

static void states_that_end(void **state)
{
    assert_when(state, "Le blocus que le JNIM imposait à Boni depuis le 2 mai a été levé dimanche.",
                VG_TYPE_BLOCKADE, "05-02..07-13");
    assert_when(state, "Le blocus imposé à Boni depuis le 2 mai par le JNIM affame la ville.",
                VG_TYPE_BLOCKADE, "05-02..07-16");
}

static void what_is_background(void **state)
{
    assert_background(state,
                      "Cinq soldats ont été tués lundi dans une embuscade à Boni.\n\nEn avril, le "
                      "marché de Boni avait "
                      "été pillé par le JNIM.",
                      VG_TYPE_LOOTING, true);
    assert_background(
        state,
        "Une ONG accuse l'armée d'exactions à Boni\n\nLe 3 mai, des soldats maliens ont exécuté "
        "onze "
        "civils à Boni, selon son enquête.\n\nLe 9 mai, ils ont pillé le marché de Dounapen.",
        VG_TYPE_LOOTING, false);
}

static void war_among_other_worlds(void **state)
{
    assert_when(state,
                "Des jihadistes ouvrent le feu sur un match de football à Djibo\n\nDes hommes "
                "armés ont tué dimanche douze "
                "supporters au bord du stade de Djibo. Le tournoi opposait deux équipes de joueurs "
                "de la ville.",
                VG_TYPE_CIVILIAN_ATTACK, "07-13..07-13");
    assert_when(state,
                "Hôpital de Djibo : deux médecins enlevés\n\nDeux médecins de l'hôpital de Djibo "
                "ont été enlevés lundi "
                "par des hommes armés. Les malades attendent ; la vaccination contre la rougeole "
                "est arrêtée.",
                VG_TYPE_ABDUCTION, "07-14..07-14");
    assert_silent(
        state, "Grève des enseignants : les examens en péril\n\nLes grévistes ont bloqué mardi les "
               "routes menant à "
               "Bamako. Leur syndicat réclame le paiement des arriérés de salaire et des primes.");
}

static void no_events(void **state)
{
    assert_silent(state,
                  "Depuis 2015, les jihadistes ont tué des milliers de civils au Burkina Faso.");
    assert_silent(state, "Le ministère a assuré qu'un convoi militaire partirait pour Kidal.");
    assert_silent(state, "Alger a protesté contre la décision de Bamako.");
    assert_silent(state, "En 1916, des insurgés touareg ont attaqué le fort d'Agadez.");
    assert_silent(state, "Un camion a tué trois élèves mardi à Ségou.");
    assert_silent(state, "Tant de villageois égorgés à Bankass, tant de silence.");
}

static void another_world(void **state)
{
    assert_silent(state, "Basket : les Lionnes pulvérisent le Nigeria en finale\n\nQuel assaut ! "
                         "Dimanche soir, au stade de Dakar, "
                         "les joueuses du sélectionneur Traoré ont attaqué d'entrée la défense "
                         "adverse et pris d'assaut la "
                         "raquette. Le match était plié à la mi-temps, et le trophée du "
                         "championnat d'Afrique rentre à Bamako. "
                         "Dans les tribunes, les supporters ont explosé de joie.");
    assert_silent(
        state,
        "« Le Puits aux hyènes », roman d'une embuscade\n\nDans son nouveau livre, paru mardi, la "
        "romancière "
        "Kadi Sidibé raconte l'embuscade d'un convoi près de Gao. Le narrateur, jeune soldat, est "
        "enlevé par "
        "des jihadistes au premier chapitre. Le lecteur suit son personnage jusqu'à la dernière "
        "page, où le "
        "village est attaqué et brûlé. Un récit tendu, que l'éditeur destine aussi au cinéma.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vague_days),             cmocka_unit_test(days_before),
        cmocka_unit_test(days_of_speech),         cmocka_unit_test(nights_and_pairs_of_days),
        cmocka_unit_test(days_that_go_on),        cmocka_unit_test(states_that_end),
        cmocka_unit_test(what_is_background),     cmocka_unit_test(days_of_the_lead),
        cmocka_unit_test(war_among_other_worlds), cmocka_unit_test(no_events),
        cmocka_unit_test(another_world),
    };

    return cmocka_run_group_tests(tests, extracting_set_up, extracting_tear_down);
}
