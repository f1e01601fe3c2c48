/* conf_file.h - a YAML file as the configuration reads it: where each key stands, and its text.
 * private to conf*.c. */
#ifndef VG_DAEMON_CONF_FILE_H
#define VG_DAEMON_CONF_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

enum vg_yaml_kind { VG_YAML_UNKNOWN, VG_YAML_SCALAR, VG_YAML_LIST, VG_YAML_MAP, VG_YAML_ANY };

/* Says what may stand at a path such as "limits.feed_bytes" or "sources[].url" ("" is the whole
 * document). For an unknown key, *ret_hint may name a similar one. */
typedef enum vg_yaml_kind vg_yaml_expect_fn(const char *path, const char **ret_hint);

struct vg_yaml {
    const char *file;
    struct vg_arena *arena;
    struct vg_map *lines; /* "sources[2].url" -> line, as a pointer-sized number */
};

/* Reads text and checks its shape: YAML at all, one document, no alias, every key expected here,
 * once, and of the right kind. 0 (release with vg_yaml_done), or VG_E_SYNTAX with file, line, key
 * and the cure. */
int vg_yaml_index(struct vg_yaml *self, const char *file, struct vg_sv text,
                  vg_yaml_expect_fn *expect, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_yaml_done(struct vg_yaml *self);
/* The line of a path, printf-like; 0 when the file does not have it. */
int vg_yaml_line(const struct vg_yaml *self, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
