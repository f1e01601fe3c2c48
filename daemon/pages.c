/* pages.c - the page of an entry whose feed gives no full text, as politely as the feed itself. */
#include "config.h"

#include <stdlib.h>

#include "daemon/poller_in.h"
#include "feeds/url.h"

#define PAGE_TRIES 3
#define RETRY_USEC INT64_C(20000000) /* doubles */

void page_schedule(struct vg_poller *self, struct pend *p, int64_t now)
{
    char key[VG_HOST_KEY_MAX];

    p->next = self->waiting;
    if (p->next)
        p->next->back = &p->next;
    p->back = &self->waiting;
    self->waiting = p;
    vg_buf_init(&p->page, (size_t)self->config->limits.page_bytes);
    vg_sched_add(self->sched, &p->work.item, vg_sched_host_key(p->url, key), now);
}

/* Done with pages: the reader gets what there is. */
static void hand_on(struct vg_poller *self, struct pend *p, int64_t now)
{
    *p->back = p->next;
    if (p->next)
        p->next->back = p->back;
    vg_sched_done(self->sched, &p->work.item, now, VG_SCHED_NEVER);
    poller_ready(self, p);
}

static void give_up(struct vg_poller *self, struct pend *p, const char *why, int64_t now)
{
    vg_log(self->log, VG_LOG_DEBUG, "page not read",
           VG_S("source", p->poll->source->conf->feed.name), VG_S("err", why));
    vg_buf_clear(&p->page);
    hand_on(self, p, now);
}

static int on_data(void *ctx, const void *data, size_t n)
{
    struct pend *p = ctx;

    return vg_buf_add(&p->page, data, n);
}

static void on_robots_done(void *ctx, const struct vg_fetch_result *r)
{
    struct pend *p = ctx;
    struct vg_poller *self = p->poll->poller;
    int64_t now = vg_clock_wall_usec();
    int status = r->code == 0 ? r->status : 0;

    p->fetch = NULL;
    if (r->code != VG_E_STOPPED)
        vg_robots_put(self->robots, p->url, status,
                      status == 200 ? vg_buf_view(&p->page) : VG_SV_NONE,
                      vg_http_freshness(r->cache_control, r->age, r->expires, r->date, now), now);
    vg_buf_clear(&p->page);
    vg_sched_done(self->sched, &p->work.item, now, now); /* its turn comes again, for the page */
}

static bool may_work_later(const struct vg_fetch_result *r)
{
    if (r->code != 0)
        return r->code == VG_E_IO || r->code == VG_E_AGAIN;
    return r->status >= 500 || r->status == 429 || r->status == 408;
}

/* Did redirects lead to a page whose robots.txt, as far as known, forbids it? */
static bool led_astray(struct vg_poller *self, const struct pend *p,
                       const struct vg_fetch_result *r, int64_t now)
{
    int64_t delay = 0;

    return !(p->poll->source->conf->feed.flags & VG_SOURCE_IGNORE_ROBOTS) && r->url.n &&
           !vg_sv_eq(r->url, p->url) &&
           vg_robots_check(self->robots, r->url, now, &delay) == VG_ROBOTS_REFUSED;
}

static void on_page_done(void *ctx, const struct vg_fetch_result *r)
{
    struct pend *p = ctx;
    struct vg_poller *self = p->poll->poller;
    int64_t now = vg_clock_wall_usec(), until;
    char key[VG_HOST_KEY_MAX];

    p->fetch = NULL;
    if (r->code == VG_E_STOPPED) {
        vg_sched_done(self->sched, &p->work.item, now, now);
        return;
    }
    if (r->code == 0 && r->status == 200 && led_astray(self, p, r, now)) {
        give_up(self, p, "robots.txt forbids where it led", now);
        return;
    }
    if (r->code == 0 && r->status == 200) {
        self->pages++;
        self->pending_bytes += p->page.n;
        p->bytes += p->page.n;
        p->page_type = vg_sv_dup(r->content_type);
        hand_on(self, p, now);
        return;
    }
    until = vg_http_retry_after(r->retry_after, now);
    if (until > 0 && (r->status == 429 || r->status == 503))
        vg_sched_hold(self->sched, vg_sched_host_key(p->url, key), until);
    if (++p->tries < PAGE_TRIES && may_work_later(r)) {
        vg_buf_clear(&p->page);
        vg_sched_done(self->sched, &p->work.item, now, now + (RETRY_USEC << (p->tries - 1)));
        return;
    }
    give_up(self, p, r->code ? r->error : "the server has no such page for us", now);
}

/* A source that may be on a private address vouches for its own host, not for whatever its feed
 * links to. */
static bool may_be_private(const struct vg_source *feed, const char *url)
{
    struct vg_url a = vg_url_split(vg_sv_cstr(feed->url)), b = vg_url_split(vg_sv_cstr(url));

    return (feed->flags & VG_SOURCE_ALLOW_PRIVATE) && vg_sv_eq_icase(a.host, b.host);
}

static void fetch(struct vg_poller *self, struct pend *p, const char *url, bool robots)
{
    const struct vg_source *feed = &p->poll->source->conf->feed;
    const struct vg_fetch_request request = {
        .url = url,
        .purpose = robots ? VG_FETCH_ROBOTS : VG_FETCH_PAGE,
        .max_bytes = robots ? 0 : (uint64_t)self->config->limits.page_bytes,
        .allow_private = may_be_private(feed, url),
        .on_data = on_data,
        .on_done = robots ? on_robots_done : on_page_done,
        .ctx = p,
    };

    p->fetch = vg_fetch_start(self->fetcher, &request);
}

void page_start(struct vg_poller *self, struct pend *p)
{
    bool free_pass = (p->poll->source->conf->feed.flags & VG_SOURCE_IGNORE_ROBOTS) != 0;
    int64_t now = vg_clock_wall_usec(), delay = 0;
    enum vg_robots_verdict verdict =
        free_pass ? VG_ROBOTS_ALLOWED : vg_robots_check(self->robots, p->url, now, &delay);
    char url[VG_MAX_URL + 16], key[VG_HOST_KEY_MAX];

    if (verdict == VG_ROBOTS_UNKNOWN && vg_robots_url(p->url, url, sizeof url) == 0) {
        fetch(self, p, url, true);
        return;
    }
    if (verdict != VG_ROBOTS_ALLOWED || p->url.n >= sizeof url) {
        give_up(self, p, "robots.txt forbids it", now);
        return;
    }
    if (delay > 0)
        vg_sched_gap(self->sched, vg_sched_host_key(p->url, key), delay);
    memcpy(url, p->url.p, p->url.n);
    url[p->url.n] = '\0';
    fetch(self, p, url, false);
}
