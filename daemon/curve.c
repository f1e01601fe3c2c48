/* curve.c - see curve.h. */
#include "config.h"

#include "daemon/curve.h"

#include <czmq.h>
#include <stdlib.h>

struct vg_curve {
    zcert_t *cert;
    zactor_t *gate; /* zauth: asks the folder about each client */
};

/* The file, or one of its name among systemd's credentials. */
static char *credential(const char *path)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY"), *slash = strrchr(path, '/');
    struct vg_buf out;

    vg_buf_init(&out, 8192);
    if (folder)
        (void)vg_buf_printf(&out, "%s/%s", folder, slash ? slash + 1 : path);
    char *other = vg_buf_take(&out);
    if (other && access(other, R_OK) == 0)
        return other;
    free(other);
    return vg_xstrdup(path);
}

static bool has_secret(zcert_t *cert)
{
    const byte *key = zcert_secret_key(cert);

    for (size_t i = 0; i < 32; i++)
        if (key[i])
            return true;
    return false;
}

static int load_secret(struct vg_curve *self, const char *path, struct vg_err *err)
{
    char *file = credential(path);
    int r = 0;

    self->cert = zcert_load(file);
    if (!self->cert)
        r = vg_fail(err, VG_E_IO,
                    "curve_secret: %.150s is missing or no key; make one with `vigie keygen`",
                    file);
    else if (!has_secret(self->cert))
        r = vg_fail(err, VG_E_SYNTAX,
                    "curve_secret: %.150s holds the public key alone; give the .secret file", file);
    free(file);
    return r;
}

int vg_curve_new(const struct vg_config *config, struct vg_curve **ret, struct vg_err *err)
{
    struct stat st;

    *ret = NULL;
    if (!config->curve_secret)
        return 0;
    if (!zmq_has("curve"))
        return vg_fail(
            err, VG_E_REFUSED,
            "curve_secret: this libzmq has no CURVE; install one that was built with libsodium");
    if (stat(config->curve_clients, &st) != 0 || !S_ISDIR(st.st_mode))
        return vg_fail(
            err, VG_E_IO,
            "curve_clients: %.150s is no folder; make it, put each client's .public file in it",
            config->curve_clients);
    struct vg_curve *self = vg_xnew(struct vg_curve);
    int r = load_secret(self, config->curve_secret, err);
    if (r == 0) {
        self->gate = zactor_new(zauth, NULL);
        if (!self->gate || zstr_sendx(self->gate, "CURVE", config->curve_clients, NULL) != 0 ||
            zsock_wait(self->gate) != 0)
            r = vg_fail(err, VG_E_IO, "curve_clients: cannot be used: %s",
                        zmq_strerror(zmq_errno()));
    }
    if (r < 0)
        vg_curve_free(self);
    else
        *ret = self;
    return r;
}

void vg_curve_free(struct vg_curve *self)
{
    if (!self)
        return;
    zactor_destroy(&self->gate);
    zcert_destroy(&self->cert);
    free(self);
}

void vg_curve_protect(const struct vg_curve *self, void *zsock, const char *endpoint)
{
    if (!self || strncmp(endpoint, "tcp://", 6) != 0)
        return;
    zsock_set_zap_domain(zsock, "vigie");
    zcert_apply(self->cert, zsock);
    zsock_set_curve_server(zsock, 1);
}
