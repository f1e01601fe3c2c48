/*
 * packfile.h - the container of compiled tables: a header, a directory of named sections, the
 * sections.
 *
 * Written once by `vigie pack compile` or `vigie gazetteer import`, mapped read-only afterwards.
 * Everything in it is checked before it is believed: a truncated or altered file is refused. Native
 * byte order, refused elsewhere.
 */
#ifndef VG_EXTRACT_PACKFILE_H
#define VG_EXTRACT_PACKFILE_H

#include "base/buf.h"
#include "base/err.h"

#define VG_PACKFILE_NAME_MAX     31
#define VG_PACKFILE_MAX_SECTIONS 64

struct vg_packfile;

/* Maps the file at path. 0 and *ret, owned by the caller; VG_E_NOTFOUND, VG_E_IO, or VG_E_SYNTAX
 * (no pack, of another version, cut off, altered). */
int vg_packfile_open(const char *path, struct vg_packfile **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
/* The same over bytes in memory, borrowed: they must outlive *ret and be aligned to 8. */
int vg_packfile_view(struct vg_sv bytes, const char *name, struct vg_packfile **ret,
                     struct vg_err *err) __attribute__((warn_unused_result));
void vg_packfile_close(struct vg_packfile *self); /* NULL is fine */
/* Content of the named section, aligned to 16 bytes in the file, valid until close; empty (p NULL)
 * when absent. */
struct vg_sv vg_packfile_section(const struct vg_packfile *self, const char *name);
/* Iterates: false past the last section. */
bool vg_packfile_at(const struct vg_packfile *self, size_t i, const char **ret_name,
                    struct vg_sv *ret_content);

struct vg_packfile_part {
    const char *name; /* at most VG_PACKFILE_NAME_MAX bytes */
    struct vg_sv content;
};
/* Appends to out (empty) a container with these parts. VG_E_LIMIT, VG_E_TOOBIG. */
int vg_packfile_write(struct vg_buf *out, const struct vg_packfile_part *parts, size_t n,
                      struct vg_err *err) __attribute__((warn_unused_result));
/* Puts the right check sum and size into a container that was altered (tests, fuzzing). */
void vg_packfile_seal(char *bytes, size_t n);

#endif
