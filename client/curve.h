/* curve.h - keys for a daemon that asks for CURVE on its TCP sockets. */
#ifndef VG_CLIENT_CURVE_H
#define VG_CLIENT_CURVE_H

#include "base/err.h"

/* The environment that --curve-secret and --curve-server-key stand for. */
#define VG_ENV_CURVE_SECRET "VIGIE_CURVE_SECRET"         /* file of our own keys (vigie keygen) */
#define VG_ENV_CURVE_SERVER "VIGIE_CURVE_SERVER_KEY" /* the daemon's public key, or a file of it   \
                                                      */

/* Arms libzmq's socket before it connects to endpoint, when these are set and the endpoint is TCP.
 * 0, or a negative code with the cure in err. */
int vg_curve_arm(void *socket, const char *endpoint, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
