/* Feeds as they come: the good, the strange and the hostile. Documents in full are in
 * tests/data/feeds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "feeds/parse.h"

struct seen {
    size_t entries;
    char last[4096]; /* id|link|title|summary|content of the last entry */
    int64_t published;
    int stop_after; /* 0: never */
};

static int on_entry(void *ctx, const struct vg_entry *e)
{
    struct seen *s = ctx;
    struct vg_sv content = e->n_content ? e->content[0].value : VG_SV_NONE;

    s->entries++;
    s->published = e->published_usec;
    (void)snprintf(s->last, sizeof s->last, "%.*s|%.*s|%.*s|%.*s|%.*s", VG_SV_ARG(e->id),
                   VG_SV_ARG(e->link), VG_SV_ARG(e->title), VG_SV_ARG(e->summary),
                   VG_SV_ARG(content));
    return s->stop_after && s->entries == (size_t)s->stop_after ? VG_E_STOPPED : 0;
}

static int parse(struct vg_sv doc, struct seen *seen, struct vg_err *err)
{
    struct vg_feed_parser_opts opts = {.url = VG_SV("https://example.org/feed.xml")};
    struct vg_feed_parser *p = vg_feed_parser_new(&opts, on_entry, seen);
    int r = 0;

    for (size_t i = 0; i < doc.n && r == 0; i += 4096)
        r = vg_feed_parser_push(p, doc.p + i, doc.n - i < 4096 ? doc.n - i : 4096, err);
    if (r == 0)
        r = vg_feed_parser_finish(p, err);
    vg_feed_parser_free(p);
    return r;
}

/* The last entry of items in an RSS channel. */
static void check(const char *items, size_t entries, const char *last)
{
    struct seen seen = {0};
    struct vg_err err;
    struct vg_buf b;

    vg_buf_init(&b, 1 << 20);
    (void)vg_buf_printf(&b, "<rss version='2.0'><channel><title>T</title>%s</channel></rss>",
                        items);
    assert_int_equal(parse(vg_buf_view(&b), &seen, &err), 0);
    assert_int_equal(seen.entries, entries);
    assert_string_equal(seen.last, last);
    vg_buf_done(&b);
}

static void check_error(struct vg_sv doc, int code, const char *part)
{
    struct seen seen = {0};
    struct vg_err err = {0};

    assert_int_equal(parse(doc, &seen, &err), code);
    if (!strstr(err.text, part))
        fail_msg("'%s' does not say '%s'", err.text, part);
}

static void nothing_is_dropped_in_silence(void **state)
{
    check("<item><title>R&eacute;gions R&D &amp; "
          "&doesnotexist;</title><link>/a?b=1&c=2</link></item>",
          1, "|https://example.org/a?b=1&c=2|Régions R&D & &doesnotexist;||");
    check("<item><title>3 < 4 &#8212; &#x2019; &#146;</title></item>", 1, "||3 < 4 — ’ ’||");
    check("<item><title>a<![CDATA[ & b <c> ]]>d</title></item>", 1, "||a & b <c> d||");
    check("<item><undeclared:x>1</undeclared:x><dc:title>T</dc:title></item>", 1, "||T||");
    check("<item><guid>1</guid><content:encoded>no namespace</content:encoded></item>", 1,
          "1||||no namespace");
}

static void missing_end_tags_lose_no_item(void **state)
{
    check("<item><title>a</title><link>/a</link><item><title>b</title></item>", 2, "||b||");
    check("<item><title>a<link>/a</link></item>", 1, "|https://example.org/a|a||");
    check("<item><link>/a<title>b</title></item>", 1, "|https://example.org/a|b||");
    check("<image><title>logo<item><title>a</title></item>", 1, "||a||");
    check("<item><description><p>one<p>two<br>three</description><guid>g</guid></item>", 1,
          "g|||<p>one<p>two<br />three</p></p>|");
    check("<item><title>a</title></item></b></item><item><title>b</title></item>", 2, "||b||");
}

static void broken_tags_end_somewhere(void **state)
{
    check("<item><enclosure url=\"http://x/a.mp3 type='audio'/>\n<title>a</title></item>", 1,
          "||a||");
    check("<item><title>a</title", 1, "||a||");
    check("<item><title type=text>a</title><enclosure url=http://x/y></item>", 1, "||a||");
    check("<item><title>a</title><!-- <item> --><?php <item> ?></item>", 1, "||a||");
}

static void markup_is_cleaned_and_made_absolute(void **state)
{
    check("<item><description>&lt;p onclick='x()'>a &lt;a "
          "href='/b'>b&lt;/a>&lt;script>evil()&lt;/script></description>"
          "</item>",
          1, "|||<p>a <a href=\"https://example.org/b\">b</a>|");
    check("<item><description><![CDATA[<a href='java&#115;cript:x'>a</a>]]></description></item>",
          1, "|||<a href=\"\">a</a>|");
}

static void a_guid_is_a_link_when_it_is_an_address(void **state)
{
    check("<item><guid>https://example.org/1</guid></item>", 1,
          "https://example.org/1|https://example.org/1|||");
    check("<item><guid isPermaLink='false'>https://example.org/1</guid></item>", 1,
          "https://example.org/1||||");
    check("<item><guid>post-1</guid></item>", 1, "post-1||||");
}

static void what_is_no_feed_is_named(void **state)
{
    check_error(VG_SV(""), VG_E_SYNTAX, "empty");
    check_error(VG_SV("   \n"), VG_E_SYNTAX, "not a feed");
    check_error(VG_SV("Service unavailable"), VG_E_SYNTAX, "neither XML nor JSON");
    check_error(VG_SV("<svg><title>x</title></svg>"), VG_E_SYNTAX, "<svg>");
    check_error(VG_SV("{\"error\": 500}"), VG_E_SYNTAX, "not a JSON Feed");
    check_error(VG_SV("\x1F\x8B\x08\0\0\0\0\0"), VG_E_SYNTAX, "gzip");
    check_error(VG_SV("<!DOCTYPE html><html><body>x</body></html>"), VG_E_SYNTAX, "no feed");
    check_error(VG_SV("<html><head><link rel='alternate stylesheet' type='text/css' href='a.css'>"
                      "<LINK REL=alternate TYPE=application/rss+xml HREF=/rss></head>"),
                VG_E_SYNTAX, "1 feed: https://example.org/rss");
}

static void an_entity_bomb_is_text(void **state)
{
    struct vg_buf b;
    struct seen seen = {0};
    struct vg_err err;

    vg_buf_init(&b, 1 << 20);
    (void)vg_buf_str(&b, "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'lol'>");
    for (int i = 1; i < 12; i++) {
        (void)vg_buf_printf(&b, "<!ENTITY a%d '", i);
        for (int k = 0; k < 10; k++)
            (void)vg_buf_printf(&b, "&a%d;", i - 1);
        (void)vg_buf_str(&b, "'>");
    }
    (void)vg_buf_str(&b, "]><rss><channel><item><title>&a0; &a11;</title></item></channel></rss>");
    assert_int_equal(parse(vg_buf_view(&b), &seen, &err), 0);
    assert_string_equal(seen.last, "||lol &a11;||");
    vg_buf_done(&b);
}

static void nesting_and_counts_have_limits(void **state)
{
    struct vg_buf b;
    struct seen seen = {0};
    struct vg_err err;

    vg_buf_init(&b, 1 << 24);
    (void)vg_buf_str(&b, "<rss><channel>");
    for (int i = 0; i < 10000; i++)
        (void)vg_buf_str(&b, "<deeper>");
    check_error(vg_buf_view(&b), VG_E_LIMIT, "nested deeper than 256");
    vg_buf_clear(&b);
    (void)vg_buf_str(&b, "<rss><channel>");
    for (int i = 0; i < 50000; i++)
        (void)vg_buf_printf(&b, "<item><guid>one-for-all</guid><title>%d</title></item>", i);
    assert_int_equal(parse(vg_buf_view(&b), &seen, &err), VG_E_LIMIT);
    assert_int_equal(seen.entries, VG_MAX_ENTRIES);
    assert_non_null(strstr(err.text, "more than 10000 entries"));
    vg_buf_clear(&b);
    (void)vg_buf_str(&b, "{\"version\":\"https://jsonfeed.org/version/1\",\"x\":");
    for (int i = 0; i < 10000; i++)
        (void)vg_buf_char(&b, '[');
    check_error(vg_buf_view(&b), VG_E_LIMIT, "nested deeper");
    vg_buf_done(&b);
}

static void a_text_without_end_is_cut(void **state)
{
    struct vg_buf b;
    struct seen seen = {0};
    struct vg_err err;
    char piece[1024];

    memset(piece, 'x', sizeof piece);
    vg_buf_init(&b, 1 << 24);
    (void)vg_buf_str(&b, "<rss><channel><item><title>");
    for (int i = 0; i < 6 * 1024; i++)
        (void)vg_buf_add(&b, piece, sizeof piece);
    assert_int_equal(parse(vg_buf_view(&b), &seen, &err), 0);
    assert_int_equal(seen.entries, 1);
    vg_buf_done(&b);
}

static void a_document_over_its_limit_fails(void **state)
{
    struct vg_feed_parser_opts opts = {.max_bytes = 100};
    struct seen seen = {0};
    struct vg_feed_parser *p = vg_feed_parser_new(&opts, on_entry, &seen);
    char blank[101];

    memset(blank, ' ', sizeof blank);
    assert_int_equal(vg_feed_parser_push(p, blank, sizeof blank, NULL), VG_E_TOOBIG);
    vg_feed_parser_free(p);
}

static void the_reader_can_stop(void **state)
{
    struct seen seen = {.stop_after = 1};

    assert_int_equal(parse(VG_SV("<rss><item/><item/></rss>"), &seen, NULL), VG_E_STOPPED);
    assert_int_equal(seen.entries, 1);
}

static void strange_dates_are_kept_as_they_are(void **state)
{
    static const struct {
        const char *item;
        const char *want;
    } cases[] = {
        {"<item><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>", "1970-01-01T00:00:00Z"},
        {"<item><pubDate>Thu, 31 Dec 2099 23:59:59 GMT</pubDate></item>", "2099-12-31T23:59:59Z"},
        {"<item><pubDate>yesterday</pubDate></item>", ""},
    };

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct seen seen = {0};
        char doc[256], out[32] = "";
        (void)snprintf(doc, sizeof doc, "<rss><channel>%s</channel></rss>", cases[i].item);
        assert_int_equal(parse(vg_sv_cstr(doc), &seen, NULL), 0);
        if (seen.published != VG_TIME_NONE)
            vg_time_format(seen.published, false, out);
        assert_string_equal(out, cases[i].want);
    }
}

static void json_items_come_one_by_one(void **state)
{
    struct seen seen = {0};

    assert_int_equal(
        parse(
            VG_SV("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["
                  "{\"id\":\"1\",\"url\":\"/a\",\"title\":\"\\u00e9\",\"content_text\":\"a < b\"},"
                  "{\"id\":2,\"summary\":\"s\",\"content_html\":\"<p>x</p>\"}, nonsense, {\"id\":"),
            &seen, NULL),
        0);
    assert_int_equal(seen.entries, 2);
    assert_string_equal(seen.last, "2|||s|<p>x</p>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_dropped_in_silence),
        cmocka_unit_test(missing_end_tags_lose_no_item),
        cmocka_unit_test(broken_tags_end_somewhere),
        cmocka_unit_test(markup_is_cleaned_and_made_absolute),
        cmocka_unit_test(a_guid_is_a_link_when_it_is_an_address),
        cmocka_unit_test(what_is_no_feed_is_named),
        cmocka_unit_test(an_entity_bomb_is_text),
        cmocka_unit_test(nesting_and_counts_have_limits),
        cmocka_unit_test(a_text_without_end_is_cut),
        cmocka_unit_test(a_document_over_its_limit_fails),
        cmocka_unit_test(the_reader_can_stop),
        cmocka_unit_test(strange_dates_are_kept_as_they_are),
        cmocka_unit_test(json_items_come_one_by_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
