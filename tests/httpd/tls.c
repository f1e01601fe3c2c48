#include "tests/httpd/tls.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/sv.h"

static bool make_certificate(struct tls_server *self)
{
    char key[96];
    int status;
    pid_t pid = fork();

    (void)snprintf(key, sizeof key, "%s/key.pem", self->folder);
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR | O_CLOEXEC);
        (void)dup2(null, 1);
        (void)dup2(null, 2);
        (void)execlp("openssl", "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", self->cert,
                     "-days", "2", "-subj", "/CN=vigie-test", "-addext",
                     "subjectAltName=IP:127.0.0.1", (char *)NULL);
        _exit(127);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

/* "ACCEPT 127.0.0.1:PORT" on its standard output. */
static int read_port(int fd)
{
    char text[512] = "";
    size_t n = 0;
    ssize_t r;

    while (n + 1 < sizeof text && (r = read(fd, text + n, sizeof text - 1 - n)) > 0) {
        n += (size_t)r;
        text[n] = '\0';
        const char *at = strstr(text, "ACCEPT 127.0.0.1:");
        const char *end = at ? strchr(at, '\n') : NULL;
        uint64_t port;
        if (end &&
            vg_sv_to_u64(vg_sv_trim(vg_sv(at + 17, (size_t)(end - at) - 17)), 1, 65535, &port) == 0)
            return (int)port;
    }
    return 0;
}

static void run_server(const struct tls_server *self, int in, int out)
{
    char key[96];
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    (void)snprintf(key, sizeof key, "%s/key.pem", self->folder);
    (void)dup2(in, 0);
    (void)dup2(out, 1);
    (void)dup2(null, 2);
    (void)execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert",
                 self->cert, "-www", (char *)NULL);
    _exit(127);
}

bool tls_server_start(struct tls_server *self)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};

    *self = (struct tls_server){.stdin_fd = -1};
    (void)snprintf(self->folder, sizeof self->folder, "/tmp/vigie-tls-XXXXXX");
    if (!mkdtemp(self->folder)) {
        self->folder[0] = '\0';
        return false;
    }
    (void)snprintf(self->cert, sizeof self->cert, "%s/cert.pem", self->folder);
    if (!make_certificate(self) || pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
        return false;
    self->pid = fork();
    if (self->pid == 0)
        run_server(self, in[0], out[1]);
    (void)close(in[0]);
    (void)close(out[1]);
    self->stdin_fd = in[1];
    self->port = self->pid > 0 ? read_port(out[0]) : 0;
    (void)close(out[0]);
    return self->port > 0;
}

void tls_server_stop(struct tls_server *self)
{
    char key[96];

    if (self->pid > 0) {
        (void)kill(self->pid, SIGKILL);
        (void)waitpid(self->pid, NULL, 0);
    }
    vg_closep(&self->stdin_fd);
    if (self->folder[0]) {
        (void)snprintf(key, sizeof key, "%s/key.pem", self->folder);
        (void)unlink(key);
        (void)unlink(self->cert);
        (void)rmdir(self->folder);
    }
    self->pid = 0;
}
