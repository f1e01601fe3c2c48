#include "wire/message.h"

#include "base/clock.h"
#include "wire/event_json.h"

static const char *const kind_names[VG_MSG_COUNT] = {
    [VG_MSG_EVENT] = "event", [VG_MSG_ARTICLE] = "article",     [VG_MSG_FEED] = "feed",
    [VG_MSG_ALERT] = "alert", [VG_MSG_HEARTBEAT] = "heartbeat",
};

static const char *const alert_state_names[VG_ALERT_STATE_COUNT] = {
    [VG_ALERT_FIRING] = "firing",
    [VG_ALERT_UPDATED] = "updated",
    [VG_ALERT_RETRACTED] = "retracted",
    [VG_ALERT_RESOLVED] = "resolved",
};

static const char *const severity_names[VG_SEVERITY_COUNT] = {
    [VG_SEVERITY_INFO] = "info",
    [VG_SEVERITY_WARNING] = "warning",
    [VG_SEVERITY_CRITICAL] = "critical",
};

static int find_name(const char *const *names, size_t n, struct vg_sv s)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_is(s, names[i]))
            return (int)i;
    return -1;
}

const char *vg_message_kind_name(enum vg_message_kind x)
{
    return kind_names[x];
}
const char *vg_alert_state_name(enum vg_alert_state x)
{
    return alert_state_names[x];
}
const char *vg_severity_name(enum vg_severity x)
{
    return severity_names[x];
}
int vg_message_kind_of_name(struct vg_sv s)
{
    return find_name(kind_names, VG_MSG_COUNT, s);
}
int vg_alert_state_of_name(struct vg_sv s)
{
    return find_name(alert_state_names, VG_ALERT_STATE_COUNT, s);
}
int vg_severity_of_name(struct vg_sv s)
{
    return find_name(severity_names, VG_SEVERITY_COUNT, s);
}

/* Reads exactly n digits at *s and moves past them. */
static bool digits(struct vg_sv *s, size_t n, int *ret)
{
    int x = 0;

    if (s->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!vg_is_digit((unsigned char)s->p[i]))
            return false;
        x = x * 10 + (s->p[i] - '0');
    }
    *s = vg_sv_sub(*s, n, s->n);
    *ret = x;
    return true;
}

static bool skip(struct vg_sv *s, const char *any)
{
    if (s->n == 0 || !strchr(any, s->p[0]) || s->p[0] == '\0')
        return false;
    *s = vg_sv_sub(*s, 1, s->n);
    return true;
}

/* "Z", "+hh:mm" or nothing: minutes east of Greenwich. */
static bool offset_minutes(struct vg_sv *s, int *ret)
{
    int sign, hours, minutes;

    *ret = 0;
    if (s->n == 0 || skip(s, "Zz"))
        return true;
    sign = s->p[0] == '-' ? -1 : 1;
    if (!skip(s, "+-") || !digits(s, 2, &hours) || !(skip(s, ":") || true) ||
        !digits(s, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret = sign * (hours * 60 + minutes);
    return true;
}

int vg_wire_time_parse(struct vg_sv s, int64_t *ret_usec)
{
    int32_t day = vg_day_parse(s);
    int hour = 0, minute = 0, second = 0, east = 0;
    int64_t usec = 0, unit = 100000;

    if (day == VG_DAY_NONE)
        return VG_E_SYNTAX;
    s = vg_sv_sub(s, 10, s.n);
    if (s.n > 0) {
        if (!skip(&s, "Tt ") || !digits(&s, 2, &hour) || !skip(&s, ":") || !digits(&s, 2, &minute))
            return VG_E_SYNTAX;
        if (skip(&s, ":") && !digits(&s, 2, &second))
            return VG_E_SYNTAX;
        if (skip(&s, ".,"))
            for (; s.n > 0 && vg_is_digit((unsigned char)s.p[0]); unit /= 10) {
                usec += (s.p[0] - '0') * unit;
                s = vg_sv_sub(s, 1, s.n);
            }
        if (!offset_minutes(&s, &east))
            return VG_E_SYNTAX;
    }
    if (s.n > 0 || hour > 23 || minute > 59 || second > 60)
        return VG_E_SYNTAX;
    *ret_usec =
        (((int64_t)day * 24 + hour) * 3600 + (minute - east) * 60 + second) * 1000000 + usec;
    return 0;
}

/* --- writing --- */

static json_t *sources_json(const struct vg_event_source *sources, size_t n)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < n && i < VG_MAX_EVENT_SOURCES; i++) {
        const struct vg_event_source *s = &sources[i];
        json_t *o = vg_j_object();

        vg_j_set(o, "article_id", vg_j_u64(s->article_id));
        vg_j_set(o, "copy_of", s->copy_of ? vg_j_u64(s->copy_of) : json_null());
        vg_j_set(o, "source", vg_j_str(s->source));
        vg_j_set(o, "outlet", vg_j_str(s->outlet));
        vg_j_set(o, "kind", vg_j_str(s->kind));
        vg_j_set(o, "country", vg_j_str(s->country));
        vg_j_set(o, "lang", vg_j_str(s->lang));
        vg_j_set(o, "url", vg_j_str(s->url));
        vg_j_set(o, "title", vg_j_str(s->title));
        vg_j_set(o, "published", vg_j_time(s->published_usec));
        vg_j_set(o, "seen", vg_j_time(s->seen_usec));
        vg_j_set(o, "told", s->told ? vg_j_event(s->told) : json_null());
        vg_j_add(list, o);
    }
    return list;
}

static void event_fields(json_t *o, const struct vg_event_message *m)
{
    vg_j_set(o, "event_id", vg_j_str(m->event_id));
    vg_j_set(o, "revision", vg_j_u64(m->revision));
    vg_j_set(o, "merged_into", vg_j_str(m->merged_into));
    vg_j_set(o, "split_from", vg_j_str(m->split_from));
    vg_j_set(o, "changed", vg_j_strs(m->changed, m->n_changed));
    vg_j_set(o, "headline", vg_j_str(m->headline));
    if (m->event)
        vg_j_event_fields(o, m->event);
    vg_j_set(o, "independent", vg_j_u64(m->independent));
    vg_j_set(o, "first_seen", vg_j_time(m->first_seen_usec));
    vg_j_set(o, "last_changed", vg_j_time(m->last_changed_usec));
    vg_j_set(o, "confidence", vg_j_real(m->confidence));
    vg_j_set(o, "reasons", vg_j_strs(m->reasons, m->n_reasons));
    vg_j_set(o, "sources", sources_json(m->sources, m->n_sources));
}

static void article_fields(json_t *o, const struct vg_article_message *m)
{
    vg_j_set(o, "article_id", vg_j_u64(m->article_id));
    vg_j_set(o, "source", vg_j_str(m->source));
    vg_j_set(o, "outlet", vg_j_str(m->outlet));
    vg_j_set(o, "outlet_kind", vg_j_str(m->kind));
    vg_j_set(o, "country", vg_j_str(m->country));
    vg_j_set(o, "lang", vg_j_str(m->lang));
    vg_j_set(o, "url", vg_j_str(m->url));
    vg_j_set(o, "title", vg_j_str(m->title));
    vg_j_set(o, "published", vg_j_time(m->published_usec));
    vg_j_set(o, "seen", vg_j_time(m->seen_usec));
    vg_j_set(o, "words", vg_j_u64(m->words));
    vg_j_set(o, "full", json_boolean(m->full));
    vg_j_set(o, "copy_of", m->copy_of ? vg_j_u64(m->copy_of) : json_null());
    vg_j_set(o, "similarity", m->copy_of ? vg_j_real(m->similarity) : json_null());
    vg_j_set(o, "events", vg_j_strs(m->events, m->n_events));
}

static void feed_fields(json_t *o, const struct vg_feed_message *m)
{
    vg_j_set(o, "source", vg_j_str(m->source));
    vg_j_set(o, "url", vg_j_str(m->url));
    vg_j_set(o, "state", vg_j_str(m->state));
    vg_j_set(o, "was", vg_j_str(m->was));
    vg_j_set(o, "reason", vg_j_str(m->reason));
    vg_j_set(o, "failures", vg_j_u64(m->failures));
    vg_j_set(o, "http_status", m->http_status ? vg_j_u64(m->http_status) : json_null());
    vg_j_set(o, "next_poll", vg_j_time(m->next_poll_usec));
}

static void alert_fields(json_t *o, const struct vg_alert_message *m)
{
    json_t *seqs = vg_j_array();

    for (size_t i = 0; m->event_seqs && i < m->n_events; i++)
        vg_j_add(seqs, vg_j_u64(m->event_seqs[i]));
    vg_j_set(o, "alert_id", vg_j_str(m->alert_id));
    vg_j_set(o, "rule", vg_j_str(m->rule));
    vg_j_set(o, "severity", vg_j_str(vg_severity_name(m->severity)));
    vg_j_set(o, "state", vg_j_str(vg_alert_state_name(m->state)));
    vg_j_set(o, "revision", vg_j_u64(m->revision));
    vg_j_set(o, "headline", vg_j_str(m->headline));
    vg_j_set(o, "why", vg_j_strs(m->why, m->n_why));
    vg_j_set(o, "changed", vg_j_strs(m->changed, m->n_changed));
    vg_j_set(o, "events", vg_j_strs(m->events, m->n_events));
    vg_j_set(o, "event_seqs", seqs);
    vg_j_set(o, "event", m->event ? vg_j_event(m->event) : json_null());
    vg_j_set(o, "event_headline", vg_j_str(m->event_headline));
    vg_j_set(o, "independent", vg_j_u64(m->independent));
    vg_j_set(o, "since", vg_j_time(m->since_usec));
    vg_j_set(o, "acked_by", vg_j_str(m->acked_by));
    vg_j_set(o, "sources", sources_json(m->sources, m->n_sources));
}

static void heartbeat_fields(json_t *o, const struct vg_heartbeat_message *m)
{
    vg_j_set(o, "uptime_s", vg_j_u64(m->uptime_s));
    vg_j_set(o, "pending", vg_j_u64(m->pending));
    vg_j_set(o, "state", vg_j_str(m->state));
}

int vg_message_write(const struct vg_message *msg, struct vg_buf *out)
{
    json_t *o = vg_j_object();

    vg_j_set(o, "v", json_integer(VG_WIRE_VERSION));
    vg_j_set(o, "kind", vg_j_str(vg_message_kind_name(msg->kind)));
    vg_j_set(o, "epoch", vg_j_str(msg->head.epoch));
    vg_j_set(o, "seq", vg_j_u64(msg->head.seq));
    vg_j_set(o, "prev", vg_j_u64(msg->head.prev));
    vg_j_set(o, "time", vg_j_time(msg->head.time_usec));
    switch (msg->kind) {
    case VG_MSG_EVENT:
        event_fields(o, &msg->u.event);
        break;
    case VG_MSG_ARTICLE:
        article_fields(o, &msg->u.article);
        break;
    case VG_MSG_FEED:
        feed_fields(o, &msg->u.feed);
        break;
    case VG_MSG_ALERT:
        alert_fields(o, &msg->u.alert);
        break;
    case VG_MSG_HEARTBEAT:
        heartbeat_fields(o, &msg->u.heartbeat);
        break;
    case VG_MSG_COUNT:
        break;
    }
    return vg_j_dump(o, out);
}

/* --- reading --- */

static void read_sources(struct vg_jr *r, const json_t *o, const struct vg_event_source **ret,
                         size_t *ret_n)
{
    const json_t *list = vg_jr_list(r, o, "sources");
    size_t n = json_array_size(list);
    struct vg_event_source *sources;

    *ret = NULL;
    *ret_n = n = n < VG_MAX_EVENT_SOURCES ? n : VG_MAX_EVENT_SOURCES;
    if (n == 0)
        return;
    *ret = sources = vg_arena_new_n(r->arena, struct vg_event_source, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *j = json_array_get(list, i), *told = vg_jr_object(r, j, "told");
        struct vg_event_source *s = &sources[i];

        s->article_id = vg_jr_u64(r, j, "article_id", INT64_MAX);
        s->copy_of = vg_jr_u64(r, j, "copy_of", INT64_MAX);
        s->source = vg_jr_str(r, j, "source");
        s->outlet = vg_jr_str(r, j, "outlet");
        s->kind = vg_jr_str(r, j, "kind");
        s->country = vg_jr_str(r, j, "country");
        s->lang = vg_jr_str(r, j, "lang");
        s->url = vg_jr_str(r, j, "url");
        s->title = vg_jr_str(r, j, "title");
        s->published_usec = vg_jr_time(r, j, "published");
        s->seen_usec = vg_jr_time(r, j, "seen");
        if (told) {
            struct vg_event *event = vg_arena_new_n(r->arena, struct vg_event, 1);

            vg_jr_event(r, told, event);
            s->told = event;
        }
    }
}

static const struct vg_event *read_record(struct vg_jr *r, const json_t *o)
{
    struct vg_event *event = vg_arena_new_n(r->arena, struct vg_event, 1);

    vg_jr_event(r, o, event);
    return event;
}

static void read_event(struct vg_jr *r, const json_t *o, struct vg_event_message *m)
{
    m->event_id = vg_jr_str(r, o, "event_id");
    if (!m->event_id)
        vg_jr_bad(r, "event_id", "a string");
    m->revision = (uint32_t)vg_jr_u64(r, o, "revision", UINT32_MAX);
    m->merged_into = vg_jr_str(r, o, "merged_into");
    m->split_from = vg_jr_str(r, o, "split_from");
    m->changed = vg_jr_strs(r, o, "changed", VG_MAX_EVENT_SOURCES, &m->n_changed);
    m->headline = vg_jr_str(r, o, "headline");
    m->event = read_record(r, o);
    m->independent = (uint32_t)vg_jr_u64(r, o, "independent", UINT32_MAX);
    m->first_seen_usec = vg_jr_time(r, o, "first_seen");
    m->last_changed_usec = vg_jr_time(r, o, "last_changed");
    m->confidence = vg_jr_real(r, o, "confidence");
    m->reasons = vg_jr_strs(r, o, "reasons", VG_MAX_EVENT_SOURCES, &m->n_reasons);
    read_sources(r, o, &m->sources, &m->n_sources);
}

static void read_article(struct vg_jr *r, const json_t *o, struct vg_article_message *m)
{
    m->article_id = vg_jr_u64(r, o, "article_id", INT64_MAX);
    m->source = vg_jr_str(r, o, "source");
    m->outlet = vg_jr_str(r, o, "outlet");
    m->kind = vg_jr_str(r, o, "outlet_kind");
    m->country = vg_jr_str(r, o, "country");
    m->lang = vg_jr_str(r, o, "lang");
    m->url = vg_jr_str(r, o, "url");
    m->title = vg_jr_str(r, o, "title");
    m->published_usec = vg_jr_time(r, o, "published");
    m->seen_usec = vg_jr_time(r, o, "seen");
    m->words = (uint32_t)vg_jr_u64(r, o, "words", UINT32_MAX);
    m->full = vg_jr_bool(r, o, "full");
    m->copy_of = vg_jr_u64(r, o, "copy_of", INT64_MAX);
    m->similarity = vg_jr_real(r, o, "similarity");
    m->events = vg_jr_strs(r, o, "events", VG_MAX_EVENTS, &m->n_events);
}

static void read_feed(struct vg_jr *r, const json_t *o, struct vg_feed_message *m)
{
    m->source = vg_jr_str(r, o, "source");
    m->url = vg_jr_str(r, o, "url");
    m->state = vg_jr_str(r, o, "state");
    m->was = vg_jr_str(r, o, "was");
    m->reason = vg_jr_str(r, o, "reason");
    m->failures = (uint32_t)vg_jr_u64(r, o, "failures", UINT32_MAX);
    m->http_status = (uint32_t)vg_jr_u64(r, o, "http_status", UINT32_MAX);
    m->next_poll_usec = vg_jr_time(r, o, "next_poll");
}

static void read_alert(struct vg_jr *r, const json_t *o, struct vg_alert_message *m)
{
    const json_t *seqs = vg_jr_list(r, o, "event_seqs"), *event = vg_jr_object(r, o, "event");
    uint64_t *list;

    m->alert_id = vg_jr_str(r, o, "alert_id");
    m->rule = vg_jr_str(r, o, "rule");
    m->severity =
        (enum vg_severity)vg_jr_word(r, o, "severity", vg_severity_of_name, VG_SEVERITY_WARNING);
    m->state =
        (enum vg_alert_state)vg_jr_word(r, o, "state", vg_alert_state_of_name, VG_ALERT_FIRING);
    m->revision = (uint32_t)vg_jr_u64(r, o, "revision", UINT32_MAX);
    m->headline = vg_jr_str(r, o, "headline");
    m->why = vg_jr_strs(r, o, "why", VG_MAX_EVENT_SOURCES, &m->n_why);
    m->changed = vg_jr_strs(r, o, "changed", VG_MAX_EVENT_SOURCES, &m->n_changed);
    m->events = vg_jr_strs(r, o, "events", VG_MAX_EVENTS, &m->n_events);
    if (m->n_events > 0 && json_array_size(seqs) >= m->n_events) {
        m->event_seqs = list = vg_arena_new_n(r->arena, uint64_t, m->n_events);
        for (size_t i = 0; i < m->n_events; i++)
            list[i] = (uint64_t)json_integer_value(json_array_get(seqs, i));
    }
    m->event = event ? read_record(r, event) : NULL;
    m->event_headline = vg_jr_str(r, o, "event_headline");
    m->independent = (uint32_t)vg_jr_u64(r, o, "independent", UINT32_MAX);
    m->since_usec = vg_jr_time(r, o, "since");
    m->acked_by = vg_jr_str(r, o, "acked_by");
    read_sources(r, o, &m->sources, &m->n_sources);
}

static void read_heartbeat(struct vg_jr *r, const json_t *o, struct vg_heartbeat_message *m)
{
    m->uptime_s = vg_jr_u64(r, o, "uptime_s", INT64_MAX);
    m->pending = vg_jr_u64(r, o, "pending", INT64_MAX);
    m->state = vg_jr_str(r, o, "state");
}

static void read_head(struct vg_jr *r, const json_t *o, struct vg_message *msg)
{
    int kind;

    vg_jr_version(r, o);
    kind = vg_jr_word(r, o, "kind", vg_message_kind_of_name, -1);
    if (kind < 0)
        vg_jr_bad(r, "kind", "the kind of a message");
    msg->kind = kind < 0 ? VG_MSG_COUNT : (enum vg_message_kind)kind;
    msg->head.epoch = vg_jr_str(r, o, "epoch");
    msg->head.seq = vg_jr_u64(r, o, "seq", INT64_MAX);
    msg->head.prev = vg_jr_u64(r, o, "prev", INT64_MAX);
    msg->head.time_usec = vg_jr_time(r, o, "time");
}

static void read_body(struct vg_jr *r, const json_t *o, struct vg_message *msg)
{
    switch (msg->kind) {
    case VG_MSG_EVENT:
        read_event(r, o, &msg->u.event);
        break;
    case VG_MSG_ARTICLE:
        read_article(r, o, &msg->u.article);
        break;
    case VG_MSG_FEED:
        read_feed(r, o, &msg->u.feed);
        break;
    case VG_MSG_ALERT:
        read_alert(r, o, &msg->u.alert);
        break;
    case VG_MSG_HEARTBEAT:
        read_heartbeat(r, o, &msg->u.heartbeat);
        break;
    case VG_MSG_COUNT:
        break;
    }
}

int vg_message_read(struct vg_sv json, struct vg_arena *arena, struct vg_message *ret,
                    struct vg_err *err)
{
    struct vg_jr r = {arena, err, 0};
    json_t *o = vg_jr_parse(&r, json, VG_MAX_MESSAGE);
    struct vg_message msg = {0};

    if (o)
        read_head(&r, o, &msg);
    if (r.code == 0)
        read_body(&r, o, &msg);
    json_decref(o);
    if (r.code == 0)
        *ret = msg;
    return r.code;
}

int vg_message_read_head(struct vg_sv json, struct vg_arena *arena, enum vg_message_kind *ret_kind,
                         struct vg_message_head *ret_head, struct vg_err *err)
{
    struct vg_jr r = {arena, err, 0};
    json_t *o = vg_jr_parse(&r, json, VG_MAX_MESSAGE);
    struct vg_message msg = {0};

    if (o)
        read_head(&r, o, &msg);
    json_decref(o);
    if (r.code == 0) {
        *ret_kind = msg.kind;
        *ret_head = msg.head;
    }
    return r.code;
}
