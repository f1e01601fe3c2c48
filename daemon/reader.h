/*
 * reader.h - a thread that burns CPU: from a job's HTML to text, language, sketch and events. It
 * decides nothing and remembers nothing.
 */
#ifndef VG_DAEMON_READER_H
#define VG_DAEMON_READER_H

#include "daemon/pipeline.h"

/* What one reader works with; belongs to its thread. */
struct vg_reader;
struct vg_reader *vg_reader_new(const struct vg_pack *pack,
                                struct vg_log *log); /* pack NULL: no events */
void vg_reader_free(struct vg_reader *self);
/* Fills what the reader fills; never fails: what cannot be read stays empty, and is logged. */
void vg_reader_read(struct vg_reader *self, struct vg_job *job);

/* Runs reader number `index` in a thread of its own until it was handed a stop, which it passes on
 * to the keeper. */
struct vg_reader_thread {
    pthread_t thread;
    struct vg_shared *shared;
    int index;
    int hwm;
};
void vg_reader_start(struct vg_reader_thread *self);

#endif
