/* curve.c - see curve.h. */
#include "config.h"

#include "client/curve.h"

#include <czmq.h>
#include <stdlib.h>

/* The key itself, 40 characters, or a file that holds it. */
static int server_key(const char *given, char out[static 41], struct vg_err *err)
{
    unsigned char raw[32];
    zcert_t *cert;

    if (strlen(given) == 40 && zmq_z85_decode(raw, given)) {
        memcpy(out, given, 41);
        return 0;
    }
    cert = zcert_load(given);
    if (!cert)
        return vg_fail(
            err, VG_E_SYNTAX,
            "--curve-server-key: %.100s is neither a key of 40 characters nor a .public file",
            given);
    memcpy(out, zcert_public_txt(cert), 41);
    zcert_destroy(&cert);
    return 0;
}

int vg_curve_arm(void *socket, const char *endpoint, struct vg_err *err)
{
    const char *server = getenv(VG_ENV_CURVE_SERVER), *secret = getenv(VG_ENV_CURVE_SECRET);
    char key[41];
    int r;

    if (!server || !*server || strncmp(endpoint, "tcp://", 6) != 0)
        return 0;
    if (!secret || !*secret)
        return vg_fail(
            err, VG_E_REFUSED,
            "--curve-secret is missing: `vigie keygen NAME` makes it, the daemon needs NAME.public");
    if ((r = server_key(server, key, err)) < 0)
        return r;
    zcert_t *cert = zcert_load(secret);
    if (!cert)
        return vg_fail(err, VG_E_IO,
                       "--curve-secret: %.100s is missing or no key; make one with `vigie keygen`",
                       secret);
    if (zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, key, sizeof key) != 0 ||
        zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, zcert_public_txt(cert), 41) != 0 ||
        zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, zcert_secret_txt(cert), 41) != 0)
        r = vg_fail(err, VG_E_SYNTAX, "--curve-secret: %.100s is not taken: %s", secret,
                    zmq_strerror(zmq_errno()));
    zcert_destroy(&cert);
    return r;
}
