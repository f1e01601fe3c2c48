/* Prints the keys of vigie.yaml as mdoc, from the table that reads them: the manual cannot say
 * something else. */
#include <stdio.h>
#include <string.h>

#include "daemon/conf.h"

/* "BYTES" and the like, for people. */
static const char *type_words(const char *type)
{
    static const char *const words[][2] = {
        {"PATH", "path"},      {"ENDPOINT", "endpoint"}, {"STRING", "text"},
        {"INT", "number"},     {"SECONDS", "time"},      {"BYTES", "size"},
        {"BOOL", "yes or no"}, {"LEVEL", "level"},       {"KIND", "kind of source"},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i][0], type) == 0)
            return words[i][1];
    return type;
}

static void print_key(const struct vg_config_key *key)
{
    const char *name = strncmp(key->name, "sources[].", 10) == 0 ? key->name + 10 : key->name;

    (void)printf(".It Ic %s : Ar %s\n%s", name, type_words(key->type), key->what);
    if (key->unit[0] && strcmp(key->unit, "s") != 0 && strcmp(key->unit, "bytes") != 0)
        (void)printf(" (%s)", key->unit);
    (void)printf(".\n");
    if (key->standard && key->standard[0])
        (void)printf("Default:\n.Li %s .\n", key->standard);
    if (!key->reloadable)
        (void)printf("A change takes a restart.\n");
}

int main(int argc, char **argv)
{
    bool sources = argc > 1 && strcmp(argv[1], "sources") == 0;

    for (size_t i = 0; vg_config_key(i); i++)
        if ((strncmp(vg_config_key(i)->name, "sources[].", 10) == 0) == sources)
            print_key(vg_config_key(i));
    return 0;
}
