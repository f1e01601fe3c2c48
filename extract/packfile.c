#include "extract/packfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

static const char magic[8] = {'v', 'i', 'g', 'i', 'e', 'P', 'K', '\n'};
enum { VERSION = 1, ORDER = 0x01020304, ALIGN = 16 };

struct header {
    char magic[8];
    uint32_t version, order;
    uint64_t size; /* of the whole file */
    uint64_t hash; /* of all that follows the header */
    uint32_t n_sections, reserved;
};

struct entry {
    char name[VG_PACKFILE_NAME_MAX + 1];
    uint64_t offset, size;
};

struct vg_packfile {
    const char *base;
    size_t size;
    bool mapped;
    size_t n;
    const struct entry *entries;
};

static int refuse(struct vg_err *err, const char *file, const char *why)
{
    return vg_fail_at(err, VG_E_SYNTAX, file, 0, "%s: make it anew with `vigie pack compile`", why);
}

static int check(struct vg_packfile *self, const char *file, struct vg_err *err)
{
    struct header h;

    if (self->size < sizeof h)
        return refuse(err, file, "not a pack");
    memcpy(&h, self->base, sizeof h);
    if (memcmp(h.magic, magic, sizeof magic) != 0)
        return refuse(err, file, "not a pack");
    if (h.order != ORDER || h.version != VERSION || h.reserved)
        return refuse(err, file, "a pack of another version or machine");
    if (h.size != self->size)
        return refuse(err, file, "a pack that was cut off");
    if (h.n_sections > VG_PACKFILE_MAX_SECTIONS ||
        (self->size - sizeof h) / sizeof(struct entry) < h.n_sections)
        return refuse(err, file, "a pack with a broken directory");
    if (h.hash != vg_hash64(self->base + sizeof h, self->size - sizeof h, 0))
        return refuse(err, file, "a pack whose check sum is wrong");
    self->n = h.n_sections;
    self->entries = (const struct entry *)(const void *)(self->base + sizeof h);
    for (size_t i = 0; i < self->n; i++) {
        const struct entry *e = &self->entries[i];
        if (!memchr(e->name, 0, sizeof e->name) || e->offset % ALIGN || e->offset > self->size ||
            e->size > self->size - e->offset)
            return refuse(err, file, "a pack with a broken directory");
    }
    return 0;
}

int vg_packfile_view(struct vg_sv bytes, const char *name, struct vg_packfile **ret,
                     struct vg_err *err)
{
    struct vg_packfile *self = vg_xnew(struct vg_packfile);

    self->base = bytes.p;
    self->size = bytes.n;
    int r = check(self, name, err);
    if (r < 0) {
        free(self);
        return r;
    }
    *ret = self;
    return 0;
}

int vg_packfile_open(const char *path, struct vg_packfile **ret, struct vg_err *err)
{
    vg_cleanup(vg_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0)
        return vg_fail_at(err, errno == ENOENT ? VG_E_NOTFOUND : VG_E_IO, path, 0,
                          "cannot be opened: %s", strerror(errno));
    if (!S_ISREG(st.st_mode) || st.st_size < (off_t)sizeof(struct header))
        return refuse(err, path, "not a pack");
    void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED)
        return vg_fail_at(err, VG_E_IO, path, 0, "cannot be mapped: %s", strerror(errno));
    int r = vg_packfile_view(vg_sv(map, (size_t)st.st_size), path, ret, err);
    if (r < 0)
        (void)munmap(map, (size_t)st.st_size);
    else
        (*ret)->mapped = true;
    return r;
}

void vg_packfile_close(struct vg_packfile *self)
{
    if (!self)
        return;
    if (self->mapped) {
        union {
            const char *in;
            void *out;
        } map = {self->base};
        (void)munmap(map.out, self->size);
    }
    free(self);
}

bool vg_packfile_at(const struct vg_packfile *self, size_t i, const char **ret_name,
                    struct vg_sv *ret_content)
{
    if (i >= self->n)
        return false;
    *ret_name = self->entries[i].name;
    *ret_content = vg_sv(self->base + self->entries[i].offset, self->entries[i].size);
    return true;
}

struct vg_sv vg_packfile_section(const struct vg_packfile *self, const char *name)
{
    for (size_t i = 0; i < self->n; i++)
        if (strcmp(self->entries[i].name, name) == 0)
            return vg_sv(self->base + self->entries[i].offset, self->entries[i].size);
    return VG_SV_NONE;
}

static size_t aligned(size_t n)
{
    return (n + ALIGN - 1) / ALIGN * ALIGN;
}

int vg_packfile_write(struct vg_buf *out, const struct vg_packfile_part *parts, size_t n,
                      struct vg_err *err)
{
    static const char zeros[ALIGN];
    struct header h = {.version = VERSION, .order = ORDER, .n_sections = (uint32_t)n};
    size_t at = aligned(sizeof h + n * sizeof(struct entry));

    if (n > VG_PACKFILE_MAX_SECTIONS)
        return vg_fail(err, VG_E_LIMIT, "%zu tables: at most %d", n, VG_PACKFILE_MAX_SECTIONS);
    memcpy(h.magic, magic, sizeof magic);
    (void)vg_buf_add(out, &h, sizeof h);
    for (size_t i = 0; i < n; i++) {
        struct entry e = {.offset = at, .size = parts[i].content.n};
        size_t len = strlen(parts[i].name);
        if (len > VG_PACKFILE_NAME_MAX)
            return vg_fail(err, VG_E_LIMIT, "table name '%s' is too long", parts[i].name);
        memcpy(e.name, parts[i].name, len);
        (void)vg_buf_add(out, &e, sizeof e);
        at = aligned(at + e.size);
    }
    for (size_t i = 0; i < n; i++) {
        (void)vg_buf_add(out, zeros, aligned(out->n) - out->n);
        (void)vg_buf_sv(out, parts[i].content);
    }
    (void)vg_buf_add(out, zeros, aligned(out->n) - out->n);
    if (out->err)
        return vg_fail(err, out->err, "the pack is larger than %zu bytes", out->max);
    vg_packfile_seal(out->p, out->n);
    return 0;
}

void vg_packfile_seal(char *bytes, size_t n)
{
    struct header h;

    if (n < sizeof h)
        return;
    memcpy(&h, bytes, sizeof h);
    h.size = n;
    h.hash = vg_hash64(bytes + sizeof h, n - sizeof h, 0);
    memcpy(bytes, &h, sizeof h);
}
