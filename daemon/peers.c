/* peers.c - see peers.h. */
#include "config.h"

#include "daemon/peers.h"

#include <czmq.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"

#define REFUSED                                                                                    \
    (ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |                  \
     ZMQ_EVENT_HANDSHAKE_FAILED_AUTH)

struct vg_peers {
    void *watched;
    zsock_t *reader;
    struct vg_peer_counts counts;
};

struct vg_peers *vg_peers_open(void *socket, const char *what)
{
    struct vg_peers *self = vg_xnew(struct vg_peers);
    char name[64];

    (void)snprintf(name, sizeof name, "inproc://monitor-%s", what);
    self->reader = zsock_new(ZMQ_PAIR);
    if (!self->reader ||
        zmq_socket_monitor(socket, name, ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | REFUSED) !=
            0)
        goto failed;
    self->watched = socket;
    zsock_set_rcvhwm(
        self->reader,
        0); /* a full queue, as one without a reader, would hold up libzmq's own thread */
    zsock_set_linger(self->reader, 0);
    if (zsock_connect(self->reader, "%s", name) < 0)
        goto failed;
    return self;
failed:
    vg_peers_close(self);
    return NULL;
}

void vg_peers_close(struct vg_peers *self)
{
    if (!self)
        return;
    if (self->watched)
        (void)zmq_socket_monitor(self->watched, NULL, 0); /* before its reader goes */
    zsock_destroy(&self->reader);
    free(self);
}

static void count(struct vg_peer_counts *c, uint16_t event)
{
    if (event == ZMQ_EVENT_ACCEPTED) {
        c->accepted++;
        c->connected++;
    } else if (event == ZMQ_EVENT_DISCONNECTED) {
        c->connected -= c->connected > 0;
    } else if (event & REFUSED) {
        c->refused++;
    }
}

void vg_peers_drain(struct vg_peers *self)
{
    unsigned char frame[6]; /* zmq_socket_monitor(3): event, 16 bits; value, 32 bits; then the
                               address's frame */
    char address[256];
    uint16_t event;
    void *raw = zsock_resolve(self->reader);

    while (zmq_recv(raw, frame, sizeof frame, ZMQ_DONTWAIT) >= 0) {
        memcpy(&event, frame, sizeof event);
        count(&self->counts, event);
        (void)zmq_recv(raw, address, sizeof address, ZMQ_DONTWAIT);
    }
}

struct vg_peer_counts vg_peers_counts(const struct vg_peers *self)
{
    return self->counts;
}
