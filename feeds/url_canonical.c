#include "feeds/url.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/limits.h"

#define MAX_PARAMS 256
#define MAX_TURNS  1024 /* never met: each turn but the first and last unwraps */

/* Names of parameters that tell where a reader came from, never which article it is. A trailing '*'
 * is any rest. */
static const char *const tracking[] = {
    "_ga",        "_gac",       "_gl",           "_hsenc",   "_hsmi",       "actid",
    "amp",        "amp_js_v",   "amp_gsa",       "at_*",     "campaign_id", "cid",
    "cmp",        "cmpid",      "cx_*",          "dclid",    "dicbo",       "ecid",
    "ef_id",      "echobox",    "fb_*",          "fbclid",   "from_ref",    "ftag",
    "ga_*",       "gaa_*",      "gad_source",    "gbraid",   "gclid",       "gclsrc",
    "guccounter", "guce_*",     "hsctatracking", "hss_*",    "icid",        "ig_rid",
    "igshid",     "iesrc",      "irclickid",     "isapp",    "itm_*",       "li_fat_id",
    "mbid",       "mc_cid",     "mc_eid",        "mkt_tok",  "mkwid",       "mobile",
    "msclkid",    "mtm_*",      "ncid",          "ns_*",     "ocid",        "oly_anon_id",
    "oly_enc_id", "outputtype", "pk_*",          "piwik_*",  "matomo_*",    "ref",
    "ref_src",    "ref_url",    "referer",       "referrer", "rss",         "rss_id",
    "rb_clickid", "s_cid",      "s_kwcid",       "sc_*",     "sfnsn",       "share",
    "shareto",    "smid",       "smtyp",         "spm",      "srsltid",     "taid",
    "tpcc",       "trk",        "trkcampaign",   "ttclid",   "twclid",      "utm*",
    "utm_*",      "vero_conv",  "vero_id",       "wbraid",   "wickedid",    "wt.mc_id",
    "wt_mc",      "wt_zmc",     "xtatc",         "xtcr",     "xtmc",        "xtnp",
    "xtor",       "xtref",      "xts",           "yclid",    "ysclid",      "zanpid",
};

struct out {
    char *p;
    size_t n;
};

static int hex(unsigned char c)
{
    if (vg_is_digit(c))
        return c - '0';
    c = vg_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_unreserved(unsigned char c)
{
    return vg_is_alpha(c) || vg_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static void put_escaped(struct out *o, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";

    o->p[o->n++] = '%';
    o->p[o->n++] = digits[c >> 4];
    o->p[o->n++] = digits[c & 15];
}

/* One spelling per byte: unreserved bytes plain, reserved ones as they were, others as %XX (RFC
 * 3986, 6.2.2). At most three times as long. */
static void put_normal(struct out *o, struct vg_sv s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int a = i + 2 < s.n ? hex((unsigned char)s.p[i + 1]) : -1;
        int b = i + 2 < s.n ? hex((unsigned char)s.p[i + 2]) : -1;
        if (c == '%' && a >= 0 && b >= 0) {
            unsigned char v = (unsigned char)(a << 4 | b);
            if (is_unreserved(v))
                o->p[o->n++] = (char)v;
            else
                put_escaped(o, v);
            i += 2;
        } else if (is_unreserved(c) || (c && strchr("/:@!$&'()*+,;=?", c))) {
            o->p[o->n++] = (char)c;
        } else {
            put_escaped(o, c);
        }
    }
}

/* Percent-decoding can uncover what decodes again ("%25" stays "%25", so one pass is enough). */
static struct vg_sv normal(struct vg_sv s, struct vg_arena *arena)
{
    struct out o = {vg_arena_alloc(arena, s.n * 3 + 1), 0};

    put_normal(&o, s);
    return vg_sv(o.p, o.n);
}

static struct vg_sv canonical_host(struct vg_sv host, struct vg_arena *arena)
{
    static const char *const prefixes[] = {"www.", "m.", "amp.", "mobile.", "mobi."};
    char *p = vg_arena_alloc(arena, host.n + 1);

    for (size_t i = 0; i < host.n; i++)
        p[i] = (char)vg_lower((unsigned char)host.p[i]);
    struct vg_sv h = vg_sv(p, host.n);
    while (h.n && h.p[h.n - 1] == '.')
        h.n--;
    for (size_t i = 0; i < VG_COUNT_OF(prefixes); i++) {
        struct vg_sv x = vg_sv_cstr(prefixes[i]);
        if (!vg_sv_starts(h, x) || vg_sv_find_char(vg_sv_sub(h, x.n, h.n), '.') <= 0)
            continue;
        h = vg_sv_sub(h, x.n, h.n);
        i = (size_t)-1; /* start again: www.m.example.org */
    }
    return h;
}

static bool cut_end(struct vg_sv *s, const char *end)
{
    struct vg_sv e = vg_sv_cstr(end);

    if (!vg_sv_ends(*s, e))
        return false;
    s->n -= e.n;
    return true;
}

/* Without dot segments, trailing slashes, and the marks of AMP pages; "" stands for the root. */
static struct vg_sv canonical_path(struct vg_sv path, struct vg_arena *arena)
{
    struct vg_sv s = normal(path, arena);

    s = vg_url_remove_dots(s, arena);
    for (bool again = true; again;) {
        again = cut_end(&s, "/") || cut_end(&s, "/amp") || cut_end(&s, ".amp");
        if (cut_end(&s, ".amp.html")) { /* x.amp.html is x.html */
            s = vg_sv_cstr(vg_arena_printf(arena, "%.*s.html", VG_SV_ARG(s)));
            again = true;
        }
        if (vg_sv_starts(s, VG_SV("/amp/")) && s.n > 5) {
            s = vg_sv_sub(s, 4, s.n);
            again = true;
        }
    }
    return s;
}

static bool is_tracking(struct vg_sv param)
{
    struct vg_sv rest = param, name = vg_sv_split(&rest, '=');

    if (name.n == 0)
        return true;
    for (size_t i = 0; i < VG_COUNT_OF(tracking); i++) {
        struct vg_sv t = vg_sv_cstr(tracking[i]);
        if (t.p[t.n - 1] == '*' ? vg_sv_starts_icase(name, vg_sv(t.p, t.n - 1))
                                : vg_sv_eq_icase(name, t))
            return true;
    }
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return vg_sv_cmp(*(const struct vg_sv *)a, *(const struct vg_sv *)b);
}

static void put_query(struct out *o, struct vg_sv query, struct vg_arena *arena)
{
    struct vg_sv *params = vg_arena_new_n(arena, struct vg_sv, MAX_PARAMS);
    size_t n = 0;

    query = normal(query, arena);
    while (query.p) {
        struct vg_sv param = vg_sv_split(&query, '&');
        if (!is_tracking(param) && n < MAX_PARAMS)
            params[n++] = param;
    }
    qsort(params, n, sizeof *params, by_bytes);
    for (size_t i = 0; i < n; i++) {
        o->p[o->n++] = i ? '&' : '?';
        memcpy(o->p + o->n, params[i].p, params[i].n);
        o->n += params[i].n;
    }
}

/* What an AMP cache wraps: google.com/amp/s/HOST/PATH, X.cdn.ampproject.org/c/s/HOST/PATH; else p
 * == NULL. */
static struct vg_sv amp_target(const struct vg_url *u, struct vg_sv host, struct vg_arena *arena)
{
    static const char *const google[] = {"/amp/s/", "/amp/"};
    static const char *const cache[] = {"/c/s/", "/c/", "/v/s/", "/v/", "/i/s/", "/i/"};
    const char *const *list = vg_sv_starts(host, VG_SV("google.")) ? google : cache;
    size_t n = list == google                                   ? VG_COUNT_OF(google)
               : vg_sv_ends(host, VG_SV(".cdn.ampproject.org")) ? VG_COUNT_OF(cache)
                                                                : 0;

    for (size_t i = 0; i < n; i++) {
        if (!vg_sv_starts(u->path, vg_sv_cstr(list[i])))
            continue;
        struct vg_sv rest = vg_sv_sub(u->path, strlen(list[i]), u->path.n), tail = rest;
        if (vg_sv_find_char(vg_sv_split(&tail, '/'), '.') <= 0)
            return VG_SV_NONE;
        const char *q = u->query.n ? "?" : "";
        char *p =
            vg_arena_printf(arena, "https://%.*s%s%.*s", VG_SV_ARG(rest), q, VG_SV_ARG(u->query));
        return vg_sv_cstr(p);
    }
    return VG_SV_NONE;
}

static void put(struct out *o, struct vg_sv s)
{
    if (s.n)
        memcpy(o->p + o->n, s.p, s.n);
    o->n += s.n;
}

static struct vg_sv canonical_once(struct vg_sv url, struct vg_arena *arena)
{
    struct vg_url u = vg_url_split(url);
    struct vg_sv host = canonical_host(u.host, arena);

    if (!vg_url_is_http(url) || host.n == 0)
        return url;
    struct vg_sv inner = amp_target(&u, host, arena);
    if (inner.p)
        return inner;
    struct out o = {vg_arena_alloc(arena, 16 + url.n * 4), 0};
    put(&o, VG_SV("https://"));
    put(&o, host);
    if (u.port.n && !vg_sv_is(u.port, "80") && !vg_sv_is(u.port, "443")) {
        put(&o, VG_SV(":"));
        put(&o, u.port);
    }
    struct vg_sv path = canonical_path(u.path, arena);
    put(&o, path.n ? path : VG_SV("/"));
    put_query(&o, u.query, arena);
    if (u.fragment.n > 1 &&
        u.fragment.p[0] == '!') { /* a page of a script: the fragment is the address */
        put(&o, VG_SV("#"));
        put_normal(&o, u.fragment);
    }
    return vg_sv(o.p, o.n);
}

struct vg_sv vg_url_canonical(struct vg_sv url, struct vg_arena *arena)
{
    if (url.n > VG_MAX_URL)
        return VG_SV_NONE;
    struct vg_sv was, now = vg_url_resolve(VG_SV_NONE, url, arena);
    int turns = 0;

    do { /* what is uncovered by one turn (a cache within a cache) may need another */
        was = now;
        now = canonical_once(was, arena);
    } while (!vg_sv_eq(was, now) && now.n <= VG_MAX_URL * 3 && ++turns < MAX_TURNS);
    return now;
}
