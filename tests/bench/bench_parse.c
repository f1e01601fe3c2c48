/*
 * bench_parse - how fast we read feeds, against libxml2's bare SAX push parser and sfeed, on the
 * same bytes in one run. The bar: ahead of sfeed.
 *
 * The feed is made here: items as the French press serves them with WordPress, 3 KB each. Two
 * sizes: 100 items, as polled, parsed again and again; and 10,000 items in one document, as sfeed
 * (a program, started once) needs.
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "feeds/parse.h"

#define CHUNK (16 * 1024)

extern char **environ;

static const char *const paragraphs[] = {
    "<p>Au moins douze personnes ont été tuées dimanche soir dans l’attaque d’un village du cercle "
    "de Bandiagara, "
    "dans le centre du Mali, ont indiqué lundi à la presse des élus locaux et une source "
    "sécuritaire.</p>\n",
    "<p>« Des hommes armés à moto sont arrivés vers 18 heures et ont ouvert le feu sur les "
    "habitants », a raconté un "
    "notable joint par téléphone. <strong>Plusieurs greniers ont été incendiés</strong> et du "
    "bétail emporté.</p>\n",
    "<p>L’attaque n’avait pas été revendiquée lundi à la mi-journée. La région est le théâtre "
    "d’exactions attribuées "
    "aux groupes affiliés à <a "
    "href=\"https://www.example.org/dossiers/sahel/\">Al-Qaïda</a>.</p>\n",
    "<p>Selon l’état-major, une patrouille a été dépêchée sur les lieux &#8211; elle a désamorcé "
    "deux engins explosifs "
    "improvisés sur la route reliant Sévaré à Bandiagara.</p>\n",
    "<figure class=\"wp-block-image\"><img "
    "src=\"https://www.example.org/wp-content/uploads/2025/11/photo.jpg\" "
    "alt=\"Une rue de Mopti\" width=\"800\" height=\"533\" /><figcaption>Une rue de "
    "Mopti.</figcaption></figure>\n",
    "<p>Depuis 2012, le Mali est plongé dans une crise profonde. Les violences, parties du nord, "
    "ont gagné le centre du "
    "pays puis le Burkina Faso et le Niger voisins, faisant des milliers de morts et des centaines "
    "de milliers de "
    "déplacés.</p>\n",
};

static void make_feed(struct vg_buf *b, int items)
{
    (void)vg_buf_str(
        b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"\n"
           "\txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
           "\txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
           "\txmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n"
           "\t<title>Le Quotidien de l’exemple</title>\n\t<link>https://www.example.org/</link>\n"
           "\t<description>L’actualité du Sahel</description>\n\t<language>fr-FR</language>\n");
    for (int i = 0; i < items; i++) {
        (void)vg_buf_printf(
            b,
            "\t<item>\n\t\t<title>Mali : attaque d’un village près de Bandiagara (%d)</title>\n"
            "\t\t<link>https://www.example.org/2025/11/18/attaque-%d/</link>\n"
            "\t\t<dc:creator><![CDATA[Aïssata Traoré]]></dc:creator>\n"
            "\t\t<pubDate>Tue, 18 Nov 2025 %02d:%02d:00 +0000</pubDate>\n"
            "\t\t<category><![CDATA[Sécurité]]></category>\n"
            "\t\t<category><![CDATA[Mali]]></category>\n"
            "\t\t<guid isPermaLink=\"false\">https://www.example.org/?p=%d</guid>\n"
            "\t\t<description><![CDATA[<p>Au moins douze personnes ont été tuées dimanche soir "
            "dans "
            "l’attaque d’un village du cercle de Bandiagara [&#8230;]</p>]]></description>\n"
            "\t\t<content:encoded><![CDATA[",
            i, i, i / 60 % 24, i % 60, 10000 + i);
        for (int k = 0; k < 9; k++)
            (void)vg_buf_str(b, paragraphs[(i + k) % (int)VG_COUNT_OF(paragraphs)]);
        (void)vg_buf_printf(
            b,
            "]]></content:encoded>\n\t\t<media:content url=\"https://www.example.org/%d.jpg\" "
            "medium=\"image\"/>\n\t</item>\n",
            i);
    }
    (void)vg_buf_str(b, "</channel>\n</rss>\n");
}

static int count_entry(void *ctx, const struct vg_entry *e)
{
    *(size_t *)ctx += e->n_content && e->title.n && e->link.n && e->published_usec != VG_TIME_NONE;
    return 0;
}

static size_t read_ours(struct vg_sv s)
{
    struct vg_feed_parser_opts opts = {.url = VG_SV("https://www.example.org/feed/"),
                                       .max_bytes = s.n + 1,
                                       .max_entries = 1000000};
    size_t entries = 0;
    struct vg_err err = {0};
    struct vg_feed_parser *p = vg_feed_parser_new(&opts, count_entry, &entries);
    int r = 0;

    for (size_t i = 0; i < s.n && r == 0; i += CHUNK)
        r = vg_feed_parser_push(p, s.p + i, s.n - i < CHUNK ? s.n - i : CHUNK, &err);
    if (r == 0)
        r = vg_feed_parser_finish(p, &err);
    vg_feed_parser_free(p);
    return r < 0 ? 0 : entries;
}

static void count_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                        int nb_ns, const xmlChar **ns, int nb_attrs, int nb_defaulted,
                        const xmlChar **attrs)
{
    *(size_t *)ctx += xmlStrEqual(name, BAD_CAST "item");
}

static void count_text(void *ctx, const xmlChar *s, int n)
{
}

static size_t read_libxml2(struct vg_sv s)
{
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = count_start,
                         .characters = count_text,
                         .cdataBlock = count_text};
    size_t items = 0;
    xmlParserCtxtPtr x = xmlCreatePushParserCtxt(&sax, &items, NULL, 0, NULL);

    (void)xmlCtxtUseOptions(x, XML_PARSE_NONET | XML_PARSE_HUGE);
    for (size_t i = 0; i < s.n; i += CHUNK)
        (void)xmlParseChunk(x, s.p + i, (int)(s.n - i < CHUNK ? s.n - i : CHUNK), 0);
    (void)xmlParseChunk(x, NULL, 0, 1);
    xmlFreeParserCtxt(x);
    return items;
}

/* Best of five rounds, each of some 60 MB, in MB/s. */
static double rate(size_t (*read)(struct vg_sv), struct vg_sv s, size_t items)
{
    double best = 0;
    int times = (int)(60 * 1000000 / s.n) + 1;

    for (int round = 0; round < 5; round++) {
        int64_t t = vg_clock_mono_usec();
        for (int i = 0; i < times; i++)
            if (read(s) != items) {
                (void)fprintf(stderr, "bench_parse: lost items\n");
                exit(1);
            }
        t = vg_clock_mono_usec() - t;
        double mbs = (double)s.n * times / (double)t;
        best = mbs > best ? mbs : best;
    }
    return best;
}

/* sfeed as people run it, reading a file of the same bytes; 0 when it is not installed. */
static double rate_sfeed(struct vg_sv s)
{
    char path[] = "/tmp/bench_parse.XXXXXX", name[] = "sfeed";
    char *argv[] = {name, NULL};
    int fd = mkstemp(path);
    double best = 0;

    if (fd < 0 || write(fd, s.p, s.n) != (ssize_t)s.n)
        return 0;
    for (int round = 0; round < 5; round++) {
        posix_spawn_file_actions_t fa;
        pid_t pid;
        int status = 1;
        (void)posix_spawn_file_actions_init(&fa);
        (void)posix_spawn_file_actions_addopen(&fa, 0, path, O_RDONLY, 0);
        (void)posix_spawn_file_actions_addopen(&fa, 1, "/dev/null", O_WRONLY, 0);
        int64_t t = vg_clock_mono_usec();
        int r = posix_spawnp(&pid, name, &fa, NULL, argv, environ);
        if (r == 0)
            (void)waitpid(pid, &status, 0);
        t = vg_clock_mono_usec() - t;
        (void)posix_spawn_file_actions_destroy(&fa);
        if (r == 0 && status == 0 && (double)s.n / (double)t > best)
            best = (double)s.n / (double)t;
    }
    (void)close(fd);
    (void)unlink(path);
    return best;
}

int main(void)
{
    static const int sizes[] = {100, 10000};
    bool behind = false;

    for (size_t i = 0; i < VG_COUNT_OF(sizes); i++) {
        struct vg_buf b;
        vg_buf_init(&b, (size_t)1 << 30);
        make_feed(&b, sizes[i]);
        struct vg_sv s = vg_buf_view(&b);
        double ours = rate(read_ours, s, (size_t)sizes[i]),
               xml = rate(read_libxml2, s, (size_t)sizes[i]);
        double sfeed = i ? rate_sfeed(s) : 0;
        (void)printf(
            "parse %5d items, %8zu bytes: vigie %.0f MB/s, bare libxml2 SAX push %.0f MB/s",
            sizes[i], s.n, ours, xml);
        if (sfeed > 0)
            (void)printf(", sfeed %.0f MB/s (bar: ahead of it)", sfeed);
        (void)printf("\n");
        behind = behind || ours < sfeed;
        vg_buf_done(&b);
    }
    return behind;
}
