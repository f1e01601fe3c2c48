/*
 * admin.h - what an operator asks of the alerts: silence, unsilence, ack, list. Carried out by the
 * keeper in its transaction, answered by the poller's control socket once it is on disk.
 */
#ifndef VG_DAEMON_ADMIN_H
#define VG_DAEMON_ADMIN_H

#include "daemon/alert.h"
#include "daemon/pipeline.h"
#include "wire/request.h"

struct vg_admin {
    struct vg_request request; /* strings in the job's arena */
    struct vg_reply reply;     /* strings in the job's arena */
    struct vg_err err;         /* when the reply says not ok */
    void *way;                 /* router.h: back to who asked; owned */
};

/* A job for this request, whose strings are copied; owned by the caller. */
struct vg_job *vg_admin_new(const struct vg_request *request, void *take_way);
/* Frees the job and the way back. */
void vg_admin_free(struct vg_job *job);
/* Carries it out. Negative: the store failed, undo. What the operator did wrong is in the reply. */
int vg_admin_run(struct vg_job *job, struct vg_store *store, struct vg_alerts *alerts,
                 int64_t now_usec) __attribute__((warn_unused_result));

#endif
