/* vigie keygen - a pair of CURVE keys. */
#include "config.h"

#include <czmq.h>
#include <stdio.h>

#include "base/io.h"
#include "client/command.h"

static const char usage[] =
    "usage: vigie keygen NAME\n\n"
    "Writes NAME.secret (keep it, nobody else may read it) and NAME.public.\n\n"
    "The daemon: curve_secret: /path/server.secret in vigie.yaml, and a folder curve_clients with the .public file of\n"
    "each client. A client: vigie watch --publish tcp://... --replay tcp://... --curve-server-key server.public\n"
    "--curve-secret client.secret\n";

static int write_pair(const char *name, zcert_t *cert)
{
    struct vg_buf path, text;
    struct vg_err err = {0};
    int r = 0;

    vg_buf_init(&path, 8192);
    vg_buf_init(&text, 4096);
    for (int secret = 1; secret >= 0 && r == 0; secret--) {
        vg_buf_clear(&path);
        vg_buf_clear(&text);
        (void)vg_buf_printf(&path, "%s.%s", name, secret ? "secret" : "public");
        (void)vg_buf_printf(
            &text, "# CURVE keys of vigie, %s\nmetadata\ncurve\n    public-key = \"%s\"\n",
            secret ? "secret: keep it to yourself" : "public", zcert_public_txt(cert));
        if (secret)
            (void)vg_buf_printf(&text, "    secret-key = \"%s\"\n", zcert_secret_txt(cert));
        if (access(path.p, F_OK) == 0)
            r = vg_complain("keygen: %s exists; choose another name", path.p);
        else if (vg_write_file(path.p, vg_buf_view(&text), secret ? 0600 : 0644, &err) < 0)
            r = vg_complain("keygen: %s", err.text);
    }
    vg_buf_done(&path);
    vg_buf_done(&text);
    return r;
}

int vg_cmd_keygen(int argc, char **argv)
{
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        (void)fputs(usage, stdout);
        return 0;
    }
    if (argc != 2 || argv[1][0] == '-' || !argv[1][0])
        return vg_usage(usage);
    zcert_t *cert = zcert_new();
    if (!cert)
        return vg_complain(
            "keygen: this libzmq has no CURVE; install one that was built with libsodium");
    int r = write_pair(argv[1], cert);
    if (r == 0)
        (void)printf("%s.secret, %s.public: public key %s\n", argv[1], argv[1],
                     zcert_public_txt(cert));
    zcert_destroy(&cert);
    return r;
}
