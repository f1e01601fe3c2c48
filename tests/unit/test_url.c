#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/limits.h"
#include "feeds/url.h"

static void check(struct vg_sv got, const char *want, const char *what)
{
    if (!vg_sv_is(got, want))
        fail_msg("%s: got '%.*s', want '%s'", what, VG_SV_ARG(got), want);
}

/* RFC 3986, 5.4 */
static void resolves_as_the_rfc_says(void **state)
{
    static const char *const cases[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
    };
    struct vg_arena *arena = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++)
        check(vg_url_resolve(VG_SV("http://a/b/c/d;p?q"), vg_sv_cstr(cases[i][0]), arena),
              cases[i][1], cases[i][0]);
    vg_arena_free(arena);
}

static void resolves_what_feeds_write(void **state)
{
    static const char *const cases[][3] = {
        {"https://example.org", "a.html", "https://example.org/a.html"},
        {"https://example.org/feed", " \n/a\n/b ", "https://example.org/a/b"},
        {"https://example.org/feed", "//cdn.example.org/x", "https://cdn.example.org/x"},
        {"https://example.org/f/", "à-la-une", "https://example.org/f/à-la-une"},
        {"", "a.html", "a.html"},
        {"mailto:x@example.org", "a.html", "a.html"},
        {"https://example.org/", "mailto:x@example.org", "mailto:x@example.org"},
        {"https://example.org:8080/a?b", "?c", "https://example.org:8080/a?c"},
    };
    struct vg_arena *arena = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++)
        check(vg_url_resolve(vg_sv_cstr(cases[i][0]), vg_sv_cstr(cases[i][1]), arena), cases[i][2],
              cases[i][1]);
    vg_arena_free(arena);
}

static void one_article_has_one_canonical_url(void **state)
{
    static const char *const cases[][2] = {
        {"http://www.example.org/a/", "https://example.org/a"},
        {"HTTPS://Example.ORG:443/a?", "https://example.org/a"},
        {"http://example.org:80", "https://example.org/"},
        {"https://example.org:8443/a", "https://example.org:8443/a"},
        {"https://user:pw@example.org/a#part", "https://example.org/a"},
        {"https://m.example.org/a", "https://example.org/a"},
        {"https://www.amp.example.org./a/amp/", "https://example.org/a"},
        {"https://example.org/amp/a", "https://example.org/a"},
        {"https://example.org/a.amp.html", "https://example.org/a.html"},
        {"https://example.org/a?amp=1", "https://example.org/a"},
        {"https://www.google.com/amp/s/www.example.org/a.html", "https://example.org/a.html"},
        {"https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a?x=1",
         "https://example.org/a?x=1"},
        {"https://example.org/a?utm_source=rss&id=7&xtor=RSS-1&fbclid=z",
         "https://example.org/a?id=7"},
        {"https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"},
        {"https://example.org/%7Ebob/%c3%a9t%C3%A9", "https://example.org/~bob/%C3%A9t%C3%A9"},
        {"https://example.org/~bob/été", "https://example.org/~bob/%C3%A9t%C3%A9"},
        {"https://example.org/x/../a/./b", "https://example.org/a/b"},
        {"https://example.org/a#!/b", "https://example.org/a#!/b"},
        {"https://example.org/a?next=http://b/", "https://example.org/a?next=http://b/"},
        {"urn:uuid:1", "urn:uuid:1"},
        {"https://www.com/a", "https://www.com/a"},
    };
    struct vg_arena *arena = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_sv once = vg_url_canonical(vg_sv_cstr(cases[i][0]), arena);
        check(once, cases[i][1], cases[i][0]);
        check(vg_url_canonical(once, arena), cases[i][1], "again");
    }
    vg_arena_free(arena);
}

static void an_overlong_url_has_no_canonical_form(void **state)
{
    struct vg_arena *arena = vg_arena_new();
    char *p = vg_arena_alloc(arena, VG_MAX_URL + 1);

    memset(p, 'a', VG_MAX_URL + 1);
    memcpy(p, "https://x/", 10);
    assert_null(vg_url_canonical(vg_sv(p, VG_MAX_URL + 1), arena).p);
    assert_non_null(vg_url_canonical(vg_sv(p, VG_MAX_URL), arena).p);
    vg_arena_free(arena);
}

static void code_is_not_safe(void **state)
{
    assert_true(vg_url_is_safe(VG_SV("https://example.org/a:b")));
    assert_true(vg_url_is_safe(VG_SV("a/b:c")));
    assert_true(vg_url_is_safe(VG_SV("mailto:x@example.org")));
    assert_false(vg_url_is_safe(VG_SV(" JavaScript:alert(1)")));
    assert_false(vg_url_is_safe(VG_SV("data:text/html,x")));
    assert_false(vg_url_is_safe(VG_SV("vbscript:x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_as_the_rfc_says),
        cmocka_unit_test(resolves_what_feeds_write),
        cmocka_unit_test(one_article_has_one_canonical_url),
        cmocka_unit_test(an_overlong_url_has_no_canonical_form),
        cmocka_unit_test(code_is_not_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
