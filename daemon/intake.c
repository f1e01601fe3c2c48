/* intake.c - one job of the keeper inside its transaction: the article, its events, the messages
 * that tell of them. */
#include "config.h"

#include <stdio.h>

#include "daemon/intake.h"
#include "daemon/link.h"
#include "feeds/entry.h"
#include "wire/topic.h"

static const char *text(struct intake *in, struct vg_sv s)
{
    return s.n ? vg_arena_str(in->arena, s) : NULL;
}

/* ---- messages ---- */

static void log_message(struct vg_keeper *self, const struct vg_message *msg)
{
    const struct vg_event_message *e = &msg->u.event;

    if (msg->kind == VG_MSG_EVENT)
        vg_log(self->shared->log, VG_LOG_INFO, e->revision > 1 ? "event revised" : "event",
               VG_S("event", e->event_id), VG_I("revision", e->revision),
               VG_S("type", vg_event_type_name(e->event->type)),
               VG_S("place", e->event->place.name), VG_S("country", e->event->place.country),
               VG_S("status", vg_status_name(e->event->status)), VG_I("sources", e->n_sources),
               VG_S("source", e->sources[e->n_sources - 1].source), VG_I("seq", msg->head.seq));
    else if (msg->kind == VG_MSG_ALERT)
        vg_log(self->shared->log, VG_LOG_INFO, "alert", VG_S("rule", msg->u.alert.rule),
               VG_S("alert", msg->u.alert.alert_id),
               VG_S("severity", vg_severity_name(msg->u.alert.severity)),
               VG_S("state", vg_alert_state_name(msg->u.alert.state)),
               VG_I("revision", msg->u.alert.revision), VG_I("events", msg->u.alert.n_events),
               VG_I("seq", msg->head.seq));
    else if (msg->kind == VG_MSG_ARTICLE)
        vg_log(self->shared->log, VG_LOG_DEBUG, "article", VG_S("source", msg->u.article.source),
               VG_I("article", msg->u.article.article_id), VG_I("words", msg->u.article.words),
               VG_I("events", msg->u.article.n_events), VG_I("seq", msg->head.seq));
}

int vg_keeper_tell(struct vg_keeper *self, struct vg_message *msg, int64_t now_usec,
                   struct vg_buf *body)
{
    struct vg_topic topic = vg_topic_of(msg);
    int64_t seq = 0, prev = 0;
    int r = vg_journal_next(self->store, vg_sv_cstr(topic.s), &seq, &prev);

    if (r < 0)
        return r;
    msg->head = (struct vg_message_head){.epoch = vg_store_epoch(self->store),
                                         .seq = (uint64_t)seq,
                                         .prev = (uint64_t)prev,
                                         .time_usec = now_usec};
    vg_buf_clear(body);
    r = vg_message_write(msg, body);
    if (r == 0)
        r = vg_journal_append(self->store, seq, now_usec, vg_sv_cstr(topic.s), vg_buf_view(body));
    if (r == 0 && !self->full) /* when full, the line was written at the first try */
        log_message(self, msg);
    return r;
}

static int tell_article(struct intake *in)
{
    const struct vg_job *job = in->job;
    const char **ids = vg_arena_new_n(in->arena, const char *, job->events.n + 1);
    struct vg_message msg = {
        .kind = VG_MSG_ARTICLE,
        .u.article = {.article_id = (uint64_t)in->article_id,
                      .source = job->source,
                      .outlet = job->outlet,
                      .kind = job->source_kind,
                      .country = job->country,
                      .lang = job->text_lang,
                      .url = text(in, job->url),
                      .title = text(in, job->title),
                      .published_usec = job->published_usec,
                      .seen_usec = in->now_usec,
                      .words = job->words,
                      .full = job->full,
                      .copy_of = (uint64_t)in->copy_of,
                      .similarity = in->similarity,
                      .events = ids,
                      .n_events = job->events.n},
    };

    for (size_t i = 0; i < job->events.n; i++) {
        char *id = vg_arena_alloc(in->arena, 17);
        vg_event_id_format(in->keeper->store, in->ids[i], id);
        ids[i] = id;
    }
    return vg_keeper_tell(in->keeper, &msg, in->now_usec, &in->body);
}

/* ---- articles ---- */

static bool has_sketch(const struct vg_job *job)
{
    static const unsigned char none[VG_SKETCH_BYTES];

    return memcmp(job->sketch, none, sizeof none) != 0;
}

static struct vg_article_row row_of(struct intake *in)
{
    struct vg_job *job = in->job;

    return (struct vg_article_row){
        .id = in->article_id,
        .source_id = job->source_id,
        .revision = 1,
        .duplicate_of = in->copy_of,
        .published_usec = job->published_usec,
        .modified_usec = job->modified_usec,
        .seen_usec = in->now_usec,
        .text_hash = job->text_hash,
        .words = job->words,
        .url = job->url,
        .title = job->title,
        .lang = vg_sv_cstr(job->text_lang),
        .text = job->text,
        .authors = job->authors,
        .fingerprint = has_sketch(job) ? vg_sv((const char *)job->sketch, VG_SKETCH_BYTES)
                                       : VG_SV_NONE,
    };
}

/* Is it a near copy of something of the last days? */
static void find_copy(struct intake *in, const struct vg_sketch *sketch)
{
    struct vg_dup dup = vg_dupindex_find(in->keeper->copies, sketch, 0);

    /* an extended text says more than the known one: its events count as its own */
    if (dup.kind == VG_DUP_NONE || dup.kind == VG_DUP_EXTENDED)
        return;
    in->copy_of = (int64_t)dup.id;
    in->similarity = dup.score;
    in->keeper->counts.duplicates++;
}

static int add_article(struct intake *in, struct vg_entry_state *entry)
{
    struct vg_keeper *self = in->keeper;
    struct vg_article_row row;
    struct vg_sketch sketch;
    bool sketched = self->copies && has_sketch(in->job) &&
                    vg_sketch_unpack(vg_sv((const char *)in->job->sketch, VG_SKETCH_BYTES),
                                     &sketch) == 0;
    int r;

    if (sketched)
        find_copy(in, &sketch);
    row = row_of(in);
    r = vg_store_article_add(self->store, &row, &in->article_id);
    entry->article_id = in->article_id;
    if (r == 0)
        r = vg_store_entry_put(self->store, in->job->source_id, in->job->id, entry, in->now_usec);
    if (r == 0)
        r = vg_intake_link(in, 0);
    if (r == 0)
        r = tell_article(in);
    if (r == 0)
        r = vg_intake_tell_events(in);
    if (r == 0 && sketched)
        vg_dupindex_add(self->copies, (uint64_t)in->article_id, in->now_usec, &sketch);
    self->counts.articles++;
    return r;
}

/* The entry was edited. Its words may be the same all the same. */
static int edit_article(struct intake *in, struct vg_entry_state *entry)
{
    struct vg_keeper *self = in->keeper;
    struct vg_article_row old, row;
    int r = vg_store_article_get(self->store, entry->article_id, &old);
    bool same = r == 0 && old.text_hash == in->job->text_hash;

    if (r < 0)
        return r;
    in->article_id = old.id;
    in->copy_of = old.duplicate_of;
    row = row_of(in);
    row.revision = old.revision + 1;
    r = vg_store_entry_put(self->store, in->job->source_id, in->job->id, entry, in->now_usec);
    if (r < 0 || same)
        return r;
    self->counts.edits++;
    r = vg_store_article_edit(self->store, &row);
    if (r == 0)
        r = vg_intake_link(in, in->article_id);
    return r == 0 ? vg_intake_tell_events(in) : r;
}

int vg_keeper_article(struct vg_keeper *self, struct vg_job *job, int64_t now_usec, bool *ret_fresh)
{
    struct intake *in = vg_arena_alloc(job->arena, sizeof *in);
    struct vg_entry_state entry = {.article_id = 0};
    int r = vg_store_entry_get(self->store, job->source_id, job->id, &entry);
    bool known = r == 0;

    *ret_fresh = false;
    if (r < 0 && r != VG_E_NOTFOUND)
        return r;
    if (known && entry.raw_hash == job->raw_hash)
        return 0;
    *in = (struct intake){.keeper = self, .job = job, .arena = job->arena, .now_usec = now_usec};
    vg_buf_init(&in->body, VG_MAX_MESSAGE);
    entry.raw_hash = job->raw_hash;
    r = known ? edit_article(in, &entry) : add_article(in, &entry);
    vg_buf_done(&in->body);
    *ret_fresh = r == 0 && !known;
    return r;
}

int vg_keeper_source(struct vg_keeper *self, const struct vg_job *job, int64_t now_usec)
{
    struct vg_message msg = {.kind = VG_MSG_FEED,
                             .u.feed = {.source = job->source,
                                        .url = job->feed_url,
                                        .state = job->state,
                                        .was = job->was,
                                        .reason = job->reason,
                                        .failures = job->failures,
                                        .http_status = job->http_status,
                                        .next_poll_usec = job->next_poll_usec}};
    struct vg_buf body;
    int r = vg_store_source_remember(self->store, job->source_id, job->memory);

    if (r < 0 || !job->state_changed)
        return r;
    vg_buf_init(&body, VG_MAX_MESSAGE);
    r = vg_keeper_tell(self, &msg, now_usec, &body);
    vg_buf_done(&body);
    return r;
}
