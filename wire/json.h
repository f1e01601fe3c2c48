/*
 * json.h - jansson as this room uses it: build an object and dump it into a buffer; read fields
 * with one sticky error. For wire/ alone; the public headers know nothing of it.
 *
 * Building aborts when memory is out (objects are small and of bounded size); reading treats all
 * input as hostile.
 */
#ifndef VG_WIRE_JSON_H
#define VG_WIRE_JSON_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* --- building: each returns a new reference, never NULL --- */

json_t *vg_j_object(void);
json_t *vg_j_array(void);
json_t *vg_j_str(const char *s); /* NULL: null; not UTF-8: repaired */
json_t *vg_j_sv(struct vg_sv s);
json_t *vg_j_u64(uint64_t x);    /* clipped to INT64_MAX */
json_t *vg_j_real(double x);     /* not finite: null; whole numbers as integers */
json_t *vg_j_time(int64_t usec); /* RFC 3339 in UTC; VG_WIRE_TIME_NONE: null */
json_t *vg_j_strs(const char *const *s, size_t n);
/* Puts the value (taken) under key. */
void vg_j_set(json_t *object, const char *key, json_t *take_value);
void vg_j_add(json_t *array, json_t *take_value);
/* Appends the text of value (taken), compact, keys in the order they were set. out's error. */
int vg_j_dump(json_t *take_value, struct vg_buf *out);

/* --- reading --- */

struct vg_jr {
    struct vg_arena *arena; /* takes strings and lists */
    struct vg_err *err;     /* may be NULL */
    int code;               /* sticky: 0, or the first failure */
};

/* Parses one JSON object of at most max bytes; NULL and r->code otherwise. The caller releases it
 * with json_decref. */
json_t *vg_jr_parse(struct vg_jr *r, struct vg_sv text, size_t max);
/* Records that field key is not as it must be ("must be a number"). */
void vg_jr_bad(struct vg_jr *r, const char *key, const char *must);
/* Absent or null: NULL / fallback / VG_WIRE_TIME_NONE. Wrong type: sticky error. */
const char *vg_jr_str(struct vg_jr *r, const json_t *o, const char *key);
uint64_t vg_jr_u64(struct vg_jr *r, const json_t *o, const char *key, uint64_t max);
double vg_jr_real(struct vg_jr *r, const json_t *o, const char *key);
bool vg_jr_bool(struct vg_jr *r, const json_t *o, const char *key);
int64_t vg_jr_time(struct vg_jr *r, const json_t *o, const char *key);
/* A word of a table; absent: fallback; unknown: sticky error. */
int vg_jr_word(struct vg_jr *r, const json_t *o, const char *key, int (*of_name)(struct vg_sv),
               int fallback);
/* A list or NULL when absent. */
const json_t *vg_jr_list(struct vg_jr *r, const json_t *o, const char *key);
const json_t *vg_jr_object(struct vg_jr *r, const json_t *o, const char *key);
/* A list of strings, at most max of them, copied into the arena. */
const char **vg_jr_strs(struct vg_jr *r, const json_t *o, const char *key, size_t max,
                        size_t *ret_n);
/* Checks "v". */
void vg_jr_version(struct vg_jr *r, const json_t *o);

#endif
