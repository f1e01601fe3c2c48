#include "feeds/source.h"

#include <stdlib.h>

#include "base/hash.h"

static const char *const kind_names[VG_SOURCE_KIND_COUNT] = {
    [VG_SOURCE_AGENCY] = "agency", [VG_SOURCE_PRESS] = "press", [VG_SOURCE_OFFICIAL] = "official",
    [VG_SOURCE_NGO] = "ngo",       [VG_SOURCE_UN] = "un",
};

static const char *const health_names[VG_HEALTH_COUNT] = {
    [VG_HEALTH_NEW] = "new",   [VG_HEALTH_OK] = "ok",     [VG_HEALTH_FAILING] = "failing",
    [VG_HEALTH_HELD] = "held", [VG_HEALTH_GONE] = "gone",
};

const char *vg_source_kind_name(enum vg_source_kind kind)
{
    return (size_t)kind < VG_SOURCE_KIND_COUNT ? kind_names[kind] : "?";
}

int vg_source_kind_parse(struct vg_sv word, enum vg_source_kind *ret)
{
    for (size_t i = 0; i < VG_SOURCE_KIND_COUNT; i++) {
        if (vg_sv_is(word, kind_names[i])) {
            *ret = (enum vg_source_kind)i;
            return 0;
        }
    }
    return VG_E_NOTFOUND;
}

const char *vg_health_name(enum vg_health health)
{
    return (size_t)health < VG_HEALTH_COUNT ? health_names[health] : "?";
}

void vg_source_done(struct vg_source *self)
{
    free(self->name);
    free(self->url);
    free(self->lang);
    free(self->country);
    *self = (struct vg_source){0};
}

/* --- the state as text -------------------------------------------------------------------------
 */

enum type { STRING, U8, U32, U64, I32, I64, HEALTH };

/* One row a stored field; the name is the key in the text and must never change its meaning. */
static const struct field {
    const char *name;
    enum type type;
    size_t offset;
} fields[] = {
#define FIELD(name, type)                                                                          \
    {                                                                                              \
#name, type, offsetof(struct vg_poll_state, name)                                          \
    }
    FIELD(etag, STRING),        FIELD(last_modified, STRING), FIELD(url, STRING),
    FIELD(moved_url, STRING),   FIELD(moved_since_usec, I64), FIELD(config_url_hash, U64),
    FIELD(hub_url, STRING),     FIELD(self_url, STRING),      FIELD(http_sec, U32),
    FIELD(ttl_sec, U32),        FIELD(sy_sec, U32),           FIELD(skip_hours, U32),
    FIELD(skip_days, U8),       FIELD(health, HEALTH),        FIELD(last_status, I32),
    FIELD(last_code, I32),      FIELD(n_errors, U32),         FIELD(n_gone, U32),
    FIELD(n_ignored, U32),      FIELD(n_polls, U64),          FIELD(n_200, U64),
    FIELD(n_304, U64),          FIELD(n_entries, U64),        FIELD(last_error, STRING),
    FIELD(interval_sec, U32),   FIELD(last_poll_usec, I64),   FIELD(last_ok_usec, I64),
    FIELD(last_news_usec, I64), FIELD(due_usec, I64),
#undef FIELD
};

void vg_poll_state_done(struct vg_poll_state *self)
{
    for (size_t i = 0; i < VG_COUNT_OF(fields); i++) {
        if (fields[i].type == STRING)
            vg_freep((char *)self + fields[i].offset);
    }
    free(self->pending_etag);
    free(self->pending_last_modified);
    *self = (struct vg_poll_state){0};
}

static void forget(char **s)
{
    free(*s);
    *s = NULL;
}

bool vg_poll_state_bind(struct vg_poll_state *self, const struct vg_source *source)
{
    uint64_t hash = vg_hash_sv(vg_sv_cstr(source->url));
    uint64_t before = self->config_url_hash;

    self->config_url_hash = hash;
    if (before == 0 || before == hash)
        return false;
    forget(&self->etag);
    forget(&self->last_modified);
    forget(&self->pending_etag);
    forget(&self->pending_last_modified);
    self->pending = false;
    forget(&self->url);
    forget(&self->moved_url);
    forget(&self->hub_url);
    forget(&self->self_url);
    forget(&self->last_error);
    self->moved_since_usec = self->due_usec = 0;
    self->http_sec = self->ttl_sec = self->sy_sec = self->skip_hours = 0;
    self->skip_days = 0;
    self->n_errors = self->n_gone = self->n_ignored = 0;
    self->health = VG_HEALTH_NEW;
    return true;
}

const char *vg_poll_url(const struct vg_poll_state *self, const struct vg_source *source)
{
    return self->url ? self->url : source->url;
}

static void encode_string(const char *name, const char *s, struct vg_buf *out)
{
    if (!s)
        return;
    (void)vg_buf_printf(out, "%s ", name);
    for (; *s; s++) {
        if (*s == '\\' || *s == '\n')
            (void)vg_buf_char(out, '\\');
        (void)vg_buf_char(out, *s == '\n' ? 'n' : *s);
    }
    (void)vg_buf_char(out, '\n');
}

/* The number at p as a signed one; u64 values above INT64_MAX come out negative and go back in the
 * same. */
static int64_t get_number(const struct field *f, const char *p)
{
    uint8_t u8;
    uint32_t u32;
    int32_t i32;
    int64_t i64;
    enum vg_health health;

    switch (f->type) {
    case U8:
        memcpy(&u8, p, sizeof u8);
        return u8;
    case U32:
        memcpy(&u32, p, sizeof u32);
        return u32;
    case I32:
        memcpy(&i32, p, sizeof i32);
        return i32;
    case HEALTH:
        memcpy(&health, p, sizeof health);
        return (int64_t)health;
    case U64:
    case I64:
    case STRING:
        break;
    }
    memcpy(&i64, p, sizeof i64);
    return i64;
}

int vg_poll_state_encode(const struct vg_poll_state *self, struct vg_buf *out)
{
    char *s;

    for (size_t i = 0; i < VG_COUNT_OF(fields); i++) {
        const struct field *f = &fields[i];
        const char *p = (const char *)self + f->offset;
        if (f->type == STRING) {
            memcpy(&s, p, sizeof s);
            encode_string(f->name, s, out);
        } else if (get_number(f, p) != 0) {
            (void)vg_buf_printf(out, "%s %lld\n", f->name, (long long)get_number(f, p));
        }
    }
    for (uint32_t i = 0; i < self->n_rhythm && i < VG_RHYTHM_TIMES; i++)
        (void)vg_buf_printf(out, "rhythm_usec %lld\n", (long long)self->rhythm_usec[i]);
    return out->err;
}

static char *decode_string(struct vg_sv s)
{
    char *out = vg_xmalloc(s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        bool escaped = s.p[i] == '\\' && i + 1 < s.n;
        i += escaped;
        out[n++] = escaped && s.p[i] == 'n' ? '\n' : s.p[i];
    }
    out[n] = '\0';
    return out;
}

static int set_number(const struct field *f, char *p, int64_t v)
{
    uint8_t u8 = (uint8_t)v;
    uint32_t u32 = (uint32_t)v;
    int32_t i32 = (int32_t)v;
    enum vg_health health = (enum vg_health)v;

    if ((f->type == U8 && (v < 0 || v > UINT8_MAX)) ||
        (f->type == U32 && (v < 0 || v > UINT32_MAX)) ||
        (f->type == I32 && (v < INT32_MIN || v > INT32_MAX)) ||
        (f->type == HEALTH && (v < 0 || v >= VG_HEALTH_COUNT)))
        return VG_E_LIMIT;
    if (f->type == U8)
        memcpy(p, &u8, sizeof u8);
    else if (f->type == U32)
        memcpy(p, &u32, sizeof u32);
    else if (f->type == I32)
        memcpy(p, &i32, sizeof i32);
    else if (f->type == HEALTH)
        memcpy(p, &health, sizeof health);
    else
        memcpy(p, &v, sizeof v);
    return 0;
}

static int decode_line(struct vg_poll_state *self, struct vg_sv key, struct vg_sv value)
{
    int64_t v;

    if (vg_sv_is(key, "rhythm_usec")) {
        if (vg_sv_to_i64(value, 0, INT64_MAX, &v) < 0 ||
            (self->n_rhythm && v >= self->rhythm_usec[self->n_rhythm - 1]))
            return VG_E_SYNTAX; /* newest first */
        if (self->n_rhythm < VG_RHYTHM_TIMES)
            self->rhythm_usec[self->n_rhythm++] = v;
        return 0;
    }
    for (size_t i = 0; i < VG_COUNT_OF(fields); i++) {
        char *p = (char *)self + fields[i].offset;
        if (!vg_sv_is(key, fields[i].name))
            continue;
        if (fields[i].type == STRING) {
            char *s = decode_string(value);
            vg_freep(p);
            memcpy(p, &s, sizeof s);
            return 0;
        }
        if (vg_sv_to_i64(value, INT64_MIN, INT64_MAX, &v) < 0)
            return VG_E_SYNTAX;
        return set_number(&fields[i], p, v);
    }
    return 0;
}

int vg_poll_state_decode(struct vg_sv text, struct vg_poll_state *ret, struct vg_err *err)
{
    int line = 0;

    *ret = (struct vg_poll_state){0};
    while (text.p && text.n) {
        struct vg_sv value = vg_sv_split(&text, '\n');
        struct vg_sv key = vg_sv_split(&value, ' ');
        line++;
        if (key.n && decode_line(ret, key, value) < 0) {
            vg_poll_state_done(ret);
            return vg_fail_at(err, VG_E_SYNTAX, NULL, line,
                              "the stored poll state has a bad value for %.*s", VG_SV_ARG(key));
        }
    }
    return 0;
}
