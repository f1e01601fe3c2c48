/* reader.c - see reader.h. */
#include "config.h"

#include "daemon/reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "daemon/event_copy.h"
#include "feeds/entry.h"
#include "feeds/fingerprint.h"
#include "feeds/lang.h"
#include "feeds/page.h"

_Static_assert(sizeof((struct vg_job *)0)->sketch == VG_SKETCH_BYTES, "a sketch in a job");

/* Fewer words than this tell nothing about copies: "Vidéo", "Lire l'article" would all be one. */
#define MIN_COPY_WORDS 25
/* A page's text must be this much longer than the feed's to be believed more. */
#define PAGE_GAIN 1.2

struct vg_reader {
    struct vg_extractor *extractor;
    struct vg_log *log;
};

struct vg_reader *vg_reader_new(const struct vg_pack *pack, struct vg_log *log)
{
    struct vg_reader *self = vg_xnew(struct vg_reader);

    self->extractor = pack ? vg_extractor_new(pack) : NULL;
    self->log = log;
    return self;
}

void vg_reader_free(struct vg_reader *self)
{
    if (!self)
        return;
    if (self->extractor)
        vg_extractor_free(self->extractor);
    free(self);
}

static struct vg_sv clean(struct vg_sv s, size_t max, struct vg_arena *arena)
{
    struct vg_buf buf;

    if (s.n > max)
        s.n = max;
    if (vg_utf8_valid(s) && (s.n == 0 || !memchr(s.p, '\0', s.n)))
        return s;
    vg_buf_init(&buf, s.n * 3 + 1);
    (void)vg_utf8_repair(s, &buf);
    s = vg_sv(vg_arena_str(arena, vg_buf_view(&buf)), buf.n);
    vg_buf_done(&buf);
    return s;
}

static uint32_t count_words(struct vg_sv s)
{
    uint32_t n = 0;
    bool in = false;

    for (size_t i = 0; i < s.n; i++) {
        bool space = vg_is_space((unsigned char)s.p[i]);
        n += !space && !in;
        in = !space;
    }
    return n;
}

/* The feed's own text: its content, else its summary, whichever says more. */
static struct vg_sv feed_text(struct vg_job *job)
{
    struct vg_sv content = vg_feed_text(job->content, job->arena);
    struct vg_sv summary = vg_html_to_text(job->summary, job->arena);

    return content.n >= summary.n ? content : summary;
}

/* Takes the page's article when there is one, and the metadata that the feed lacks. */
static void read_page(struct vg_reader *self, struct vg_job *job)
{
    const struct vg_page_opts opts = {.url = job->url,
                                      .content_type = job->page_type,
                                      .selector = vg_sv_cstr(job->selector)};
    struct vg_page page;
    struct vg_err err = {0};

    if (job->page.n == 0)
        return;
    if (vg_page_read(job->page, &opts, job->arena, &page, &err) < 0) {
        vg_log(self->log, VG_LOG_WARNING, "page unreadable", VG_S("source", job->source),
               VG_S("err", err.text));
        return;
    }
    if ((double)page.text.n >= PAGE_GAIN * (double)job->text.n) {
        job->text = page.text;
        job->full = !page.paywalled;
    }
    if (job->title.n == 0)
        job->title = page.title;
    if (job->published_usec == VG_TIME_NONE)
        job->published_usec = page.published_usec;
    if (job->modified_usec == VG_TIME_NONE)
        job->modified_usec = page.modified_usec;
    if (job->authors.n == 0 && page.n_authors > 0)
        job->authors = page.authors[0];
}

static void find_events(struct vg_reader *self, struct vg_job *job)
{
    struct vg_article article = {.title = job->title,
                                 .text = job->text,
                                 .published = VG_DAY_NONE,
                                 .outlet = vg_sv_cstr(job->outlet)};
    struct vg_event_list found = {.n = 0};
    struct vg_err err = {0};

    if (!self->extractor || strcmp(job->text_lang, "fr") != 0)
        return;
    if (job->published_usec != VG_TIME_NONE)
        article.published = (int32_t)(job->published_usec / INT64_C(86400000000));
    if (job->country)
        (void)snprintf(article.country, sizeof article.country, "%.2s", job->country);
    if (vg_extract(self->extractor, &article, &found, &err) < 0) {
        vg_log(self->log, VG_LOG_WARNING, "article not understood", VG_S("source", job->source),
               VG_S("err", err.text));
        return;
    }
    vg_event_list_copy(&found, &job->events, job->arena);
}

void vg_reader_read(struct vg_reader *self, struct vg_job *job)
{
    struct vg_sketch sketch;

    job->text = feed_text(job);
    job->full = job->content.n > 0;
    read_page(self, job);
    job->text = clean(vg_sv_trim(job->text), VG_MAX_ARTICLE, job->arena);
    job->title =
        clean(vg_sv_trim(vg_html_to_text(job->title, job->arena)), VG_MAX_TITLE, job->arena);
    job->authors = clean(vg_sv_trim(job->authors), VG_MAX_AUTHOR, job->arena);
    job->words = count_words(job->text);
    job->text_lang = vg_lang_guess(job->text.n >= 200 ? job->text : job->title);
    if (!*job->text_lang && job->lang)
        job->text_lang = job->lang; /* too short to tell: the source says */
    job->text_hash = (int64_t)vg_hash64(job->text.p, job->text.n, vg_hash_sv(job->title));
    if (job->words >= MIN_COPY_WORDS) {
        vg_sketch_text(job->text, &sketch);
        vg_sketch_pack(&sketch, job->sketch);
    }
    find_events(self, job);
    job->page = job->content = job->summary = VG_SV_NONE;
}

static void *run(void *arg)
{
    struct vg_reader_thread *self = arg;
    struct vg_shared *shared = self->shared;
    struct vg_reader *reader = vg_reader_new(shared->pack, shared->log);
    char name[64];
    struct vg_pipe *in, *out;
    bool stop = false;

    (void)snprintf(name, sizeof name, VG_PIPE_READER, self->index);
    in = vg_pipe_new(VG_PIPE_PULL_CONNECT, name, self->hwm);
    out = vg_pipe_new(VG_PIPE_PUSH_CONNECT, VG_PIPE_KEEPER, self->hwm);
    while (in && out && !stop) {
        struct vg_job *job = vg_pipe_take(in, -1);
        if (!job)
            continue; /* a signal */
        stop = job->kind == VG_JOB_STOP;
        if (job->kind == VG_JOB_ARTICLE && atomic_load(&shared->stopping)) {
            vg_job_free(job);
            continue;
        }
        job->reader = self->index;
        if (job->kind == VG_JOB_ARTICLE)
            vg_reader_read(reader, job);
        vg_pipe_put(out, job);
    }
    vg_pipe_free(in);
    vg_pipe_free(out);
    vg_reader_free(reader);
    return NULL;
}

void vg_reader_start(struct vg_reader_thread *self)
{
    vg_thread_start(&self->thread, "vg-reader", run, self);
}
