/* vigie link - files events of several articles under one id: JSON lines in, the same with event_id
 * out. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "client/command.h"
#include "client/linking.h"
#include "wire/message.h"

static const char usage[] =
    "usage: vigie link < EVENTS.jsonl\n\n"
    "Reads one article a line, {\"doc\": ID, \"published\": \"YYYY-MM-DD\", \"events\": [record, ...]}, in order of\n"
    "publication, and prints it with an event_id in each record: records of one happening share it.\n";

struct linking {
    struct vg_linking ids;
    struct vg_arena *arena;
};

static int read_events(struct linking *l, json_t *events, int32_t seen, struct vg_link_key *keys,
                       size_t n, struct vg_err *err)
{
    for (size_t i = 0; i < n; i++) {
        char *text = json_dumps(json_array_get(events, i), JSON_COMPACT);
        struct vg_event e;
        int r = text ? vg_event_read(vg_sv_cstr(text), l->arena, &e, err) : VG_E_NOMEM;
        free(text);
        if (r < 0)
            return r;
        vg_link_key(&e, seen, 0, &keys[i]);
    }
    return 0;
}

static int link_line(struct linking *l, json_t *article, struct vg_err *err)
{
    struct vg_link_key keys[VG_MAX_EVENTS];
    char names[VG_MAX_EVENTS][VG_LINKING_NAME];
    json_t *events = json_object_get(article, "events");
    size_t n = json_array_size(events);
    const char *published = json_string_value(json_object_get(article, "published"));

    if (n > VG_MAX_EVENTS)
        n = VG_MAX_EVENTS;
    vg_arena_reset(l->arena);
    int r = read_events(l, events, vg_day_parse(vg_sv_cstr(published)), keys, n, err);
    if (r < 0)
        return r;
    vg_linking_article(&l->ids, keys, n, names);
    for (size_t i = 0; i < n; i++)
        (void)json_object_set_new(json_array_get(events, i), "event_id", json_string(names[i]));
    return 0;
}

static int run(struct linking *l, FILE *in)
{
    char *line = NULL;
    size_t cap = 0;
    int n = 0, failed = 0;

    while (!failed && getline(&line, &cap, in) > 0) {
        json_error_t e;
        struct vg_err err = {0};
        n++;
        if (strspn(line, " \t\r\n") == strlen(line))
            continue;
        json_t *article = json_loads(line, 0, &e);
        if (!article)
            failed = vg_complain("line %d is not JSON: %s", n, e.text);
        else if (link_line(l, article, &err) < 0)
            failed = vg_complain("line %d: %s", n, err.text);
        else if (json_dumpf(article, stdout, JSON_COMPACT) < 0 || putchar('\n') == EOF)
            failed = vg_complain("cannot write: %s", strerror(errno));
        json_decref(article);
    }
    free(line);
    return failed;
}

int vg_cmd_link(int argc, char **argv)
{
    struct linking l;

    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        (void)fputs(usage, stdout);
        return 0;
    }
    if (argc > 1)
        return vg_usage(usage);
    vg_linking_init(&l.ids);
    l.arena = vg_arena_new();
    int r = run(&l, stdin);
    vg_arena_free(l.arena);
    vg_linking_done(&l.ids);
    return r;
}
