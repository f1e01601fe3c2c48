/*
 * topic.h - the first frame of each published message: ASCII words separated by dots, most general
 * first, so that subscribing to a prefix is useful.
 *
 *   event.ML.kidal.ambush         country, region (admin1), event type
 *   alert.critical.<rule>         severity, rule
 *   article.fr.<outlet>           language, outlet
 *   feed.<state>.<source>
 *   sys.heartbeat
 *
 * A word is folded: lower case (a country code: upper), no diacritics, a dot inside it becomes `_`,
 * any other run of bytes outside [a-z0-9_] one `-`; letters outside Latin are spelled as u<hex>.
 * What is unknown is the word `_`. A word is cut at VG_MAX_TOPIC_WORD bytes. Folding a folded word
 * changes nothing.
 */
#ifndef VG_WIRE_TOPIC_H
#define VG_WIRE_TOPIC_H

#include "base/buf.h"
#include "wire/message.h"

#define VG_MAX_TOPIC_WORD 64
#define VG_MAX_TOPIC      256 /* bytes of a topic, without NUL */

struct vg_topic {
    char s[VG_MAX_TOPIC + 1];
};

/* The topic of an event: its country, region and type. */
struct vg_topic vg_topic_event(const struct vg_event *event);
/* Each argument: NUL-terminated, NULL or "" when unknown. */
struct vg_topic vg_topic_article(const char *lang, const char *outlet);
struct vg_topic vg_topic_alert(enum vg_severity severity, const char *rule);
struct vg_topic vg_topic_feed(const char *state, const char *source);
struct vg_topic vg_topic_heartbeat(void);
/* The topic of any message, by its kind. */
struct vg_topic vg_topic_of(const struct vg_message *msg);

/* Appends the folded word; 0 or out's error. */
int vg_topic_word(struct vg_sv s, struct vg_buf *out);

/* A subscription prefix as people type it ("event.ML.", "Event.ml.Kidal"): the same folding word by
 * word, a last dot kept; "" is everything. VG_E_SYNTAX when it can match nothing: the first word is
 * no beginning of a known one; err names those that are. */
int vg_topic_prefix(struct vg_sv typed, struct vg_topic *ret, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
