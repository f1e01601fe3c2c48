/* Runs a fuzz target on every file of the folders (or files) given as arguments: the corpus as an
 * ordinary test. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/io.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int run_file(const char *path)
{
    struct vg_buf content;
    struct vg_err err;

    vg_buf_init(&content, 64 << 20);
    int r = vg_read_file(path, &content, &err);
    if (r < 0)
        (void)fprintf(stderr, "%s: %s\n", path, err.text);
    else /* an exact copy, so that reading past its end is seen */
        r = 1;
    if (r == 1) {
        uint8_t *copy = vg_xmalloc(content.n);
        if (content.n)
            memcpy(copy, content.p, content.n);
        (void)LLVMFuzzerTestOneInput(copy, content.n);
        free(copy);
    }
    vg_buf_done(&content);
    return r;
}

static int run_folder(const char *path)
{
    struct vg_arena *arena = vg_arena_new();
    DIR *dir = opendir(path);
    struct dirent *entry;
    int n = 0;

    while (dir && (entry = readdir(dir)) && n >= 0) {
        if (entry->d_name[0] == '.')
            continue;
        int r = run_file(vg_arena_printf(arena, "%s/%s", path, entry->d_name));
        n = r < 0 ? r : n + r;
    }
    if (dir)
        (void)closedir(dir);
    vg_arena_free(arena);
    return n;
}

int main(int argc, char **argv)
{
    int total = 0;

    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (argv[i][0] == '-')
            continue; /* options of libFuzzer */
        int n = stat(argv[i], &st) < 0 ? -1
                : S_ISDIR(st.st_mode)  ? run_folder(argv[i])
                                       : run_file(argv[i]);
        if (n <= 0) {
            (void)fprintf(stderr, "%s: nothing to run\n", argv[i]);
            return 1;
        }
        total += n;
    }
    (void)printf("%d inputs\n", total);
    return 0;
}
