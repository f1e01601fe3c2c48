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
    int64_t dropped[VG_MAX_EVENTS]; /* events that the article told before its edit and tells no more */
    size_t n_dropped;
    struct vg_buf body;
};

/* intake_event.c: finds which known events the article tells of (known_article: it was stored before), gives ids to new
 * ones, and notes which ones an edit dropped. */
int vg_intake_link(struct intake *in, int64_t known_article) __attribute__((warn_unused_result));
/* Tells each event, new or revised, and each that was dropped. */
int vg_intake_tell_events(struct intake *in) __attribute__((warn_unused_result));

#endif
