#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/buf.h"
#include "feeds/robots.h"

#define SEC 1000000LL

static bool allows(const char *text, const char *path)
{
    struct vg_robots *r = vg_robots_parse(vg_sv_cstr(text), VG_SV("vigie"));
    bool ok = vg_robots_allowed(r, vg_sv_cstr(path));

    vg_robots_free(r);
    return ok;
}

static void test_groups(void **state)
{
    static const struct {
        const char *text, *path;
        bool allowed;
    } cases[] = {
        {"", "/a", true},
        {"User-agent: *\nDisallow:\n", "/a", true},
        {"User-agent: *\nDisallow: /\n", "/a", false},
        {"User-agent: *\nDisallow: /\n", "", false},
        {"User-agent: *\nDisallow: /\n", "/robots.txt", true},
        {"User-agent: *\nDisallow: /\nUser-agent: Vigie\nDisallow: /b\n", "/a", true},
        {"User-agent: *\nDisallow: /\nUser-agent: Vigie\nDisallow: /b\n", "/bc", false},
        {"User-agent: vigie/2.0\nDisallow: /\n", "/a", false},
        {"User-agent: vigiebot\nDisallow: /\n", "/a", true},
        {"User-agent: vigie\nUser-agent: other\nDisallow: /x\n", "/x", false},
        {"User-agent: other\nUser-agent: vigie\nDisallow: /x\n", "/x", false},
        /* groups that name us twice are one; other lines end no group */
        {"User-agent: vigie\nDisallow: /x\nUser-agent: o\nDisallow: /\nUser-agent: "
         "vigie\nDisallow: /y\n",
         "/y", false},
        {"User-agent: vigie\nDisallow: /x\nUser-agent: o\nDisallow: /\nUser-agent: "
         "vigie\nDisallow: /y\n",
         "/z", true},
        {"User-agent: vigie\nSitemap: http://x/\nDisallow: /x\n", "/x", false},
        {"User-agent: vigie\nCrawl-delay: 3\nUser-agent: o\nDisallow: /\n", "/x", true},
        {"\xef\xbb\xbfuser-AGENT : * # all\r\ndisallow :/x# here\r", "/x", false},
        {"Disallow: /\n", "/x", true},
        {"User-agent: *\nDisallow: /x", "/x", false},
        {"User-agent: *\nDisallow /x\nDisallow\n:\n", "/x", true},
        {"<html>Disallow: / nothing</html>", "/x", true},
    };

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        if (allows(cases[i].text, cases[i].path) != cases[i].allowed)
            fail_msg("case %zu: %s for %s", i, cases[i].text, cases[i].path);
    }
}

static void test_patterns(void **state)
{
    static const struct {
        const char *rules, *path;
        bool allowed;
    } cases[] = {
        {"Disallow: /fish", "/fish.html", false},
        {"Disallow: /fish", "/Fish", true},
        {"Disallow: /fish/", "/fish", true},
        {"Disallow: /*.php", "/a/b.php?x", false},
        {"Disallow: /*.php$", "/a/b.php?x", true},
        {"Disallow: /*.php$", "/a.php/b.php", false},
        {"Disallow: /fish*.php", "/fishheads/x.php", false},
        {"Disallow: /fish*.php", "/x/fish.php", true},
        {"Disallow: /a*b*c", "/a__c__b__c", false},
        {"Disallow: /a*b*c$", "/abcabd", true},
        {"Disallow: *", "/anything", false},
        {"Disallow: /$", "/", false},
        {"Disallow: /$", "/a", true},
        {"Disallow: /p\nAllow: /p/x", "/p/x/y", true},
        {"Allow: /p\nDisallow: /p", "/p", true},
        {"Disallow: /p\nAllow: /p", "/p", true},
        {"Allow: /p\nDisallow: /*.htm", "/p.htm", false},
        {"Disallow: /\nAllow: /$", "/", true},
        {"Disallow: /caf\xc3\xa9", "/caf%C3%A9", false},
        {"Disallow: /caf%c3%a9", "/caf\xc3\xa9", false},
        {"Disallow: /%7Ejoe/", "/~joe/x", false},
        {"Disallow: /a%2Fb", "/a/b", true},
        {"Disallow: /a-%2A.html", "/a-*.html", false},
        {"Disallow: /a-%24", "/a-$", false},
        {"Disallow: /a$b", "/a$b", false},
        {"Disallow: /?s=", "/?s=mali", false},
        {"Disallow: fish", "/fish", true},
    };
    char text[256];

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        (void)snprintf(text, sizeof text, "User-agent: *\n%s\n", cases[i].rules);
        if (allows(text, cases[i].path) != cases[i].allowed)
            fail_msg("case %zu: %s for %s", i, cases[i].rules, cases[i].path);
    }
}

static void test_delay(void **state)
{
    struct vg_robots *r =
        vg_robots_parse(VG_SV("User-agent: *\nCrawl-delay: 2.5\n"), VG_SV("vigie"));

    (void)state;
    assert_int_equal(vg_robots_delay(r), 2500000);
    vg_robots_free(r);
    r = vg_robots_parse(VG_SV("User-agent: *\nCrawl-delay: 86400\n"), VG_SV("vigie"));
    assert_int_equal(vg_robots_delay(r), 60 * SEC);
    vg_robots_free(r);
    r = vg_robots_parse(VG_SV("User-agent: *\nCrawl-delay: -3\nCrawl-delay: soon"), VG_SV("vigie"));
    assert_int_equal(vg_robots_delay(r), 0);
    vg_robots_free(r);
}

/* A file made to be slow: many rules of many stars against a long path. */
static void test_hostile_size(void **state)
{
    struct vg_buf text, path;

    (void)state;
    vg_buf_init(&text, 1 << 20);
    vg_buf_init(&path, 1 << 20);
    (void)vg_buf_str(&text, "User-agent: *\n");
    while (text.n < VG_ROBOTS_MAX) {
        (void)vg_buf_str(&text, "Disallow: /");
        for (int i = 0; i < 500; i++)
            (void)vg_buf_str(&text, "a*");
        (void)vg_buf_str(&text, "b\n");
    }
    (void)vg_buf_char(&path, '/');
    for (int i = 0; i < 4000; i++)
        (void)vg_buf_char(&path, 'a');
    struct vg_robots *r = vg_robots_parse(vg_buf_view(&text), VG_SV("vigie"));
    assert_true(vg_robots_allowed(r, vg_buf_view(&path)));
    vg_robots_free(r);
    vg_buf_done(&text);
    vg_buf_done(&path);
}

static void test_status(void **state)
{
    static const struct {
        int status;
        bool allowed;
    } cases[] = {{404, true},  {403, true},  {301, true},  {204, true},
                 {429, false}, {500, false}, {503, false}, {0, false}};

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_robots *r = vg_robots_for_status(cases[i].status);
        assert_int_equal(vg_robots_allowed(r, VG_SV("/x")), cases[i].allowed);
        assert_true(vg_robots_allowed(r, VG_SV("/robots.txt")));
        vg_robots_free(r);
    }
}

static void test_cache(void **state)
{
    struct vg_robots_cache *c = vg_robots_cache_new(VG_SV("vigie"), 2);
    struct vg_sv body = VG_SV("User-agent: *\nCrawl-delay: 5\nDisallow: /no\nDisallow: /*?print");
    int64_t delay;
    char url[64];

    (void)state;
    assert_int_equal(vg_robots_url(VG_SV("HTTPS://u:p@A.ml/x?y#z"), url, sizeof url), 0);
    assert_string_equal(url, "https://a.ml:443/robots.txt");
    assert_int_equal(vg_robots_url(VG_SV("ftp://a.ml/"), url, sizeof url), VG_E_SYNTAX);
    assert_int_equal(vg_robots_url(VG_SV("http://a.ml/"), url, 5), VG_E_TOOBIG);
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml/no"), 0, &delay), VG_ROBOTS_UNKNOWN);
    vg_robots_put(c, VG_SV("https://A.ml/any"), 200, body, 0, 0);
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml:443/no"), 1, &delay),
                     VG_ROBOTS_REFUSED);
    assert_int_equal(delay, 5 * SEC);
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml/yes?q#/no"), 1, NULL),
                     VG_ROBOTS_ALLOWED);
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml/yes?print=1"), 1, NULL),
                     VG_ROBOTS_REFUSED);
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml?print"), 1, NULL), VG_ROBOTS_REFUSED);
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml"), 1, NULL), VG_ROBOTS_ALLOWED);
    assert_int_equal(vg_robots_check(c, VG_SV("http://a.ml/no"), 1, NULL), VG_ROBOTS_UNKNOWN);
    assert_int_equal(vg_robots_check(c, VG_SV("file:///etc"), 1, NULL), VG_ROBOTS_REFUSED);
    /* a day for an answer, an hour for none, a day at most whatever the server says */
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml/no"), 86400 * SEC, NULL),
                     VG_ROBOTS_UNKNOWN);
    vg_robots_put(c, VG_SV("http://b.ml/"), 503, VG_SV(""), 0, 10);
    assert_int_equal(vg_robots_check(c, VG_SV("http://b.ml/x"), 3599 * SEC, NULL),
                     VG_ROBOTS_REFUSED);
    assert_int_equal(vg_robots_check(c, VG_SV("http://b.ml/x"), 3601 * SEC, NULL),
                     VG_ROBOTS_UNKNOWN);
    vg_robots_put(c, VG_SV("http://c.ml/"), 404, VG_SV(""), 9999999, 20);
    assert_int_equal(vg_robots_check(c, VG_SV("http://c.ml/x"), 86400 * SEC, NULL),
                     VG_ROBOTS_ALLOWED);
    assert_int_equal(vg_robots_check(c, VG_SV("http://c.ml/x"), 86401 * SEC, NULL),
                     VG_ROBOTS_UNKNOWN);
    assert_int_equal(vg_robots_cache_count(c), 2); /* a.ml was the oldest */
    assert_int_equal(vg_robots_check(c, VG_SV("https://a.ml/no"), 1, NULL), VG_ROBOTS_UNKNOWN);
    vg_robots_cache_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups), cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_delay),  cmocka_unit_test(test_hostile_size),
        cmocka_unit_test(test_status), cmocka_unit_test(test_cache),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
