/* test_alert.c - what a subscriber sees of alerts, over a real store and scripted time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/io.h"
#include "daemon/alert.h"
#include "daemon/alert_store.h"
#include "daemon/journal.h"
#include "daemon/match.h"

#define SECOND INT64_C(1000000)
#define HOUR (3600 * SECOND)
#define T0 (INT64_C(1752500000) * SECOND)

struct told {
    enum vg_alert_state state;
    char rule[64], changed[256], why[256];
    size_t n_events;
    uint32_t revision;
};

struct desk {
    char dir[64], db[96], yaml[96];
    struct vg_store *store;
    struct vg_alerts *alerts;
    struct vg_arena *arena;
    struct told told[64];
    size_t n;
    uint64_t seq;
    int64_t now;
};

static void join(char *out, size_t size, const char *const *list, size_t n)
{
    out[0] = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = strlen(out);
        (void)snprintf(out + at, size - at, "%s%s", i ? "; " : "", list[i]);
    }
}

static int hear(void *ctx, struct vg_message *msg, int64_t now)
{
    struct desk *d = ctx;
    struct told *t = &d->told[d->n++];
    const struct vg_alert_message *m = &msg->u.alert;

    assert_true(d->n <= 64);
    msg->head.seq = ++d->seq;
    msg->head.epoch = vg_store_epoch(d->store);
    msg->head.time_usec = now;
    t->state = m->state;
    t->n_events = m->n_events;
    t->revision = m->revision;
    (void)snprintf(t->rule, sizeof t->rule, "%s", m->rule);
    join(t->changed, sizeof t->changed, m->changed, m->n_changed);
    join(t->why, sizeof t->why, m->why, m->n_why);
    return 0;
}

static bool locate(void *ctx, const char *name, double *lat, double *lon)
{
    (void)ctx;
    if (strcmp(name, "Kidal") != 0)
        return false;
    *lat = 18.44;
    *lon = 1.41;
    return true;
}

static const char *kind(void *ctx, const char *code)
{
    (void)ctx;
    return strcmp(code, "JNIM") == 0 ? "jihadist" : "state_military";
}

static const struct vg_rule_world world = {NULL, locate, kind};

static int load(struct desk *d, const char *yaml, struct vg_rule_set **ret, struct vg_err *err)
{
    const char *files[] = {d->yaml};

    assert_int_equal(vg_write_file(d->yaml, vg_sv_cstr(yaml), 0600, err), 0);
    return vg_rule_set_load(files, 1, &world, ret, err);
}

static struct desk *open_desk(const char *yaml)
{
    struct desk *d = vg_xnew(struct desk);
    struct vg_rule_set *rules = NULL;
    struct vg_err err = {0};

    (void)snprintf(d->dir, sizeof d->dir, "/tmp/vigie-alert-XXXXXX");
    assert_non_null(mkdtemp(d->dir));
    (void)snprintf(d->db, sizeof d->db, "%s/db", d->dir);
    (void)snprintf(d->yaml, sizeof d->yaml, "%s/rules.yaml", d->dir);
    assert_int_equal(vg_store_open(d->db, &d->store, &err), 0);
    d->alerts = vg_alerts_new(d->store, hear, d);
    d->arena = vg_arena_new();
    d->now = T0;
    if (load(d, yaml, &rules, &err) < 0)
        fail_msg("%s:%d: %s", err.file, err.line, err.text);
    vg_alerts_set_rules(d->alerts, rules, &world);
    return d;
}

static void close_desk(struct desk *d)
{
    static const char *const tails[] = {"", "-wal", "-shm"};
    char path[128];

    vg_alerts_free(d->alerts);
    vg_store_close(d->store);
    vg_arena_free(d->arena);
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s%s", d->db, tails[i]);
        (void)remove(path);
    }
    (void)remove(d->yaml);
    (void)rmdir(d->dir);
    free(d);
}

/* An ambush near Kidal with so many killed. */
static struct vg_event ambush(int64_t killed)
{
    struct vg_event e = {.type = VG_TYPE_AMBUSH,
                         .date = {(int32_t)(T0 / (24 * HOUR)), (int32_t)(T0 / (24 * HOUR)), VG_DATE_DAY},
                         .place = {.name = "Anéfis", .admin1 = "Kidal", .country = "ML", .lat = 18.05, .lon = 0.6,
                                   .has_coord = true, .precision = VG_PLACE_TOWN},
                         .initiators = {"JNIM"},
                         .n_initiators = 1,
                         .targets = {"FAMA"},
                         .n_targets = 1,
                         .status = VG_STATUS_CLAIMED};

    e.casualties[0] = (struct vg_casualty){VG_OUT_KILLED, VG_GROUP_MILITARY, {killed, killed, false}, NULL};
    e.n_casualties = 1;
    return e;
}

static void tell(struct desk *d, const char *id, const struct vg_event *e, const char *changed)
{
    struct vg_event_source source = {.article_id = 1, .outlet = "Radio", .kind = "press", .lang = "fr",
                                     .title = "Embuscade à Anéfis", .told = e};
    struct vg_message msg = {.kind = VG_MSG_EVENT,
                             .head = {vg_store_epoch(d->store), ++d->seq, 0, d->now},
                             .u.event = {.event_id = id, .revision = 1, .event = e, .sources = &source, .n_sources = 1,
                                         .independent = 1, .headline = "Embuscade", .first_seen_usec = d->now,
                                         .changed = &changed, .n_changed = changed ? 1 : 0}};

    assert_int_equal(vg_store_begin(d->store), 0);
    assert_int_equal(vg_alerts_event(d->alerts, &msg), 0);
    assert_int_equal(vg_store_commit(d->store), 0);
}

static void pass(struct desk *d, int64_t usec)
{
    d->now += usec;
    assert_int_equal(vg_store_begin(d->store), 0);
    assert_true(vg_alerts_tick(d->alerts, d->now) >= 0);
    assert_int_equal(vg_store_commit(d->store), 0);
}

#define PLAIN "alerts:\n  rules:\n    - name: ambush\n      severity: critical\n      resolve: 24h\n"            \
              "      match:\n        type: [ambush]\n        near: Kidal\n        near_km: 150\n        killed_min: 5\n"

static void an_alert_lives(void **state)
{
    struct desk *d = open_desk(PLAIN);
    struct vg_event e = ambush(10);

    (void)state;
    tell(d, "e1", &e, NULL);
    assert_int_equal(d->n, 1);
    assert_int_equal(d->told[0].state, VG_ALERT_FIRING);
    assert_non_null(strstr(d->told[0].why, "type ambush"));
    assert_non_null(strstr(d->told[0].why, "km from Kidal"));
    assert_non_null(strstr(d->told[0].why, "killed 10"));
    tell(d, "e1", &e, "source: Le Journal"); /* known already: silence */
    assert_int_equal(d->n, 1);
    e = ambush(30);
    tell(d, "e1", &e, "killed 10 → 30");
    assert_int_equal(d->n, 2);
    assert_int_equal(d->told[1].state, VG_ALERT_UPDATED);
    assert_string_equal(d->told[1].changed, "killed 10 → 30");
    pass(d, 23 * HOUR);
    assert_int_equal(d->n, 2);
    pass(d, 2 * HOUR);
    assert_int_equal(d->n, 3);
    assert_int_equal(d->told[2].state, VG_ALERT_RESOLVED);
    pass(d, 100 * HOUR);
    assert_int_equal(d->n, 3);
    close_desk(d);
}

static void what_was_wrong_is_corrected(void **state)
{
    struct desk *d = open_desk(PLAIN);
    struct vg_event e = ambush(10), less = ambush(2);

    (void)state;
    tell(d, "e1", &e, NULL);
    e.status = VG_STATUS_REFUTED;
    tell(d, "e1", &e, "status claimed → refuted");
    assert_int_equal(d->n, 2);
    assert_int_equal(d->told[1].state, VG_ALERT_RETRACTED);
    assert_string_equal(d->told[1].changed, "the event is refuted");
    e = ambush(10);
    tell(d, "e2", &e, NULL);
    tell(d, "e2", &less, "killed 10 → 2");
    assert_int_equal(d->n, 4);
    assert_int_equal(d->told[3].state, VG_ALERT_RETRACTED);
    assert_string_equal(d->told[3].changed, "the event no longer fits the rule");
    tell(d, "e3", &less, NULL);
    assert_int_equal(d->n, 4);
    e.background = true; /* recalled: no news */
    e.casualties[0].count.min = e.casualties[0].count.max = 50;
    tell(d, "e4", &e, NULL);
    assert_int_equal(d->n, 4);
    close_desk(d);
}

static void numbers_fire(void **state)
{
    struct desk *d = open_desk("alerts:\n  rules:\n    - name: three\n      window_count: 3\n      window: 48h\n"
                               "      group_by: [admin1]\n      match: {type: [ambush]}\n");
    struct vg_event e = ambush(1);

    (void)state;
    tell(d, "e1", &e, NULL);
    tell(d, "e1", &e, "killed 1 → 1"); /* the same event counts once */
    d->now += HOUR;
    tell(d, "e2", &e, NULL);
    assert_int_equal(d->n, 0);
    d->now += HOUR;
    tell(d, "e3", &e, NULL);
    assert_int_equal(d->n, 1);
    assert_non_null(strstr(d->told[0].why, "3 events in 48 h"));
    e.place.admin1 = "Gao";
    tell(d, "e4", &e, NULL); /* another region */
    assert_int_equal(d->n, 1);
    e = ambush(1);
    e.status = VG_STATUS_REFUTED;
    tell(d, "e2", &e, "status claimed → refuted");
    assert_int_equal(d->n, 2);
    assert_int_equal(d->told[1].state, VG_ALERT_RETRACTED);
    assert_int_equal(vg_store_match_count(d->store, "three", "three/Gao", 0, INT64_MAX), 1);
    pass(d, 30 * 24 * HOUR);
    assert_int_equal(vg_store_match_count(d->store, "three", "three/Gao", 0, INT64_MAX), 1);
    pass(d, 60 * 24 * HOUR); /* what no rule can count any more is not kept */
    assert_int_equal(vg_store_match_count(d->store, "three", "three/Gao", 0, INT64_MAX), 0);
    close_desk(d);
}

static void a_group_is_waited_for(void **state)
{
    struct desk *d = open_desk("alerts:\n  rules:\n    - name: g\n      group_by: [country]\n      group_wait: 30s\n"
                               "      repeat: 4h\n      resolve: 10h\n");
    struct vg_event e = ambush(1);

    (void)state;
    tell(d, "e1", &e, NULL);
    tell(d, "e2", &e, NULL);
    assert_int_equal(d->n, 0);
    pass(d, 31 * SECOND);
    assert_int_equal(d->n, 1);
    assert_int_equal(d->told[0].n_events, 2);
    assert_int_equal(d->told[0].state, VG_ALERT_FIRING);
    pass(d, 4 * HOUR + SECOND);
    assert_int_equal(d->n, 2);
    assert_string_equal(d->told[1].changed, "still so");
    pass(d, 4 * HOUR + SECOND);
    pass(d, 4 * HOUR + SECOND);
    assert_int_equal(d->told[d->n - 1].state, VG_ALERT_RESOLVED);
    close_desk(d);
}

static int count_rows(void *ctx, const struct vg_delivery_row *row)
{
    int64_t *due = ctx;

    due[0]++;
    due[1] = row->due_usec;
    return 0;
}

static void silence_and_sleep(void **state)
{
    struct desk *d = open_desk("alerts:\n  receivers:\n    - {name: desk, url: 'http://127.0.0.1:1/x'}\n  rules:\n"
                               "    - name: quiet\n      receivers: [desk]\n      quiet: 00:00-23:00 +01:00\n");
    struct vg_event e = ambush(1);
    struct vg_silence_row s = {.by = "op", .reason = "exercise", .from_usec = T0, .until_usec = T0 + HOUR};
    int64_t due[2] = {0}, id;
    struct vg_buf list;

    (void)state;
    assert_int_equal(vg_store_begin(d->store), 0);
    assert_int_equal(vg_store_silence_add(d->store, &s, &id), 0);
    assert_int_equal(vg_store_commit(d->store), 0);
    tell(d, "e1", &e, NULL);
    assert_int_equal(d->n, 0);
    vg_buf_init(&list, 100000);
    assert_int_equal(vg_alerts_list(d->alerts, d->now, &list), 0);
    assert_non_null(strstr(list.p, "\"exercise\""));
    vg_buf_done(&list);
    d->now += 2 * HOUR;
    tell(d, "e2", &e, NULL);
    assert_int_equal(d->n, 1);
    assert_int_equal(vg_store_deliveries_due(d->store, NULL, d->now, 10, count_rows, due), 0);
    assert_int_equal(due[0], 0); /* it is night for the desk */
    assert_int_equal(vg_store_deliveries_due(d->store, NULL, d->now + 24 * HOUR, 10, count_rows, due), 0);
    assert_int_equal(due[0], 1);
    assert_int_equal((due[1] / SECOND + 3600) % 86400, 23 * 3600);
    close_desk(d);
}

static void bad_rules_are_refused(void **state)
{
    static const struct {
        const char *yaml, *says;
        int line;
    } cases[] = {
        {"alerts:\n  rules:\n    - severity: info\n", "needs a name", 3},
        {"alerts:\n  rules:\n    - name: a\n      severity: red\n", "info, warning or critical", 4},
        {"alerts:\n  rules:\n    - name: a\n      match:\n        type: [ambuscade]\n", "none of the codes", 5},
        {"alerts:\n  rules:\n    - name: a\n      match:\n        near: Nowhere\n        near_km: 3\n", "near_lat", 5},
        {"alerts:\n  rules:\n    - name: a\n      windo: 3h\n", "unknown key", 4},
        {"alerts:\n  rules:\n    - name: a\n      window: 3h\n", "window_count", 4},
        {"alerts:\n  rules:\n    - name: a\n      receivers: [x]\n", "no receiver", 4},
        {"alerts:\n  rules:\n    - name: a\n      match: {any: [{killed_min: many}]}\n", "whole number", 0},
        {"alerts:\n  receivers:\n    - name: x\n", "exactly one", 0},
        {"alerts:\n  rules:\n    - name: a\n      match: {within: nothere.json}\n", "nothere.json", 0},
        {"alerts:\n  rules:\n    - name: a\n    - name: a\n", "taken", 4},
    };
    struct desk *d = open_desk("alerts:\n  rules: []\n");

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_rule_set *rules = NULL;
        struct vg_err err = {0};
        char all[512];
        assert_true(load(d, cases[i].yaml, &rules, &err) < 0);
        (void)snprintf(all, sizeof all, "%s: %s", err.file, err.text);
        if (!strstr(all, cases[i].says) || (cases[i].line && err.line != cases[i].line))
            fail_msg("case %zu: line %d: %s", i, err.line, all);
    }
    close_desk(d);
}

static void trees_and_polygons(void **state)
{
    static const char geo[] = "{\"type\":\"Polygon\",\"coordinates\":[[[0,18],[1,18],[1,19],[0,19],[0,18]]]}";
    struct vg_arena *arena = vg_arena_new();
    const struct vg_polygon *p = NULL;
    struct vg_err err;

    (void)state;
    struct desk *d = open_desk("alerts:\n  rules:\n    - name: t\n      match:\n        any:\n"
                               "          - {status: [asserted]}\n          - all: [{actor_kinds: [jihadist]}, {words: [ANEFIS]}]\n"
                               "        not: {country: [NE]}\n");
    struct vg_event e = ambush(1);
    tell(d, "e1", &e, NULL);
    assert_int_equal(d->n, 1);
    assert_non_null(strstr(d->told[0].why, "JNIM is jihadist"));
    e.place = (struct vg_place){.name = "Téra", .country = "NE"};
    tell(d, "e2", &e, NULL);
    assert_int_equal(d->n, 1);
    assert_int_equal(vg_write_file(d->yaml, vg_sv_cstr(geo), 0600, &err), 0);
    assert_int_equal(vg_polygon_load(d->yaml, arena, &p, &err), 0);
    assert_true(vg_polygon_contains(p, 18.05, 0.6));
    assert_false(vg_polygon_contains(p, 17.9, 0.6));
    assert_true(vg_distance_km(18.44, 1.41, 16.27, -0.04) > 280 && vg_distance_km(18.44, 1.41, 16.27, -0.04) < 290);
    close_desk(d);
    vg_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alert_lives),        cmocka_unit_test(what_was_wrong_is_corrected),
        cmocka_unit_test(numbers_fire),          cmocka_unit_test(a_group_is_waited_for),
        cmocka_unit_test(silence_and_sleep),     cmocka_unit_test(bad_rules_are_refused),
        cmocka_unit_test(trees_and_polygons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
