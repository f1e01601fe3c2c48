/*
 * pack_path.h - which language pack a command uses.
 */
#ifndef VG_CLIENT_PACK_PATH_H
#define VG_CLIENT_PACK_PATH_H

#include <stddef.h>

/* given when it is not NULL; else VIGIE_PACK of the environment; else data/fr.pack in the build
 * directory that the program runs from; else the installed one. The result is one of these or
 * written to buf. */
const char *vg_pack_path(const char *given, char *buf, size_t size);

#endif
