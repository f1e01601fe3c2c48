#include "wire/json.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "wire/message.h"

static json_t *must(json_t *j)
{
    if (!j)
        abort(); /* memory is out; the service manager starts us again */
    return j;
}

json_t *vg_j_object(void)
{
    return must(json_object());
}

json_t *vg_j_array(void)
{
    return must(json_array());
}

json_t *vg_j_sv(struct vg_sv s)
{
    struct vg_buf fixed;
    json_t *j;

    if (!s.p)
        return json_null();
    if (!memchr(s.p, '\0', s.n) && (j = json_stringn(s.p, s.n)))
        return j;
    vg_buf_init(&fixed, s.n * 3 + 1);
    (void)vg_utf8_repair(s, &fixed);
    j = json_stringn(fixed.p ? fixed.p : "", fixed.n);
    vg_buf_done(&fixed);
    return must(j);
}

json_t *vg_j_str(const char *s)
{
    return vg_j_sv(vg_sv_cstr(s));
}

json_t *vg_j_u64(uint64_t x)
{
    return must(json_integer(x > INT64_MAX ? INT64_MAX : (json_int_t)x));
}

json_t *vg_j_real(double x)
{
    if (!isfinite(x))
        return json_null();
    if (floor(x) == x && fabs(x) < 1e15)
        return must(json_integer((json_int_t)x));
    return must(json_real(x));
}

json_t *vg_j_time(int64_t usec)
{
    char text[32];

    if (usec == VG_WIRE_TIME_NONE)
        return json_null();
    vg_time_format(usec, usec % 1000000 != 0, text);
    return must(json_string(text));
}

json_t *vg_j_strs(const char *const *s, size_t n)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < n; i++)
        vg_j_add(list, vg_j_str(s[i]));
    return list;
}

void vg_j_set(json_t *object, const char *key, json_t *take_value)
{
    if (json_object_set_new_nocheck(object, key, take_value) != 0)
        abort();
}

void vg_j_add(json_t *array, json_t *take_value)
{
    if (json_array_append_new(array, take_value) != 0)
        abort();
}

static int dump_into(const char *p, size_t n, void *ctx)
{
    struct vg_buf *out = ctx;

    return vg_buf_add(out, p, n);
}

int vg_j_dump(json_t *take_value, struct vg_buf *out)
{
    int r = json_dump_callback(take_value, dump_into, out,
                               JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(7));

    json_decref(take_value);
    return out->err ? out->err : r == 0 ? 0 : VG_E_NOMEM;
}

json_t *vg_jr_parse(struct vg_jr *r, struct vg_sv text, size_t max)
{
    json_error_t why;
    json_t *j;

    if (text.n > max) {
        r->code =
            vg_fail(r->err, VG_E_TOOBIG, "%zu bytes of JSON, at most %zu are allowed", text.n, max);
        return NULL;
    }
    j = json_loadb(text.p ? text.p : "", text.n, 0, &why);
    if (!j) {
        r->code = vg_fail_at(r->err, VG_E_SYNTAX, NULL, why.line, "not JSON: %s", why.text);
    } else if (!json_is_object(j)) {
        json_decref(j);
        j = NULL;
        r->code = vg_fail(r->err, VG_E_SYNTAX, "a JSON object is needed: {...}");
    }
    return j;
}

void vg_jr_bad(struct vg_jr *r, const char *key, const char *must_be)
{
    if (r->code == 0)
        r->code = vg_fail(r->err, VG_E_SYNTAX, "field \"%s\" must be %s", key, must_be);
}

static const json_t *field(const json_t *o, const char *key)
{
    const json_t *j = json_object_get(o, key);

    return json_is_null(j) ? NULL : j;
}

const char *vg_jr_str(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = field(o, key);

    if (!j)
        return NULL;
    if (!json_is_string(j)) {
        vg_jr_bad(r, key, "a string or null");
        return NULL;
    }
    return vg_arena_str(r->arena, vg_sv(json_string_value(j), json_string_length(j)));
}

uint64_t vg_jr_u64(struct vg_jr *r, const json_t *o, const char *key, uint64_t max)
{
    const json_t *j = field(o, key);

    if (!j)
        return 0;
    if (!json_is_integer(j) || json_integer_value(j) < 0 || (uint64_t)json_integer_value(j) > max) {
        vg_jr_bad(r, key, "a whole number that is not negative and not too big");
        return 0;
    }
    return (uint64_t)json_integer_value(j);
}

double vg_jr_real(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = field(o, key);

    if (!j)
        return 0;
    if (!json_is_number(j)) {
        vg_jr_bad(r, key, "a number or null");
        return 0;
    }
    return json_number_value(j);
}

bool vg_jr_bool(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = field(o, key);

    if (j && !json_is_boolean(j))
        vg_jr_bad(r, key, "true or false");
    return json_is_true(j);
}

int64_t vg_jr_time(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = field(o, key);
    int64_t usec = VG_WIRE_TIME_NONE;

    if (!j)
        return usec;
    if (!json_is_string(j) ||
        vg_wire_time_parse(vg_sv(json_string_value(j), json_string_length(j)), &usec) < 0)
        vg_jr_bad(r, key, "a time like \"2025-07-14T09:30:00Z\"");
    return usec;
}

int vg_jr_word(struct vg_jr *r, const json_t *o, const char *key, int (*of_name)(struct vg_sv),
               int fallback)
{
    const json_t *j = field(o, key);
    int x;

    if (json_is_array(j)) /* gold files admit several; the first counts */
        j = json_array_get(j, 0);
    if (!j)
        return fallback;
    x = json_is_string(j) ? of_name(vg_sv(json_string_value(j), json_string_length(j))) : -1;
    if (x >= 0)
        return x;
    vg_jr_bad(r, key, "one of the words in doc/protocol.md");
    return fallback;
}

const json_t *vg_jr_list(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = field(o, key);

    if (j && !json_is_array(j)) {
        vg_jr_bad(r, key, "a list");
        return NULL;
    }
    return j;
}

const json_t *vg_jr_object(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = field(o, key);

    if (j && !json_is_object(j)) {
        vg_jr_bad(r, key, "an object or null");
        return NULL;
    }
    return j;
}

const char **vg_jr_strs(struct vg_jr *r, const json_t *o, const char *key, size_t max,
                        size_t *ret_n)
{
    const json_t *list = vg_jr_list(r, o, key);
    size_t n = json_array_size(list);
    const char **out;

    *ret_n = 0;
    if (n == 0)
        return NULL;
    if (n > max)
        n = max;
    out = vg_arena_new_n(r->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *j = json_array_get(list, i);

        if (!json_is_string(j)) {
            vg_jr_bad(r, key, "a list of strings");
            return NULL;
        }
        out[i] = vg_arena_str(r->arena, vg_sv(json_string_value(j), json_string_length(j)));
    }
    *ret_n = n;
    return out;
}

void vg_jr_version(struct vg_jr *r, const json_t *o)
{
    const json_t *v = field(o, "v");

    if (r->code == 0 && v && json_integer_value(v) != VG_WIRE_VERSION)
        r->code =
            vg_fail(r->err, VG_E_LIMIT,
                    "protocol version %lld, this program speaks %d: use programs of one release",
                    (long long)json_integer_value(v), VG_WIRE_VERSION);
}
