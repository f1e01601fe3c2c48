/*
 * How soon news is noticed, and at the cost of how many polls: our policy against those of two
 * other readers as their sources describe them, on the same four weeks of 400 outlets that publish
 * by day more than by night, some thirty times a day, some once a week, some in bursts. Pure
 * computation. A fixed interval that polls as often is given for each, since delay can always be
 * bought with polls.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/hash.h"
#include "feeds/policy.h"

#define SEC       1000000LL
#define DAYS      28
#define WARM      7 /* days before the figures count */
#define N_OUTLETS 400
#define MAX_ITEMS 4000
#define WINDOW    20 /* entries that a feed shows */

struct outlet {
    int64_t times[MAX_ITEMS];
    size_t n;
};

/* What a policy sees: the times in the feed, newest last. Seconds until the next poll. */
struct view {
    const int64_t *times;
    size_t n;
    int64_t now;
};

struct policy {
    const char *name;
    int64_t (*next)(struct policy *self, const struct view *view, bool news);
    struct vg_source source;
    struct vg_poll_state state;
    uint64_t random;
};

static uint64_t dice(uint64_t *random)
{
    (*random)++;
    return vg_hash64(random, sizeof *random, 99);
}

static double uniform(uint64_t *random)
{
    return (double)(dice(random) >> 11) / 9007199254740992.0;
}

/* A Poisson process whose rate is four times higher from 6 to 22 h, thinned; bursts follow one item
 * in eight. */
static void publish(struct outlet *o, uint64_t *random)
{
    double per_day = exp(log(0.15) + uniform(random) * (log(35) - log(0.15)));
    double t = 0, day = 86400;

    o->n = 0;
    while (o->n + 8 < MAX_ITEMS) {
        t += -log(1 - uniform(random)) * day / (per_day * 1.3);
        if (t > DAYS * day)
            return;
        double hour = fmod(t, day) / 3600;
        if ((hour < 6 || hour >= 22) && uniform(random) > 0.25)
            continue;
        o->times[o->n++] = (int64_t)(t * SEC);
        for (int k = 0; k < 4 && uniform(random) < 0.125; k++) {
            t += uniform(random) * 900;
            o->times[o->n++] = (int64_t)(t * SEC);
        }
    }
}

static int64_t clamp(int64_t v, int64_t low, int64_t high)
{
    return v < low ? low : v > high ? high : v;
}

/* feeds/policy.c itself */
static int64_t next_ours(struct policy *self, const struct view *view, bool news)
{
    struct vg_poll_outcome outcome;
    struct vg_poll_facts facts = {.now_usec = view->now,
                                  .status = news ? 200 : 304,
                                  .conditional = true,
                                  .etag = VG_SV("\"x\""),
                                  .entry_usec = view->times,
                                  .n_entries = view->n,
                                  .n_new = news,
                                  .random = dice(&self->random)};

    vg_poll_apply(NULL, &self->source, &self->state, &facts, &outcome);
    vg_poll_commit(&self->state);
    return self->state.due_usec - view->now;
}

/* a week divided by the entries of the last week, 5 minutes to a day */
static int64_t next_frequency(struct policy *self, const struct view *view, bool news)
{
    int64_t n = 0;

    (void)self, (void)news;
    for (size_t i = 0; i < view->n; i++)
        n += view->times[i] > view->now - 7 * 86400 * SEC;
    return n ? clamp(7 * 86400 * SEC / n, 300 * SEC, 86400 * SEC) : 86400 * SEC;
}

/* half the mean gap within 5 minutes and an hour; silent for a week, two, a month: one, two, four
 * hours */
static int64_t next_mean(struct policy *self, const struct view *view, bool news)
{
    int64_t silent = view->n ? (view->now - view->times[view->n - 1]) / SEC / 86400 : 99;

    (void)self, (void)news;
    if (silent >= 30)
        return 14400 * SEC;
    if (silent >= 14)
        return 7200 * SEC;
    if (silent >= 7 || view->n < 2)
        return 3600 * SEC;
    return clamp((view->times[view->n - 1] - view->times[0]) / (int64_t)(view->n - 1) / 2,
                 300 * SEC, 3600 * SEC);
}

static void run(struct policy *p, const struct outlet *outlets)
{
    double delay = 0, polls = 0, items = 0;

    for (size_t i = 0; i < N_OUTLETS; i++) {
        const struct outlet *o = &outlets[i];
        size_t seen = 0;
        for (int64_t now = (int64_t)i * SEC; now < DAYS * 86400 * SEC;) {
            size_t before = seen;
            for (; seen < o->n && o->times[seen] <= now; seen++) {
                if (now > WARM * 86400 * SEC) {
                    delay += (double)(now - o->times[seen]) / 1e6;
                    items++;
                }
            }
            size_t from = seen > WINDOW ? seen - WINDOW : 0;
            struct view view = {o->times + from, seen - from, now};
            polls += now > WARM * 86400 * SEC;
            now += p->next(p, &view, seen > before);
        }
        vg_poll_state_done(&p->state);
    }
    double per_day = polls / N_OUTLETS / (DAYS - WARM);
    (void)printf(
        "%-34s mean delay %5.1f min at %5.1f polls a day and source; a fixed interval: %5.1f min\n",
        p->name, delay / items / 60, per_day, 720 / per_day);
}

int main(void)
{
    struct policy policies[] = {
        {.name = "vigie", .next = next_ours},
        {.name = "entries per week (miniflux)", .next = next_frequency},
        {.name = "half the mean gap (CommaFeed)", .next = next_mean},
    };
    struct outlet *outlets = vg_xcalloc(N_OUTLETS, sizeof *outlets);
    char url[] = "https://a.ml/feed";
    uint64_t random = 0;

    for (size_t i = 0; i < N_OUTLETS; i++)
        publish(&outlets[i], &random);
    for (size_t i = 0; i < VG_COUNT_OF(policies); i++) {
        policies[i].source.url = url;
        run(&policies[i], outlets);
    }
    free(outlets);
    return 0;
}
