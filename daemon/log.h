/*
 * log.h - one line for each thing worth telling, as logfmt: time, level, a constant message, then
 * key=value.
 *
 * To stderr; under systemd to the journal with a field VIGIE_<KEY> each (or, built without
 * libsystemd, to stderr with syslog priority prefixes). The text of a message is an interface:
 * operators search for it and tests assert on it. May be used from any thread. Warnings and errors
 * that repeat (same message, same first value) are told once in ten seconds, with suppressed=N.
 */
#ifndef VG_DAEMON_LOG_H
#define VG_DAEMON_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum vg_log_level { VG_LOG_DEBUG, VG_LOG_INFO, VG_LOG_WARNING, VG_LOG_ERROR, VG_LOG_LEVEL_COUNT };

struct vg_log;

struct vg_field {
    const char *key; /* [a-z0-9_]+; NULL ends a list */
    const char *s;   /* NULL: the number counts */
    int64_t i;
};
static inline const char *vg_or_empty(const char *s)
{
    return s ? s : "";
}
#define VG_S(k, v) {.key = (k), .s = vg_or_empty(v)}
#define VG_I(k, v) {.key = (k), .i = (int64_t)(v)}

struct vg_log *vg_log_new(enum vg_log_level level);
void vg_log_free(struct vg_log *self); /* NULL is fine */
void vg_log_set_level(struct vg_log *self, enum vg_log_level level);
bool vg_log_wants(const struct vg_log *self, enum vg_log_level level);
const char *vg_log_level_name(enum vg_log_level level); /* "debug", "info", "warning", "error" */

void vg_log_fields(struct vg_log *self, enum vg_log_level level, const char *message,
                   const struct vg_field *fields);
/* vg_log(log, VG_LOG_INFO, "source failing", VG_S("source", name), VG_I("failures", n)); at most 16
 * fields. */
#define vg_log(self, level, message, ...)                                                          \
    vg_log_fields((self), (level), (message), \
                  (const struct vg_field[]){__VA_ARGS__ __VA_OPT__(, ){.key = NULL}})

#endif
