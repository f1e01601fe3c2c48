#include "client/pack_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *vg_pack_path(const char *given, char *buf, size_t size)
{
    const char *env = getenv("VIGIE_PACK");
    char exe[4096];
    ssize_t n;
    char *slash;

    if (given)
        return given;
    if (env && *env)
        return env;
    n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n > 0) {
        exe[n] = '\0';
        slash = strrchr(exe, '/');
        if (slash)
            *slash = '\0';
        n = snprintf(buf, size, "%s/data/fr.pack", exe);
        if (n > 0 && (size_t)n < size && access(buf, R_OK) == 0)
            return buf;
    }
    return VG_PKGDATADIR "/fr.pack";
}
