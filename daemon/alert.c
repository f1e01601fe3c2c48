/* alert.c - see alert.h. No rules yet. */
#include "config.h"

#include "daemon/alert.h"

#include <stdlib.h>

struct vg_alerts {
    struct vg_store *store;
};

struct vg_alerts *vg_alerts_new(struct vg_store *store)
{
    struct vg_alerts *self = vg_xnew(struct vg_alerts);

    self->store = store;
    return self;
}

void vg_alerts_free(struct vg_alerts *self)
{
    free(self);
}

int vg_alerts_event(struct vg_alerts *self, const struct vg_message *msg)
{
    (void)self;
    (void)msg;
    return 0;
}

void vg_alerts_rollback(struct vg_alerts *self)
{
    (void)self;
}
