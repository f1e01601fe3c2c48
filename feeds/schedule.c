#include "feeds/schedule.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "feeds/url.h"

struct vg_sched_host {
    struct vg_heap_node
        node; /* in `hosts` by when it may go next, or in `resting` by when it is forgotten */
    struct vg_heap *in;   /* which of the two; NULL: neither, all its slots are taken */
    struct vg_heap items; /* waiting, by due time */
    char *key;
    size_t n_items; /* waiting and in flight */
    uint32_t active;
    int64_t free_usec; /* end of the gap */
    int64_t hold_usec;
    int64_t gap_usec; /* its own; 0: the general one */
};

struct vg_sched {
    struct vg_sched_opts opts;
    struct vg_map *by_key;
    struct vg_heap hosts, resting;
    size_t waiting, in_flight;
    bool paused;
};

#define DEFAULT_GAP_USEC 1500000
#define MAX_AHEAD_USEC   (9 * INT64_C(86400000000)) /* no rule asks for more; a clock was wrong */

struct vg_sched *vg_sched_new(const struct vg_sched_opts *opts)
{
    struct vg_sched *self = vg_xnew(struct vg_sched);

    self->opts = opts ? *opts : (struct vg_sched_opts){.host_gap_usec = -1};
    if (self->opts.max_active == 0)
        self->opts.max_active = 64;
    if (self->opts.host_active == 0)
        self->opts.host_active = 1;
    if (self->opts.host_gap_usec < 0)
        self->opts.host_gap_usec = DEFAULT_GAP_USEC;
    self->by_key = vg_map_new();
    vg_heap_init(&self->hosts);
    vg_heap_init(&self->resting);
    return self;
}

static void host_free(struct vg_sched_host *host)
{
    vg_heap_done(&host->items);
    free(host->key);
    free(host);
}

void vg_sched_free(struct vg_sched *self)
{
    size_t at = 0;
    struct vg_sv key;
    void *host;

    if (!self)
        return;
    while (vg_map_next(self->by_key, &at, &key, &host))
        host_free(host);
    vg_map_free(self->by_key);
    vg_heap_done(&self->hosts);
    vg_heap_done(&self->resting);
    free(self);
}

static struct vg_sched_host *host_get(struct vg_sched *self, struct vg_sv key)
{
    struct vg_sched_host *host = vg_map_get(self->by_key, key);

    if (host)
        return host;
    host = vg_xnew(struct vg_sched_host);
    host->key = vg_sv_dup(key);
    vg_heap_init(&host->items);
    (void)vg_map_set(self->by_key, vg_sv(host->key, key.n), host);
    return host;
}

static int64_t max64(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void move_to(struct vg_sched_host *host, struct vg_heap *heap, int64_t key)
{
    if (host->in && host->in != heap)
        vg_heap_remove(host->in, &host->node);
    host->in = heap;
    if (heap)
        vg_heap_set(heap, &host->node, key);
}

/* Puts the host where it belongs after any change. */
static void settle(struct vg_sched *self, struct vg_sched_host *host)
{
    const struct vg_heap_node *top = vg_heap_top(&host->items);
    int64_t free_usec = max64(host->free_usec, host->hold_usec);

    if (host->n_items == 0)
        move_to(host, &self->resting, free_usec);
    else if (!top || host->active >= self->opts.host_active)
        move_to(host, NULL, 0);
    else
        move_to(host, &self->hosts, max64(free_usec, top->key));
}

/* Forgets hosts without items whose gap and hold are over. */
static void sweep(struct vg_sched *self, int64_t now_usec)
{
    struct vg_heap_node *node;

    while ((node = vg_heap_top(&self->resting)) && node->key <= now_usec) {
        struct vg_sched_host *host = VG_HEAP_OWNER(node, struct vg_sched_host, node);
        vg_heap_remove(&self->resting, node);
        (void)vg_map_remove(self->by_key, vg_sv_cstr(host->key));
        host_free(host);
    }
}

void vg_sched_add(struct vg_sched *self, struct vg_sched_item *item, struct vg_sv host_key,
                  int64_t due_usec)
{
    struct vg_sched_host *host = host_get(self, host_key);

    item->host = host;
    item->in_flight = false;
    host->n_items++;
    self->waiting++;
    vg_heap_set(&host->items, &item->node, due_usec);
    settle(self, host);
}

void vg_sched_remove(struct vg_sched *self, struct vg_sched_item *item)
{
    struct vg_sched_host *host = item->host;

    if (!host)
        return;
    if (item->in_flight) {
        host->active--;
        self->in_flight--;
    } else {
        vg_heap_remove(&host->items, &item->node);
        self->waiting--;
    }
    host->n_items--;
    item->host = NULL;
    item->in_flight = false;
    settle(self, host);
}

void vg_sched_move(struct vg_sched *self, struct vg_sched_item *item, int64_t due_usec)
{
    if (!item->host || item->in_flight)
        return;
    vg_heap_set(&item->host->items, &item->node, due_usec);
    settle(self, item->host);
}

struct vg_sched_item *vg_sched_next(struct vg_sched *self, int64_t now_usec)
{
    sweep(self, now_usec);
    struct vg_heap_node *first = vg_heap_top(&self->hosts);
    if (self->paused || !first || first->key > now_usec || self->in_flight >= self->opts.max_active)
        return NULL;

    struct vg_sched_host *host = VG_HEAP_OWNER(first, struct vg_sched_host, node);
    struct vg_heap_node *node = vg_heap_top(&host->items);
    struct vg_sched_item *item = VG_HEAP_OWNER(node, struct vg_sched_item, node);
    vg_heap_remove(&host->items, node);
    item->in_flight = true;
    host->active++;
    host->free_usec = now_usec + max64(self->opts.host_gap_usec, host->gap_usec);
    self->waiting--;
    self->in_flight++;
    settle(self, host);
    return item;
}

int64_t vg_sched_wake(const struct vg_sched *self, int64_t now_usec)
{
    const struct vg_heap_node *first = vg_heap_top(&self->hosts);

    if (self->paused || !first || self->in_flight >= self->opts.max_active)
        return VG_SCHED_NEVER;
    return max64(first->key, now_usec);
}

void vg_sched_done(struct vg_sched *self, struct vg_sched_item *item, int64_t now_usec,
                   int64_t due_usec)
{
    struct vg_sched_host *host = item->host;

    if (!host || !item->in_flight)
        return;
    host->active--;
    self->in_flight--;
    item->in_flight = false;
    host->free_usec =
        max64(host->free_usec, now_usec + max64(self->opts.host_gap_usec, host->gap_usec));
    if (due_usec == VG_SCHED_NEVER) {
        item->host = NULL;
        host->n_items--;
    } else {
        vg_heap_set(&host->items, &item->node, due_usec);
        self->waiting++;
    }
    settle(self, host);
}

void vg_sched_hold(struct vg_sched *self, struct vg_sv host_key, int64_t until_usec)
{
    struct vg_sched_host *host = host_get(self, host_key);

    host->hold_usec = max64(host->hold_usec, until_usec);
    settle(self, host);
}

void vg_sched_gap(struct vg_sched *self, struct vg_sv host_key, int64_t gap_usec)
{
    struct vg_sched_host *host = vg_map_get(self->by_key, host_key);

    if (host)
        host->gap_usec = gap_usec;
}

void vg_sched_pause(struct vg_sched *self, bool paused)
{
    self->paused = paused;
}

size_t vg_sched_waiting(const struct vg_sched *self)
{
    return self->waiting;
}

size_t vg_sched_in_flight(const struct vg_sched *self)
{
    return self->in_flight;
}

size_t vg_sched_hosts(const struct vg_sched *self)
{
    return vg_map_count(self->by_key);
}

int64_t vg_sched_restart_due(int64_t due_usec, int64_t now_usec, int64_t window_usec, uint64_t seed)
{
    bool ahead = due_usec > now_usec && due_usec <= now_usec + MAX_AHEAD_USEC;
    if (ahead || window_usec <= 0)
        return due_usec;
    return now_usec + (int64_t)(vg_hash64(&seed, sizeof seed, 0) % (uint64_t)window_usec);
}

/* --- the politeness key ------------------------------------------------------------------------
 */

/* Second-level labels that registries of country domains sell below, as in "gouv.ml" or "co.uk". */
static bool is_registry_label(struct vg_sv label)
{
    static const char *const labels[] = {"ac",  "asso", "co",  "com", "edu", "go",   "gob",  "gouv",
                                         "gov", "gv",   "int", "ltd", "mil", "ne",   "net",  "nom",
                                         "or",  "org",  "plc", "sch", "tm",  "univ", "press"};

    for (size_t i = 0; i < VG_COUNT_OF(labels); i++) {
        if (vg_sv_is(label, labels[i]))
            return true;
    }
    return false;
}

/* Position of the label that starts before `end` (which is past the dot that follows it, or the
 * end). */
static size_t label_start(struct vg_sv name, size_t end)
{
    while (end > 0 && name.p[end - 1] != '.')
        end--;
    return end;
}

static struct vg_sv registrable(struct vg_sv name)
{
    size_t top = label_start(name, name.n);
    if (top == 0)
        return name;
    size_t second = label_start(name, top - 1);
    struct vg_sv label = vg_sv_sub(name, second, top - 1);
    if (second > 0 && name.n - top == 2 && is_registry_label(label))
        second = label_start(name, second - 1);
    return vg_sv_sub(name, second, name.n);
}

static bool is_address(struct vg_sv host)
{
    if (host.n && host.p[0] == '[')
        return true;
    for (size_t i = 0; i < host.n; i++) {
        if (!vg_is_digit((unsigned char)host.p[i]) && host.p[i] != '.')
            return false;
    }
    return host.n > 0;
}

struct vg_sv vg_sched_host_key(struct vg_sv url, char out[static VG_HOST_KEY_MAX])
{
    struct vg_url parts = vg_url_split(url);
    struct vg_sv host = parts.host;

    if (host.n && (is_address(host) || vg_sv_find_char(host, '.') < 0)) {
        if (parts.port.n && host.p + host.n < parts.port.p)
            host.n = (size_t)(parts.port.p + parts.port.n - host.p);
    } else {
        while (host.n && host.p[host.n - 1] == '.')
            host.n--;
        host = registrable(host);
    }
    if (host.n >= VG_HOST_KEY_MAX)
        host.n = VG_HOST_KEY_MAX - 1;
    for (size_t i = 0; i < host.n; i++)
        out[i] = (char)vg_lower((unsigned char)host.p[i]);
    out[host.n] = '\0';
    return vg_sv(out, host.n);
}
