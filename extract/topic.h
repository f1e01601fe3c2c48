/*
 * topic.h - whether an article is about another world than war: sport, fiction, health, weather,
 * work, trade, history.
 *
 * Its words are the `topic` rows of frames.tsv, each of a theme. A text is of a theme when its
 * headline and first paragraph have several different words of it and the rest keeps to them.
 */
#ifndef VG_EXTRACT_TOPIC_H
#define VG_EXTRACT_TOPIC_H

#include "extract/document.h"

enum vg_topic {
    VG_TOPIC_OPEN,     /* nothing speaks against events */
    VG_TOPIC_DOUBTFUL, /* an event needs more than usual to be believed */
    VG_TOPIC_ELSEWHERE /* whatever sounds like an event is a figure of speech, or happens in a book
                        */
};

/* Needs groups, actors and tolls. Linear. */
enum vg_topic vg_document_topic(const struct vg_document *doc);

#endif
