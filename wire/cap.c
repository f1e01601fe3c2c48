/* cap.c - see cap.h. */
#include "config.h"

#include "wire/cap.h"

#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>

#define CAP_NS "urn:oasis:names:tc:emergency:cap:1.2"
#define MAX_SOURCES 10
#define MAX_ENTRY (1024 * 1024)

/* XML knows no control characters but tab and newline, and neither U+FFFE nor U+FFFF. */
static const char *clean(const char *s, struct vg_arena *arena)
{
    char *out = vg_arena_str(arena, vg_sv_cstr(s ? s : ""));

    for (unsigned char *p = (unsigned char *)out; *p; p++) {
        if (*p < ' ' && *p != '\n' && *p != '\t')
            *p = ' ';
        else if (p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE)
            p[2] = 0xBD;
    }
    return out;
}

struct cap {
    xmlBufferPtr buffer;
    xmlTextWriterPtr w; /* into buffer; NULL: out of memory */
    struct vg_arena *arena;
    const struct vg_message *msg;
    const struct vg_alert_message *m;
};

static void element(struct cap *c, const char *name, const char *value)
{
    (void)xmlTextWriterWriteElement(c->w, (const xmlChar *)name,
                                    (const xmlChar *)clean(value, c->arena));
}

static void begin(struct cap *c, const char *name)
{
    (void)xmlTextWriterStartElement(c->w, (const xmlChar *)name);
}

static void end(struct cap *c)
{
    (void)xmlTextWriterEndElement(c->w);
}

/* CAP writes UTC as an offset, never as Z. */
static const char *cap_time(int64_t usec, struct vg_arena *arena)
{
    char text[32];

    vg_time_format(usec, false, text);
    return vg_arena_printf(arena, "%.19s-00:00", text);
}

static const char *sender(const struct cap *c)
{
    return vg_arena_printf(c->arena, "vigie-%s", c->msg->head.epoch ? c->msg->head.epoch : "0");
}

static const char *identifier(const struct cap *c, uint32_t revision)
{
    return vg_arena_printf(c->arena, "%s-%" PRIu32, c->m->alert_id, revision);
}

static const char *urgency(const struct vg_alert_message *m)
{
    if (m->state == VG_ALERT_RETRACTED || m->state == VG_ALERT_RESOLVED)
        return "Past";
    return m->severity == VG_SEVERITY_CRITICAL  ? "Immediate"
           : m->severity == VG_SEVERITY_WARNING ? "Expected"
                                                : "Future";
}

/* How sure it is that it happened as told: what is asserted by several who don't copy one another
 * counts as seen. */
static const char *certainty(const struct vg_alert_message *m)
{
    if (m->state == VG_ALERT_RETRACTED)
        return "Unlikely";
    if (!m->event)
        return "Unknown";
    switch (m->event->status) {
    case VG_STATUS_ASSERTED:
        return m->independent >= 2 ? "Observed" : "Likely";
    case VG_STATUS_CLAIMED:
    case VG_STATUS_UNCONFIRMED:
    case VG_STATUS_DISPUTED:
        return "Possible";
    case VG_STATUS_REFUTED:
        return "Unlikely";
    case VG_STATUS_COUNT:
        break;
    }
    return "Unknown";
}

static const char *message_type(const struct vg_alert_message *m)
{
    static const char *const types[VG_ALERT_STATE_COUNT] = {"Alert", "Update", "Cancel", "Update"};

    return types[m->state];
}

static const char *description(const struct cap *c)
{
    const struct vg_alert_message *m = c->m;
    struct vg_buf out;

    vg_buf_init(&out, MAX_ENTRY);
    for (size_t i = 0; i < m->n_changed; i++)
        (void)vg_buf_printf(&out, "Changed: %s\n", m->changed[i]);
    for (size_t i = 0; i < m->n_why; i++)
        (void)vg_buf_printf(&out, "Why: %s\n", m->why[i]);
    for (size_t i = 0; i < m->n_sources && i < MAX_SOURCES; i++)
        (void)vg_buf_printf(&out, "Source: %s: %s %s\n",
                            m->sources[i].outlet ? m->sources[i].outlet : "",
                            m->sources[i].title ? m->sources[i].title : "",
                            m->sources[i].url ? m->sources[i].url : "");
    const char *text = vg_arena_str(c->arena, vg_buf_view(&out));
    vg_buf_done(&out);
    return text;
}

static void named(struct cap *c, const char *kind, const char *name, const char *value)
{
    begin(c, kind);
    element(c, "valueName", name);
    element(c, "value", value);
    end(c);
}

/* A circle of a radius that says how well the place is known. */
static void area(struct cap *c, const struct vg_place *p)
{
    static const double radius_km[VG_PLACE_PRECISION_COUNT] = {5, 10, 50, 150, 500};
    const char *name = p->canonical ? p->canonical
                       : p->name    ? p->name
                       : p->admin1  ? p->admin1
                                    : p->country;

    if (!name || !*name)
        return;
    begin(c, "area");
    element(c, "areaDesc",
            p->admin1 && strcmp(name, p->admin1) != 0
                ? vg_arena_printf(c->arena, "%s (%s)", name, p->admin1)
                : name);
    if (p->has_coord)
        element(c, "circle",
                vg_arena_printf(c->arena, "%.5f,%.5f %.1f", p->lat, p->lon,
                                radius_km[p->precision] + p->distance_km));
    if (*p->country)
        named(c, "geocode", "ISO3166-1", p->country);
    end(c);
}

static void info(struct cap *c)
{
    static const char *const severities[VG_SEVERITY_COUNT] = {"Minor", "Moderate", "Severe"};
    const struct vg_alert_message *m = c->m;
    bool dated = m->event && m->event->date.from != VG_DAY_NONE;

    begin(c, "info");
    element(c, "language", "fr");
    element(c, "category", "Security");
    element(c, "event", m->event ? vg_event_type_name(m->event->type) : m->rule);
    element(c, "urgency", urgency(m));
    element(c, "severity", severities[m->severity]);
    element(c, "certainty", certainty(m));
    if (dated)
        element(c, "onset", cap_time(m->event->date.from * INT64_C(86400000000), c->arena));
    element(c, "senderName", "vigie");
    element(c, "headline", m->headline);
    element(c, "description", description(c));
    if (m->n_sources && m->sources[0].url)
        element(c, "web", m->sources[0].url);
    named(c, "parameter", "rule", m->rule);
    named(c, "parameter", "state", vg_alert_state_name(m->state));
    named(c, "parameter", "independent sources",
          vg_arena_printf(c->arena, "%" PRIu32, m->independent));
    named(c, "parameter", "seq", vg_arena_printf(c->arena, "%" PRIu64, c->msg->head.seq));
    for (size_t i = 0; i < m->n_events && i < MAX_SOURCES; i++)
        named(c, "parameter", "event", m->events[i]);
    if (m->event)
        area(c, &m->event->place);
    end(c);
}

static void alert(struct cap *c, const struct vg_cap_ref *before)
{
    const struct vg_cap_ref first = {1, c->m->since_usec};

    begin(c, "alert");
    (void)xmlTextWriterWriteAttribute(c->w, (const xmlChar *)"xmlns", (const xmlChar *)CAP_NS);
    element(c, "identifier", identifier(c, c->m->revision));
    element(c, "sender", sender(c));
    element(c, "sent", cap_time(c->msg->head.time_usec, c->arena));
    element(c, "status", "Actual");
    element(c, "msgType", message_type(c->m));
    element(c, "scope", "Public");
    if (c->m->state != VG_ALERT_FIRING) {
        if (!before)
            before = &first;
        element(c, "references",
                vg_arena_printf(c->arena, "%s,%s,%s", sender(c), identifier(c, before->revision),
                                cap_time(before->sent_usec, c->arena)));
    }
    element(c, "incidents", c->m->alert_id);
    info(c);
    end(c);
}

/* ---- into a buffer ---- */

static void open_writer(struct cap *c)
{
    c->arena = vg_arena_new();
    c->buffer = xmlBufferCreate();
    c->w = c->buffer ? xmlNewTextWriterMemory(c->buffer, 0) : NULL;
}

/* Appends what was written to out and frees everything. */
static int close_writer(struct cap *c, struct vg_buf *out)
{
    int r = VG_E_NOMEM;

    if (c->w) {
        r = xmlTextWriterFlush(c->w) < 0 ? VG_E_NOMEM : 0;
        xmlFreeTextWriter(c->w);
    }
    if (r == 0)
        r = vg_buf_add(out, xmlBufferContent(c->buffer), (size_t)xmlBufferLength(c->buffer));
    if (c->buffer)
        xmlBufferFree(c->buffer);
    vg_arena_free(c->arena);
    return r;
}

int vg_cap_write(const struct vg_message *msg, const struct vg_cap_ref *before, struct vg_buf *out)
{
    struct cap c = {.msg = msg, .m = &msg->u.alert};

    open_writer(&c);
    if (c.w)
        alert(&c, before);
    return close_writer(&c, out);
}

/* ---- the feed ---- */

struct entry {
    char *alert_id, *headline, *cap; /* cap: the element */
    uint32_t revision;
    int64_t time_usec;
};

struct vg_cap_feed {
    struct entry *entries; /* a ring */
    size_t most, n, next, cap;
    char epoch[32];
};

static void forget(struct entry *e)
{
    free(e->alert_id);
    free(e->headline);
    free(e->cap);
    *e = (struct entry){0};
}

struct vg_cap_feed *vg_cap_feed_new(size_t most)
{
    struct vg_cap_feed *self = vg_xnew(struct vg_cap_feed);

    self->most = most;
    return self;
}

void vg_cap_feed_free(struct vg_cap_feed *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < self->n; i++)
        forget(&self->entries[i]);
    free(self->entries);
    free(self);
}

/* The i-th newest, from 0. */
static struct entry *newest(const struct vg_cap_feed *self, size_t i)
{
    return &self->entries[(self->next + self->n - 1 - i) % self->n];
}

static struct entry *place(struct vg_cap_feed *self)
{
    if (self->n < self->most) {
        if (self->n == self->cap) {
            self->cap = self->cap ? 2 * self->cap : 64;
            self->entries = vg_xrealloc(self->entries, self->cap, sizeof *self->entries);
        }
        self->entries[self->n++] = (struct entry){0};
        return &self->entries[self->n - 1];
    }
    struct entry *e = &self->entries[self->next];
    self->next = (self->next + 1) % self->n;
    forget(e);
    return e;
}

int vg_cap_feed_add(struct vg_cap_feed *self, const struct vg_message *msg)
{
    const struct vg_alert_message *m = &msg->u.alert;
    struct vg_cap_ref before;
    bool known = false;
    struct vg_buf cap;

    for (size_t i = 0; i < self->n && i < 1000 && !known; i++) {
        const struct entry *e = newest(self, i);
        known = strcmp(e->alert_id, m->alert_id) == 0;
        if (known)
            before = (struct vg_cap_ref){e->revision, e->time_usec};
    }
    vg_buf_init(&cap, MAX_ENTRY);
    int r = vg_cap_write(msg, known ? &before : NULL, &cap);
    if (r == 0) {
        struct entry *e = place(self);
        *e = (struct entry){.alert_id = vg_xstrdup(m->alert_id),
                            .headline = vg_xstrdup(m->headline ? m->headline : m->rule),
                            .cap = vg_buf_take(&cap),
                            .revision = m->revision,
                            .time_usec = msg->head.time_usec};
        (void)snprintf(self->epoch, sizeof self->epoch, "%s",
                       msg->head.epoch ? msg->head.epoch : "");
    }
    vg_buf_done(&cap);
    return r;
}

static void write_entry(struct cap *c, const struct vg_cap_feed *self, const struct entry *e)
{
    char when[32];

    vg_time_format(e->time_usec, false, when);
    begin(c, "entry");
    element(c, "id",
            vg_arena_printf(c->arena, "urn:vigie:%s:%s-%" PRIu32, self->epoch, e->alert_id,
                            e->revision));
    element(c, "title", e->headline);
    element(c, "updated", when);
    begin(c, "content");
    (void)xmlTextWriterWriteAttribute(c->w, (const xmlChar *)"type",
                                      (const xmlChar *)"application/cap+xml");
    (void)xmlTextWriterWriteRaw(c->w, (const xmlChar *)e->cap);
    end(c);
    end(c);
}

int vg_cap_feed_write(const struct vg_cap_feed *self, struct vg_buf *out)
{
    struct cap c = {0};
    char when[32];

    vg_time_format(self->n ? newest(self, 0)->time_usec : 0, false, when);
    open_writer(&c);
    if (c.w) {
        (void)xmlTextWriterStartDocument(c.w, NULL, "UTF-8", NULL);
        begin(&c, "feed");
        (void)xmlTextWriterWriteAttribute(c.w, (const xmlChar *)"xmlns",
                                          (const xmlChar *)"http://www.w3.org/2005/Atom");
        element(&c, "id", vg_arena_printf(c.arena, "urn:vigie:%s:alerts", self->epoch));
        element(&c, "title", "vigie: alerts");
        element(&c, "updated", when);
        begin(&c, "author");
        element(&c, "name", "vigie");
        end(&c);
        for (size_t i = 0; i < self->n; i++)
            write_entry(&c, self, newest(self, i));
        (void)xmlTextWriterEndDocument(c.w);
    }
    return close_writer(&c, out);
}
