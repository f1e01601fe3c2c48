/* merge_background.c - whether an event is context: old, and not what the article is about. */
#include "extract/merge_in.h"

#define YEAR 365

bool vg_event_is_old(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_date *d = &e->merged->event.date;

    return d->precision != VG_DATE_UNKNOWN && x->doc->published != VG_DAY_NONE &&
           d->to < x->doc->published - BACKGROUND_DAYS;
}

/* Does the article tell news at all, or is it about something old: an inquiry, a trial, an
 * anniversary? */
static bool tells_news(const struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->events[i].alive && x->events[i].merged->event.date.precision != VG_DATE_UNKNOWN &&
            !vg_event_is_old(x, &x->events[i]))
            return true;
        else if (x->events[i].alive && x->events[i].type == VG_TYPE_RELEASE &&
                 !x->events[i].pluperfect &&
                 x->events[i].merged->event.date.precision == VG_DATE_UNKNOWN)
            return true; /* they are free now, and were taken long ago */
    return false;
}

static bool in_lead(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_sentence *s = &x->doc->sentences[e->first_sentence];

    return s->title || s->paragraph <= 1;
}

void vg_merge_background(struct vg_merging *x)
{
    const struct vg_gather *chief = NULL;
    bool about_old = false;

    for (size_t i = 0; i < x->n && !chief; i++)
        chief = x->events[i].alive ? &x->events[i] : NULL;
    if (chief)
        about_old = vg_event_is_old(x, chief) && in_lead(x, chief) && !tells_news(x);
    for (size_t i = 0; i < x->n; i++) {
        struct vg_gather *e = &x->events[i];
        const struct vg_date *d = &e->merged->event.date;
        bool past =
            e->pluperfect || (e->facts.latest != VG_DAY_NONE && x->doc->published != VG_DAY_NONE &&
                              e->facts.latest < x->doc->published - BACKGROUND_DAYS + 4);
        bool undated = d->precision == VG_DATE_UNKNOWN && past && !in_lead(x, e);
        bool about =
            about_old && (e == chief || (!e->pluperfect && d->to >= x->doc->published - YEAR));
        e->merged->event.background = (vg_event_is_old(x, e) && !about) || undated;
    }
}
