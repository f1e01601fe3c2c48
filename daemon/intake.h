/* intake.h - one article while the keeper stores it; private to intake*.c. */
#ifndef VG_DAEMON_INTAKE_H
#define VG_DAEMON_INTAKE_H

#include "daemon/keeper.h"

/* An article while it is stored. */
struct intake {
    struct vg_keeper *keeper;
    struct vg_job *job;
    struct vg_arena *arena; /* the job's */
    int64_t now_usec;
    int64_t article_id, copy_of;
    double similarity;
    int64_t ids[VG_MAX_EVENTS]; /* of its events */
    bool known[VG_MAX_EVENTS];  /* told before: a revision */
    int64_t
        dropped[VG_MAX_EVENTS]; /* events that the article told before its edit and tells no more */
    size_t n_dropped;
    struct vg_buf body;
};

/* intake_event.c: finds which known events the article tells of (known_article: it was stored
 * before), gives ids to new ones, and notes which ones an edit dropped. */
int vg_intake_link(struct intake *in, int64_t known_article) __attribute__((warn_unused_result));
/* The current revision of a known event, in the arena. */
int vg_intake_current(struct intake *in, int64_t id, struct vg_event_message *ret,
                      int64_t *ret_revision) __attribute__((warn_unused_result));
/* The sources of old with `more` put in or added (in place of the same article's), in the arena. */
struct vg_event_source *vg_intake_sources(struct intake *in, const struct vg_event_message *old,
                                          const struct vg_event_source *more, size_t n_more,
                                          size_t *ret_n);
/* Reads the story anew from its sources and tells what that changed; nothing when nothing did.
 * extra: a change that the readings don't show, or NULL. */
int vg_intake_revise(struct intake *in, int64_t id, const struct vg_event_message *old,
                     int64_t revision, const struct vg_event_source *sources, size_t n_sources,
                     const char *extra) __attribute__((warn_unused_result));
/* intake_split.c: takes to the new event what was filed with others near by, and fits it better. */
int vg_intake_split(struct intake *in, int64_t id) __attribute__((warn_unused_result));
/* Tells each event, new or revised, and each that was dropped. */
int vg_intake_tell_events(struct intake *in) __attribute__((warn_unused_result));

#endif
