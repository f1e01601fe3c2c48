#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_fd(int fd, const char *path, struct vg_buf *out, struct vg_err *err)
{
    char block[65536];

    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n == 0)
            return 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return vg_fail_at(err, VG_E_IO, path, 0, "cannot be read: %s", strerror(errno));
        int r = vg_buf_add(out, block, (size_t)n);
        if (r < 0)
            return vg_fail_at(err, r, path, 0, "larger than %zu bytes", out->max);
    }
}

int vg_read_file(const char *path, struct vg_buf *out, struct vg_err *err)
{
    if (strcmp(path, "-") == 0)
        return read_fd(STDIN_FILENO, "standard input", out, err);
    vg_cleanup(vg_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return vg_fail_at(err, errno == ENOENT ? VG_E_NOTFOUND : VG_E_IO, path, 0,
                          "cannot be opened: %s", strerror(errno));
    return read_fd(fd, path, out, err);
}

static int write_all(int fd, struct vg_sv s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        s = vg_sv_sub(s, (size_t)n, s.n);
    }
    return fsync(fd);
}

int vg_write_file(const char *path, struct vg_sv content, mode_t mode, struct vg_err *err)
{
    char tmp[4096];

    if (snprintf(tmp, sizeof tmp, "%s.tmp", path) >= (int)sizeof tmp)
        return vg_fail_at(err, VG_E_TOOBIG, path, 0, "path too long");
    vg_cleanup(vg_closep) int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return vg_fail_at(err, VG_E_IO, tmp, 0, "cannot be written: %s", strerror(errno));
    if (write_all(fd, content) < 0 || rename(tmp, path) < 0) {
        int e = errno;
        (void)unlink(tmp);
        return vg_fail_at(err, e == ENOSPC ? VG_E_FULL : VG_E_IO, path, 0, "cannot be written: %s",
                          strerror(e));
    }
    return 0;
}
