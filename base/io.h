/*
 * io.h - whole files in and out.
 */
#ifndef VG_BASE_IO_H
#define VG_BASE_IO_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the file at path ("-": standard input) to out. VG_E_TOOBIG past out's maximum, VG_E_IO
 * when it can't be read; err names the file and the reason. */
int vg_read_file(const char *path, struct vg_buf *out, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Writes path anew through a temporary file beside it, fsync and rename, so that a crash leaves the
 * old or the new content. mode: permission bits. */
int vg_write_file(const char *path, struct vg_sv content, mode_t mode, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
