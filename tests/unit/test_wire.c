#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/io.h"
#include "wire/headline.h"
#include "wire/message.h"
#include "wire/request.h"
#include "wire/topic.h"

static const char ambush[] =
    "{\"type\":\"ambush\",\"date\":{\"from\":\"2025-07-14\",\"to\":\"2025-07-14\",\"precision\":"
    "\"day\"},"
    "\"place\":{\"name\":\"Alkit\",\"relation\":\"at\",\"anchors\":[\"Kidal\",\"Anefis\"],"
    "\"admin1\":\"Kidal\",\"country\":\"ML\",\"lat\":null,\"lon\":null,\"precision\":\"site\"},"
    "\"initiators\":[\"FLA\",\"JNIM\"],\"targets\":[\"FAMA\"],"
    "\"casualties\":[{\"outcome\":\"killed\",\"group\":\"military\",\"min\":1,\"max\":null}],"
    "\"materiel\":[{\"item\":\"vehicle\",\"outcome\":\"destroyed\",\"min\":4,\"max\":4}],"
    "\"means\":[\"heavy_weapons\"],\"status\":\"asserted\","
    "\"claims\":[{\"by\":\"FLA\",\"stance\":\"claims\"},{\"by\":\"FAMA\",\"stance\":"
    "\"acknowledges\"}],"
    "\"background\":false,\"evidence\":[{\"from\":9,\"to\":140}]}";

/* one arena and one buffer per test */
struct room {
    struct vg_arena *arena;
    struct vg_buf out;
};

static int setup(void **state)
{
    struct room *room = vg_xnew(struct room);

    room->arena = vg_arena_new();
    vg_buf_init(&room->out, VG_MAX_MESSAGE);
    *state = room;
    return 0;
}

static int teardown(void **state)
{
    struct room *room = *state;

    vg_arena_free(room->arena);
    vg_buf_done(&room->out);
    free(room);
    return 0;
}

static struct vg_event *read_ambush(struct room *room)
{
    struct vg_event *event = vg_arena_new_n(room->arena, struct vg_event, 1);

    assert_int_equal(vg_event_read(VG_SV(ambush), room->arena, event, NULL), 0);
    return event;
}

static void the_record_reads_and_writes_the_same(void **state)
{
    struct room *room = *state;
    struct vg_event *event = read_ambush(room);

    assert_int_equal(event->type, VG_TYPE_AMBUSH);
    assert_int_equal(event->date.from, vg_day_from_civil(2025, 7, 14));
    assert_string_equal(event->place.anchors[1], "Anefis");
    assert_true(event->casualties[0].count.max == VG_COUNT_NULL);
    assert_false(event->place.has_coord);
    assert_int_equal(vg_event_write(event, &room->out), 0);
    assert_string_equal(room->out.p, ambush);
}

static void a_bad_record_is_named(void **state)
{
    static const struct {
        const char *json, *says;
        int code;
    } cases[] = {
        {"{\"type\":\"picnic\"}", "type", VG_E_SYNTAX},
        {"{}", "type", VG_E_SYNTAX},
        {"[]", "object", VG_E_SYNTAX},
        {"{\"type\":\"ambush\"", "JSON", VG_E_SYNTAX},
        {"{\"type\":\"ambush\",\"date\":7}", "date", VG_E_SYNTAX},
        {"{\"type\":\"ambush\",\"date\":{\"from\":\"2025-02-30\"}}", "from", VG_E_SYNTAX},
        {"{\"type\":\"ambush\",\"place\":{\"name\":\"x\",\"country\":\"MLI\"}}", "country",
         VG_E_SYNTAX},
        {"{\"type\":\"ambush\",\"means\":[\"sword\"]}", "means", VG_E_SYNTAX},
        {"{\"type\":\"ambush\",\"casualties\":[{\"min\":-1}]}", "min", VG_E_SYNTAX},
        {"{\"type\":\"ambush\",\"claims\":[{}]}", "by", VG_E_SYNTAX},
    };
    struct room *room = *state;

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_event event = {.n_claims = 77};
        struct vg_err err = {0};

        assert_int_equal(vg_event_read(vg_sv_cstr(cases[i].json), room->arena, &event, &err),
                         cases[i].code);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_int_equal(event.n_claims, 77);
    }
}

static void an_event_message_keeps_everything(void **state)
{
    struct room *room = *state;
    struct vg_event *event = read_ambush(room);
    const char *changed[] = {"killed 30 → 60 by a local official"},
               *reasons[] = {"2 independent sources"};
    struct vg_event_source source = {.article_id = 41,
                                     .copy_of = 40,
                                     .source = "studio",
                                     .outlet = "Studio \xff",
                                     .kind = "press",
                                     .country = "ML",
                                     .lang = "fr",
                                     .url = "http://a/b",
                                     .title = "Embuscade à Alkit",
                                     .published_usec = 1752480000000000,
                                     .seen_usec = VG_WIRE_TIME_NONE,
                                     .told = event};
    struct vg_message msg = {.kind = VG_MSG_EVENT,
                             .head = {"0123456789abcdef", 12, 9, 1752480001500000}},
                      got;

    msg.u.event = (struct vg_event_message){.event_id = "e7",
                                            .revision = 2,
                                            .changed = changed,
                                            .n_changed = 1,
                                            .headline = "Embuscade",
                                            .event = event,
                                            .sources = &source,
                                            .n_sources = 1,
                                            .independent = 1,
                                            .confidence = 0.75,
                                            .reasons = reasons,
                                            .n_reasons = 1};
    assert_int_equal(vg_message_write(&msg, &room->out), 0);
    assert_int_equal(vg_message_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
    assert_int_equal(got.kind, VG_MSG_EVENT);
    assert_string_equal(got.head.epoch, "0123456789abcdef");
    assert_true(got.head.seq == 12 && got.head.prev == 9 && got.head.time_usec == 1752480001500000);
    assert_string_equal(got.u.event.event_id, "e7");
    assert_string_equal(got.u.event.changed[0], changed[0]);
    assert_true(got.u.event.confidence > 0.749 && got.u.event.confidence < 0.751);
    assert_string_equal(got.u.event.sources[0].outlet, "Studio \xEF\xBF\xBD");
    assert_true(got.u.event.sources[0].published_usec == 1752480000000000);
    assert_true(got.u.event.sources[0].seen_usec == VG_WIRE_TIME_NONE);
    assert_true(got.u.event.sources[0].copy_of == 40);
    assert_string_equal(got.u.event.sources[0].told->initiators[1], "JNIM");
    assert_string_equal(got.u.event.event->place.name, "Alkit");
    assert_string_equal(vg_topic_of(&got).s, "event.ML.kidal.ambush");
}

static void other_messages_survive_the_trip(void **state)
{
    struct room *room = *state;
    const char *events[] = {"e1", "e2"}, *why[] = {"killed at least 10"};
    const uint64_t seqs[] = {4, 5};
    struct vg_message msgs[] = {
        {.kind = VG_MSG_ARTICLE,
         .u.article = {.article_id = 3,
                       .outlet = "Aïr Info",
                       .lang = "fr",
                       .full = true,
                       .words = 300,
                       .events = events,
                       .n_events = 2}},
        {.kind = VG_MSG_FEED,
         .u.feed = {.source = "a.b",
                    .state = "failing",
                    .was = "ok",
                    .failures = 3,
                    .http_status = 503,
                    .next_poll_usec = 1000000}},
        {.kind = VG_MSG_ALERT,
         .u.alert = {.alert_id = "a1",
                     .rule = "Grande attaque",
                     .severity = VG_SEVERITY_CRITICAL,
                     .state = VG_ALERT_RETRACTED,
                     .why = why,
                     .n_why = 1,
                     .events = events,
                     .n_events = 2,
                     .event_seqs = seqs,
                     .event = read_ambush(room)}},
        {.kind = VG_MSG_HEARTBEAT, .u.heartbeat = {.uptime_s = 5, .state = "running"}},
    };
    static const char *const topics[] = {"article.fr.air-info", "feed.failing.a_b",
                                         "alert.critical.grande-attaque", "sys.heartbeat"};

    for (size_t i = 0; i < VG_COUNT_OF(msgs); i++) {
        struct vg_message got;
        struct vg_buf again;

        vg_buf_clear(&room->out);
        vg_buf_init(&again, VG_MAX_MESSAGE);
        msgs[i].head = (struct vg_message_head){"00", i + 1, i, 86400000000};
        assert_int_equal(vg_message_write(&msgs[i], &room->out), 0);
        assert_int_equal(vg_message_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
        assert_int_equal(vg_message_write(&got, &again), 0);
        assert_string_equal(again.p, room->out.p);
        assert_string_equal(vg_topic_of(&got).s, topics[i]);
        vg_buf_done(&again);
    }
}

static void an_unknown_version_or_kind_is_refused(void **state)
{
    struct room *room = *state;
    struct vg_message msg;
    struct vg_err err;

    assert_int_equal(
        vg_message_read(VG_SV("{\"v\":2,\"kind\":\"event\"}"), room->arena, &msg, &err),
        VG_E_LIMIT);
    assert_int_equal(
        vg_message_read(VG_SV("{\"v\":1,\"kind\":\"gossip\"}"), room->arena, &msg, &err),
        VG_E_SYNTAX);
    assert_int_equal(vg_message_read(VG_SV("{\"v\":1,\"kind\":\"heartbeat\",\"seq\":-4}"),
                                     room->arena, &msg, &err),
                     VG_E_SYNTAX);
    assert_non_null(strstr(err.text, "seq"));
}

static void topics_fold(void **state)
{
    static const struct {
        const char *from, *to;
    } words[] = {
        {"Kidal", "kidal"},
        {"Ménaka", "menaka"},
        {"  Aïr -- Info! ", "air-info"},
        {"maliweb.net", "maliweb_net"},
        {"", "_"},
        {"…", "_"},
        {"Côte d’Ivoire", "cote-d-ivoire"},
        {"بماكو", "u628u645u627u643u648"},
        {"Sœur", "soeur"},
        {"a\xff"
         "b",
         "a-b"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    };
    struct room *room = *state;

    for (size_t i = 0; i < VG_COUNT_OF(words); i++) {
        for (int twice = 0; twice < 2; twice++) {
            vg_buf_clear(&room->out);
            assert_int_equal(
                vg_topic_word(vg_sv_cstr(twice ? words[i].to : words[i].from), &room->out), 0);
            assert_string_equal(room->out.p, words[i].to);
        }
    }
    assert_string_equal(vg_topic_article(NULL, "RFI").s, "article._.rfi");
}

static void prefixes_are_checked(void **state)
{
    struct vg_topic topic;
    struct vg_err err;

    (void)state;
    assert_int_equal(vg_topic_prefix(VG_SV("event.ml.Kidal."), &topic, NULL), 0);
    assert_string_equal(topic.s, "event.ML.kidal.");
    assert_int_equal(vg_topic_prefix(VG_SV("al"), &topic, NULL), 0);
    assert_string_equal(topic.s, "al");
    assert_int_equal(vg_topic_prefix(VG_SV(""), &topic, NULL), 0);
    assert_string_equal(topic.s, "");
    assert_int_equal(vg_topic_prefix(VG_SV("events."), &topic, &err), VG_E_SYNTAX);
    assert_non_null(strstr(err.text, "event., alert."));
}

static void requests_survive_the_trip(void **state)
{
    struct room *room = *state;
    struct vg_request q, got;

    vg_request_init(&q, VG_OP_REPLAY);
    q.id = "7";
    q.after = 41;
    q.topics[q.n_topics++] = "event.ML.";
    q.from_usec = 1752480000000000;
    q.limit = 10;
    assert_int_equal(vg_request_write(&q, &room->out), 0);
    assert_string_equal(room->out.p,
                        "{\"v\":1,\"op\":\"replay\",\"id\":\"7\",\"after\":41,\"from_time\":"
                        "\"2025-07-14T08:00:00Z\",\"topics\":[\"event.ML.\"],\"limit\":10}");
    assert_int_equal(vg_request_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
    assert_true(got.after == 41 && got.to == 0 && got.from_usec == q.from_usec);
    assert_true(got.to_usec == VG_WIRE_TIME_NONE);
    assert_string_equal(got.topics[0], "event.ML.");

    vg_buf_clear(&room->out);
    vg_request_init(&q, VG_OP_ADD);
    q.add = (struct vg_source_spec){
        .name = "x", .url = "http://x/", .interval_s = 60, .allow_private = true};
    assert_int_equal(vg_request_write(&q, &room->out), 0);
    assert_int_equal(vg_request_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
    assert_string_equal(got.add.url, "http://x/");
    assert_true(got.add.interval_s == 60 && got.add.allow_private);
}

static void a_bad_request_can_be_answered(void **state)
{
    static const struct {
        const char *json, *says;
    } cases[] = {
        {"{\"id\":\"9\",\"op\":\"dance\"}", "op"},
        {"{\"id\":\"9\",\"op\":\"poll\"}", "source"},
        {"{\"id\":\"9\",\"op\":\"replay\",\"after\":\"x\"}", "after"},
        {"{\"id\":\"9\",\"op\":\"replay\",\"topics\":[1]}", "topics"},
        {"{\"id\":\"9\",\"op\":\"silence\"}", "until"},
    };
    struct room *room = *state;

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_request q;
        struct vg_reply reply, got;
        struct vg_err err;

        assert_int_equal(vg_request_read(vg_sv_cstr(cases[i].json), room->arena, &q, &err),
                         VG_E_SYNTAX);
        assert_non_null(strstr(err.text, cases[i].says));
        vg_reply_fail(&reply, &q, &err);
        vg_buf_clear(&room->out);
        assert_int_equal(vg_reply_write(&reply, &room->out), 0);
        assert_int_equal(vg_reply_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
        assert_false(got.ok);
        assert_string_equal(got.id, "9");
        assert_string_equal(got.error, err.text);
    }
}

static void replies_survive_the_trip(void **state)
{
    struct room *room = *state;
    struct vg_request q;
    struct vg_reply reply, got;
    struct vg_source_row row = {.name = "studio",
                                .state = VG_SOURCE_FAILING,
                                .error = "HTTP 503",
                                .failures = 3,
                                .last_ok_usec = VG_WIRE_TIME_NONE,
                                .next_poll_usec = 5000000};

    vg_request_init(&q, VG_OP_SOURCES);
    vg_reply_init(&reply, &q);
    reply.rows = &row;
    reply.count = reply.n_rows = 1;
    assert_int_equal(vg_reply_write(&reply, &room->out), 0);
    assert_int_equal(vg_reply_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
    assert_int_equal(got.n_rows, 1);
    assert_int_equal(got.rows[0].state, VG_SOURCE_FAILING);
    assert_string_equal(got.rows[0].error, "HTTP 503");
    assert_true(got.rows[0].last_ok_usec == VG_WIRE_TIME_NONE &&
                got.rows[0].next_poll_usec == 5000000);

    vg_buf_clear(&room->out);
    vg_request_init(&q, VG_OP_STATUS);
    vg_reply_init(&reply, &q);
    reply.status = (struct vg_daemon_status){
        .version = "0.1", .pid = 9, .articles = 40, .started_usec = 1000000};
    assert_int_equal(vg_reply_write(&reply, &room->out), 0);
    assert_int_equal(vg_reply_read(vg_buf_view(&room->out), room->arena, &got, NULL), 0);
    assert_true(got.status.articles == 40 && got.status.pid == 9 &&
                got.status.started_usec == 1000000);
}

static void times_parse(void **state)
{
    static const struct {
        const char *s;
        int64_t usec;
    } good[] = {
        {"1970-01-02", 86400000000},    {"1970-01-01T00:00:01Z", 1000000},
        {"1970-01-01T01:00+01:00", 0},  {"1970-01-01T00:00:00.25Z", 250000},
        {"1970-01-01 00:01", 60000000},
    };
    static const char *const bad[] = {"",
                                      "hier",
                                      "1970-13-01",
                                      "1970-01-01T",
                                      "1970-01-01T25:00Z",
                                      "1970-01-01T00:00Zx",
                                      "1970-01-01T00:00+5"};
    int64_t usec = 7;

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(good); i++) {
        assert_int_equal(vg_wire_time_parse(vg_sv_cstr(good[i].s), &usec), 0);
        assert_true(usec == good[i].usec);
    }
    usec = 7;
    for (size_t i = 0; i < VG_COUNT_OF(bad); i++)
        assert_int_equal(vg_wire_time_parse(vg_sv_cstr(bad[i]), &usec), VG_E_SYNTAX);
    assert_true(usec == 7);
}

static void the_headline_reads_like_a_sentence(void **state)
{
    struct room *room = *state;
    struct vg_event *event = read_ambush(room);

    assert_int_equal(vg_event_headline(event, &room->out), 0);
    assert_string_equal(
        room->out.p,
        "Embuscade à Alkit (Kidal, Mali), le 14 juillet 2025 : FLA, JNIM contre FAMA ; "
        "au moins 1 militaire tué, 4 véhicules détruits — revendiqué par FLA ; "
        "reconnu par FAMA");
    vg_buf_clear(&room->out);
    *event = (struct vg_event){.type = VG_TYPE_DISPLACEMENT,
                               .status = VG_STATUS_REFUTED,
                               .date = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN},
                               .targets = {"CIVILIANS"},
                               .n_targets = 1};
    event->place = (struct vg_place){.name = "Aguelhoc",
                                     .relation = VG_REL_DISTANCE,
                                     .distance_km = 40,
                                     .direction = "NE",
                                     .country = "ML",
                                     .admin1 = "Kidal"};
    assert_int_equal(vg_event_headline(event, &room->out), 0);
    assert_string_equal(room->out.p,
                        "Démenti : Déplacement de population à 40 km au nord-est d'Aguelhoc "
                        "(Kidal, Mali) : civils — faux");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(the_record_reads_and_writes_the_same),
        T(a_bad_record_is_named),
        T(an_event_message_keeps_everything),
        T(other_messages_survive_the_trip),
        T(an_unknown_version_or_kind_is_refused),
        T(topics_fold),
        T(prefixes_are_checked),
        T(requests_survive_the_trip),
        T(a_bad_request_can_be_answered),
        T(replies_survive_the_trip),
        T(times_parse),
        T(the_headline_reads_like_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
