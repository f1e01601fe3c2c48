/* event_copy.h - events that outlive the extractor that found them. */
#ifndef VG_DAEMON_EVENT_COPY_H
#define VG_DAEMON_EVENT_COPY_H

#include "extract/event.h"

/* Copies the events of from, with every string, into arena. */
void vg_event_list_copy(const struct vg_event_list *from, struct vg_event_list *to,
                        struct vg_arena *arena);

#endif
