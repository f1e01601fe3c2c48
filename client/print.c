#include "client/print.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "wire/headline.h"

#define INDENT   11 /* where wrapped text goes on: below the first word after time and mark */
#define MAX_LINE (64 * 1024)

enum paint { PLAIN, DIM, BOLD, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, ALARM, PAINT_COUNT };
static const char *const codes[PAINT_COUNT] = {
    [PLAIN] = "",    [DIM] = "2",     [BOLD] = "1",     [RED] = "1;31", [GREEN] = "1;32",
    [YELLOW] = "33", [BLUE] = "1;34", [MAGENTA] = "35", [CYAN] = "36",  [ALARM] = "1;37;41",
};

static const enum paint family_paint[VG_FAMILY_COUNT] = {
    [VG_FAMILY_BATTLE] = RED,      [VG_FAMILY_EXPLOSION] = RED, [VG_FAMILY_CIVILIANS] = RED,
    [VG_FAMILY_PROPERTY] = YELLOW, [VG_FAMILY_CONTROL] = BLUE,  [VG_FAMILY_POLITICS] = GREEN,
};

int vg_style_init(struct vg_style *self, FILE *out, const char *when)
{
    bool tty = isatty(fileno(out)) == 1;
    const char *no = getenv("NO_COLOR"), *columns = getenv("COLUMNS");
    struct winsize size = {0};
    uint64_t width = 0;

    *self = (struct vg_style){0};
    if (!when || strcmp(when, "auto") == 0)
        self->colour = tty && !(no && *no);
    else if (strcmp(when, "always") == 0)
        self->colour = true;
    else if (strcmp(when, "never") != 0)
        return VG_E_SYNTAX;
    if (tty && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        width = size.ws_col;
    else if (tty && vg_sv_to_u64(vg_sv_cstr(columns), 40, 1000, &width) < 0)
        width = 80;
    self->width = (int)width;
    return 0;
}

/* A line being laid out: words go to the next line when they would pass the width. */
struct line {
    FILE *out;
    const struct vg_style *style;
    struct vg_buf word; /* since the last space */
    size_t column, word_columns;
    enum paint paint, word_paint, end_paint; /* written; of the word's first and last letters */
    bool space;                              /* a space is due before the word */
};

static void set_paint(struct line *l, enum paint paint)
{
    if (!l->style->colour || l->paint == paint)
        return;
    (void)fprintf(l->out, paint == PLAIN ? "\033[0m" : "\033[0;%sm", codes[paint]);
    l->paint = paint;
}

static void flush_word(struct line *l)
{
    size_t need = l->word_columns + (l->space ? 1 : 0);

    if (l->word.n == 0)
        return;
    if (l->style->width > 0 && l->column + need > (size_t)l->style->width && l->column > INDENT) {
        set_paint(l, PLAIN);
        (void)fprintf(l->out, "\n%*s", INDENT, "");
        l->column = INDENT;
    } else if (l->space) {
        if (l->paint == ALARM)
            set_paint(l, l->word_paint);
        (void)fputc(' ', l->out);
        l->column++;
    }
    set_paint(l, l->word_paint);
    (void)fwrite(l->word.p, 1, l->word.n, l->out);
    l->paint = l->end_paint;
    l->column += l->word_columns;
    vg_buf_clear(&l->word);
    l->word_columns = 0;
    l->space = false;
}

/* The colour of what follows: a word may change it in its middle. */
static void paint_word(struct line *l, enum paint paint)
{
    if (l->word.n == 0)
        l->word_paint = paint;
    else if (l->style->colour && l->end_paint != paint)
        (void)vg_buf_printf(&l->word, paint == PLAIN ? "\033[0m" : "\033[0;%sm", codes[paint]);
    l->end_paint = l->style->colour ? paint : PLAIN;
}

/* Characters that move the cursor, change direction or hide: shown as U+FFFD. */
static bool harmful(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF;
}

static void put(struct line *l, enum paint paint, const char *s)
{
    struct vg_sv text = vg_sv_cstr(s);
    const char *p = text.p, *end = p + text.n;

    while (p < end) {
        uint32_t cp = vg_utf8_next(&p, end);

        if (cp == ' ' || cp == '\n' || cp == '\t') {
            flush_word(l);
            l->space = l->column > 0;
            continue;
        }
        paint_word(l, paint);
        (void)vg_buf_utf8(&l->word, harmful(cp) ? VG_UTF8_BAD : cp);
        l->word_columns++;
        if (l->word.n > MAX_LINE / 2)
            flush_word(l);
    }
}

static void putf(struct line *l, enum paint paint, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static void putf(struct line *l, enum paint paint, const char *fmt, ...)
{
    char text[1024];
    va_list ap;

    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    put(l, paint, text);
}

/* A part of the headline after its lead, or nothing. */
static void part(struct line *l, enum paint paint, const char *lead, const struct vg_event *event,
                 int (*say)(const struct vg_event *, struct vg_buf *))
{
    struct vg_buf text;

    vg_buf_init(&text, 8192);
    (void)say(event, &text);
    if (text.n > 0) {
        put(l, PLAIN, lead);
        put(l, paint, text.p);
    }
    vg_buf_done(&text);
}

static void clock_and_mark(struct line *l, const struct vg_message *msg, enum paint paint,
                           const char *mark)
{
    time_t s =
        msg->head.time_usec == VG_WIRE_TIME_NONE ? 0 : (time_t)(msg->head.time_usec / 1000000);
    struct tm tm = {0};

    (void)localtime_r(&s, &tm);
    if (vg_clock_wall_usec() - msg->head.time_usec > 20 * 3600 * 1000000LL)
        putf(l, DIM, "%04d-%02d-%02d ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    putf(l, DIM, "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
    put(l, PLAIN, " ");
    put(l, paint, mark);
    put(l, PLAIN, " ");
}

static bool deadly(const struct vg_event *event)
{
    for (size_t i = 0; i < event->n_casualties; i++)
        if (event->casualties[i].outcome == VG_OUT_KILLED && event->casualties[i].count.max != 0)
            return true;
    return false;
}

static void sources_part(struct line *l, const struct vg_event_source *sources, size_t n,
                         uint32_t independent)
{
    size_t shown = 0;

    if (n == 0)
        return;
    put(l, DIM, " [");
    for (size_t i = 0; i < n && shown < 3; i++) {
        if ((sources[i].copy_of && n > 1) || !sources[i].outlet)
            continue;
        put(l, DIM, shown++ ? ", " : "");
        put(l, CYAN, sources[i].outlet);
    }
    put(l, DIM, shown ? " · " : "");
    putf(l, DIM, "%zu source%s", n, n == 1 ? "" : "s");
    if (n > 1)
        putf(l, DIM, ", %" PRIu32 " indépendante%s", independent, independent > 1 ? "s" : "");
    put(l, DIM, "]");
}

static void record(struct line *l, const struct vg_event *event)
{
    if (event->status == VG_STATUS_REFUTED)
        put(l, MAGENTA, "Démenti : ");
    part(l, family_paint[vg_event_type_family(event->type)], "", event, vg_headline_what);
    part(l, BOLD, " ", event, vg_headline_where);
    part(l, PLAIN, ", ", event, vg_headline_when);
    part(l, CYAN, " : ", event, vg_headline_who);
    part(l, deadly(event) ? RED : PLAIN, " ; ", event, vg_headline_toll);
    part(l, DIM, " — ", event, vg_headline_account);
}

static void event_line(struct line *l, const struct vg_message *msg)
{
    const struct vg_event_message *m = &msg->u.event;
    bool refuted = m->event->status == VG_STATUS_REFUTED;

    clock_and_mark(l, msg,
                   refuted           ? MAGENTA
                   : m->revision > 1 ? YELLOW
                                     : GREEN,
                   refuted           ? "✗"
                   : m->revision > 1 ? "↻"
                                     : "●");
    record(l, m->event);
    if (m->revision > 1 && m->n_changed) {
        put(l, YELLOW, " ↻ ");
        for (size_t i = 0; i < m->n_changed && i < 4; i++) {
            put(l, YELLOW, i ? "; " : "");
            put(l, YELLOW, m->changed[i]);
        }
    }
    if (m->merged_into) {
        put(l, YELLOW, " ⇒ ");
        put(l, YELLOW, m->merged_into);
    }
    sources_part(l, m->sources, m->n_sources, m->independent);
}

static void alert_line(struct line *l, const struct vg_message *msg)
{
    const struct vg_alert_message *m = &msg->u.alert;
    bool over = m->state == VG_ALERT_RETRACTED || m->state == VG_ALERT_RESOLVED;

    clock_and_mark(l, msg, over ? GREEN : ALARM, over ? "✓" : "!");
    putf(l,
         over                                  ? GREEN
         : m->severity == VG_SEVERITY_CRITICAL ? ALARM
                                               : YELLOW,
         "ALERT %s", vg_alert_state_name(m->state));
    put(l, BOLD, " ");
    put(l, BOLD, m->rule ? m->rule : "");
    put(l, PLAIN, " : ");
    if (m->headline)
        put(l, PLAIN, m->headline);
    else if (m->event)
        record(l, m->event);
    for (size_t i = 0; i < m->n_why && i < 4; i++) {
        put(l, DIM, i ? "; " : " (");
        put(l, DIM, m->why[i]);
    }
    put(l, DIM, m->n_why ? ")" : "");
    sources_part(l, m->sources, m->n_sources, m->independent);
}

static void article_line(struct line *l, const struct vg_message *msg)
{
    const struct vg_article_message *m = &msg->u.article;

    clock_and_mark(l, msg, DIM, "·");
    put(l, CYAN, m->outlet ? m->outlet : "?");
    put(l, PLAIN, " : ");
    put(l, PLAIN, m->title ? m->title : m->url ? m->url : "");
    putf(l, DIM, " (%" PRIu32 " words%s, %zu event%s", m->words, m->full ? "" : ", summary only",
         m->n_events, m->n_events == 1 ? "" : "s");
    if (m->copy_of)
        putf(l, DIM, ", copy of article %" PRIu64, m->copy_of);
    put(l, DIM, ")");
}

static void feed_line(struct line *l, const struct vg_message *msg)
{
    const struct vg_feed_message *m = &msg->u.feed;
    const char *state = m->state ? m->state : "?";
    bool well = strcmp(state, "ok") == 0 || strcmp(state, "new") == 0;

    clock_and_mark(l, msg, well ? GREEN : YELLOW, well ? "✓" : "⚠");
    put(l, CYAN, m->source ? m->source : "?");
    putf(l, well ? GREEN : YELLOW, " %s%s%s", m->was ? m->was : "", m->was ? " → " : "", state);
    if (m->reason) {
        put(l, PLAIN, " : ");
        put(l, PLAIN, m->reason);
    }
}

static void heartbeat_line(struct line *l, const struct vg_message *msg)
{
    const struct vg_heartbeat_message *m = &msg->u.heartbeat;

    clock_and_mark(l, msg, DIM, "♥");
    putf(l, DIM, "seq %" PRIu64 ", up %" PRIu64 " s, %s", msg->head.seq, m->uptime_s,
         m->state ? m->state : "");
}

void vg_print_message(FILE *out, const struct vg_style *style, const struct vg_message *msg)
{
    struct line l = {.out = out, .style = style};

    vg_buf_init(&l.word, MAX_LINE);
    switch (msg->kind) {
    case VG_MSG_EVENT:
        event_line(&l, msg);
        break;
    case VG_MSG_ALERT:
        alert_line(&l, msg);
        break;
    case VG_MSG_ARTICLE:
        article_line(&l, msg);
        break;
    case VG_MSG_FEED:
        feed_line(&l, msg);
        break;
    case VG_MSG_HEARTBEAT:
        heartbeat_line(&l, msg);
        break;
    case VG_MSG_COUNT:
        break;
    }
    flush_word(&l);
    set_paint(&l, PLAIN);
    (void)fputc('\n', out);
    (void)fflush(out);
    vg_buf_done(&l.word);
}

void vg_print_text(FILE *out, const char *s)
{
    struct vg_sv text = vg_sv_cstr(s);
    const char *p = text.p, *end = p + text.n;

    while (p < end) {
        uint32_t cp = vg_utf8_next(&p, end);
        char bytes[4];
        size_t n = vg_utf8_encode(harmful(cp) ? VG_UTF8_BAD : cp, bytes);

        (void)fwrite(bytes, 1, n, out);
    }
}

size_t vg_text_width(const char *s)
{
    return vg_utf8_count(vg_sv_cstr(s));
}
