#include "feeds/robots.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/heap.h"
#include "base/limits.h"
#include "feeds/url.h"

#define SEC          1000000LL
#define MAX_PATTERNS (256 * 1024) /* bytes of patterns kept of one group */

struct rule {
    uint32_t at, n; /* pattern in `text`, in normal form */
    bool allow;
    bool anchored; /* it ended with '$' */
};

struct rules {
    struct vg_buf text;
    struct rule *rule;
    size_t n, cap;
    int64_t delay_usec;
    bool named; /* a group spoke of it */
};

struct vg_robots {
    struct rules rules;
    bool refuse_all;
};

/* --- normal form -------------------------------------------------------------------------------
 */

static int hex_value(char c)
{
    if (vg_is_digit((unsigned char)c))
        return c - '0';
    c = (char)vg_lower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_unreserved(unsigned char c)
{
    return vg_is_alpha(c) || vg_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* One percent-encoding for all spellings of a path (RFC 9309 2.2.2): unreserved characters plain,
 * bytes that a URI may not hold encoded, hexadecimal in upper case. '*' and '$' are encoded where
 * they are no pattern signs. */
static void normalise(struct vg_sv s, bool pattern, struct vg_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 && hex_value(s.p[i + 2]) >= 0) {
            c = (unsigned char)(hex_value(s.p[i + 1]) * 16 + hex_value(s.p[i + 2]));
            i += 2;
            if (is_unreserved(c))
                (void)vg_buf_char(out, (char)c);
            else
                (void)vg_buf_printf(out, "%%%02X", c);
        } else if (c <= ' ' || c >= 127 || c == '$' || (c == '*' && !pattern)) {
            (void)vg_buf_printf(out, "%%%02X", c);
        } else {
            (void)vg_buf_char(out, (char)c);
        }
    }
}

/* --- parsing -----------------------------------------------------------------------------------
 */

static void add_rule(struct rules *rules, struct vg_sv pattern, bool allow)
{
    struct rule rule = {.at = (uint32_t)rules->text.n, .allow = allow};

    if (pattern.n == 0 || pattern.n > VG_MAX_URL || rules->n == VG_ROBOTS_RULES ||
        rules->text.n + 3 * pattern.n > MAX_PATTERNS)
        return;
    if (pattern.p[pattern.n - 1] == '$') {
        rule.anchored = true;
        pattern.n--;
    }
    normalise(pattern, true, &rules->text);
    rule.n = (uint32_t)(rules->text.n - rule.at);
    if (rules->n == rules->cap) {
        rules->cap = rules->cap ? rules->cap * 2 : 16;
        rules->rule = vg_xrealloc(rules->rule, rules->cap, sizeof *rules->rule);
    }
    rules->rule[rules->n++] = rule;
}

static void set_delay(struct rules *rules, struct vg_sv value)
{
    double sec;

    if (vg_sv_to_double(value, &sec) < 0 || !(sec > 0))
        return;
    rules->delay_usec = sec > 60 ? 60 * SEC : (int64_t)(sec * SEC);
}

static void rules_done(struct rules *rules)
{
    vg_buf_done(&rules->text);
    free(rules->rule);
}

/* The product token at the start of a User-agent value: "vigie/1.0 (x)" names vigie. */
static struct vg_sv product(struct vg_sv s)
{
    size_t n = 0;

    while (n < s.n && (vg_is_alpha((unsigned char)s.p[n]) || s.p[n] == '_' || s.p[n] == '-'))
        n++;
    return vg_sv_sub(s, 0, n);
}

struct reader {
    struct rules own, star;
    struct vg_sv agent;
    bool in_own, in_star; /* whom the present group is for */
    bool in_rules;        /* a rule was seen: the next User-agent begins a group */
};

static void read_agent(struct reader *r, struct vg_sv value)
{
    if (r->in_rules)
        r->in_own = r->in_star = r->in_rules = false;
    if (vg_sv_is(value, "*"))
        r->in_star = r->star.named = true;
    else if (vg_sv_eq_icase(product(value), r->agent))
        r->in_own = r->own.named = true;
}

static void read_line(struct reader *r, struct vg_sv line)
{
    struct vg_sv value = line, key;

    key = vg_sv_trim(vg_sv_split(&value, ':'));
    value = vg_sv_trim(value);
    bool allow = vg_sv_eq_icase(key, VG_SV("allow")),
         delay = vg_sv_eq_icase(key, VG_SV("crawl-delay"));
    if (vg_sv_eq_icase(key, VG_SV("user-agent"))) {
        read_agent(r, value);
        return;
    }
    if (!allow && !delay && !vg_sv_eq_icase(key, VG_SV("disallow")))
        return; /* sitemaps and the like belong to no group and end none */
    r->in_rules = true;
    struct rules *groups[] = {r->in_own ? &r->own : NULL, r->in_star ? &r->star : NULL};
    for (size_t i = 0; i < VG_COUNT_OF(groups); i++) {
        if (groups[i] && delay)
            set_delay(groups[i], value);
        else if (groups[i])
            add_rule(groups[i], value, allow);
    }
}

struct vg_robots *vg_robots_parse(struct vg_sv text, struct vg_sv agent)
{
    struct vg_robots *self = vg_xnew(struct vg_robots);
    struct reader r = {.agent = agent};

    vg_buf_init(&r.own.text, MAX_PATTERNS);
    vg_buf_init(&r.star.text, MAX_PATTERNS);
    if (text.n > VG_ROBOTS_MAX) { /* half a line would be another rule */
        text.n = VG_ROBOTS_MAX;
        while (text.n && text.p[text.n - 1] != '\n')
            text.n--;
    }
    if (vg_sv_starts(text, VG_SV("\xef\xbb\xbf")))
        text = vg_sv_sub(text, 3, text.n);
    while (text.n) {
        size_t n = 0;
        while (n < text.n && text.p[n] != '\n' && text.p[n] != '\r')
            n++;
        struct vg_sv line = vg_sv_sub(text, 0, n);
        read_line(&r, vg_sv_split(&line, '#'));
        text = vg_sv_sub(text, n + 1, text.n);
    }
    self->rules = r.own.named ? r.own : r.star;
    rules_done(r.own.named ? &r.star : &r.own);
    return self;
}

struct vg_robots *vg_robots_for_status(int status)
{
    struct vg_robots *self = vg_xnew(struct vg_robots);

    vg_buf_init(&self->rules.text, 0);
    self->refuse_all = status == 0 || status == 429 || status >= 500;
    return self;
}

void vg_robots_free(struct vg_robots *self)
{
    if (!self)
        return;
    rules_done(&self->rules);
    free(self);
}

int64_t vg_robots_delay(const struct vg_robots *self)
{
    return self->rules.delay_usec;
}

/* --- matching ----------------------------------------------------------------------------------
 */

/* The pieces between stars must be found one after the other, each as early as it goes: what an
 * early find leaves, a later one would leave too. The first is at the start; with an anchor the
 * last is at the end. */
static bool matches(const struct vg_robots *self, const struct rule *rule, struct vg_sv path)
{
    struct vg_sv pattern = vg_sv_sub(vg_buf_view(&self->rules.text), rule->at, rule->at + rule->n);
    struct vg_sv piece = vg_sv_split(&pattern, '*');

    if (!vg_sv_starts(path, piece))
        return false;
    path = vg_sv_sub(path, piece.n, path.n);
    if (!pattern.p)
        return !rule->anchored || path.n == 0;
    while (pattern.p) {
        piece = vg_sv_split(&pattern, '*');
        if (!pattern.p && rule->anchored)
            return vg_sv_ends(path, piece);
        const char *at = piece.n ? memmem(path.p, path.n, piece.p, piece.n) : path.p;
        if (!at)
            return false;
        path = vg_sv_sub(path, (size_t)(at - path.p) + piece.n, path.n);
    }
    return true;
}

bool vg_robots_allowed(const struct vg_robots *self, struct vg_sv path)
{
    struct vg_buf normal;
    uint32_t best = 0;
    bool allowed = true;

    if (vg_sv_is(path, "/robots.txt"))
        return true;
    if (self->refuse_all)
        return false;
    vg_buf_init(&normal, 3 * (VG_MAX_URL + 1));
    if (path.n == 0 || path.p[0] != '/')
        (void)vg_buf_char(&normal, '/');
    normalise(vg_sv_sub(path, 0, VG_MAX_URL), false, &normal);
    for (size_t i = 0; i < self->rules.n; i++) {
        const struct rule *rule = &self->rules.rule[i];
        uint32_t n = rule->n + rule->anchored;
        if (n < best || (n == best && best > 0 && !rule->allow))
            continue;
        if (matches(self, rule, vg_buf_view(&normal))) {
            best = n;
            allowed = rule->allow;
        }
    }
    vg_buf_done(&normal);
    return allowed;
}

/* --- the cache ---------------------------------------------------------------------------------
 */

struct origin {
    struct vg_heap_node node; /* by when it was put */
    char *key;
    struct vg_robots *robots;
    int64_t until_usec;
};

struct vg_robots_cache {
    char *agent;
    size_t max;
    struct vg_map *by_key;
    struct vg_heap oldest;
};

struct vg_robots_cache *vg_robots_cache_new(struct vg_sv agent, size_t max_origins)
{
    struct vg_robots_cache *self = vg_xnew(struct vg_robots_cache);

    self->agent = vg_sv_dup(agent);
    self->max = max_origins ? max_origins : 1;
    self->by_key = vg_map_new();
    vg_heap_init(&self->oldest);
    return self;
}

static void drop_oldest(struct vg_robots_cache *self)
{
    struct origin *o = VG_HEAP_OWNER(vg_heap_top(&self->oldest), struct origin, node);

    vg_heap_remove(&self->oldest, &o->node);
    (void)vg_map_remove(self->by_key, vg_sv_cstr(o->key));
    vg_robots_free(o->robots);
    free(o->key);
    free(o);
}

void vg_robots_cache_free(struct vg_robots_cache *self)
{
    if (!self)
        return;
    while (vg_heap_top(&self->oldest))
        drop_oldest(self);
    vg_heap_done(&self->oldest);
    vg_map_free(self->by_key);
    free(self->agent);
    free(self);
}

size_t vg_robots_cache_count(const struct vg_robots_cache *self)
{
    return vg_map_count(self->by_key);
}

/* "https://host:port", lower case, the port always written; false when it is no http(s) URL or too
 * long. */
static bool origin_key(struct vg_sv url, struct vg_buf *out)
{
    struct vg_url u = vg_url_split(url);
    bool https = vg_sv_eq_icase(u.scheme, VG_SV("https"));

    if (u.host.n == 0 || u.host.n > 255 || (!https && !vg_sv_eq_icase(u.scheme, VG_SV("http"))))
        return false;
    (void)vg_buf_str(out, https ? "https://" : "http://");
    for (size_t i = 0; i < u.host.n; i++)
        (void)vg_buf_char(out, (char)vg_lower((unsigned char)u.host.p[i]));
    (void)vg_buf_char(out, ':');
    (void)vg_buf_sv(out, u.port.n ? u.port : vg_sv_cstr(https ? "443" : "80"));
    return out->err == 0 && !memchr(out->p, '\0', out->n);
}

int vg_robots_url(struct vg_sv url, char *out, size_t size)
{
    struct vg_buf key;
    int r = VG_E_SYNTAX;

    vg_buf_init(&key, 512);
    if (origin_key(url, &key) && vg_buf_str(&key, "/robots.txt") == 0) {
        r = key.n < size ? 0 : VG_E_TOOBIG;
        if (r == 0)
            memcpy(out, key.p, key.n + 1);
    }
    vg_buf_done(&key);
    return r;
}

/* Path and query as they are sent. */
static struct vg_sv path_of(struct vg_sv url)
{
    struct vg_url u = vg_url_split(url);
    const char *end = u.query.p ? u.query.p + u.query.n : u.path.p + u.path.n;

    if (u.path.n == 0 && u.query.p)
        return vg_sv(u.query.p - 1, u.query.n + 1);
    return vg_sv(u.path.p, (size_t)(end - u.path.p));
}

enum vg_robots_verdict vg_robots_check(const struct vg_robots_cache *self, struct vg_sv url,
                                       int64_t now_usec, int64_t *ret_delay_usec)
{
    struct vg_buf key;
    const struct origin *o = NULL;

    if (ret_delay_usec)
        *ret_delay_usec = 0;
    vg_buf_init(&key, 512);
    bool ok = origin_key(url, &key);
    if (ok)
        o = vg_map_get(self->by_key, vg_buf_view(&key));
    vg_buf_done(&key);
    if (!ok)
        return VG_ROBOTS_REFUSED;
    if (!o || o->until_usec <= now_usec)
        return VG_ROBOTS_UNKNOWN;
    if (ret_delay_usec)
        *ret_delay_usec = vg_robots_delay(o->robots);
    return vg_robots_allowed(o->robots, path_of(url)) ? VG_ROBOTS_ALLOWED : VG_ROBOTS_REFUSED;
}

static int64_t keep_sec(int status, uint32_t fresh_sec)
{
    if (status == 0 || status == 429 || status >= 500)
        return 3600;
    if (fresh_sec == 0 || fresh_sec > 86400)
        return 86400;
    return fresh_sec < 3600 ? 3600 : fresh_sec;
}

void vg_robots_put(struct vg_robots_cache *self, struct vg_sv url, int status, struct vg_sv body,
                   uint32_t fresh_sec, int64_t now_usec)
{
    struct vg_buf key;

    vg_buf_init(&key, 512);
    if (origin_key(url, &key)) {
        struct origin *o = vg_map_get(self->by_key, vg_buf_view(&key));
        if (!o) {
            if (vg_map_count(self->by_key) >= self->max)
                drop_oldest(self);
            o = vg_xnew(struct origin);
            o->key = vg_sv_dup(vg_buf_view(&key));
            (void)vg_map_set(self->by_key, vg_sv_cstr(o->key), o);
        }
        vg_robots_free(o->robots);
        o->robots = status == 200 ? vg_robots_parse(body, vg_sv_cstr(self->agent))
                                  : vg_robots_for_status(status);
        o->until_usec = now_usec + keep_sec(status, fresh_sec) * SEC;
        vg_heap_set(&self->oldest, &o->node, now_usec);
    }
    vg_buf_done(&key);
}
