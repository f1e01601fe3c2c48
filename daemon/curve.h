/*
 * curve.h - CURVE on the daemon's TCP sockets: only clients whose public key lies in a folder get
 * through, encrypted.
 */
#ifndef VG_DAEMON_CURVE_H
#define VG_DAEMON_CURVE_H

#include "daemon/conf.h"

struct vg_curve;

/* By curve_secret and curve_clients. 0 and *ret (NULL when neither is set: no protection); a
 * negative code with the cure in err. Before any socket is bound. A file that appears in the folder
 * later is taken in. */
int vg_curve_new(const struct vg_config *config, struct vg_curve **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_curve_free(struct vg_curve *self); /* after the sockets; NULL is fine */
/* Protects a zsock_t that will be bound to endpoint; does nothing when self is NULL or the endpoint
 * is not TCP. */
void vg_curve_protect(const struct vg_curve *self, void *zsock, const char *endpoint);

#endif
