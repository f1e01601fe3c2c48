#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/utf8.h"
#include "extract/morph.h"
#include "extract/where.h"
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
    *doc = (struct vg_document){
        .arena = arena, .pack = pack, .gazetteer = pack->gazetteer, .where_rules = pack->where};
    assert_int_equal(vg_text_run(doc, pack->text, &article, NULL), 0);
    vg_morph_run(doc);
    vg_where_run(doc);
    return doc;
}

static void free_doc(struct vg_document *doc)
{
    vg_arena_free(doc->arena);
}

/* The first mention of that name; fails when there is none. */
static int32_t find(const struct vg_document *doc, const char *name)
{
    for (size_t i = 0; i < doc->n_places; i++)
        if (strcmp(doc->places[i].name, name) == 0)
            return (int32_t)i;
    fail_msg("no place '%s'", name);
    return -1;
}

static const char *or_none(const char *s)
{
    return s ? s : "-";
}

/* One sentence, one place: what a user sees of it. */
static const struct {
    const char *text, *name, *canonical, *country, *admin1;
    enum vg_relation relation;
    enum vg_place_precision precision;
    const char *direction;
    double km;
} rows[] = {
    {"Une patrouille a été attaquée à Gossi.", "Gossi", "Gossi", "ML", "Tombouctou", VG_REL_AT,
     VG_PLACE_TOWN, "", 0},
    {"Un car a sauté sur une mine près de Bankass.", "Bankass", "Bankass", "ML", "Bandiagara",
     VG_REL_NEAR, VG_PLACE_TOWN, "", 0},
    {"Des tirs ont été entendus à une trentaine de kilomètres au nord de Ténenkou.", "Ténenkou",
     "Ténenkou", "ML", "Mopti", VG_REL_NEAR, VG_PLACE_TOWN, "N", 0},
    {"Le pont se trouve à 12 km au sud-est de Sévaré.", "Sévaré", "Sévaré", "ML", "Mopti",
     VG_REL_DISTANCE, VG_PLACE_TOWN, "SE", 12},
    {"Le convoi est tombé dans une embuscade à 40 km d'Ansongo.", "Ansongo", "Ansongo", "ML", "Gao",
     VG_REL_DISTANCE, VG_PLACE_TOWN, "", 40},
    {"Trois bergers ont été tués dans le cercle de Youwarou.", "Youwarou", "Youwarou", "ML",
     "Mopti", VG_REL_IN, VG_PLACE_ADMIN2, "", 0},
    {"Les combats se poursuivent dans la région de Kidal.", "Kidal", "Kidal", "ML", "Kidal",
     VG_REL_IN, VG_PLACE_ADMIN1, "", 0},
    {"Le camp de Labbezanga a été pillé.", "Labbezanga", "Labbezanga", "ML", "Gao", VG_REL_AT,
     VG_PLACE_TOWN, "", 0},
    {"Les assaillants ont quitté Léré dans la nuit.", "Léré", "Léré", "ML", "Tombouctou",
     VG_REL_FROM, VG_PLACE_TOWN, "", 0},
    {"La colonne faisait route vers Tessalit.", "Tessalit", "Tessalit", "ML", "Kidal", VG_REL_TO,
     VG_PLACE_TOWN, "", 0},
    {"Des hommes armés ont attaqué le village de Kouroumari.", "Kouroumari", "-", "ML", "-",
     VG_REL_AT, VG_PLACE_TOWN, "", 0},
    {"L'armée a frappé une base dans la forêt de Foulsaré.", "Foulsaré", "Foulsaré", "ML",
     "Douentza", VG_REL_IN, VG_PLACE_SITE, "", 0},
    {"Une attaque a visé un poste à TIN ZAOUATENE.", "TIN ZAOUATENE", "Tin-Zaouatène", "ML",
     "Kidal", VG_REL_AT, VG_PLACE_TOWN, "", 0},
    {"Les jihadistes sont entrés à Djabali.", "Djabali", "Diabaly", "ML", "Ségou", VG_REL_AT,
     VG_PLACE_TOWN, "", 0},
    {"Le poste de la gendarmerie de Gossi a été attaqué.", "Gossi", "Gossi", "ML", "Tombouctou",
     VG_REL_AT, VG_PLACE_TOWN, "", 0},
    {"Un véhicule a sauté à l'est du Mali.", "est du Mali", "Mali", "ML", "-", VG_REL_IN,
     VG_PLACE_ADMIN1, "E", 0},
    {"Des raids contre des villages du Cercle de Koro.", "Koro", "Koro", "ML", "Bandiagara",
     VG_REL_IN, VG_PLACE_ADMIN2, "", 0},
    {"Des attaques contre Sirbaga dans le cercle de Koro.", "Sirbaga", "-", "ML", "Bandiagara",
     VG_REL_AT, VG_PLACE_TOWN, "", 0},
    {"Un raid a été mené dans la région du Gourma.", "Gourma", "Gourma malien", "ML", "-",
     VG_REL_IN, VG_PLACE_ADMIN1, "", 0},
    {"Des habitants ont fui Ouatagounna.", "Ouatagounna", "Ouattagouna", "ML", "Gao", VG_REL_FROM,
     VG_PLACE_TOWN, "", 0},
};

static void one_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(rows); i++) {
        struct vg_document *doc = read_doc(rows[i].text, "2025-03-04", "ML");
        struct vg_place p;
        int32_t at = find(doc, rows[i].name);
        vg_where_fill(doc, at, VG_DAY_NONE, &p);
        assert_string_equal(or_none(p.canonical), rows[i].canonical);
        assert_string_equal(p.country, rows[i].country);
        assert_string_equal(or_none(p.admin1), rows[i].admin1);
        if (rows[i].km > 0 || rows[i].relation != VG_REL_NEAR || !rows[i].direction[0])
            assert_int_equal(p.relation, rows[i].relation);
        assert_int_equal(p.precision, rows[i].precision);
        assert_string_equal(p.direction, rows[i].direction);
        if (rows[i].km > 0)
            assert_true(fabs(p.distance_km - rows[i].km) < 0.01);
        free_doc(doc);
    }
}

static void no_places(void **state)
{
    static const char *const texts[] = {
        "Le président Ibrahim Boubacar Keïta a reçu la délégation.",
        "Le Journal du Mali et Studio Tamani ont relayé la nouvelle.",
        "San doute la pluie viendra-t-elle.",
        "Il a remis le dossier à Moussa Doumbia, puis à Assimi Goïta.",
        "",
        "12 345 678",
    };

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(texts); i++) {
        struct vg_document *doc = read_doc(texts[i], "2025-03-04", "ML");
        assert_int_equal(doc->n_places, 0);
        free_doc(doc);
    }
}

static void anchors(void **state)
{
    struct vg_place p;
    struct vg_document *doc = read_doc(
        "Le véhicule a sauté à Alkit, entre Kidal et Anéfis. Les renforts étaient attendus entre "
        "Gao et Bourem. Un second incident a eu lieu sur l'axe Sévaré-Bandiagara.",
        "2025-03-04", "ML");

    (void)state;
    vg_where_fill(doc, find(doc, "Alkit"), VG_DAY_NONE, &p);
    assert_int_equal(p.relation, VG_REL_AT);
    assert_int_equal(p.n_anchors, 2);
    assert_string_equal(p.anchors[0], "Kidal");
    assert_string_equal(p.anchors[1], "Anéfis");
    vg_where_fill(doc, find(doc, "Gao"), VG_DAY_NONE, &p);
    assert_int_equal(p.relation, VG_REL_BETWEEN);
    assert_int_equal(p.n_anchors, 1);
    assert_string_equal(p.anchors[0], "Bourem");
    assert_true(p.has_coord && p.lat > 16.4 && p.lat < 16.8); /* half way */
    vg_where_fill(doc, find(doc, "Sévaré"), VG_DAY_NONE, &p);
    assert_int_equal(p.relation, VG_REL_BETWEEN);
    assert_string_equal(p.anchors[0], "Bandiagara");
    free_doc(doc);
}

static void coordinates(void **state)
{
    struct vg_document *doc =
        read_doc("L'explosion s'est produite à 100 km à l'est de Gao.", "2025-03-04", "ML");
    struct vg_place p;

    (void)state;
    vg_where_fill(doc, find(doc, "Gao"), VG_DAY_NONE, &p);
    assert_true(fabs(p.lat - 16.27) < 0.05 && p.lon > 0.7 && p.lon < 1.1);
    free_doc(doc);
}

static void regions_of_the_day(void **state)
{
    struct vg_document *doc = read_doc("Une attaque a visé Koro et Ménaka.", "2025-03-04", "ML");
    struct vg_place p;

    (void)state;
    vg_where_fill(doc, find(doc, "Koro"), vg_day_from_civil(2023, 3, 12), &p);
    assert_string_equal(p.admin1, "Mopti");
    vg_where_fill(doc, find(doc, "Koro"), vg_day_from_civil(2023, 3, 13), &p);
    assert_string_equal(p.admin1, "Bandiagara");
    vg_where_fill(doc, find(doc, "Ménaka"), vg_day_from_civil(2012, 1, 17), &p);
    assert_string_equal(p.admin1, "Gao");
    free_doc(doc);
    doc = read_doc("Burkina Faso : une attaque à Djibo.", "2025-09-01", "BF");
    vg_where_fill(doc, find(doc, "Djibo"), vg_day_from_civil(2024, 1, 1), &p);
    assert_string_equal(p.admin1, "Sahel");
    vg_where_fill(doc, find(doc, "Djibo"), vg_day_from_civil(2025, 8, 30), &p);
    assert_string_equal(p.admin1, "Soum");
    free_doc(doc);
}

static void homonyms(void **state)
{
    struct vg_place p;
    struct vg_document *doc =
        read_doc("Mali : l'armée a repris Boni, dans le cercle de Douentza.", "2025-03-04", "ML");

    (void)state;
    vg_where_fill(doc, find(doc, "Boni"), VG_DAY_NONE, &p);
    assert_string_equal(p.admin1, "Douentza");
    free_doc(doc);
    doc = read_doc("Burkina : des hommes armés ont attaqué Boni, dans la province du Tuy.",
                   "2025-03-04", "BF");
    vg_where_fill(doc, find(doc, "Boni"), VG_DAY_NONE, &p);
    assert_string_equal(p.country, "BF");
    assert_string_equal(p.admin1, "Hauts-Bassins");
    free_doc(doc);
}

static void unknown_places(void **state)
{
    struct vg_place p;
    struct vg_document *doc =
        read_doc("Des hommes armés ont brûlé le village de Zoumbarra, dans la région de Ségou.",
                 "2025-03-04", "ML");

    (void)state;
    vg_where_fill(doc, find(doc, "Zoumbarra"), VG_DAY_NONE, &p);
    assert_null(p.canonical);
    assert_string_equal(p.country, "ML");
    assert_string_equal(p.admin1, "Ségou");
    free_doc(doc);
}

static void what_is_not_where_it_happened(void **state)
{
    struct vg_document *doc = read_doc("BAMAKO, 4 mars 2025 - Le maire de Niono a parlé de dix "
                                       "morts à Sokolo. Bamako accuse Alger "
                                       "de soutenir les rebelles.",
                                       "2025-03-04", "ML");

    (void)state;
    assert_true(doc->places[find(doc, "BAMAKO")].is_dateline);
    assert_true(doc->places[find(doc, "Niono")].is_origin);
    assert_true(doc->places[find(doc, "Bamako")].is_actor);
    assert_true(doc->places[find(doc, "Alger")].is_actor);
    assert_true(vg_where_fitness(doc, find(doc, "Sokolo")) > 0.9);
    assert_true(vg_where_fitness(doc, find(doc, "Bamako")) < 0.2);
    free_doc(doc);
}

static bool is_place(const struct vg_document *doc, const char *name)
{
    for (size_t i = 0; i < doc->n_places; i++)
        if (strcmp(doc->places[i].name, name) == 0)
            return true;
    return false;
}

/* Names after and before a title, a known place that begins a name, an agency. */
static void people_are_no_places(void **state)
{
    struct vg_document *doc =
        read_doc("Pour le maire de Bankass, près de Gorey, Vohalo Deguimo, c'est grave, a appris "
                 "Anadolu. Tirako, le maire de Darak, a compté dix morts. À Vohalo, rien. Selon "
                 "le porte-parole, Gao Issalo, des hommes ont attaqué Tenakana. La famille de Bourema "
                 "Dialo vit à l'hôtel Bybalo.",
                 "2025-03-04", "ML");

    (void)state;
    assert_false(is_place(doc, "Vohalo Deguimo"));
    assert_false(is_place(doc, "Tirako"));
    assert_false(is_place(doc, "Anadolu"));
    assert_false(is_place(doc, "Gao"));
    assert_false(is_place(doc, "Bourema Dialo"));
    assert_false(is_place(doc, "Bybalo"));
    assert_true(is_place(doc, "Gorey"));
    assert_true(is_place(doc, "Tenakana"));
    free_doc(doc);
}

/* The town of that name is in another country than the department told right after it. */
static void homonym_abroad(void **state)
{
    struct vg_place p;
    struct vg_document *doc = read_doc(
        "Au Niger, une attaque a visé l'armée à Boni, dans le département de Torodi. Une autre "
        "a eu lieu sur le lac Tchad.",
        "2025-03-04", "NE");

    (void)state;
    vg_where_fill(doc, find(doc, "Boni"), VG_DAY_NONE, &p);
    assert_string_equal(p.country, "NE");
    assert_string_equal(p.admin1, "Tillabéri");
    assert_true(is_place(doc, "lac Tchad"));
    free_doc(doc);
}

static void the_country_of_the_article(void **state)
{
    struct vg_document *doc = read_doc("Attaque à Torodi. Des hommes armés venus de Kantchari ont "
                                       "tué trois soldats à Makalondi, puis à "
                                       "Téra.",
                                       "2025-03-04", "ML");

    (void)state;
    assert_string_equal(doc->country, "NE");
    free_doc(doc);
}

/* `la ville`, `la capitale` mean places told of before. */
static void places_told_of_before(void **state)
{
    struct vg_place p;
    struct vg_document *doc =
        read_doc("Mali : attaque à Niono. Des hommes armés sont entrés dans la ville, "
                 "avant de brûler un poste. À Ségou, on dément. Le convoi "
                 "est arrivé dans la capitale.",
                 "2025-03-04", "ML");

    (void)state;
    assert_int_equal(doc->n_places, 5);
    vg_where_fill(doc, 2, VG_DAY_NONE, &p);
    assert_string_equal(p.canonical, "Niono");
    vg_where_fill(doc, 4, VG_DAY_NONE, &p);
    assert_string_equal(p.canonical, "Bamako");
    free_doc(doc);
    doc = read_doc("La ville de Gao est calme. Le village voisin aussi.", "2025-03-04", "ML");
    assert_int_equal(doc->n_places, 1);
    free_doc(doc);
}

/* A headline's stretch gives way to the point that the text names on it; what situates a place is
 * no place of its own. */
static void what_only_helps_to_find(void **state)
{
    struct vg_place p;
    struct vg_document *doc =
        read_doc("Embuscade entre Gao et Ansongo. Le convoi a été attaqué entre Gao et Ansongo, à "
                 "hauteur de "
                 "Bentia. À Mbora, dans la commune de Ouenkoro, trois civils sont morts.",
                 "2025-03-04", "ML");

    (void)state;
    vg_where_fill(doc, 0, VG_DAY_NONE, &p);
    assert_string_equal(p.name, "Bentia");
    vg_where_fill(doc, find(doc, "Ouenkoro"), VG_DAY_NONE, &p);
    assert_string_equal(p.name, "Mbora");
    assert_string_equal(p.admin1, "Bandiagara");
    free_doc(doc);
}

static void spelling(void **state)
{
    static const char *const pairs[][2] = {{"Tin-Zaouatène", "Tinzawaten"},
                                           {"Ouallam", "Walam"},
                                           {"Djebock", "Djebok"},
                                           {"Dogofry", "Dogofri"},
                                           {"Aghabo", "Agabo"},
                                           {"Intillit", "In Tilit"},
                                           {"Bourem", "Burem"},
                                           {"Koutougou", "Kutugu"}};
    struct vg_buf a, b, folded;

    (void)state;
    vg_buf_init(&a, 256);
    vg_buf_init(&b, 256);
    vg_buf_init(&folded, 256);
    for (size_t i = 0; i < VG_COUNT_OF(pairs); i++) {
        for (int k = 0; k < 2; k++) {
            vg_buf_clear(&folded);
            assert_int_equal(vg_utf8_fold_sv(vg_sv_cstr(pairs[i][k]), &folded), 0);
            vg_gazetteer_key(vg_buf_view(&folded), k ? &b : &a);
        }
        assert_true(vg_sv_eq(vg_buf_view(&a), vg_buf_view(&b)));
    }
    vg_buf_done(&a);
    vg_buf_done(&b);
    vg_buf_done(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_place),
        cmocka_unit_test(no_places),
        cmocka_unit_test(anchors),
        cmocka_unit_test(coordinates),
        cmocka_unit_test(regions_of_the_day),
        cmocka_unit_test(homonyms),
        cmocka_unit_test(unknown_places),
        cmocka_unit_test(what_is_not_where_it_happened),
        cmocka_unit_test(people_are_no_places),
        cmocka_unit_test(homonym_abroad),
        cmocka_unit_test(the_country_of_the_article),
        cmocka_unit_test(places_told_of_before),
        cmocka_unit_test(what_only_helps_to_find),
        cmocka_unit_test(spelling),
    };
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
