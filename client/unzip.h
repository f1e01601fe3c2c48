/*
 * unzip.h - one file out of a ZIP archive (PKWARE APPNOTE 6.3: stored or deflated, no encryption,
 * no ZIP64).
 */
#ifndef VG_CLIENT_UNZIP_H
#define VG_CLIENT_UNZIP_H

#include "base/buf.h"
#include "base/err.h"

/* Appends the content of the member `name` of the archive zip to out, at most out's maximum, and
 * checks its sum. VG_E_NOTFOUND, VG_E_SYNTAX (no archive, damaged, of a kind not supported),
 * VG_E_TOOBIG. */
int vg_unzip(struct vg_sv zip, const char *name, struct vg_buf *out, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
