#include <stdio.h>

#include "base/clock.h"
#include "base/hash.h"
#include "tests/httpd/httpd_in.h"

struct gen {
    struct vg_sv format, name, host;
    uint64_t n, words; /* items that have appeared; words of text each */
    int64_t every_usec, start_usec;
    uint64_t first;
    bool pages;
};

/* Sentences are put together from these by a hash of name and number, so that no two articles are
 * alike. */
static const char *const who[] = {
    "Des hommes armés non identifiés",  "Une patrouille de l'armée malienne",
    "Des combattants présumés du JNIM", "Les Forces armées maliennes",
    "Un convoi de ravitaillement",      "Des habitants du village",
    "Une délégation du gouvernement",   "Les transporteurs de la région"};
static const char *const what[] = {
    "ont attaqué un poste de contrôle", "a sauté sur un engin explosif improvisé",
    "ont incendié plusieurs camions",   "ont repoussé un assaut",
    "est tombé dans une embuscade",     "ont fui les combats",
    "est arrivée pour des pourparlers", "ont annoncé une grève de trois jours"};
static const char *const where[] = {
    "près de Ménaka", "à Tessalit",    "entre Gossi et Hombori",  "dans le cercle de Bankass",
    "à Kidal",        "près de Djibo", "dans la région de Ségou", "à l'entrée de Tombouctou"};

static uint64_t pick(const struct gen *g, uint64_t item, uint64_t k)
{
    uint64_t key[2] = {item, k};

    return vg_hash64(key, sizeof key, vg_hash_sv(g->name));
}

static void sentence(const struct gen *g, uint64_t item, uint64_t k, struct vg_buf *out)
{
    uint64_t h = pick(g, item, k);

    (void)vg_buf_printf(out, "%s %s %s, a indiqué la source %llu de %.*s.", who[h & 7],
                        what[h >> 3 & 7], where[h >> 6 & 7],
                        (unsigned long long)(h >> 9 & 0xffffff), VG_SV_ARG(g->name));
}

static void text(const struct gen *g, uint64_t item, struct vg_buf *out)
{
    for (uint64_t k = 0; k * 16 < g->words; k++) {
        (void)vg_buf_str(out, k % 3 == 0 ? (k ? "</p>\n<p>" : "<p>") : " ");
        sentence(g, item, k, out);
    }
    (void)vg_buf_str(out, "</p>");
}

/* The same with what XML or JSON must escape: only '<' and line breaks occur. */
static void escaped_text(const struct gen *g, uint64_t item, bool json, struct vg_buf *out)
{
    struct vg_buf raw;

    vg_buf_init(&raw, 1 << 20);
    text(g, item, &raw);
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] == '<' && !json)
            (void)vg_buf_str(out, "&lt;");
        else if (raw.p[i] == '\n')
            (void)vg_buf_char(out, ' ');
        else
            (void)vg_buf_char(out, raw.p[i]);
    }
    vg_buf_done(&raw);
}

static int64_t item_time(const struct gen *g, uint64_t item)
{
    return g->start_usec + (item < g->first ? 0 : (int64_t)(item - g->first + 1) * g->every_usec);
}

static void link_of(const struct gen *g, uint64_t item, struct vg_buf *out)
{
    (void)vg_buf_printf(out, "http://%.*s/gen/page/%.*s/%llu", VG_SV_ARG(g->host),
                        VG_SV_ARG(g->name), (unsigned long long)item);
}

static void rss_item(const struct gen *g, uint64_t item, struct vg_buf *out)
{
    char date[40];

    httpd_http_date(item_time(g, item), date);
    (void)vg_buf_printf(out, "<item><guid isPermaLink=\"false\">gen:%.*s:%llu</guid><title>",
                        VG_SV_ARG(g->name), (unsigned long long)item);
    sentence(g, item, 999, out);
    (void)vg_buf_str(out, "</title><link>");
    link_of(g, item, out);
    (void)vg_buf_printf(out, "</link><pubDate>%s</pubDate>", date);
    if (g->pages) {
        (void)vg_buf_str(out, "<description>");
        sentence(g, item, 0, out);
        (void)vg_buf_str(out, "</description></item>\n");
    } else {
        (void)vg_buf_str(out, "<content:encoded>");
        escaped_text(g, item, false, out);
        (void)vg_buf_str(out, "</content:encoded></item>\n");
    }
}

static void atom_item(const struct gen *g, uint64_t item, struct vg_buf *out)
{
    char date[32];

    vg_time_format(item_time(g, item), false, date);
    (void)vg_buf_printf(out, "<entry><id>tag:gen,2026:%.*s:%llu</id><title>", VG_SV_ARG(g->name),
                        (unsigned long long)item);
    sentence(g, item, 999, out);
    (void)vg_buf_str(out, "</title><link href=\"");
    link_of(g, item, out);
    (void)vg_buf_printf(out, "\"/><published>%s</published><updated>%s</updated>", date, date);
    (void)vg_buf_str(out, g->pages ? "<summary>" : "<content type=\"html\">");
    if (g->pages)
        sentence(g, item, 0, out);
    else
        escaped_text(g, item, false, out);
    (void)vg_buf_str(out, g->pages ? "</summary></entry>\n" : "</content></entry>\n");
}

static void json_item(const struct gen *g, uint64_t item, struct vg_buf *out)
{
    char date[32];

    vg_time_format(item_time(g, item), false, date);
    (void)vg_buf_printf(out, "{\"id\":\"gen:%.*s:%llu\",\"date_published\":\"%s\",\"title\":\"",
                        VG_SV_ARG(g->name), (unsigned long long)item, date);
    sentence(g, item, 999, out);
    (void)vg_buf_str(out, "\",\"url\":\"");
    link_of(g, item, out);
    (void)vg_buf_str(out, g->pages ? "\",\"summary\":\"" : "\",\"content_html\":\"");
    if (g->pages)
        sentence(g, item, 0, out);
    else
        escaped_text(g, item, true, out);
    (void)vg_buf_str(out, "\"}");
}

static const struct {
    const char *format, *type, *head, *join, *tail;
    void (*item)(const struct gen *g, uint64_t item, struct vg_buf *out);
} formats[] = {
    {"rss", "application/rss+xml",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
     "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Source</title>"
     "<link>/</link><language>fr</language>\n",
     "", "</channel></rss>\n", rss_item},
    {"atom", "application/atom+xml",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
     "xml:lang=\"fr\">"
     "<id>tag:gen,2026:feed</id><title>Source</title><updated>2026-01-01T00:00:00Z</updated>\n",
     "", "</feed>\n", atom_item},
    {"json", "application/feed+json",
     "{\"version\":\"https://jsonfeed.org/version/"
     "1.1\",\"title\":\"Source\",\"language\":\"fr\",\"items\":[\n",
     ",\n", "]}\n", json_item},
};

static bool page(const struct gen *g, struct vg_sv number, struct vg_buf *out)
{
    uint64_t item;

    if (vg_sv_to_u64(number, 0, UINT32_MAX, &item) < 0)
        return false;
    (void)vg_buf_str(out, "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>");
    sentence(g, item, 999, out);
    (void)vg_buf_str(
        out, "</title></head><body><nav><a href=\"/\">Accueil</a> <a href=\"/mali\">Mali</a></nav>"
             "<article><h1>");
    sentence(g, item, 999, out);
    (void)vg_buf_str(out, "</h1>\n");
    text(g, item, out);
    (void)vg_buf_str(out, "</article><footer>Mentions légales</footer></body></html>\n");
    return true;
}

bool httpd_generate(struct httpd *self, const struct httpd_request *r, struct httpd_reply *reply)
{
    struct vg_sv rest = vg_sv_sub(r->path, 5, r->path.n);
    struct gen g = {
        .format = vg_sv_split(&rest, '/'), .host = r->host, .start_usec = self->start_wall_usec};
    uint64_t max = httpd_param_u64(self, r->query, "items", 10);

    g.name = vg_sv_split(&rest, '/');
    g.first = httpd_param_u64(self, r->query, "first", 1);
    g.every_usec = (int64_t)(httpd_param_u64(self, r->query, "every", 1) % 10000000) * 1000000;
    g.words = httpd_param_u64(self, r->query, "body", 120) % 100000;
    g.pages = httpd_param_u64(self, r->query, "pages", 0) != 0;
    if (vg_sv_is(g.format, "page")) {
        reply->content_type = "text/html; charset=utf-8";
        return page(&g, rest, &reply->body);
    }
    g.n = g.first + (g.every_usec ? (uint64_t)(r->since_start_usec / g.every_usec) : max);
    g.n = g.n < max ? g.n : max;
    (void)snprintf(reply->etag, sizeof reply->etag, "\"gen-%llx-%llu\"",
                   (unsigned long long)vg_hash_sv(r->target), (unsigned long long)g.n);
    for (size_t i = 0; i < VG_COUNT_OF(formats); i++) {
        if (!vg_sv_is(g.format, formats[i].format))
            continue;
        reply->content_type = formats[i].type;
        if (vg_sv_is(r->if_none_match, reply->etag))
            return true; /* becomes a 304: no need to write it all */
        (void)vg_buf_str(&reply->body, formats[i].head);
        for (uint64_t item = g.n; item-- > 0;) {
            formats[i].item(&g, item, &reply->body);
            (void)vg_buf_str(&reply->body, item ? formats[i].join : "");
        }
        (void)vg_buf_str(&reply->body, formats[i].tail);
        return true;
    }
    reply->etag[0] = '\0';
    return false;
}
