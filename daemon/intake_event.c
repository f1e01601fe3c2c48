/* intake_event.c - the events of an article among the known ones: new, revised, merged, dropped. */
#include "config.h"

#include "daemon/intake.h"
#include "daemon/link.h"
#include "extract/story.h"
#include "wire/headline.h"

#define DAY_USEC (86400 * INT64_C(1000000))

static const char *text(struct intake *in, struct vg_sv s)
{
    return s.n ? vg_arena_str(in->arena, s) : NULL;
}

static struct vg_event_source source_of(struct intake *in, const struct vg_event *told)
{
    const struct vg_job *job = in->job;

    return (struct vg_event_source){.article_id = (uint64_t)in->article_id,
                                    .copy_of = (uint64_t)in->copy_of,
                                    .source = job->source,
                                    .outlet = job->outlet,
                                    .kind = job->source_kind,
                                    .country = job->country,
                                    .lang = job->text_lang,
                                    .url = text(in, job->url),
                                    .title = text(in, job->title),
                                    .published_usec = job->published_usec,
                                    .seen_usec = in->now_usec,
                                    .told = told};
}

/* What all its sources tell together. */
static const struct vg_story *read_story(struct intake *in, const struct vg_event_source *sources,
                                         size_t n)
{
    struct vg_telling *t = vg_arena_new_n(in->arena, struct vg_telling, n + 1);
    struct vg_story *story = vg_arena_alloc(in->arena, sizeof *story);
    size_t told = 0;

    for (size_t i = 0; i < n; i++) {
        const struct vg_event_source *s = &sources[i];
        if (!s->told)
            continue;
        t[told++] = (struct vg_telling){.event = s->told,
                                        .article = s->article_id,
                                        .copy_of = s->copy_of,
                                        .outlet = s->outlet ? s->outlet : s->source,
                                        .kind = s->kind,
                                        .published_usec = s->published_usec != VG_WIRE_TIME_NONE
                                                              ? s->published_usec
                                                              : s->seen_usec};
    }
    if (!told)
        return NULL;
    vg_story_read(t, told, in->arena, story);
    return story;
}

/* Stores the message of an event and its revision, and lets the rules look at it. */
static int put_revision(struct intake *in, int64_t id, struct vg_event_message *e)
{
    struct vg_message msg = {.kind = VG_MSG_EVENT};
    struct vg_keeper *self = in->keeper;
    struct vg_buf line;
    char name[17];
    int r;

    vg_event_id_format(self->store, id, name);
    vg_buf_init(&line, 64 * 1024);
    (void)vg_event_headline(e->event, &line);
    e->event_id = name;
    e->headline = line.n ? line.p : "";
    e->last_changed_usec = in->now_usec;
    msg.u.event = *e;
    r = vg_keeper_tell(self, &msg, in->now_usec, &in->body);
    if (r == 0)
        r = vg_store_revision_add(self->store,
                                  &(struct vg_revision_row){.event_id = id,
                                                            .revision = e->revision,
                                                            .article_id = in->article_id,
                                                            .time_usec = in->now_usec,
                                                            .seq = (int64_t)msg.head.seq,
                                                            .body = vg_buf_view(&in->body)});
    if (r == 0)
        r = vg_alerts_event(self->alerts, &msg);
    vg_buf_done(&line);
    return r;
}

static void take_story(struct vg_event_message *e, const struct vg_story *story)
{
    e->event = &story->event;
    e->independent = story->independent;
    e->confidence = story->confidence;
    e->reasons = story->reasons;
    e->n_reasons = story->n_reasons;
}

static int tell_new(struct intake *in, int64_t id, const struct vg_event *event)
{
    struct vg_event_source source = source_of(in, event);
    struct vg_event_message e = {.revision = 1,
                                 .sources = &source,
                                 .n_sources = 1,
                                 .first_seen_usec = in->now_usec};

    take_story(&e, read_story(in, &source, 1));
    in->keeper->counts.events++;
    return put_revision(in, id, &e);
}

int vg_intake_current(struct intake *in, int64_t id, struct vg_event_message *ret,
                      int64_t *ret_revision)
{
    struct vg_revision_row row;
    struct vg_message msg;
    int r = vg_store_revision_get(in->keeper->store, id, &row);

    if (r < 0)
        return r;
    if (vg_message_read(row.body, in->arena, &msg, NULL) < 0 || msg.kind != VG_MSG_EVENT ||
        !msg.u.event.event)
        return VG_E_IO;
    *ret = msg.u.event;
    *ret_revision = row.revision;
    return 0;
}

/* What a full list can do without: a copy, or an account that its outlet has replaced by a newer
 * one; else the newest. */
static size_t dispensable(const struct vg_event_source *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].copy_of)
            return i;
        for (size_t k = i + 1; k < n; k++)
            if (list[i].outlet && list[k].outlet && strcmp(list[i].outlet, list[k].outlet) == 0)
                return i;
    }
    return n - 1;
}

struct vg_event_source *vg_intake_sources(struct intake *in, const struct vg_event_message *old,
                                          const struct vg_event_source *more, size_t n_more,
                                          size_t *ret_n)
{
    struct vg_event_source *list =
        vg_arena_new_n(in->arena, struct vg_event_source, old->n_sources + n_more);
    size_t n = old->n_sources;

    for (size_t i = 0; i < n; i++)
        list[i] = old->sources[i];
    for (size_t k = 0; k < n_more; k++) {
        size_t at = n;
        for (size_t i = 0; i < n; i++)
            if (list[i].article_id == more[k].article_id)
                at = i;
        if (at == VG_MAX_EVENT_SOURCES) {
            size_t out = dispensable(list, n);
            memmove(&list[out], &list[out + 1], (n - out - 1) * sizeof *list);
            at = --n;
        }
        list[at] = more[k];
        n = n > at ? n : at + 1;
    }
    *ret_n = n;
    return list;
}

int vg_intake_revise(struct intake *in, int64_t id, const struct vg_event_message *old,
                     int64_t revision, const struct vg_event_source *sources, size_t n_sources,
                     const char *extra)
{
    const char *changes[VG_STORY_WORDS + 1];
    struct vg_event_message e = *old;
    const struct vg_story *story = read_story(in, sources, n_sources);

    if (!story)
        return 0;
    e.n_changed = vg_story_changes(old->event, &story->event, in->arena, changes);
    if (extra)
        changes[e.n_changed++] = extra;
    if (e.n_changed == 0)
        return 0;
    take_story(&e, story);
    e.changed = changes;
    e.sources = sources;
    e.n_sources = n_sources;
    e.revision = (uint32_t)revision + 1;
    in->keeper->counts.revisions++;
    int r = put_revision(in, id, &e);
    return r < 0 ? r : vg_link_keep(in->keeper, id, e.event, in->job->published_usec);
}

static int tell_again(struct intake *in, int64_t id, const struct vg_event *event)
{
    struct vg_event_message old;
    struct vg_event_source mine = source_of(in, event);
    const char *extra = NULL;
    int64_t revision;
    size_t n;
    int r = vg_intake_current(in, id, &old, &revision);

    if (r < 0)
        return r;
    const struct vg_event_source *sources = vg_intake_sources(in, &old, &mine, 1, &n);
    if (n > old.n_sources)
        extra =
            vg_arena_printf(in->arena, "%s: %s", in->copy_of ? "copy" : "source", in->job->outlet);
    return vg_intake_revise(in, id, &old, revision, sources, n, extra);
}

/* An edit took the event out of the article: what the others tell remains; when nobody does, hardly
 * anything. */
static int tell_dropped(struct intake *in, int64_t id)
{
    struct vg_event_message old;
    int64_t revision;
    size_t n = 0;
    int r = vg_intake_current(in, id, &old, &revision);

    if (r < 0)
        return r;
    struct vg_event_source *left =
        vg_arena_new_n(in->arena, struct vg_event_source, old.n_sources + 1);
    for (size_t i = 0; i < old.n_sources; i++)
        if (old.sources[i].article_id != (uint64_t)in->article_id)
            left[n++] = old.sources[i];
    const char *extra = vg_arena_printf(in->arena, "no longer told by %s", in->job->outlet);
    if (n > 0)
        return n < old.n_sources ? vg_intake_revise(in, id, &old, revision, left, n, extra) : 0;
    struct vg_event_message e = old;
    const char *changed[] = {extra};
    e.changed = e.reasons = changed;
    e.n_changed = e.n_reasons = 1;
    e.confidence = 0.1;
    e.revision = (uint32_t)revision + 1;
    in->keeper->counts.revisions++;
    return put_revision(in, id, &e);
}

/* Two known events turn out to be one: the older goes on with both's sources, the newer says where.
 */
static int merge(struct intake *in, int64_t winner, int64_t loser)
{
    struct vg_event_message old, lost;
    int64_t revision, lost_revision;
    char name[17];
    size_t n;
    int r = vg_intake_current(in, winner, &old, &revision);

    if (r < 0 || (r = vg_intake_current(in, loser, &lost, &lost_revision)) < 0)
        return r;
    vg_event_id_format(in->keeper->store, winner, name);
    const char *into[] = {vg_arena_printf(in->arena, "merged into %s", name)};
    const struct vg_event_source *sources =
        vg_intake_sources(in, &old, lost.sources, lost.n_sources, &n);
    lost.merged_into = name;
    lost.changed = into;
    lost.n_changed = 1;
    lost.revision = (uint32_t)lost_revision + 1;
    in->keeper->counts.revisions++;
    r = put_revision(in, loser, &lost);
    if (r == 0)
        r = vg_store_event_merge(in->keeper->store, loser, winner);
    if (r == 0)
        r = vg_link_forget(in->keeper, loser);
    vg_event_id_format(in->keeper->store, loser, name);
    if (r == 0)
        r = vg_intake_revise(in, winner, &old, revision, sources, n,
                             vg_arena_printf(in->arena, "merged with %s", name));
    return r;
}

int vg_intake_link(struct intake *in, int64_t known_article)
{
    const struct vg_link_in what = {.article_id = known_article,
                                    .copy_of = in->copy_of,
                                    .published_usec = in->job->published_usec,
                                    .events = &in->job->events};
    int r = vg_link_events(in->keeper, &what, in->ids, in->dropped, &in->n_dropped);

    for (size_t i = 0; r == 0 && i < in->job->events.n; i++) {
        in->known[i] = in->ids[i] != 0;
        if (!in->known[i])
            r = vg_store_event_add(in->keeper->store, in->now_usec, &in->ids[i]);
        if (r == 0 && !in->known[i])
            r = vg_link_keep(in->keeper, in->ids[i], &in->job->events.items[i],
                             in->job->published_usec);
        if (r == 0)
            r = vg_store_article_event_put(in->keeper->store, in->article_id, (int64_t)i,
                                           in->ids[i]);
    }
    return r;
}

static int merge_twins(struct intake *in)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < in->job->events.n; i++) {
        int64_t twin =
            in->known[i] ? vg_link_twin(in->keeper, in->ids[i], in->ids, in->job->events.n) : 0;
        if (twin)
            r = twin < in->ids[i] ? merge(in, twin, in->ids[i]) : merge(in, in->ids[i], twin);
    }
    return r;
}

int vg_intake_tell_events(struct intake *in)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < in->job->events.n; i++) {
        const struct vg_event *event = &in->job->events.items[i];
        r = in->known[i] ? tell_again(in, in->ids[i], event) : tell_new(in, in->ids[i], event);
    }
    for (size_t i = 0; r == 0 && i < in->n_dropped; i++)
        r = tell_dropped(in, in->dropped[i]);
    if (r == 0)
        r = merge_twins(in);
    for (size_t i = 0; r == 0 && i < in->job->events.n; i++)
        if (!in->known[i])
            r = vg_intake_split(in, in->ids[i]);
    return r;
}
