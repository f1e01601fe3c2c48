/* conf_keys.h - the table of keys, and one value read by its row. private to conf*.c. */
#ifndef VG_DAEMON_CONF_KEYS_H
#define VG_DAEMON_CONF_KEYS_H

#include "daemon/conf.h"
#include "daemon/conf_file.h"

enum vg_key_type {
    VG_KEY_STRING,
    VG_KEY_PATH,     /* relative to the file's folder */
    VG_KEY_ENDPOINT, /* ipc:// or tcp:// */
    VG_KEY_INT,
    VG_KEY_SECONDS, /* 90, 90s, 5m, 2h, 1d */
    VG_KEY_BYTES,   /* 4096, 64k, 8M, 1G */
    VG_KEY_BOOL,    /* yes, no, true, false; the offset is that of a uint32_t, min the flag, max: 1
                       when `yes` clears it */
    VG_KEY_LEVEL,
    VG_KEY_KIND, /* of a source */
    VG_KEY_TYPE_COUNT
};

struct vg_key {
    struct vg_config_key row;
    enum vg_key_type type;
    size_t offset;
};

/* All rows; those of a source start with "sources[].". */
const struct vg_key *vg_keys(size_t *ret_n);
#define VG_KEYS_MAX 64

/* Where a value stands, for messages. */
struct vg_key_place {
    const char *file, *dir; /* dir: of the file, for relative paths */
    int line;
    const char *path; /* "limits.feed_bytes", "sources[3].url" */
};

/* Reads text (NULL: the default) by its row into base + offset. */
int vg_key_read(const struct vg_key *key, const char *text, const struct vg_key_place *place,
                void *base, struct vg_err *err) __attribute__((warn_unused_result));
/* Can nobody connect to it but from this machine? */
bool vg_endpoint_is_local(const char *endpoint);
/* Appends "name: value" the way vg_key_read takes it; nothing for an absent string. */
int vg_key_write(const struct vg_key *key, const void *base, const char *indent,
                 struct vg_buf *out);
bool vg_key_same(const struct vg_key *key, const void *a, const void *b);

#endif
