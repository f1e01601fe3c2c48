/*
 * peers.h - who is connected to a public socket: counts from libzmq's socket monitor.
 *
 * Opened before the socket binds and closed before it is destroyed, both where the socket is; in
 * between one thread, which may be another, drains it at least every few seconds, for what libzmq
 * reports waits in memory until then.
 */
#ifndef VG_DAEMON_PEERS_H
#define VG_DAEMON_PEERS_H

#include <stdint.h>

struct vg_peers;

struct vg_peer_counts {
    uint64_t connected; /* now */
    uint64_t accepted;  /* since the start */
    uint64_t
        refused; /* of these, that failed the handshake: a wrong or no key, or no ZeroMQ at all */
};

/* Has the socket (libzmq's) report what happens to its connections; what names it ("publish"). NULL
 * when no socket is left. */
struct vg_peers *vg_peers_open(void *socket, const char *what);
void vg_peers_close(struct vg_peers *self); /* NULL is fine */
/* Takes in what was reported since. */
void vg_peers_drain(struct vg_peers *self);
struct vg_peer_counts vg_peers_counts(const struct vg_peers *self);

#endif
