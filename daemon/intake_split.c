/* intake_split.c - later evidence splits an event: what a source told was filed with one happening,
 * until a new article tells of another that it fits better. */
#include "config.h"

#include "daemon/intake.h"
#include "daemon/link.h"

#define MAX_RIVALS 8 /* events looked at for one new event */
#define MARGIN 0.05  /* how much better it must fit: as much as the same toll counts */

static struct vg_link_key key_of(const struct vg_event_source *s)
{
    int64_t usec = s->published_usec != VG_WIRE_TIME_NONE ? s->published_usec : s->seen_usec;
    struct vg_link_key key;

    vg_link_key(s->told, vg_link_day(usec), 0, &key);
    return key;
}

/* What several sources tell together; false: none of them tells anything. */
static bool key_of_all(const struct vg_event_source *sources, size_t n, struct vg_link_key *ret)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        if (!sources[i].told)
            continue;
        struct vg_link_key key = key_of(&sources[i]);
        if (any)
            vg_link_key_learn(ret, &key);
        else
            *ret = key;
        any = true;
    }
    return any;
}

static bool same_account(const struct vg_event_source *a, const struct vg_event_source *b)
{
    return a->article_id == b->article_id || a->copy_of == b->article_id ||
           b->copy_of == a->article_id || (a->copy_of && a->copy_of == b->copy_of);
}

/* The sources without those of one account, and those. Both have room for all. */
static void part(const struct vg_event_message *e, size_t at, struct vg_event_source *left,
                 size_t *ret_n_left, struct vg_event_source *gone, size_t *ret_n_gone)
{
    *ret_n_left = *ret_n_gone = 0;
    for (size_t i = 0; i < e->n_sources; i++)
        if (same_account(&e->sources[i], &e->sources[at]))
            gone[(*ret_n_gone)++] = e->sources[i];
        else
            left[(*ret_n_left)++] = e->sources[i];
}

/* Does what this source tells agree better with the new event than with what the others tell of the
 * old one? */
static bool belongs_there(const struct vg_event_message *old, size_t at,
                          const struct vg_link_key *there)
{
    struct vg_event_source left[VG_MAX_EVENT_SOURCES], gone[VG_MAX_EVENT_SOURCES];
    struct vg_link_key mine = key_of(&old->sources[at]), rest;
    size_t n_left, n_gone;

    part(old, at, left, &n_left, gone, &n_gone);
    if (!key_of_all(left, n_left, &rest))
        return false;
    double score = vg_link_compare(&mine, there).total;
    return score >= VG_LINK_THRESHOLD && score > vg_link_compare(&mine, &rest).total + MARGIN;
}

static bool tells(const struct vg_event_message *e, uint64_t article)
{
    for (size_t i = 0; i < e->n_sources; i++)
        if (e->sources[i].article_id == article)
            return true;
    return false;
}

/* Moves sources[at] of the event `from`, and what repeats it, to the event `to`. */
static int move(struct intake *in, const struct vg_event_message *old, int64_t from,
                int64_t from_revision, size_t at, int64_t to)
{
    struct vg_event_source *left =
        vg_arena_new_n(in->arena, struct vg_event_source, old->n_sources + 1);
    struct vg_event_source *gone =
        vg_arena_new_n(in->arena, struct vg_event_source, old->n_sources + 1);
    struct vg_event_message now;
    struct vg_link_key key;
    size_t n_left, n_gone, n;
    char name[17];
    int64_t revision;
    int r = 0;

    part(old, at, left, &n_left, gone, &n_gone);
    for (size_t i = 0; r == 0 && i < n_gone; i++)
        r = vg_store_article_event_move(in->keeper->store, (int64_t)gone[i].article_id, from, to);
    vg_event_id_format(in->keeper->store, to, name);
    if (r == 0)
        r = vg_intake_revise(
            in, from, old, from_revision, left, n_left,
            vg_arena_printf(in->arena, "split: what %s tells is event %s", gone[0].outlet, name));
    if (r == 0 && key_of_all(left, n_left, &key))
        r = vg_link_put(in->keeper, from, &key);
    if (r == 0)
        r = vg_intake_current(in, to, &now, &revision);
    if (r < 0)
        return r;
    const struct vg_event_source *sources = vg_intake_sources(in, &now, gone, n_gone, &n);
    vg_event_id_format(in->keeper->store, from, name);
    now.split_from = vg_arena_str(in->arena, vg_sv_cstr(name));
    return vg_intake_revise(in, to, &now, revision, sources, n,
                            vg_arena_printf(in->arena, "split from %s: %s", name, gone[0].outlet));
}

/* Takes out of a rival, one after the other, what belongs to the new event. */
static int split_rival(struct intake *in, int64_t rival, int64_t id)
{
    for (size_t turn = 0; turn < VG_MAX_EVENT_SOURCES; turn++) {
        const struct vg_link_key *there = vg_link_known(in->keeper, id);
        struct vg_event_message old, now;
        int64_t revision, ignored;
        int r = vg_intake_current(in, rival, &old, &revision);
        if (r == 0)
            r = vg_intake_current(in, id, &now, &ignored);
        if (r < 0 || !there)
            return r;
        size_t at = 0;
        while (at < old.n_sources &&
               (!old.sources[at].told || tells(&now, old.sources[at].article_id) ||
                !belongs_there(&old, at, there)))
            at++;
        if (at == old.n_sources)
            return 0;
        r = move(in, &old, rival, revision, at, id);
        if (r < 0)
            return r;
    }
    return 0;
}

int vg_intake_split(struct intake *in, int64_t id)
{
    int64_t rivals[MAX_RIVALS];
    size_t n = vg_link_rivals(in->keeper, id, rivals, MAX_RIVALS);
    int r = 0;

    for (size_t i = 0; r == 0 && i < n; i++)
        r = split_rival(in, rivals[i], id);
    return r;
}
