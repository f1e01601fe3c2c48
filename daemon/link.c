/* link.c - see link.h. */
#include "config.h"

#include "daemon/link.h"

#include <stdio.h>

#include "base/hash.h"
#include "wire/headline.h"

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* How well two readings fit, 0: not at all. Types of one family may be the same event read better. */
static int fit(const struct vg_event *a, const struct vg_event *b)
{
    if (vg_event_type_family(a->type) != vg_event_type_family(b->type))
        return 0;
    return 1 + 4 * (a->type == b->type) + 2 * same_text(a->place.name, b->place.name) +
           (a->date.from == b->date.from && a->date.to == b->date.to);
}

/* The known event's current reading, or false. */
static bool known_event(struct vg_keeper *self, int64_t id, struct vg_arena *arena,
                        struct vg_event *ret)
{
    struct vg_revision_row row;
    struct vg_message msg;

    if (vg_store_revision_get(self->store, id, &row) < 0 ||
        vg_message_read(row.body, arena, &msg, NULL) < 0 || msg.kind != VG_MSG_EVENT ||
        !msg.u.event.event)
        return false;
    *ret = *msg.u.event.event;
    return true;
}

/* Gives the known event to the unclaimed reading that fits best. */
static void assign(const struct vg_link_in *in, const struct vg_event *known, int64_t id,
                   int64_t *ids)
{
    size_t best = in->events->n;
    int best_fit = 0;

    for (size_t i = 0; i < in->events->n; i++) {
        int f = ids[i] ? 0 : fit(&in->events->items[i], known);
        if (f > best_fit) {
            best_fit = f;
            best = i;
        }
    }
    if (best < in->events->n)
        ids[best] = id;
}

int vg_link_events(struct vg_keeper *self, const struct vg_link_in *in, struct vg_arena *arena,
                   int64_t *ids)
{
    int64_t article = in->article_id ? in->article_id : in->copy_of;
    int64_t known[VG_MAX_EVENTS];
    struct vg_event event;
    int n;

    memset(ids, 0, in->events->n * sizeof *ids);
    if (!article)
        return 0;
    n = vg_store_article_events(self->store, article, known, VG_MAX_EVENTS);
    for (int i = 0; i < n; i++)
        if (known_event(self, known[i], arena, &event))
            assign(in, &event, known[i], ids);
    return n < 0 ? n : 0;
}

void vg_event_id_format(const struct vg_store *store, int64_t id, char out[static 17])
{
    /* an odd factor keeps ids apart; the epoch makes those of another database different */
    uint64_t mixed = ((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) ^
                     vg_hash_sv(vg_sv_cstr(vg_store_epoch(store)));

    (void)snprintf(out, 17, "%016llx", (unsigned long long)mixed);
}

static const struct part {
    const char *name;
    int (*write)(const struct vg_event *event, struct vg_buf *out);
} parts[] = {
    {"type", vg_headline_what},  {"place", vg_headline_where}, {"date", vg_headline_when},
    {"actors", vg_headline_who}, {"toll", vg_headline_toll},   {"account", vg_headline_account},
};

size_t vg_event_changes(const struct vg_event *before, const struct vg_event *after, const char **ret,
                        size_t max, struct vg_arena *arena)
{
    struct vg_buf a, b;
    size_t n = 0;

    vg_buf_init(&a, VG_MAX_MESSAGE);
    vg_buf_init(&b, VG_MAX_MESSAGE);
    for (size_t i = 0; i < VG_COUNT_OF(parts) && n < max; i++) {
        vg_buf_clear(&a);
        vg_buf_clear(&b);
        (void)parts[i].write(before, &a);
        (void)parts[i].write(after, &b);
        if (!vg_sv_eq(vg_buf_view(&a), vg_buf_view(&b)))
            ret[n++] = vg_arena_printf(arena, "%s: %s -> %s", parts[i].name, a.n ? a.p : "?",
                                       b.n ? b.p : "?");
    }
    vg_buf_clear(&a);
    vg_buf_clear(&b);
    if (n == 0 && max > 0 && vg_event_write(before, &a) == 0 && vg_event_write(after, &b) == 0 &&
        !vg_sv_eq(vg_buf_view(&a), vg_buf_view(&b)))
        ret[n++] = "details";
    vg_buf_done(&a);
    vg_buf_done(&b);
    return n;
}
