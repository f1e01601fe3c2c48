#include "wire/topic.h"

#include <stdio.h>

#include "base/utf8.h"

static const char *const first_words[] = {"event", "alert", "article", "feed", "sys"};

/* What one folded code point contributes to a word: a byte, '-' for a separator, or 0 for a letter
 * outside Latin. */
static char topic_byte(uint32_t cp)
{
    if (cp == '.' || cp == '_')
        return '_';
    if (cp < 128)
        return vg_is_alpha((unsigned char)cp) || vg_is_digit((unsigned char)cp)
                   ? (char)vg_lower((unsigned char)cp)
                   : '-';
    return vg_utf8_is_letter(cp) ? 0 : '-';
}

int vg_topic_word(struct vg_sv s, struct vg_buf *out)
{
    struct vg_buf folded, word;
    const char *p, *end;
    bool gap = false;
    int r;

    vg_buf_init(&folded, VG_MAX_TITLE * 4);
    vg_buf_init(&word, VG_MAX_TOPIC_WORD);
    (void)vg_utf8_fold_sv(vg_sv_sub(s, 0, VG_MAX_TITLE), &folded);
    for (p = folded.p, end = p ? p + folded.n : NULL; p < end && !word.err;) {
        uint32_t cp = vg_utf8_next(&p, end);
        char b = topic_byte(cp);

        if (b == '-') {
            gap = word.n > 0;
            continue;
        }
        if (gap)
            (void)vg_buf_char(&word, '-');
        gap = false;
        (void)(b ? vg_buf_char(&word, b) : vg_buf_printf(&word, "u%x", (unsigned)cp));
    }
    while (word.n > 0 && word.p[word.n - 1] == '-') /* cut just after a separator */
        word.n--;
    r = word.n > 0 ? vg_buf_add(out, word.p, word.n) : vg_buf_char(out, '_');
    vg_buf_done(&word);
    vg_buf_done(&folded);
    return r;
}

/* Makes the topic of its words; words longer together than a topic are impossible: 4 * 64 + 3 dots
 * at most 256. */
static struct vg_topic join(const char *first, const char *const *words, size_t n, bool upper)
{
    struct vg_topic topic = {""};
    struct vg_buf out;

    vg_buf_init(&out, VG_MAX_TOPIC);
    (void)vg_buf_str(&out, first);
    for (size_t i = 0; i < n; i++) {
        (void)vg_buf_char(&out, '.');
        (void)vg_topic_word(vg_sv_cstr(words[i]), &out);
        for (size_t k = 0; upper && i == 0 && k < out.n; k++)
            if (k > strlen(first) && out.p[k] >= 'a' && out.p[k] <= 'z')
                out.p[k] = (char)(out.p[k] - 32);
    }
    memcpy(topic.s, out.p, out.n);
    topic.s[out.n] = '\0';
    vg_buf_done(&out);
    return topic;
}

struct vg_topic vg_topic_event(const struct vg_event *event)
{
    const char *words[] = {event->place.country, event->place.admin1,
                           vg_event_type_name(event->type)};

    return join("event", words, 3, true);
}

struct vg_topic vg_topic_article(const char *lang, const char *outlet)
{
    const char *words[] = {lang, outlet};

    return join("article", words, 2, false);
}

struct vg_topic vg_topic_alert(enum vg_severity severity, const char *rule)
{
    const char *words[] = {vg_severity_name(severity), rule};

    return join("alert", words, 2, false);
}

struct vg_topic vg_topic_feed(const char *state, const char *source)
{
    const char *words[] = {state, source};

    return join("feed", words, 2, false);
}

struct vg_topic vg_topic_heartbeat(void)
{
    return (struct vg_topic){"sys.heartbeat"};
}

struct vg_topic vg_topic_of(const struct vg_message *msg)
{
    switch (msg->kind) {
    case VG_MSG_EVENT:
        return vg_topic_event(msg->u.event.event);
    case VG_MSG_ARTICLE:
        return vg_topic_article(msg->u.article.lang, msg->u.article.outlet);
    case VG_MSG_FEED:
        return vg_topic_feed(msg->u.feed.state, msg->u.feed.source);
    case VG_MSG_ALERT:
        return vg_topic_alert(msg->u.alert.severity, msg->u.alert.rule);
    case VG_MSG_HEARTBEAT:
    case VG_MSG_COUNT:
        break;
    }
    return vg_topic_heartbeat();
}

/* Is word one of the first words, or, when it is the last one typed, the beginning of one? */
static bool known_first(struct vg_sv word, bool whole)
{
    for (size_t i = 0; i < VG_COUNT_OF(first_words); i++) {
        struct vg_sv known = vg_sv_cstr(first_words[i]);

        if (whole ? vg_sv_eq(word, known) : vg_sv_starts(known, word))
            return true;
    }
    return false;
}

int vg_topic_prefix(struct vg_sv typed, struct vg_topic *ret, struct vg_err *err)
{
    struct vg_topic topic = {""};
    struct vg_buf out;
    struct vg_sv rest = typed;
    bool event = false;

    if (typed.n > VG_MAX_TOPIC)
        return vg_fail(err, VG_E_SYNTAX, "a topic has at most %d characters", VG_MAX_TOPIC);
    vg_buf_init(&out, VG_MAX_TOPIC);
    for (int i = 0; rest.p; i++) {
        struct vg_sv word = vg_sv_split(&rest, '.');
        size_t start;

        if (i > 0)
            (void)vg_buf_char(&out, '.');
        start = out.n;
        if (word.n > 0)
            (void)vg_topic_word(word, &out);
        if (i == 0 && !known_first(vg_buf_view(&out), rest.p)) {
            vg_buf_done(&out);
            return vg_fail(err, VG_E_SYNTAX,
                           "no topic begins with \"%.*s\"; topics begin with event., alert., "
                           "article., feed. or sys.",
                           (int)(typed.n < 60 ? typed.n : 60), typed.p);
        }
        event = i == 0 ? vg_sv_is(vg_buf_view(&out), "event") : event;
        for (size_t k = start; event && i == 1 && k < out.n; k++)
            if (out.p[k] >= 'a' && out.p[k] <= 'z')
                out.p[k] = (char)(out.p[k] - 32);
    }
    if (out.n > 0)
        memcpy(topic.s, out.p, out.n);
    vg_buf_done(&out);
    *ret = topic;
    return 0;
}
