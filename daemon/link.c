/* link.c - see link.h. */
#include "config.h"

#include "daemon/link.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "extract/link.h"

#define OWN_THRESHOLD 0.45 /* an edit or a copy of an article mostly tells what it told */
#define TWIN_THRESHOLD 0.80

/* A key as it was before the transaction. */
struct undo {
    struct vg_link_key key;
    bool was; /* false: there was none */
};

struct vg_links {
    struct vg_linker *linker;
    struct undo *undos;
    size_t n_undos, cap_undos;
};

int32_t vg_link_day(int64_t usec)
{
    return usec == VG_WIRE_TIME_NONE ? VG_DAY_NONE : (int32_t)(usec / (86400 * INT64_C(1000000)));
}

static int take_key(void *ctx, int64_t id, struct vg_sv blob, struct vg_sv body)
{
    struct vg_links *self = ctx;
    struct vg_link_key key;

    if (blob.n == sizeof key) {
        memcpy(&key, blob.p, sizeof key);
    } else { /* of another version: from the event itself */
        struct vg_arena *arena = vg_arena_new();
        struct vg_message msg;
        bool good = vg_message_read(body, arena, &msg, NULL) == 0 && msg.kind == VG_MSG_EVENT &&
                    msg.u.event.event;
        if (good)
            vg_link_key(msg.u.event.event, vg_link_day(msg.u.event.first_seen_usec), (uint64_t)id,
                        &key);
        vg_arena_free(arena);
        if (!good)
            return 0;
    }
    key.id = (uint64_t)id;
    vg_linker_set(self->linker, &key);
    return 0;
}

int vg_links_open(struct vg_store *store, struct vg_links **ret)
{
    struct vg_links *self = vg_xnew(struct vg_links);

    self->linker = vg_linker_new();
    int r = vg_store_event_keys(store, take_key, self);
    if (r < 0) {
        vg_links_close(self);
        return r;
    }
    *ret = self;
    return 0;
}

void vg_links_close(struct vg_links *self)
{
    if (!self)
        return;
    vg_linker_free(self->linker);
    free(self->undos);
    free(self);
}

void vg_links_commit(struct vg_links *self)
{
    self->n_undos = 0;
}

void vg_links_rollback(struct vg_links *self)
{
    while (self->n_undos > 0) {
        const struct undo *u = &self->undos[--self->n_undos];
        if (u->was)
            vg_linker_set(self->linker, &u->key);
        else
            vg_linker_remove(self->linker, u->key.id);
    }
}

static void remember(struct vg_links *self, uint64_t id)
{
    const struct vg_link_key *key = vg_linker_get(self->linker, id);

    if (self->n_undos == self->cap_undos) {
        self->cap_undos = self->cap_undos ? self->cap_undos * 2 : 64;
        self->undos = vg_xrealloc(self->undos, self->cap_undos, sizeof *self->undos);
    }
    struct undo *u = &self->undos[self->n_undos++];
    *u = (struct undo){.was = key != NULL};
    if (key)
        u->key = *key;
    u->key.id = id;
}

int vg_link_keep(struct vg_keeper *self, int64_t id, const struct vg_event *event,
                 int64_t published_usec)
{
    struct vg_link_key key;
    struct vg_linker *linker = self->links->linker;

    vg_link_key(event, vg_link_day(published_usec), (uint64_t)id, &key);
    remember(self->links, key.id);
    if (vg_linker_get(linker, key.id))
        vg_linker_learn(linker, key.id, &key);
    else
        vg_linker_set(linker, &key);
    return vg_store_event_key_put(self->store, id,
                                  vg_sv((const char *)vg_linker_get(linker, key.id), sizeof key));
}

int vg_link_put(struct vg_keeper *self, int64_t id, const struct vg_link_key *key)
{
    struct vg_link_key mine = *key;

    mine.id = (uint64_t)id;
    remember(self->links, mine.id);
    vg_linker_set(self->links->linker, &mine);
    return vg_store_event_key_put(self->store, id, vg_sv((const char *)&mine, sizeof mine));
}

const struct vg_link_key *vg_link_known(const struct vg_keeper *self, int64_t id)
{
    return vg_linker_get(self->links->linker, (uint64_t)id);
}

size_t vg_link_rivals(struct vg_keeper *self, int64_t id, int64_t *ids, size_t max)
{
    const struct vg_link_key *key = vg_link_known(self, id);
    uint64_t found[64];
    size_t n = key ? vg_linker_rivals(self->links->linker, key, found, max < 64 ? max : 64) : 0;

    for (size_t i = 0; i < n; i++)
        ids[i] = (int64_t)found[i];
    return n;
}

int vg_link_forget(struct vg_keeper *self, int64_t id)
{
    remember(self->links, (uint64_t)id);
    vg_linker_remove(self->links->linker, (uint64_t)id);
    return vg_store_event_key_put(self->store, id, VG_SV_NONE);
}

/* Gives each of the article's earlier events to the reading that agrees best with it. */
static void link_own(struct vg_keeper *self, const struct vg_link_key *keys, size_t n,
                     const int64_t *own, int n_own, int64_t *ids, int64_t *dropped,
                     size_t *ret_n_dropped)
{
    for (int k = 0; k < n_own; k++) {
        const struct vg_link_key *known = vg_linker_get(self->links->linker, (uint64_t)own[k]);
        size_t best = n;
        double best_score = OWN_THRESHOLD;
        for (size_t i = 0; known && i < n; i++) {
            double s = ids[i] ? 0 : vg_link_compare(&keys[i], known).total;
            if (s >= best_score) {
                best_score = s;
                best = i;
            }
        }
        if (best < n)
            ids[best] = own[k];
        else if (known)
            dropped[(*ret_n_dropped)++] = own[k];
    }
}

int vg_link_events(struct vg_keeper *self, const struct vg_link_in *in, int64_t *ids,
                   int64_t *dropped, size_t *ret_n_dropped)
{
    int64_t article = in->article_id ? in->article_id : in->copy_of, own[VG_MAX_EVENTS];
    struct vg_link_key keys[VG_MAX_EVENTS], rest[VG_MAX_EVENTS];
    struct vg_link_score scores[VG_MAX_EVENTS];
    uint64_t found[VG_MAX_EVENTS];
    size_t n = in->events->n < VG_MAX_EVENTS ? in->events->n : VG_MAX_EVENTS, n_rest = 0;
    int n_own = 0;

    *ret_n_dropped = 0;
    memset(ids, 0, n * sizeof *ids);
    for (size_t i = 0; i < n; i++)
        vg_link_key(&in->events->items[i], vg_link_day(in->published_usec), 0, &keys[i]);
    if (article && (n_own = vg_store_article_events(self->store, article, own, VG_MAX_EVENTS)) < 0)
        return n_own;
    link_own(self, keys, n, own, n_own, ids, dropped, ret_n_dropped);
    if (!in->article_id)
        *ret_n_dropped = 0; /* a copy that leaves something out denies nothing */
    for (size_t i = 0; i < n; i++)
        if (!ids[i])
            rest[n_rest++] = keys[i];
    vg_linker_article(self->links->linker, rest, n_rest, found, scores);
    n_rest = 0;
    for (size_t i = 0; i < n; i++) {
        if (ids[i])
            continue;
        bool taken = false;
        for (size_t k = 0; k < n; k++)
            taken |= ids[k] != 0 && (uint64_t)ids[k] == found[n_rest];
        if (!taken)
            ids[i] = (int64_t)found[n_rest];
        n_rest++;
    }
    return 0;
}

int64_t vg_link_twin(struct vg_keeper *self, int64_t id, const int64_t *not_ids, size_t n_not)
{
    const struct vg_link_key *known = vg_linker_get(self->links->linker, (uint64_t)id);
    struct vg_link_score score;
    uint64_t taken[VG_MAX_EVENTS], twin;

    if (!known)
        return 0;
    struct vg_link_key key = *known;
    for (size_t i = 0; i < n_not && i < VG_MAX_EVENTS; i++)
        taken[i] = (uint64_t)not_ids[i];
    return vg_linker_find(self->links->linker, &key, TWIN_THRESHOLD, taken, n_not, &twin, &score)
               ? (int64_t)twin
               : 0;
}

void vg_event_id_format(const struct vg_store *store, int64_t id, char out[static 17])
{
    /* an odd factor keeps ids apart; the epoch makes those of another database different */
    uint64_t mixed = ((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) ^
                     vg_hash_sv(vg_sv_cstr(vg_store_epoch(store)));

    (void)snprintf(out, 17, "%016llx", (unsigned long long)mixed);
}
