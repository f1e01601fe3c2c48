/* conf_keys.c - the table of keys; reading and writing one value. */
#include "config.h"

#include "daemon/conf_keys.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"

#define AT(member) offsetof(struct vg_config, member)
#define SRC(member) offsetof(struct vg_config_source, member)
#define TEXT(name, type, standard, member, reload, what)                                           \
    {{name, #type, standard, "", what, 0, 4095, reload}, VG_KEY_##type, member}
#define NUM(name, type, standard, min, max, unit, member, reload, what)                            \
    {{name, #type, standard, unit, what, min, max, reload}, VG_KEY_##type, member}
#define FLAG(name, standard, flag, inverted, what)                                                 \
    {                                                                                              \
        {"sources[]." name, "BOOL", standard, "", what, flag, inverted, true}, VG_KEY_BOOL,        \
            SRC(feed.flags)                                                                        \
    }
#define DAY 86400
#define MB (1024 * 1024)

static const struct vg_key keys[] = {
    TEXT("state_dir", PATH, VG_STATE_DIR, AT(state_dir), false, "folder of the database"),
    TEXT("publish", ENDPOINT, "tcp://127.0.0.1:5560", AT(publish), false,
         "where messages are published"),
    TEXT("replay", ENDPOINT, "tcp://127.0.0.1:5561", AT(replay), false,
         "where missed messages are asked for"),
    TEXT("control", ENDPOINT, "ipc:///run/vigie/control", AT(control), false,
         "where `vigie status` and the like ask"),
    TEXT("curve_secret", PATH, NULL, AT(curve_secret), false,
         "file of our CURVE keys (vigie keygen): TCP for known clients alone, encrypted"),
    TEXT("curve_clients", PATH, NULL, AT(curve_clients), false,
         "folder of the public keys of these clients"),
    TEXT("pack", PATH, VG_PKGDATADIR "/fr.pack", AT(pack), false, "the compiled language pack"),
    TEXT("gazetteer", PATH, NULL, AT(gazetteer), false,
         "a compiled gazetteer beside the pack's own"),
    TEXT("user_agent", STRING, "vigie/" PACKAGE_VERSION, AT(user_agent), false,
         "how we name ourselves to servers"),
    TEXT("contact", STRING, NULL, AT(contact), false,
         "address or URL added to user_agent as (+contact)"),
    NUM("log", LEVEL, "info", 0, 0, "", AT(log), true, "debug, info, warning or error"),
    NUM("readers", INT, "0", 0, VG_MAX_READERS, "threads", AT(readers), false,
        "that read articles; 0: one per core"),
    NUM("limits.active_polls", INT, "64", 1, 4096, "transfers", AT(limits.active_polls), false,
        "at once"),
    NUM("limits.host_active", INT, "1", 1, 64, "transfers", AT(limits.host_active), false,
        "at once on one host"),
    NUM("limits.host_gap_ms", INT, "1500", 0, 3600000, "ms", AT(limits.host_gap_ms), false,
        "between two on one host"),
    NUM("limits.feed_bytes", BYTES, "32M", 1024, VG_MAX_FEED_BODY, "bytes", AT(limits.feed_bytes),
        true, "of one feed, uncompressed"),
    NUM("limits.page_bytes", BYTES, "8M", 1024, VG_MAX_PAGE_BODY, "bytes", AT(limits.page_bytes),
        true, "of one page, uncompressed"),
    NUM("limits.entries", INT, "10000", 1, VG_MAX_ENTRIES, "entries", AT(limits.entries), true,
        "taken from one poll"),
    NUM("limits.interval_min", SECONDS, "5m", 1, 30 * DAY, "s", AT(limits.interval_min_s), true,
        "shortest time between two polls of a source"),
    NUM("limits.interval_max", SECONDS, "2h", 1, 30 * DAY, "s", AT(limits.interval_max_s), true,
        "longest time between two polls of a source that works"),
    NUM("limits.unvalidated_interval", SECONDS, "30m", 1, 30 * DAY, "s",
        AT(limits.unvalidated_interval_s), true,
        "shortest for servers without ETag and Last-Modified"),
    NUM("limits.retry_min", SECONDS, "1h", 1, 30 * DAY, "s", AT(limits.retry_min_s), true,
        "wait after the first failed poll"),
    NUM("limits.retry_max", SECONDS, "7d", 1, 30 * DAY, "s", AT(limits.retry_max_s), true,
        "longest wait after failed polls"),
    NUM("limits.connect_timeout", SECONDS, "15", 1, 600, "s", AT(limits.connect_timeout_s), false,
        "for a connection"),
    NUM("limits.transfer_timeout", SECONDS, "2m", 1, 3600, "s", AT(limits.transfer_timeout_s),
        false, "for a whole transfer"),
    NUM("limits.stall_timeout", SECONDS, "30", 1, 600, "s", AT(limits.stall_timeout_s), false,
        "without progress"),
    NUM("limits.start_spread", SECONDS, "60", 0, DAY, "s", AT(limits.start_spread_s), false,
        "over which overdue sources are spread at start"),
    NUM("limits.in_flight", INT, "256", 1, 10000, "articles", AT(limits.in_flight), true,
        "between poller and store at once"),
    NUM("limits.batch_articles", INT, "100", 1, 10000, "articles", AT(limits.batch_articles), false,
        "of one transaction"),
    NUM("limits.batch_ms", INT, "100", 0, 10000, "ms", AT(limits.batch_ms), false,
        "that a transaction waits for more articles"),
    NUM("limits.publish_hwm", INT, "50000", 100, 10000000, "messages", AT(limits.publish_hwm),
        false, "queued for one subscriber"),
    NUM("limits.publish_rate", INT, "10000", 1, 1000000, "messages/s", AT(limits.publish_rate),
        false, "published at most"),
    NUM("limits.journal_days", INT, "0", 0, 36500, "days", AT(limits.journal_days), false,
        "that messages are kept for replay; 0: always"),
    NUM("limits.store_bytes", BYTES, "0", 0, INT64_MAX / 2, "bytes", AT(limits.store_bytes), false,
        "of the database; 0: as the disk allows"),
    NUM("limits.duplicate_days", INT, "14", 0, 365, "days", AT(limits.duplicate_days), false,
        "within which near-copies of an article are looked for"),
    NUM("limits.delivery_retry_min", SECONDS, "10s", 1, DAY, "s", AT(limits.delivery_retry_min_s),
        false, "wait after the first failed delivery of an alert"),
    NUM("limits.delivery_retry_max", SECONDS, "1h", 1, DAY, "s", AT(limits.delivery_retry_max_s),
        false, "longest wait between two attempts at a delivery"),
    NUM("limits.delivery_give_up", SECONDS, "72h", 1, 365 * DAY, "s", AT(limits.delivery_give_up_s),
        false, "after which a delivery that fails is given up"),

    TEXT("sources[].name", STRING, NULL, SRC(feed.name), true, "short and unique; part of topics"),
    TEXT("sources[].url", STRING, NULL, SRC(feed.url), true, "of the feed, http or https"),
    TEXT("sources[].outlet", STRING, NULL, SRC(outlet), true, "name for people; default: name"),
    TEXT("sources[].lang", STRING, NULL, SRC(feed.lang), true, "ISO 639-1, such as fr"),
    TEXT("sources[].country", STRING, NULL, SRC(feed.country), true,
         "ISO 3166-1 alpha-2 where it reports from, such as ML"),
    NUM("sources[].kind", KIND, "press", 0, 0, "", SRC(feed.kind), true,
        "agency, press, official, ngo or un"),
    TEXT("sources[].comment", STRING, NULL, SRC(comment), true, "for people"),
    TEXT("sources[].selector", STRING, NULL, SRC(selector), true,
         "where the article is in its pages: tag, #id, .class, tag.class"),
    NUM("sources[].interval", SECONDS, "0", 0, 30 * DAY, "s", SRC(feed.floor_sec), true,
        "shortest time between two polls; 0: limits.interval_min"),
    NUM("sources[].interval_max", SECONDS, "0", 0, 30 * DAY, "s", SRC(feed.ceiling_sec), true,
        "longest; 0: limits.interval_max"),
    FLAG("allow_private", "no", VG_SOURCE_ALLOW_PRIVATE, 0,
         "may live on a private or loopback address"),
    FLAG("pages", "yes", VG_SOURCE_NO_PAGES, 1,
         "fetch the article's page when the feed lacks the text"),
    FLAG("enabled", "yes", VG_SOURCE_OFF, 1, "no: keep it listed, do not poll it"),
    FLAG("robots", "yes", VG_SOURCE_IGNORE_ROBOTS, 1,
         "no: the outlet permits us its pages whatever robots.txt says"),
};
_Static_assert(VG_COUNT_OF(keys) <= VG_KEYS_MAX, "VG_KEYS_MAX");

const struct vg_key *vg_keys(size_t *ret_n)
{
    *ret_n = VG_COUNT_OF(keys);
    return keys;
}

const struct vg_config_key *vg_config_key(size_t i)
{
    return i < VG_COUNT_OF(keys) ? &keys[i].row : NULL;
}

static bool in_source(const struct vg_key *key)
{
    return key->row.name[0] == 's' && strncmp(key->row.name, "sources[].", 10) == 0;
}

static int bad(const struct vg_key_place *at, struct vg_err *err, const char *text,
               const char *cure)
{
    return vg_fail_at(err, VG_E_LIMIT, at->file, at->line, "%s: '%.60s' %s", at->path, text, cure);
}

/* A number with its unit. */
static int scaled(struct vg_sv s, const char *letters, const uint64_t *factors, uint64_t *ret)
{
    uint64_t factor = 1;
    int r;

    if (s.n > 1 && !vg_is_digit((unsigned char)s.p[s.n - 1])) {
        const char *at = strchr(letters, s.p[s.n - 1]);
        if (!at)
            return VG_E_SYNTAX;
        factor = factors[at - letters];
        s.n--;
    }
    r = vg_sv_to_u64(s, 0, INT64_MAX / factor, ret);
    if (r == 0)
        *ret *= factor;
    return r;
}

static int read_number(const struct vg_key *key, const char *text, const struct vg_key_place *at,
                       void *base, struct vg_err *err)
{
    static const uint64_t seconds[] = {1, 60, 3600, 86400};
    static const uint64_t bytes[] = {1024, 1024 * 1024, 1024 * 1024 * 1024};
    struct vg_sv s = vg_sv_trim(vg_sv_cstr(text));
    const char *form = "a whole number";
    char cure[160];
    uint64_t n = 0;
    int r;

    if (key->type == VG_KEY_SECONDS) {
        r = scaled(s, "smhd", seconds, &n);
        form = "a time such as 90s, 5m, 2h or 1d";
    } else if (key->type == VG_KEY_BYTES) {
        r = scaled(s, "kMG", bytes, &n);
        form = "a size such as 64k, 8M or 1G";
    } else {
        r = vg_sv_to_u64(s, 0, INT64_MAX, &n);
    }
    if (r < 0 || n < (uint64_t)key->row.min || n > (uint64_t)key->row.max) {
        (void)snprintf(cure, sizeof cure, "%s; write %s from %lld to %lld %s",
                       r == VG_E_SYNTAX ? "is not understood" : "is out of range", form,
                       (long long)key->row.min, (long long)key->row.max, key->row.unit);
        return bad(at, err, text, cure);
    }
    if (in_source(key))
        *(uint32_t *)((char *)base + key->offset) = (uint32_t)n;
    else
        *(int64_t *)((char *)base + key->offset) = (int64_t)n;
    return 0;
}

bool vg_endpoint_is_local(const char *endpoint)
{
    struct vg_sv s = vg_sv_cstr(endpoint);

    return vg_sv_starts(s, VG_SV("ipc://")) || vg_sv_starts(s, VG_SV("tcp://127.0.0.1:")) ||
           vg_sv_starts(s, VG_SV("tcp://localhost:")) || vg_sv_starts(s, VG_SV("tcp://[::1]:")) ||
           vg_sv_starts(s, VG_SV("tcp://lo:"));
}

static bool endpoint_ok(struct vg_sv s)
{
    struct vg_sv tcp = VG_SV("tcp://"), host, port;
    uint64_t n = 0;
    ptrdiff_t colon = -1;

    if (vg_sv_starts(s, VG_SV("ipc://")))
        return s.n > 7 && s.n < 6 + 107; /* sun_path */
    if (!vg_sv_starts(s, tcp))
        return false;
    s = vg_sv_sub(s, tcp.n, s.n);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == ':')
            colon = (ptrdiff_t)i;
    if (colon < 0)
        return false;
    host = vg_sv_sub(s, 0, (size_t)colon);
    port = vg_sv_sub(s, (size_t)colon + 1, s.n);
    return host.n > 0 && (vg_sv_is(port, "*") || vg_sv_to_u64(port, 0, 65535, &n) == 0);
}

static int read_text(const struct vg_key *key, const char *text, const struct vg_key_place *at,
                     void *base, struct vg_err *err)
{
    char **slot = (char **)(void *)((char *)base + key->offset);
    size_t n = strlen(text);
    char *path;

    if ((int64_t)n > key->row.max)
        return bad(at, err, text, "is too long");
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < ' ')
            return bad(at, err, text, "holds a control character; remove it");
    if (key->type == VG_KEY_ENDPOINT && !endpoint_ok(vg_sv_cstr(text)))
        return bad(
            at, err, text,
            "cannot be bound; write ipc:///path or tcp://127.0.0.1:port (other addresses need CURVE)");
    if (key->type != VG_KEY_PATH || text[0] == '/' || !at->dir) {
        *slot = vg_xstrdup(text);
        return 0;
    }
    path = vg_xmalloc(strlen(at->dir) + n + 2);
    (void)snprintf(path, strlen(at->dir) + n + 2, "%s/%s", at->dir, text);
    *slot = path;
    return 0;
}

static int read_flag(const struct vg_key *key, const char *text, const struct vg_key_place *at,
                     void *base, struct vg_err *err)
{
    uint32_t *flags = (uint32_t *)(void *)((char *)base + key->offset);
    bool yes = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;

    if (!yes && strcmp(text, "no") != 0 && strcmp(text, "false") != 0)
        return bad(at, err, text, "is neither yes nor no");
    if (yes != (key->row.max == 1))
        *flags |= (uint32_t)key->row.min;
    else
        *flags &= ~(uint32_t)key->row.min;
    return 0;
}

static int read_level(const struct vg_key *key, const char *text, const struct vg_key_place *at,
                      void *base, struct vg_err *err)
{
    for (int i = 0; i < VG_LOG_LEVEL_COUNT; i++) {
        if (strcmp(text, vg_log_level_name((enum vg_log_level)i)) == 0) {
            *(int64_t *)(void *)((char *)base + key->offset) = i;
            return 0;
        }
    }
    return bad(at, err, text, "is no level; write debug, info, warning or error");
}

int vg_key_read(const struct vg_key *key, const char *text, const struct vg_key_place *at,
                void *base, struct vg_err *err)
{
    bool given = text && *text && strcmp(text, "~") != 0 && strcmp(text, "null") != 0;

    if (!given && !key->row.standard)
        return 0;
    text = given ? text : key->row.standard;
    switch (key->type) {
    case VG_KEY_STRING:
    case VG_KEY_PATH:
    case VG_KEY_ENDPOINT:
        return read_text(key, text, at, base, err);
    case VG_KEY_INT:
    case VG_KEY_SECONDS:
    case VG_KEY_BYTES:
        return read_number(key, text, at, base, err);
    case VG_KEY_BOOL:
        return read_flag(key, text, at, base, err);
    case VG_KEY_LEVEL:
        return read_level(key, text, at, base, err);
    case VG_KEY_KIND:
        if (vg_source_kind_parse(vg_sv_cstr(text),
                                 (enum vg_source_kind *)(void *)((char *)base + key->offset)) == 0)
            return 0;
        return bad(at, err, text, "is no kind of source; write agency, press, official, ngo or un");
    case VG_KEY_TYPE_COUNT:
        break;
    }
    return VG_E_SYNTAX;
}

/* Always double-quoted, so that no value can be read as something else. */
static void write_quoted(const char *s, struct vg_buf *out)
{
    (void)vg_buf_char(out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            (void)vg_buf_char(out, '\\');
        (void)vg_buf_char(out, *s);
    }
    (void)vg_buf_char(out, '"');
}

static int64_t number_of(const struct vg_key *key, const void *base)
{
    const char *p = (const char *)base + key->offset;
    int64_t n = 0;
    uint32_t u = 0;

    if (key->type == VG_KEY_KIND || in_source(key)) {
        memcpy(&u, p, sizeof u);
        return key->type == VG_KEY_BOOL ? (u & (uint32_t)key->row.min) != 0 : u;
    }
    memcpy(&n, p, sizeof n);
    return n;
}

int vg_key_write(const struct vg_key *key, const void *base, const char *indent, struct vg_buf *out)
{
    const char *dot = strrchr(key->row.name, '.'), *s = NULL;
    const char *name = dot ? dot + 1 : key->row.name;
    int64_t n;

    if (key->type <= VG_KEY_ENDPOINT) {
        memcpy(&s, (const char *)base + key->offset, sizeof s);
        if (!s)
            return out->err;
        (void)vg_buf_printf(out, "%s%s: ", indent, name);
        write_quoted(s, out);
        return vg_buf_char(out, '\n');
    }
    n = number_of(key, base);
    (void)vg_buf_printf(out, "%s%s: ", indent, name);
    if (key->type == VG_KEY_LEVEL)
        return vg_buf_printf(out, "%s\n", vg_log_level_name((enum vg_log_level)n));
    if (key->type == VG_KEY_KIND)
        return vg_buf_printf(out, "%s\n", vg_source_kind_name((enum vg_source_kind)n));
    if (key->type == VG_KEY_BOOL)
        return vg_buf_printf(out, "%s\n", (n != 0) != (key->row.max == 1) ? "yes" : "no");
    return vg_buf_printf(out, "%lld\n", (long long)n);
}

bool vg_key_same(const struct vg_key *key, const void *a, const void *b)
{
    const char *s = NULL, *t = NULL;

    if (key->type > VG_KEY_ENDPOINT)
        return number_of(key, a) == number_of(key, b);
    memcpy(&s, (const char *)a + key->offset, sizeof s);
    memcpy(&t, (const char *)b + key->offset, sizeof t);
    return s && t ? strcmp(s, t) == 0 : s == t;
}
