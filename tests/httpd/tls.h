/*
 * tls.h - a TLS server for tests: `openssl s_server -www` with a certificate of its own for
 * 127.0.0.1, in a child process. Each request gets a page over HTTP/1.0 and a connection of its
 * own.
 */
#ifndef VG_TESTS_TLS_H
#define VG_TESTS_TLS_H

#include <stdbool.h>
#include <sys/types.h>

struct tls_server {
    char folder[64]; /* holds cert.pem and key.pem */
    char cert[96];
    int port, stdin_fd;
    pid_t pid;
};

/* False when there is no openssl command, or it does not start. */
bool tls_server_start(struct tls_server *self);
void tls_server_stop(struct tls_server *self);

#endif
