#include <setjmp.h>
#include <stdarg.h>
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/limits.h"
#include "feeds/page.h"

static void text_is(struct vg_arena *a, const char *html, const char *want)
{
    struct vg_sv got = vg_html_to_text(vg_sv_cstr(html), a);

    assert_string_equal(vg_arena_str(a, got), want);
}

static void fragments(void **state)
{
    struct vg_arena *a = vg_arena_new();

    text_is(a, "", "");
    text_is(a, "Deux morts", "Deux morts");
    text_is(a, "<p>Un</p><p>Deux</p>", "Un\nDeux");
    text_is(a, "Un<br/>Deux<br><br>Trois", "Un\nDeux\nTrois");
    text_is(a, "a &amp; b&eacute;&nbsp;; &#233;&lt;c&gt;", "a & b\xc3\xa9\xc2\xa0; \xc3\xa9<c>");
    text_is(a,
            "<p>L&rsquo;arm\xc3\xa9"
            "e <b>malienne</b> <i>dit</i></p>",
            "L\xe2\x80\x99"
            "arm\xc3\xa9"
            "e malienne dit");
    text_is(a, "x<script>if (a<b) alert(1)</script>y<style>p{}</style>", "xy");
    text_is(a, "mo\xc2\xadt cou\xe2\x80\x8bp\xc3\xa9", "mot coup\xc3\xa9");
    text_is(a, "<ul><li>un</li><li>deux</li></ul>fin", "un\ndeux\nfin");
    text_is(a, "<div>avant<div>dedans</div>apr\xc3\xa8s</div>", "avant\ndedans\napr\xc3\xa8s");
    text_is(a, "<!-- rien --><p>Tout", "Tout");
    vg_arena_free(a);
}

/* Whole articles in feeds bring furniture of their own. */
static void feed_contents(void **state)
{
    static const char *const cases[][2] = {
        {"<p>Trois soldats ont \xc3\xa9t\xc3\xa9 tu\xc3\xa9s lundi dans le centre du pays, selon "
         "l'arm\xc3\xa9"
         "e.</p>"
         "<figure class='wp-caption'><img src=a><figcaption>Un v\xc3\xa9hicule "
         "br\xc3\xbbl\xc3\xa9</figcaption></figure>"
         "<p>Lire aussi : <a href=x>Un convoi attaqu\xc3\xa9</a></p>"
         "<p>Le bilan pourrait s'alourdir, a dit un \xc3\xa9lu de la commune, joint au "
         "t\xc3\xa9l\xc3\xa9phone.</p>"
         "<div class='sharedaddy sd-sharing-enabled'><h3>Partager :</h3><ul><li><a "
         "href=#>Facebook</a></ul></div>"
         "<p>L&rsquo;article <a href=x>Trois soldats tu\xc3\xa9s</a> est apparu en premier sur <a "
         "href=y>Le Fleuve</a>.</p>",
         "Trois soldats ont \xc3\xa9t\xc3\xa9 tu\xc3\xa9s lundi dans le centre du pays, selon "
         "l'arm\xc3\xa9"
         "e.\n"
         "Le bilan pourrait s'alourdir, a dit un \xc3\xa9lu de la commune, joint au "
         "t\xc3\xa9l\xc3\xa9phone."},
        {"Deux morts \xc3\xa0 Gao", "Deux morts \xc3\xa0 Gao"},
        {"Publicit\xc3\xa9", "Publicit\xc3\xa9"}, /* never less than something */
        {"", ""},
    };
    struct vg_arena *a = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++)
        assert_string_equal(vg_arena_str(a, vg_feed_text(vg_sv_cstr(cases[i][0]), a)), cases[i][1]);
    vg_arena_free(a);
}

static void too_big(void **state)
{
    struct vg_arena *a = vg_arena_new();
    char *p = vg_xmalloc(VG_MAX_PAGE_BODY + 1);
    struct vg_page_opts opts = {0};
    struct vg_page page;

    memset(p, 'a', VG_MAX_PAGE_BODY + 1);
    assert_int_equal(vg_page_read(vg_sv(p, VG_MAX_PAGE_BODY + 1), &opts, a, &page, NULL),
                     VG_E_TOOBIG);
    free(p);
    vg_arena_free(a);
}

static char *slurp(struct vg_arena *a, const char *name)
{
    char *path = vg_arena_printf(a, "%s/pages/%s", getenv("VG_DATA"), name);
    struct vg_buf buf;
    char *p;

    vg_buf_init(&buf, VG_MAX_PAGE_BODY);
    assert_int_equal(vg_read_file(path, &buf, NULL), 0);
    p = vg_arena_str(a, vg_buf_view(&buf));
    vg_buf_done(&buf);
    return p;
}

static void read_page(struct vg_arena *a, const char *html, const char *url, struct vg_page *page)
{
    struct vg_page_opts opts = {.url = vg_sv_cstr(url)};

    assert_int_equal(vg_page_read(vg_sv_cstr(html), &opts, a, page, NULL), 0);
}

static int html_files(const struct dirent *e)
{
    return vg_sv_ends(vg_sv_cstr(e->d_name), VG_SV(".html"));
}

/* Pages as French and Sahelian outlets make them: the text is exact, nothing around it leaks in. */
static void french_pages(void **state)
{
    struct vg_arena *a = vg_arena_new();
    struct dirent **files;
    int n =
        scandir(vg_arena_printf(a, "%s/pages", getenv("VG_DATA")), &files, html_files, alphasort);

    assert_true(n >= 12);
    for (int i = 0; i < n; i++) {
        struct vg_sv base = vg_sv(files[i]->d_name, strlen(files[i]->d_name) - 5);
        char *html = slurp(a, files[i]->d_name);
        char *want = slurp(a, vg_arena_printf(a, "%.*s.txt", VG_SV_ARG(base)));
        struct vg_page page;
        char *got;

        read_page(a, html, "https://outlet.example/2024/article", &page);
        got = vg_arena_printf(a, "%.*s\n", VG_SV_ARG(page.text));
        if (strcmp(got, want) != 0)
            print_message("%s\n", files[i]->d_name);
        assert_string_equal(got, want);
        assert_string_equal(vg_arena_str(a, page.lang), "fr");
        free(files[i]);
    }
    free(files);
    vg_arena_free(a);
}

/* Headings and sentences that begin as furniture does are kept where they stand. */
static void no_overreach(void **state)
{
    static const char *const kept[] = {
        "Comment en est-on arriv\xc3\xa9 l\xc3\xa0 ?",
        ("R\xc3\xa9"
         "actions internationales"),
        "R\xc3\xa9ponse \xc3\xa0 la menace",
        "Commentaires de la classe politique",
        "Partager le pouvoir, mais comment ?",
        "Annonce de cessez-le-feu",
        "Accepter la tr\xc3\xaave ?",
        "Plus dans l'ombre que jamais",
        "Mise \xc3\xa0 jour du bilan : douze morts",
        "12 morts, 30 bless\xc3\xa9s",
    };
    static const char before[] =
        "<p>Des hommes arm\xc3\xa9s venus \xc3\xa0 moto ont attaqu\xc3\xa9 lundi matin le village, "
        "selon plusieurs "
        "habitants joints par t\xc3\xa9l\xc3\xa9phone, qui disent avoir vu br\xc3\xbbler des "
        "greniers.</p>"
        "<p>L'arm\xc3\xa9"
        "e, qui a envoy\xc3\xa9 des renforts depuis la ville voisine, n'a pas encore donn\xc3\xa9 "
        "de bilan ; "
        "le maire parle de plusieurs bless\xc3\xa9s graves parmi les femmes et les enfants.</p>";
    static const char after[] =
        "<p>C'est la troisi\xc3\xa8me attaque dans la commune depuis le d\xc3\xa9"
        "but du mois, a rappel\xc3\xa9 un \xc3\xa9lu, qui "
        "a requis l'anonymat.</p>";
    struct vg_arena *a = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(kept); i++) {
        const char *html = vg_arena_printf(a,
                                           "<title>Un titre de page</title><div><h1>Un titre de "
                                           "page</h1><div>%s<h2>%s</h2>%s</div></div>",
                                           before, kept[i], after);
        struct vg_page p;

        read_page(a, html, "", &p);
        if (vg_sv_find(p.text, vg_sv_cstr(kept[i])) < 0)
            print_message("lost: number %zu\n", i);
        assert_true(vg_sv_find(p.text, vg_sv_cstr(kept[i])) > 0);
        assert_true(vg_sv_ends(p.text, VG_SV("requis l'anonymat.")));
    }
    vg_arena_free(a);
}

static void sv_is(struct vg_arena *a, struct vg_sv got, const char *want)
{
    assert_string_equal(vg_arena_str(a, got), want);
}

static void date_is(int64_t usec, const char *want)
{
    char s[32];

    assert_true(usec != VG_TIME_NONE);
    vg_time_format(usec, false, s);
    assert_string_equal(s, want);
}

static void metadata(void **state)
{
    struct vg_arena *a = vg_arena_new();
    struct vg_page p;

    read_page(a, slurp(a, "wp-journal.html"), "https://x.example/", &p);
    sv_is(a, p.outlet, "Le Journal du Fleuve");
    assert_int_equal(p.n_authors, 1);
    sv_is(a, p.authors[0], "Aminata Kon\xc3\xa9");
    sv_is(a, p.canonical, "https://journal-du-fleuve.example/2024/03/12/article/");
    sv_is(a, p.image, "https://journal-du-fleuve.example/wp-content/uploads/2024/03/convoi.jpg");
    date_is(p.published_usec, "2024-03-12T09:30:00Z");
    date_is(p.modified_usec, "2024-03-12T11:02:00Z");
    assert_false(p.paywalled);
    assert_true(vg_sv_find(p.title, VG_SV("Journal du Fleuve")) < 0);

    read_page(a, slurp(a, "radio-chapo.html"), "https://horizon.example/a/b", &p);
    assert_int_equal(p.n_authors, 2);
    sv_is(a, p.authors[1], "Claire Morel");
    date_is(p.published_usec, "2023-11-02T17:45:00Z");
    sv_is(a, p.image, "https://horizon.example/img/2023/une.webp");
    sv_is(a, p.canonical, "https://horizon.example/a/b");

    read_page(a, slurp(a, "hebdo-paywall.html"), "https://hebdo.example/a", &p);
    assert_true(p.paywalled);
    sv_is(a, p.authors[0], "Paul Demb\xc3\xa9l\xc3\xa9");
    sv_is(a, p.outlet, "L'Hebdo du Continent");

    read_page(a, slurp(a, "joomla-item.html"), "", &p);
    date_is(p.published_usec, "2021-07-03T08:00:00Z");
    assert_false(p.paywalled);
    vg_arena_free(a);
}

/* A body that only JSON-LD has, without markup: cleaned like the text of elements. */
static void body_of_json(void **state)
{
    struct vg_arena *a = vg_arena_new();
    struct vg_page p;

    read_page(a,
              "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":"
              "\" Un convoi\\u007f est tomb\\u00e9.\\r\\n\\n\\tDeux\\u200b soldats  ont p\\u00e9ri.\\n\"}</script>",
              "https://a.example/x", &p);
    sv_is(a, p.text, "Un convoi est tomb\xc3\xa9.\nDeux soldats ont p\xc3\xa9ri.");
    vg_arena_free(a);
    (void)state;
}

static void metadata_odd(void **state)
{
    struct vg_arena *a = vg_arena_new();
    struct vg_page p;

    /* the front page as canonical address of everything; entities and raw line breaks in JSON-LD; a
     * list of authors in one string */
    read_page(a,
              "<html lang=fr_FR><link rel=canonical href='https://a.example/'><title>T</title>"
              "<script type='application/ld+json'>/* x */ {\"@type\":[\"Thing\",\"NewsArticle\"],"
              "\"headline\":\"L&#039;arm\xc3\xa9"
              "e\navance\",\"author\":[]}</script>"
              "<meta name=author content='Par A. Keita et B. Sow, C. Ba'>",
              "https://a.example/mali/x.html", &p);
    sv_is(a, p.canonical, "https://a.example/mali/x.html");
    sv_is(a, p.title,
          "L'arm\xc3\xa9"
          "e avance");
    assert_int_equal(p.n_authors, 3);
    sv_is(a, p.authors[0], "A. Keita");
    sv_is(a, p.authors[2], "C. Ba");
    sv_is(a, p.lang, "fr");
    assert_true(p.published_usec == VG_TIME_NONE);
    assert_int_equal(p.text.n, 0);
    /* broken JSON-LD, no metadata at all, a javascript: image */
    read_page(a,
              "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",</script>"
              "<meta property='og:image' content='javascript:alert(1)'>",
              "", &p);
    assert_int_equal(p.image.n, 0);
    assert_int_equal(p.canonical.n, 0);
    assert_int_equal(p.title.n, 0);
    vg_arena_free(a);
}

static void selector(void **state)
{
    static const char html[] =
        "<div class='a b'>Le premier bloc de cette page, que personne ne lit jamais vraiment.</div>"
        "<section id=x>Le deuxi\xc3\xa8me bloc, court.</section><p class=b>Le troisi\xc3\xa8me "
        "bloc de la page.</p>";
    static const char *const cases[][2] = {
        {".b", "Le premier bloc de cette page, que personne ne lit jamais vraiment."},
        {"#x", "Le deuxi\xc3\xa8me bloc, court."},
        {"section", "Le deuxi\xc3\xa8me bloc, court."},
        {"p.b", "Le troisi\xc3\xa8me bloc de la page."},
    };
    struct vg_arena *a = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_page_opts opts = {.selector = vg_sv_cstr(cases[i][0])};
        struct vg_page p;

        assert_int_equal(vg_page_read(VG_SV(html), &opts, a, &p, NULL), 0);
        sv_is(a, p.text, cases[i][1]);
    }
    vg_arena_free(a);
}

/* n times s, then end; owned by the caller. */
static char *repeat(const char *s, size_t n, const char *end)
{
    struct vg_buf b;

    vg_buf_init(&b, VG_MAX_PAGE_BODY);
    for (size_t i = 0; i < n; i++)
        (void)vg_buf_str(&b, s);
    (void)vg_buf_str(&b, end);
    return vg_buf_take(&b);
}

/* Pages made to hurt: they end, in time that grows with their length, and what is readable is read.
 */
static void hostile(void **state)
{
    static const struct {
        const char *piece;
        size_t n;
        const char *end;
    } cases[] = {
        {"<div>", 200000, "fin"},                             /* 1 MB of nested tags */
        {"<b><i>", 170000, "</p></p>"},                       /* that close wrongly */
        {"</p>", 250000, "x"},                                /* only ends */
        {"<table><tr><td>", 70000, "x"},                      /* nested tables */
        {"<a href='x'>", 90000, "x"},                         /* links in links */
        {"<p>Un paragraphe, avec une virgule. ", 150000, ""}, /* 5 MB that never end */
        {"<li class='share related comment nav'>x", 100000, ""},
        {"&amp;&lt;&#233;&eacute;", 200000, ""}, /* entities */
        {"<script>", 100000, "</script>x"},
        {"<!--", 250000, ""},
        {"<h1>t</h1>", 100000, ""},
        {"<blockquote class=media><div class=embed>", 20000, "x"},
        {"<meta name=author content='a, b'>", 100000, ""},
    };

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_arena *a = vg_arena_new();
        char *html = repeat(cases[i].piece, cases[i].n, cases[i].end);
        struct vg_page p;

        read_page(a, html, "https://x.example/", &p);
        (void)vg_html_to_text(vg_sv_cstr(html), a);
        free(html);
        vg_arena_free(a);
    }
}

static void hostile_json(void **state)
{
    struct vg_arena *a = vg_arena_new();
    char *deep = repeat("[", 400000, "");
    char *html = vg_arena_printf(a, "<script type='application/ld+json'>%s</script><p>Un.", deep);
    struct vg_page p;

    read_page(a, html, "", &p);
    free(deep);
    vg_arena_free(a);
}

static void nul_bytes(void **state)
{
    static const char html[] =
        "<p>Trois soldats\0 ont \0\0perdu la vie lundi matin pr\xc3\xa8s de Gao, selon "
        "l'arm\xc3\xa9"
        "e.</p>\0<p>Le d\xc3\xa9tachement rentrait d'une patrouille dans la "
        "r\xc3\xa9gion, a dit son porte-parole.</p>";
    struct vg_arena *a = vg_arena_new();
    struct vg_page_opts opts = {0};
    struct vg_page p;

    assert_int_equal(vg_page_read(vg_sv(html, sizeof html - 1), &opts, a, &p, NULL), 0);
    sv_is(a, p.text,
          "Trois soldats ont perdu la vie lundi matin pr\xc3\xa8s de Gao, selon l'arm\xc3\xa9"
          "e.\nLe "
          "d\xc3\xa9tachement rentrait d'une patrouille dans la r\xc3\xa9gion, a dit son "
          "porte-parole.");
    vg_arena_free(a);
}

/* Dates for people, by the headline; in the address. */
static void printed_dates(void **state)
{
    static const char *const cases[][3] = {
        {"Publi\xc3\xa9 le lundi 3 avril 2017 \xc3\xa0 10h22", "2017-04-03T10:22:00Z", ""},
        {"Publi\xc3\xa9 le : 02/11/2023 - 18:45", "2023-11-02T18:45:00Z", ""},
        {"1er ao\xc3\xbbt 2020", "2020-08-01T00:00:00Z", ""},
        {"Par A. Ba - 14 f\xc3\xa9vr. 2022 \xc3\xa0 11:25", "2022-02-14T11:25:00Z", ""},
        {"March 12, 2024", "2024-03-12T00:00:00Z", ""},
        {"[ 2018-08-25 15:24 ]", "2018-08-25T15:24:00Z", ""},
        {"31/02/2020", NULL, ""},
        {"le 12 du mois, 2000 personnes", NULL, ""},
        {"Hier", "2024-03-12T00:00:00Z", "https://a.example/2024/03/12/titre"},
        {"Hier", NULL, "https://a.example/2024/13/12/titre"},
    };
    struct vg_arena *a = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        const char *html = vg_arena_printf(
            a,
            "<title>Le titre de l'article</title><h1>Le titre de l'article</h1><p class=date>%s</p>"
            "<p>Un premier paragraphe assez long pour faire un article, avec une virgule, et un "
            "point.</p>",
            cases[i][0]);
        struct vg_page p;

        read_page(a, html, cases[i][2], &p);
        if (cases[i][1])
            date_is(p.published_usec, cases[i][1]);
        else
            assert_true(p.published_usec == VG_TIME_NONE);
    }
    vg_arena_free(a);
}

/* The same page in other clothes: header over meta, meta, byte order mark, undeclared, mislabelled.
 */
static void charsets(void **state)
{
#define LINE(e)                                                                                    \
    "<p>Les " e "leveurs ont quitt" e " Tessit lundi, dit l'arm" e "e, sans leurs troupeaux.</p>"
    static const struct {
        const char *type, *html;
    } cases[] = {
        {"", LINE("\xc3\xa9")},
        {"", "\xef\xbb\xbf" LINE("\xc3\xa9")},
        {"", LINE("\xe9")},
        {"", "<meta charset=iso-8859-1>" LINE("\xe9")},
        {"",
         "<meta http-equiv=content-type content='text/html; charset=ISO-8859-15'>" LINE("\xe9")},
        {"", "<meta charset=ibm850>" LINE("\x82")},
        {"text/html; charset=ibm850", "<meta charset=utf-8>" LINE("\x82")},
        {"text/html", "<meta charset = 'windows-1252' >" LINE("\xe9")},
        {"", "<meta charset=utf-16>" LINE("\xc3\xa9")},
        {"text/html; charset=iso-8859-1", LINE("\xc3\xa9")},
        {"", LINE("&eacute;")},
    };
    struct vg_arena *a = vg_arena_new();

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_page_opts opts = {.content_type = vg_sv_cstr(cases[i].type)};
        struct vg_page p;

        assert_int_equal(vg_page_read(vg_sv_cstr(cases[i].html), &opts, a, &p, NULL), 0);
        sv_is(a, p.text,
              "Les \xc3\xa9leveurs ont quitt\xc3\xa9 Tessit lundi, dit l'arm\xc3\xa9"
              "e, sans leurs troupeaux.");
    }
    vg_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fragments),     cmocka_unit_test(too_big),
        cmocka_unit_test(feed_contents), cmocka_unit_test(french_pages),
        cmocka_unit_test(body_of_json),
        cmocka_unit_test(no_overreach),  cmocka_unit_test(metadata),
        cmocka_unit_test(metadata_odd),  cmocka_unit_test(selector),
        cmocka_unit_test(hostile),       cmocka_unit_test(hostile_json),
        cmocka_unit_test(nul_bytes),     cmocka_unit_test(charsets),
        cmocka_unit_test(printed_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
