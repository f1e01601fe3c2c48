#include "feeds/url.h"

#include "base/limits.h"

static bool is_scheme_char(unsigned char c)
{
    return vg_is_alpha(c) || vg_is_digit(c) || c == '+' || c == '-' || c == '.';
}

static struct vg_sv take_scheme(struct vg_sv *s)
{
    size_t i = 0;

    if (s->n == 0 || !vg_is_alpha((unsigned char)s->p[0]))
        return VG_SV_NONE;
    while (i < s->n && is_scheme_char((unsigned char)s->p[i]))
        i++;
    if (i == s->n || s->p[i] != ':')
        return VG_SV_NONE;
    struct vg_sv scheme = vg_sv(s->p, i);
    *s = vg_sv_sub(*s, i + 1, s->n);
    return scheme;
}

/* user@host:port; an IPv6 host keeps its brackets. */
static void split_authority(struct vg_sv a, struct vg_url *u)
{
    const char *at = a.n ? memrchr(a.p, '@', a.n) : NULL;

    if (at) {
        u->user = vg_sv(a.p, (size_t)(at - a.p));
        a = vg_sv_sub(a, u->user.n + 1, a.n);
    }
    size_t i = a.n;
    while (i > 0 && vg_is_digit((unsigned char)a.p[i - 1]))
        i--;
    if (i > 0 && a.p[i - 1] == ':') {
        u->port = vg_sv_sub(a, i, a.n);
        a = vg_sv_sub(a, 0, i - 1);
    }
    u->host = a;
}

struct vg_url vg_url_split(struct vg_sv s)
{
    struct vg_url u = {.path = {"", 0}};
    ptrdiff_t at;

    u.scheme = take_scheme(&s);
    if ((at = vg_sv_find_char(s, '#')) >= 0) {
        u.fragment = vg_sv_sub(s, (size_t)at + 1, s.n);
        s.n = (size_t)at;
    }
    if ((at = vg_sv_find_char(s, '?')) >= 0) {
        u.query = vg_sv_sub(s, (size_t)at + 1, s.n);
        s.n = (size_t)at;
    }
    if (vg_sv_starts(s, VG_SV("//"))) {
        s = vg_sv_sub(s, 2, s.n);
        at = vg_sv_find_char(s, '/');
        size_t n = at >= 0 ? (size_t)at : s.n;
        split_authority(vg_sv_sub(s, 0, n), &u);
        s = vg_sv_sub(s, n, s.n);
    }
    if (s.n)
        u.path = s;
    return u;
}

bool vg_url_is_http(struct vg_sv s)
{
    return (vg_sv_starts_icase(s, VG_SV("http://")) && s.n > 7) ||
           (vg_sv_starts_icase(s, VG_SV("https://")) && s.n > 8);
}

bool vg_url_is_safe(struct vg_sv s)
{
    static const char *const safe[] = {
        "http", "https", "feed", "ftp",    "ftps",   "sftp",     "mailto", "news", "nntp", "magnet",
        "tel",  "sms",   "geo",  "rtsp",   "rtmp",   "mms",      "irc",    "ircs", "xmpp", "sip",
        "sips", "git",   "svn",  "ssh",    "gopher", "gemini",   "itms",   "itpc", "urn",  "tag",
        "doi",  "info",  "file", "callto", "skype",  "whatsapp", "webcal",
    };

    s = vg_sv_trim(s);
    ptrdiff_t colon = vg_sv_find_char(s, ':');
    if (colon < 0)
        return true;
    struct vg_sv scheme = vg_sv_sub(s, 0, (size_t)colon);
    for (size_t i = 0; i < scheme.n; i++)
        if (scheme.p[i] == '/' || scheme.p[i] == '?' || scheme.p[i] == '#')
            return true; /* a colon in the path of a relative URL */
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        if (vg_sv_eq_icase(scheme, vg_sv_cstr(safe[i])))
            return true;
    return false;
}

/* Without tabs and line breaks, which people leave within addresses. */
static struct vg_sv tidy(struct vg_sv s, struct vg_arena *arena)
{
    size_t n = 0;

    s = vg_sv_trim(s);
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\t';
    if (n == s.n)
        return s;
    char *p = vg_arena_alloc(arena, n + 1);
    n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\t')
            p[n++] = s.p[i];
    return vg_sv(p, n);
}

/* RFC 3986, 5.2.4; returns the length written to out. */
static size_t remove_dots(struct vg_sv path, char *out)
{
    size_t n = 0, i = 0;

    while (i < path.n) {
        size_t from = i, at = path.p[i] == '/' ? i + 1 : i, to = at;
        while (to < path.n && path.p[to] != '/')
            to++;
        struct vg_sv seg = vg_sv_sub(path, at, to);
        bool last = to == path.n;
        if (vg_sv_is(seg, ".") || vg_sv_is(seg, "..")) {
            if (seg.n == 2)
                while (n > 0 && out[--n] != '/')
                    ;
            if (last && (from != at || n > 0))
                out[n++] = '/';
        } else {
            memcpy(out + n, path.p + from, to - from);
            n += to - from;
        }
        i = to;
    }
    return n;
}

struct vg_sv vg_url_remove_dots(struct vg_sv path, struct vg_arena *arena)
{
    char *p = vg_arena_alloc(arena, path.n + 1);

    return vg_sv(p, remove_dots(path, p));
}

struct joint {
    char *p;
    size_t n;
};

static void add(struct joint *j, struct vg_sv s)
{
    if (s.n)
        memcpy(j->p + j->n, s.p, s.n);
    j->n += s.n;
}

static void add_authority(struct joint *j, const struct vg_url *u)
{
    add(j, VG_SV("//"));
    if (u->user.p) {
        add(j, u->user);
        add(j, VG_SV("@"));
    }
    add(j, u->host);
    if (u->port.p) {
        add(j, VG_SV(":"));
        add(j, u->port);
    }
}

static void add_path(struct joint *j, const struct vg_url *base, const struct vg_url *ref,
                     struct vg_arena *arena)
{
    struct vg_sv path = ref->path;

    if (path.n == 0 || path.p[0] != '/') {
        size_t dir = base->path.n;
        while (dir > 0 && base->path.p[dir - 1] != '/')
            dir--;
        if (path.n == 0)
            dir = base->path.n;
        struct joint m = {vg_arena_alloc(arena, dir + path.n + 2), 0};
        if (base->host.p && dir == 0 && path.n)
            add(&m, VG_SV("/"));
        add(&m, vg_sv_sub(base->path, 0, dir));
        add(&m, path);
        path = vg_sv(m.p, m.n);
    }
    j->n += remove_dots(path, j->p + j->n);
}

struct vg_sv vg_url_resolve(struct vg_sv base, struct vg_sv ref, struct vg_arena *arena)
{
    ref = tidy(ref, arena);
    struct vg_url r = vg_url_split(ref);

    if (r.scheme.p || base.n == 0)
        return ref;
    base = tidy(base, arena);
    struct vg_url b = vg_url_split(base);
    if (!b.scheme.p && !b.host.p && !vg_sv_starts(b.path, VG_SV("/")))
        return ref;
    if (b.scheme.p && !b.host.p && !vg_sv_starts(b.path, VG_SV("/")))
        return ref; /* mailto:, urn:, ...: nothing hierarchical */
    struct joint j = {vg_arena_alloc(arena, base.n + ref.n + 8), 0};
    if (b.scheme.p) {
        add(&j, b.scheme);
        add(&j, VG_SV(":"));
    }
    if (r.host.p) {
        add_authority(&j, &r);
        j.n += remove_dots(r.path, j.p + j.n);
    } else {
        if (b.host.p)
            add_authority(&j, &b);
        add_path(&j, &b, &r, arena);
    }
    struct vg_sv query = r.query.p || r.host.p || r.path.n ? r.query : b.query;
    if (query.p) {
        add(&j, VG_SV("?"));
        add(&j, query);
    }
    if (r.fragment.p) {
        add(&j, VG_SV("#"));
        add(&j, r.fragment);
    }
    return vg_sv_trim(vg_sv(j.p, j.n));
}
