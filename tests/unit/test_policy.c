/* The pieces of the policy; what they do together over days is in tests/data/replay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "feeds/entry.h"
#include "feeds/header.h"
#include "feeds/policy.h"

#define SEC 1000000LL
#define NOW (INT64_C(1795132800) * SEC) /* Friday 2026-11-20T00:00:00Z */

static void test_freshness(void **state)
{
    static const struct {
        const char *cache_control, *age, *expires, *date;
        uint32_t sec;
    } cases[] = {
        {"max-age=3600", "", "", "", 3600},
        {"public, MAX-AGE = 3600 , x", "600", "", "", 3000},
        {"max-age=\"60\"", "", "", "", 60},
        {"max-age=60", "100", "", "", 0},
        {"max-age=60, max-age=999", "", "", "", 60},
        {"s-maxage=60", "", "", "", 0},
        {"no-store, max-age=60", "", "", "", 0},
        {"no-cache, max-age=60", "", "", "", 0},
        {"no-cache=\"set-cookie\", max-age=60", "", "", "", 60},
        {"max-age=-60", "", "", "", 0},
        {"max-age=99999999999999999999", "", "", "", UINT32_MAX},
        {"max-age=60", "nonsense", "", "", 60},
        {"max-age=x", "", "Fri, 20 Nov 2026 01:00:00 GMT", "", 3600},
        {"", "", "Fri, 20 Nov 2026 01:00:00 GMT", "", 3600},
        {"", "", "Fri, 20 Nov 2026 02:00:00 GMT", "Fri, 20 Nov 2026 01:30:00 GMT", 1800},
        {"", "", "Friday, 20-Nov-26 01:00:00 GMT", "", 3600},
        {"", "", "Fri Nov 20 01:00:00 2026", "", 3600},
        {"", "", "0", "", 0},
        {"", "", "-1", "", 0},
        {"", "", "Thu, 01 Jan 1970 00:00:00 GMT", "", 0},
        {",,=,=,\"", "", "", "", 0},
        {"", "", "", "", 0},
    };

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        uint32_t sec =
            vg_http_freshness(vg_sv_cstr(cases[i].cache_control), vg_sv_cstr(cases[i].age),
                              vg_sv_cstr(cases[i].expires), vg_sv_cstr(cases[i].date), NOW);
        if (sec != cases[i].sec)
            fail_msg("case %zu (%s): %u", i, cases[i].cache_control, sec);
    }
}

static void test_retry_after(void **state)
{
    static const struct {
        const char *value;
        int64_t sec;
    } cases[] = {
        {"120", 120},
        {" 120 ", 120},
        {"0", 0},
        {"", 0},
        {"-5", 0},
        {"soon", 0},
        {"Fri, 20 Nov 2026 00:30:00 GMT", 1800},
        {"Thu, 19 Nov 2026 00:30:00 GMT", 0},
        {"604800", 604800},
        {"99999999999999999999999", 604800},
        {"Fri, 20 Nov 2037 00:30:00 GMT", 604800},
    };

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        int64_t until = vg_http_retry_after(vg_sv_cstr(cases[i].value), NOW);
        if (until != (cases[i].sec ? NOW + cases[i].sec * SEC : 0))
            fail_msg("%s: %lld", cases[i].value, (long long)until);
    }
}

static void test_sy_and_skip(void **state)
{
    (void)state;
    assert_int_equal(vg_sy_seconds(VG_SV("hourly"), VG_SV("")), 3600);
    assert_int_equal(vg_sy_seconds(VG_SV(" Daily "), VG_SV("4")), 21600);
    assert_int_equal(vg_sy_seconds(VG_SV("hourly"), VG_SV("0")), 0);
    assert_int_equal(vg_sy_seconds(VG_SV("sometimes"), VG_SV("1")), 0);
    assert_int_equal(vg_skip_due(NOW + 5, 0, 0), NOW + 5);
    assert_int_equal(vg_skip_due(NOW + 5, 0x7, 0), NOW + 3 * 3600 * SEC);
    assert_int_equal(vg_skip_due(NOW + 5, 0, 1 << 4), NOW + 86400 * SEC); /* not on Fridays */
    assert_int_equal(vg_skip_due(NOW + 5, 0xffffff, 0), NOW + 5);
    assert_int_equal(vg_skip_due(NOW + 5, 0, 0x7f), NOW + 5);
    assert_int_equal(vg_skip_due(NOW + 23 * 3600 * SEC, 1 << 23 | 1, 1 << 5),
                     NOW + 48 * 3600 * SEC + 3600 * SEC);
}

static void test_state_text(void **state)
{
    struct vg_source source = {.name = vg_xstrdup("a"), .url = vg_xstrdup("https://a.ml/f")};
    struct vg_poll_state s = {0}, back;
    struct vg_buf text;
    struct vg_err err;

    (void)state;
    assert_false(vg_poll_state_bind(&s, &source));
    s.etag = vg_xstrdup("W/\"x\\y\"");
    s.last_error = vg_xstrdup("two\nlines");
    s.pending_etag = vg_xstrdup("secret");
    s.pending = true;
    s.skip_hours = 0x800001;
    s.health = VG_HEALTH_HELD;
    s.last_code = VG_E_IO;
    s.due_usec = NOW;
    s.n_rhythm = 2;
    s.rhythm_usec[0] = NOW;
    s.rhythm_usec[1] = 5;
    vg_buf_init(&text, 65536);
    assert_int_equal(vg_poll_state_encode(&s, &text), 0);
    assert_null(strstr(text.p, "secret"));
    (void)vg_buf_str(&text, "later_version whatever\n\n");
    assert_int_equal(vg_poll_state_decode(vg_buf_view(&text), &back, &err), 0);
    assert_string_equal(back.etag, "W/\"x\\y\"");
    assert_string_equal(back.last_error, "two\nlines");
    assert_null(back.last_modified);
    assert_int_equal(back.skip_hours, 0x800001);
    assert_int_equal(back.health, VG_HEALTH_HELD);
    assert_int_equal(back.last_code, VG_E_IO);
    assert_int_equal(back.due_usec, NOW);
    assert_int_equal(back.n_rhythm, 2);
    assert_int_equal(back.rhythm_usec[1], 5);
    assert_false(vg_poll_state_bind(&back, &source)); /* the same URL: nothing forgotten */
    assert_non_null(back.etag);
    free(source.url);
    source.url = vg_xstrdup("https://b.ml/f"); /* another document: its validators would be lies */
    assert_true(vg_poll_state_bind(&back, &source));
    assert_null(back.etag);
    assert_int_equal(back.due_usec, 0);
    assert_int_equal(back.n_rhythm, 2);
    vg_poll_state_done(&back);
    assert_int_equal(vg_poll_state_decode(VG_SV("etag \"x\"\nn_errors many\n"), &back, &err),
                     VG_E_SYNTAX);
    assert_int_equal(err.line, 2);
    assert_null(back.etag);
    assert_int_equal(vg_poll_state_decode(VG_SV("health 99\n"), &back, &err), VG_E_SYNTAX);
    vg_poll_state_done(&s);
    vg_source_done(&source);
    vg_buf_done(&text);
}

static void test_stopped_is_no_error(void **state)
{
    struct vg_source source = {.name = vg_xstrdup("a"), .url = vg_xstrdup("https://a.ml/f")};
    struct vg_poll_state s = {.health = VG_HEALTH_OK};
    struct vg_poll_facts facts = {.now_usec = NOW, .code = VG_E_STOPPED};
    struct vg_poll_outcome outcome;

    (void)state;
    vg_poll_apply(NULL, &source, &s, &facts, &outcome);
    assert_int_equal(s.n_errors, 0);
    assert_int_equal(s.health, VG_HEALTH_OK);
    facts.code = 0;
    facts.status = 404;
    vg_poll_apply(NULL, &source, &s, &facts, &outcome);
    assert_string_equal(s.last_error, "the server answered 404");
    assert_true(outcome.health_changed);
    assert_true(s.due_usec >= NOW + 3600 * SEC);
    facts.status = 304; /* nobody asked whether anything changed */
    vg_poll_apply(NULL, &source, &s, &facts, &outcome);
    assert_int_equal(s.n_errors, 2);
    vg_poll_state_done(&s);
    vg_source_done(&source);
}

static void test_names(void **state)
{
    enum vg_source_kind kind;

    (void)state;
    for (int i = 0; i < VG_SOURCE_KIND_COUNT; i++) {
        assert_int_equal(
            vg_source_kind_parse(vg_sv_cstr(vg_source_kind_name((enum vg_source_kind)i)), &kind),
            0);
        assert_int_equal(kind, i);
    }
    assert_int_equal(vg_source_kind_parse(VG_SV("blog"), &kind), VG_E_NOTFOUND);
    assert_string_equal(vg_health_name(VG_HEALTH_GONE), "gone");
}

/* The headers of a chain: interim answers are no hops, trailers no headers, each hop starts afresh.
 */
static void test_headers(void **state)
{
    static const char *const lines[] = {"HTTP/1.1 103 Early Hints\r\n",
                                        "Link: </x>; rel=hub\r\n",
                                        "\r\n",
                                        "HTTP/1.1 301 Moved\r\n",
                                        "ETag: \"old\"\r\n",
                                        "\r\n",
                                        "HTTP/1.1 200 OK\r\n",
                                        "X: y\r\n",
                                        "Cache-Control: a\r\n",
                                        "cache-control:b\r\n",
                                        "ETAG:  \"new\" \r\n",
                                        " folded\r\n",
                                        "nonsense\r\n",
                                        "\r\n",
                                        "ETag: \"trailer\"\r\n"};
    struct vg_headers h;

    (void)state;
    vg_headers_init(&h);
    for (size_t i = 0; i < VG_COUNT_OF(lines); i++)
        assert_true(vg_headers_line(&h, vg_sv_cstr(lines[i])) >= 0);
    assert_int_equal(h.n_hops, 2);
    assert_int_equal(h.status, 200);
    assert_int_equal(h.last_status, 301);
    assert_true(vg_sv_is(vg_headers_get(&h, VG_HEADER_ETAG), "\"new\""));
    assert_true(vg_sv_is(vg_headers_get(&h, VG_HEADER_CACHE_CONTROL), "a, b"));
    assert_null(vg_headers_get(&h, VG_HEADER_LINK_HUB).p);
    vg_headers_clear(&h);
    char line[200];
    memset(line, 'x', sizeof line);
    int r = vg_headers_line(&h, VG_SV("HTTP/2 200\r\n"));
    for (int i = 0; i < 10000 && r >= 0; i++)
        r = vg_headers_line(&h, vg_sv(line, sizeof line));
    assert_int_equal(r, VG_E_TOOBIG);
    vg_headers_done(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_freshness),
        cmocka_unit_test(test_retry_after),
        cmocka_unit_test(test_sy_and_skip),
        cmocka_unit_test(test_state_text),
        cmocka_unit_test(test_stopped_is_no_error),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_headers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
