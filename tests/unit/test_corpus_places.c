/*
 * The places and actors that the gold of the corpora names must be among the mentions of the text,
 * with their country and region. Floors: they only rise.
 */
#include <dirent.h>

#include <jansson.h>

#include "tests/unit/reading.h"
#include "base/utf8.h"
#include "extract/where.h"
#include "extract/who.h"

struct tally {
    int places, found, countries, country_right, regions, region_right, actors, actor_found;
};

/* Letters and digits only, folded: how the scorer compares. */
static void normal(const char *s, struct vg_buf *out)
{
    struct vg_buf folded;

    vg_buf_init(&folded, 1 << 16);
    vg_buf_clear(out);
    (void)vg_utf8_fold_sv(vg_sv_cstr(s), &folded);
    for (size_t i = 0; i < folded.n; i++)
        if (vg_is_alpha((unsigned char)folded.p[i]) || vg_is_digit((unsigned char)folded.p[i]))
            (void)vg_buf_char(out, folded.p[i]);
    vg_buf_done(&folded);
}

static bool same(const char *a, const char *b)
{
    struct vg_buf x, y;

    if (!a || !b)
        return false;
    vg_buf_init(&x, 1 << 16);
    vg_buf_init(&y, 1 << 16);
    normal(a, &x);
    normal(b, &y);
    bool r = x.n && vg_sv_eq(vg_buf_view(&x), vg_buf_view(&y));
    vg_buf_done(&x);
    vg_buf_done(&y);
    return r;
}

static void count_place(struct vg_document *doc, json_t *gold, int32_t day, struct tally *t)
{
    const char *name = json_string_value(json_object_get(gold, "name"));
    const char *country = json_string_value(json_object_get(gold, "country"));
    const char *admin1 = json_string_value(json_object_get(gold, "admin1"));
    bool found = false, in_country = false, in_region = false;
    struct vg_place p;

    for (size_t i = 0; i < doc->n_places; i++) {
        vg_where_fill(doc, (int32_t)i, day, &p);
        if (!same(doc->places[i].name, name) && !same(p.canonical, name) && !same(p.name, name))
            continue;
        found = true;
        in_country |= same(p.country, country);
        in_region |= same(p.admin1, admin1);
    }
    t->places++;
    t->found += found;
    t->countries += found && country;
    t->country_right += found && country && in_country;
    t->regions += found && admin1;
    t->region_right += found && admin1 && in_region;
}

static void count_actors(const struct vg_document *doc, json_t *list, struct tally *t)
{
    json_t *code;
    size_t i;

    json_array_foreach(list, i, code)
    {
        bool found = false;
        for (size_t k = 0; k < doc->n_actors && !found; k++)
            found = same(doc->actors[k].code, json_string_value(code));
        t->actors++;
        t->actor_found += found;
    }
}

static void read_article(struct reading *f, const char *corpus, const char *id, struct tally *t)
{
    char name[512];
    struct vg_buf gold_text, text;
    json_t *event;
    size_t i;

    (void)snprintf(name, sizeof name, "corpus/%s/gold/%s.json", corpus, id);
    reading_load(name, &gold_text);
    (void)snprintf(name, sizeof name, "corpus/%s/texts/%s.txt", corpus, id);
    reading_load(name, &text);
    json_t *gold = json_loadb(gold_text.p, gold_text.n, 0, NULL);
    int32_t published =
        vg_day_parse(vg_sv_cstr(json_string_value(json_object_get(gold, "published"))));
    (void)reading_of_text(f, vg_buf_view(&text), published);
    f->doc.gazetteer = f->pack->gazetteer;
    f->doc.where_rules = f->pack->where;
    f->doc.actor_table = f->pack->actors;
    vg_who_names(&f->doc);
    vg_where_run(&f->doc);
    vg_who_run(&f->doc);
    json_array_foreach(json_object_get(gold, "events"), i, event)
    {
        json_t *place = json_object_get(event, "place");
        const char *from =
            json_string_value(json_object_get(json_object_get(event, "date"), "from"));
        if (json_is_object(place))
            count_place(&f->doc, place, from ? vg_day_parse(vg_sv_cstr(from)) : published, t);
        count_actors(&f->doc, json_object_get(event, "initiators"), t);
        count_actors(&f->doc, json_object_get(event, "targets"), t);
    }
    json_decref(gold);
    vg_buf_done(&gold_text);
    vg_buf_done(&text);
}

static void at_least(const char *what, int part, int whole, double floor)
{
    print_message("%s: %d of %d = %.3f\n", what, part, whole, whole ? (double)part / whole : 0);
    assert_true(whole > 0 && (double)part >= floor * whole);
}

static void read_corpus(struct reading *f, const char *corpus, const double floors[4])
{
    const char *data = getenv("VG_DATA");
    struct tally t = {0};
    char path[4096];
    struct dirent *e;

    (void)snprintf(path, sizeof path, "%s/corpus/%s/gold", data ? data : "tests/data", corpus);
    DIR *dir = opendir(path);
    if (!dir)
        skip();
    while ((e = readdir(dir))) {
        size_t n = strlen(e->d_name);
        char id[64];
        if (n < 6 || n > 60 || strcmp(e->d_name + n - 5, ".json") != 0)
            continue;
        (void)snprintf(id, sizeof id, "%.*s", (int)(n - 5), e->d_name);
        read_article(f, corpus, id, &t);
    }
    (void)closedir(dir);
    at_least("places named", t.found, t.places, floors[0]);
    at_least("country right", t.country_right, t.countries, floors[1]);
    at_least("region right", t.region_right, t.regions, floors[2]);
    at_least("actors named", t.actor_found, t.actors, floors[3]);
}

static void dev(void **state)
{
    read_corpus(*state, "dev", (const double[]){0.97, 0.98, 0.97, 0.93});
}

static void train(void **state)
{
    read_corpus(*state, "train", (const double[]){0.96, 0.98, 0.97, 0.91});
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dev), cmocka_unit_test(train)};

    return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
