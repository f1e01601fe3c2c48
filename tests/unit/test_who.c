#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/io.h"
#include "extract/morph.h"
#include "extract/number.h"
#include "extract/where.h"
#include "extract/who.h"
#include "tests/unit/built_pack.h"

static struct vg_pack *pack;

static int open_pack(void **state)
{
    (void)state;
    pack = built_pack();
    return 0;
}

static int close_pack(void **state)
{
    (void)state;
    vg_pack_close(pack);
    return 0;
}

static struct vg_document *read_doc(const char *text, const char *published, const char *country)
{
    struct vg_arena *arena = vg_arena_new();
    struct vg_document *doc = vg_arena_alloc(arena, sizeof *doc);
    struct vg_article article = {.text = vg_sv_cstr(text),
                                 .published = vg_day_parse(vg_sv_cstr(published))};

    memcpy(article.country, country, 3);
    *doc = (struct vg_document){.arena = arena,
                                .pack = pack,
                                .gazetteer = pack->gazetteer,
                                .where_rules = pack->where,
                                .actor_table = pack->actors};
    assert_int_equal(vg_text_run(doc, pack->text, &article, NULL), 0);
    vg_morph_run(doc);
    vg_number_run(doc);
    vg_who_names(doc);
    vg_where_run(doc);
    vg_who_run(doc);
    return doc;
}

static void free_doc(struct vg_document *doc)
{
    vg_arena_free(doc->arena);
}

/* "words=CODE words=CODE ..." of all mentions, in order. */
static const char *all_of(const struct vg_document *doc)
{
    const char *out = "";

    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *m = &doc->actors[i];
        struct vg_sv words =
            vg_sv_sub(doc->text, doc->tokens[m->from].from, doc->tokens[m->to - 1].to);
        out = vg_arena_printf(doc->arena, "%s%s%.*s=%s", out, i ? " | " : "", VG_SV_ARG(words),
                              m->code ? m->code : "-");
    }
    return out;
}

static const struct {
    const char *text, *published, *country, *actors;
} rows[] = {
    {"Les Fama ont repris le village.", "2024-05-02", "ML", "Fama=FAMA"},
    {"Des supplétifs ont ouvert le feu.", "2024-05-02", "BF", "supplétifs=VDP"},
    {"Les rebelles ont pris la ville.", "2012-04-02", "ML", "rebelles=MNLA"},
    {"L'EI a revendiqué l'attaque.", "2024-05-02", "NE", "EI=EIGS"},
    {"L'EI a revendiqué l'attaque.", "2024-05-02", "NG", "EI=EI"},
    {"Trois soldats togolais de la Minusma ont péri.", "2019-05-02", "ML",
     "soldats togolais de la Minusma=MINUSMA"},
    {"La Minusma salue deux soldats guinéens et un Casque bleu népalais.", "2019-05-02", "ML",
     "Minusma=MINUSMA | soldats guinéens=MINUSMA | Casque bleu=MINUSMA"},
    {"La Minusma loue le contingent tchadien.", "2019-05-02", "ML",
     "Minusma=MINUSMA | contingent tchadien=MINUSMA"},
    {"Des militants islamistes présumés ont tiré.", "2020-05-31", "BF",
     "militants islamistes présumés=ARMED_GROUP"},
    {"Des soldats français ont péri, de Serval à Barkhane.", "2021-01-02", "ML",
     "soldats français=BARKHANE | Serval=SERVAL | Barkhane=BARKHANE"},
    {"Deux soldats français ont péri près de la frontière avec le Niger et le Burkina Faso.",
     "2021-01-02", "ML", "soldats français=FR_ARMY"},
    {"Des soldats sont à Gao, non loin de la frontière avec le Niger et le Burkina Faso.", "2021-01-02",
     "ML", "soldats=FAMA"},
    {"La Minusma a reçu l’armée tchadienne.", "2019-05-02", "ML",
     "Minusma=MINUSMA | armée tchadienne=TD_ARMY"},
    {"Un Casque bleu sénégalais a été blessé.", "2019-05-02", "CF", "Casque bleu sénégalais=MINUSCA"},
    {"Le CNSP se réunit.", "2020-08-21", "ML", "CNSP=ML_GOV"},
    {"Le CNSP se réunit.", "2023-08-21", "NE", "CNSP=NE_GOV"},
    {"L’armée malienne a perdu dix hommes.", "2024-05-02", "NE",
     "armée malienne=FAMA | hommes=CIVILIANS"},
    {"Des soldats nigériens ont été tués à Inates.", "2024-05-02", "ML",
     "soldats nigériens=NE_ARMY"},
    {"Des soldats de l'armée burkinabè patrouillent.", "2024-05-02", "ML",
     "soldats de l'armée burkinabè=BF_ARMY"},
    {"Des combattants du FLA et des éléments de la Minusma sont là.", "2025-01-05", "ML",
     "combattants du FLA=FLA | éléments de la Minusma=MINUSMA"},
    {"Les supplétifs russes ont brûlé un campement.", "2025-07-02", "ML",
     "supplétifs russes=AFRICA_CORPS"},
    {"Les mercenaires russes ont brûlé un campement.", "2023-07-02", "ML",
     "mercenaires russes=WAGNER"},
    {"Les rebelles ont tiré sur le camp.", "2025-07-02", "ML", "rebelles=FLA"},
    {"Le M23 avance. Les rebelles ont pris la ville.", "2025-01-29", "CD",
     "M23=M23 | rebelles=M23"},
    {"Le Jnim a revendiqué l'attaque. Les jihadistes ont brûlé dix camions.", "2025-10-02", "ML",
     "Jnim=JNIM | jihadistes=JNIM"},
    {"Des jihadistes ont brûlé dix camions.", "2025-10-02", "ML", "jihadistes=ARMED_GROUP"},
    {"Des hommes armés ont attaqué le marché. Les assaillants ont enlevé deux commerçants.",
     "2025-10-02", "ML",
     "hommes armés=ARMED_GROUP | assaillants=ARMED_GROUP | commerçants=CIVILIANS"},
    {"Le Front uni pour le désert (FUD) a signé. Le FUD demande une trêve.", "2025-10-02", "TD",
     "Front uni pour le désert=FUD | FUD=FUD | FUD=FUD"},
    {"La katiba Ousseynou a attaqué un poste de police.", "2025-10-02", "ML",
     "katiba Ousseynou=Ousseynou | poste de police=POLICE"},
    {"Le gouvernement du Niger a protesté auprès de la Cédéao.", "2024-03-01", "ML",
     "gouvernement du Niger=NE_GOV | Cédéao=ECOWAS"},
    {"Bamako accuse Alger de soutenir les terroristes.", "2025-03-01", "ML",
     "Bamako=ML_GOV | Alger=DZ_GOV | terroristes=ARMED_GROUP"},
    {"Trois Casques bleus ont été blessés à Bunia.", "2024-03-01", "CD", "Casques bleus=MONUSCO"},
    {"Deux Chinois et un gendarme ont disparu.", "2024-03-01", "ML",
     "Chinois=CIVILIANS | gendarme=GENDARMERIE"},
    {"Les FDS ont riposté près de Torodi.", "2024-03-01", "NE", "FDS=NE_ARMY"},
    {"Des hommes armés ont tiré. L'attaque est l'œuvre du Jnim.", "2025-10-02", "ML",
     "hommes armés=JNIM | Jnim=JNIM"},
    {"Deux drones maliens ont frappé des éléments de l'État islamique.", "2025-10-02", "ML",
     "drones maliens=FAMA | éléments de l'État islamique=EIGS"},
    {"Une opération militaire est en cours.", "2024-03-01", "ML", ""},
};

static void who_is_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(rows); i++) {
        struct vg_document *doc = read_doc(rows[i].text, rows[i].published, rows[i].country);
        assert_string_equal(all_of(doc), rows[i].actors);
        free_doc(doc);
    }
}

static void the_day_decides(void **state)
{
    struct vg_document *doc = read_doc(
        "Le FLA affirme que les rebelles ont tué vingt supplétifs russes.", "2025-08-01", "ML");

    (void)state;
    assert_string_equal(vg_who_code_at(doc, 2, vg_day_from_civil(2024, 7, 27)), "WAGNER");
    assert_string_equal(vg_who_code_at(doc, 2, vg_day_from_civil(2025, 7, 27)), "AFRICA_CORPS");
    assert_string_equal(vg_who_code_at(doc, 1, vg_day_from_civil(2024, 7, 27)), "CSP");
    assert_string_equal(vg_who_code_at(doc, 1, VG_DAY_NONE), "FLA");
    assert_null(vg_who_code_at(doc, 99, VG_DAY_NONE));
    free_doc(doc);
}

static void sides(void **state)
{
    struct vg_document *doc = read_doc("La milice Foulkan patrouille.", "2024-03-01", "ML");

    (void)state;
    assert_int_equal(vg_actor_group(doc, "FAMA"), VG_GROUP_MILITARY);
    assert_int_equal(vg_actor_group(doc, "VDP"), VG_GROUP_MILITARY);
    assert_int_equal(vg_actor_group(doc, "GENDARMERIE"), VG_GROUP_MILITARY);
    assert_int_equal(vg_actor_group(doc, "MINUSMA"), VG_GROUP_MILITARY);
    assert_int_equal(vg_actor_group(doc, "WAGNER"), VG_GROUP_MILITARY);
    assert_int_equal(vg_actor_group(doc, "FLA"), VG_GROUP_MILITANT);
    assert_int_equal(vg_actor_group(doc, "DOZO"), VG_GROUP_MILITANT);
    assert_int_equal(vg_actor_group(doc, "CIVILIANS"), VG_GROUP_CIVILIAN);
    assert_int_equal(vg_actor_group(doc, "Foulkan"), VG_GROUP_MILITANT);
    assert_int_equal(vg_actor_group(doc, "nobody"), VG_GROUP_UNSPECIFIED);
    assert_int_equal(vg_actor_group(doc, NULL), VG_GROUP_UNSPECIFIED);
    assert_int_equal(vg_actor_kind_of(doc, "ML_GOV"), VG_ACTOR_GOVERNMENT);
    assert_string_equal(vg_actor_full_name(pack->actors, "JNIM"),
                        "Groupe de soutien à l'islam et aux musulmans");
    assert_string_equal(vg_actor_country(pack->actors, "NE_ARMY"), "NE");
    free_doc(doc);
}

static void names_are_no_places(void **state)
{
    struct vg_document *doc = read_doc(
        "Le Front de libération de l'Azawad a attaqué un convoi à Tabankort.", "2025-03-04", "ML");

    (void)state;
    assert_int_equal(doc->n_places, 1);
    assert_string_equal(doc->places[0].name, "Tabankort");
    free_doc(doc);
}

/* A table with a mistake is refused, with the line. */
static void bad_tables(void **state)
{
    static const char head[] = "code\tname\tkind\tcountry\tfrom\tto\tgroup\tnames\tdescr\tof\n"
                               "CIVILIANS\tCivils\tcivilian\nARMED_GROUP\tx\tarmed_group\n";
    static const char rules[] = "class\tform\tvalue\tnumber\n";
    static const struct {
        const char *actor, *rule;
        int line;
    } bad[] = {
        {"X\tx\tno_such_kind\n", "", 4},
        {"X\tx\trebel\tMLI\n", "", 4},
        {"X\tx\trebel\tML\t2012\n", "", 4},
        {"CIVILIANS\tx\tcivilian\n", "", 4},
        {"", "head\tx\tcode:NOBODY\tsg\n", 2},
        {"", "head\tx\twhatever\tsg\n", 2},
        {"", "colour\tx\n", 2},
        {"", "demonym\tx\tMali\n", 2},
        {"", "in\tMali\trebels=CIVILIANS\n", 2},
        {"", "in\tML\tNOBODY=CIVILIANS\n", 2},
        {"", "in\tML\trebels=group\n", 2},
        {"", "in\tML\trussians=NOBODY\n", 2},
    };

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(bad); i++) {
        struct vg_arena *arena = vg_arena_new();
        const struct vg_actors *actors;
        struct vg_err err = {0};
        const char *a = vg_arena_printf(arena, "%s%s", head, bad[i].actor);
        const char *r = vg_arena_printf(arena, "%s%s", rules, bad[i].rule);
        assert_int_equal(
            vg_actors_load(vg_sv_cstr(a), "a.tsv", vg_sv_cstr(r), "r.tsv", arena, &actors, &err),
            VG_E_SYNTAX);
        assert_int_equal(err.line, bad[i].line);
        vg_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_meant), cmocka_unit_test(the_day_decides),
        cmocka_unit_test(sides),        cmocka_unit_test(names_are_no_places),
        cmocka_unit_test(bad_tables),
    };
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
