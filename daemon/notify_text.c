/* notify_text.c - an alert in words, as plain text and as HTML. */
#include "config.h"

#include "daemon/notify_in.h"

#define MAX_TEXT (4 * 1024 * 1024)
#define MAX_SOURCES 20 /* of one alert; the rest is counted */

static void html(struct vg_buf *out, const char *s)
{
    for (; s && *s; s++) {
        if (*s == '<')
            (void)vg_buf_str(out, "&lt;");
        else if (*s == '>')
            (void)vg_buf_str(out, "&gt;");
        else if (*s == '&')
            (void)vg_buf_str(out, "&amp;");
        else if (*s == '"')
            (void)vg_buf_str(out, "&quot;");
        else
            (void)vg_buf_char(out, (unsigned char)*s < ' ' ? ' ' : *s);
    }
}

/* One line: what would end it becomes a space. */
static void plain(struct vg_buf *out, const char *s)
{
    for (; s && *s; s++)
        (void)vg_buf_char(out, (unsigned char)*s < ' ' ? ' ' : *s);
}

static const char *state_words(enum vg_alert_state state)
{
    static const char *const words[VG_ALERT_STATE_COUNT] = {
        "", "Update: ", "RETRACTED: ", "Resolved: "};

    return words[state];
}

static void list(struct vg_mail_text *t, const char *title, const char *const *items, size_t n)
{
    if (!n)
        return;
    (void)vg_buf_printf(&t->text, "\r\n%s:\r\n", title);
    (void)vg_buf_printf(&t->html, "<p>%s:</p>\r\n<ul>\r\n", title);
    for (size_t i = 0; i < n; i++) {
        (void)vg_buf_str(&t->text, "  - ");
        plain(&t->text, items[i]);
        (void)vg_buf_str(&t->text, "\r\n");
        (void)vg_buf_str(&t->html, "<li>");
        html(&t->html, items[i]);
        (void)vg_buf_str(&t->html, "</li>\r\n");
    }
    (void)vg_buf_str(&t->html, "</ul>\r\n");
}

static void source(struct vg_mail_text *t, const struct vg_event_source *s)
{
    struct vg_sv url = vg_sv_cstr(s->url);
    bool link =
        vg_sv_starts_icase(url, VG_SV("http://")) || vg_sv_starts_icase(url, VG_SV("https://"));
    char when[32] = "";

    if (s->published_usec != VG_WIRE_TIME_NONE)
        vg_time_format(s->published_usec, false, when);
    (void)vg_buf_str(&t->text, "  - ");
    plain(&t->text, s->outlet);
    (void)vg_buf_printf(&t->text, "%s%s: ", when[0] ? ", " : "", when);
    plain(&t->text, s->title);
    (void)vg_buf_str(&t->text, "\r\n    ");
    plain(&t->text, s->url);
    (void)vg_buf_str(&t->text, "\r\n");
    (void)vg_buf_str(&t->html, "<li>");
    html(&t->html, s->outlet);
    (void)vg_buf_printf(&t->html, "%s%s: ", when[0] ? ", " : "", when);
    if (link) {
        (void)vg_buf_str(&t->html, "<a href=\"");
        html(&t->html, s->url);
        (void)vg_buf_str(&t->html, "\">");
    }
    html(&t->html, s->title ? s->title : s->url);
    (void)vg_buf_str(&t->html, link ? "</a></li>\r\n" : "</li>\r\n");
}

static void sources(struct vg_mail_text *t, const struct vg_alert_message *m)
{
    size_t shown = m->n_sources < MAX_SOURCES ? m->n_sources : MAX_SOURCES;

    if (!shown)
        return;
    (void)vg_buf_printf(&t->text, "\r\nSources (%zu, independent: %u):\r\n", m->n_sources,
                        m->independent);
    (void)vg_buf_printf(&t->html, "<p>Sources (%zu, independent: %u):</p>\r\n<ul>\r\n",
                        m->n_sources, m->independent);
    for (size_t i = 0; i < shown; i++)
        source(t, &m->sources[i]);
    (void)vg_buf_str(&t->html, "</ul>\r\n");
}

static void facts(struct vg_mail_text *t, const struct vg_alert_message *m)
{
    struct vg_buf line;
    char since[32];

    vg_buf_init(&line, MAX_TEXT);
    vg_time_format(m->since_usec, false, since);
    (void)vg_buf_printf(&line, "%s, %s, rule ", vg_severity_name(m->severity),
                        vg_alert_state_name(m->state));
    plain(&line, m->rule);
    (void)vg_buf_printf(&line, ", since %s; alert %s, revision %u; ", since, m->alert_id,
                        m->revision);
    for (size_t i = 0; i < m->n_events && i < MAX_SOURCES; i++)
        (void)vg_buf_printf(&line, "%s%s (seq %llu)", i ? ", " : "events ", m->events[i],
                            (unsigned long long)(m->event_seqs ? m->event_seqs[i] : 0));
    (void)vg_buf_str(&t->text, "\r\n");
    (void)vg_buf_sv(&t->text, vg_buf_view(&line));
    (void)vg_buf_str(&t->text, "\r\n");
    (void)vg_buf_str(&t->html, "<p><small>");
    html(&t->html, line.p);
    (void)vg_buf_str(&t->html, "</small></p>\r\n");
    vg_buf_done(&line);
}

static void one(struct vg_mail_text *t, const struct vg_alert_message *m)
{
    (void)vg_buf_str(&t->text, state_words(m->state));
    plain(&t->text, m->headline);
    (void)vg_buf_str(&t->text, "\r\n");
    (void)vg_buf_str(&t->html, "<h2>");
    html(&t->html, state_words(m->state));
    html(&t->html, m->headline);
    (void)vg_buf_str(&t->html, "</h2>\r\n");
    list(t, "Changed", m->changed, m->n_changed);
    list(t, "Why", m->why, m->n_why);
    sources(t, m);
    facts(t, m);
}

void vg_mail_text_init(struct vg_mail_text *self, const struct vg_notice *notice,
                       struct vg_arena *arena)
{
    struct vg_message msg;

    vg_buf_init(&self->subject, 4096);
    vg_buf_init(&self->text, MAX_TEXT);
    vg_buf_init(&self->html, MAX_TEXT);
    (void)vg_buf_str(
        &self->html,
        "<!DOCTYPE html>\r\n<html lang=\"fr\"><head><meta charset=\"utf-8\"></head><body>\r\n");
    if (notice->digest)
        (void)vg_buf_printf(&self->subject, "[vigie] %zu %s", notice->n_items,
                            notice->n_items == 1 ? "alert" : "alerts");
    for (size_t i = 0; i < notice->n_items; i++) {
        if (vg_message_read(notice->items[i].body, arena, &msg, NULL) < 0 ||
            msg.kind != VG_MSG_ALERT)
            continue;
        if (!notice->digest) {
            (void)vg_buf_printf(&self->subject, "[%s] %s", vg_severity_name(msg.u.alert.severity),
                                state_words(msg.u.alert.state));
            plain(&self->subject, msg.u.alert.headline);
        }
        if (i) {
            (void)vg_buf_str(&self->text, "\r\n----\r\n\r\n");
            (void)vg_buf_str(&self->html, "<hr>\r\n");
        }
        one(self, &msg.u.alert);
    }
    (void)vg_buf_str(&self->html, "</body></html>\r\n");
}

void vg_mail_text_done(struct vg_mail_text *self)
{
    vg_buf_done(&self->subject);
    vg_buf_done(&self->text);
    vg_buf_done(&self->html);
}
