/*
 * httpd.h - a small real HTTP/1.1 server for tests, benches and the demo: keep-alive, pipelining,
 * gzip, ETag, Last-Modified, 304, content that appears over time, thousands of virtual sources, and
 * faults on demand.
 *
 * It binds 127.0.0.1 alone, on a port of the kernel's choice unless told. The library runs it in a
 * thread of its own; the program `tests/httpd/vigie-httpd` is the same server:
 *
 *     vigie-httpd [--root DIR] [--timeline FILE] [--ttl SECONDS] [--port N] [--port-file FILE]
 *
 * It prints "http://127.0.0.1:PORT" on its first line of output, writes the bare port to the port
 * file (by rename, so that it is there whole or not at all), and ends by itself after the ttl
 * (default 300 s) or on SIGTERM.
 *
 * WHAT IS SERVED, by path (the first that fits):
 *
 *   /__log             the requests so far, one per line, tab-separated ("-": none): msec since the
 *                      start, status, method, path, Host, User-Agent, If-None-Match,
 *                      If-Modified-Since, bytes of body
 *   /__quit            ends the program
 *   /fault/...         a fault, see below
 *   /gen/...           a generated source, see below
 *   rows of the timeline
 *   files below the root: "/a/b.xml" is DIR/a/b.xml, "/a/" is DIR/a/index.html; when DIR/<Host
 *                      without port> exists it is the root for that host. ETag from the content,
 *                      Last-Modified from the file.
 *
 * THE TIMELINE is a table of tab-separated values with a header row and `#` comments (base/tsv.h):
 *
 *     at     path               kind   file              id
 *     0      /aml/feed.xml      head   aml/head.xml
 *     0      /aml/feed.xml      item   aml/i1.xml        i1
 *     12.5   /aml/feed.xml      item   aml/i2.xml        i2
 *     30     /aml/feed.xml      item   aml/i1bis.xml     i1
 *     0      /aml/feed.xml      tail   aml/tail.xml
 *     12.5   /aml/2.html        file   aml/2.html
 *     40     /aml/2.html        file   aml/2-corrige.html
 *     20     /bko/rss           fault  status?code=503&retry-after=5
 *     25     /bko/rss           ok
 *
 *   at     seconds since the server started (fractions allowed)
 *   path   what is asked, or "//host/path" for one Host alone
 *   kind   head, item, tail: the document is the head, the items that have appeared, newest first,
 *          and the tail, with a line break between (and a comma between items when the path ends in
 *          ".json"); an item with the id of an earlier one takes its place in the list
 *          file: the whole document, the latest that has appeared; 404 before the first
 *          fault: from then on the path behaves as /fault/<file>; ok: no longer
 *   file   relative to the root
 *
 *   In every text file (html, xml, json, rss, atom, txt) these are replaced: @BASE@ by "http://"
 * and the Host asked for; @RFC822@, @RFC3339@ and @TEXT@ ("20 novembre 2026 à 10 h 32") by the time
 * the row appeared (the start for plain files), in UTC; @RFC822-3h@ and so on by the time so many
 * hours (h), minutes (m) or days (d) before it.
 *
 * GENERATED SOURCES: /gen/FORMAT/NAME?items=N&every=SECONDS&first=K&pages=1&body=WORDS with FORMAT
 * rss, atom or json. K items (default: 1) are there at the start, one more every SECONDS (default
 * 1) until N (default 10). Each has its own id, link, date and French-looking text told apart by
 * NAME and number; with pages=1 the feed carries a summary alone and the article is at
 * /gen/page/NAME/NUMBER. The ETag changes when an item appears.
 *
 * FAULTS: /fault/KIND?parameters
 *   status?code=N&retry-after=V&location=U    that status, with these headers, a small body
 *   reset?after=N       N bytes of a proper answer, then RST
 *   truncated           Content-Length larger than what comes, then close
 *   drip?ms=M&bytes=B   a 200 whose body comes B bytes (1) each M ms (100), without end
 *   endless             a 200 whose body never ends, as fast as it is read
 *   gzip-bomb?mb=N      N MB (1024) of spaces, gzipped a thousandfold
 *   redirect?to=U&code=N      one redirect (302) to any U: file:///etc/passwd, http://10.0.0.1/ ...
 *   chain?n=N&code=C&to=U     N redirects, then a redirect to U or, without, 200
 *   loop                redirects to itself
 *   headers?n=N&size=S  N headers (0: without end) of S bytes (100), then a small 200
 *   trailers            a small chunked 200 with trailers without end
 *   interim             103 answers without end
 *   endless-redirect    a redirect whose own body never ends
 *   hang                takes the request and says nothing
 *   delay?ms=M&to=P     waits, then answers as path P would (default: a small 200)
 *   garbage             bytes that are no HTTP
 *   close               closes without a word
 *   bad-gzip            says gzip, is not
 *   Parameters are percent-decoded. `to` of delay and a timeline's path may carry a query of their
 * own.
 */
#ifndef VG_TESTS_HTTPD_H
#define VG_TESTS_HTTPD_H

#include "base/buf.h"
#include "base/err.h"

struct httpd;

struct httpd_request {
    struct vg_sv method, target, path, query, host, user_agent, if_none_match, if_modified_since,
        accept_encoding, accept;
    int64_t since_start_usec;
};

/* What a handler answers with: status, extra header lines ("Name: value\r\n" each) and a body. With
 * an etag or a last_modified set (verbatim values), a matching conditional request becomes a 304 by
 * itself. */
struct httpd_reply {
    int status; /* 200 at first */
    struct vg_buf headers, body;
    char etag[128], last_modified[64];
    const char *content_type; /* "text/plain" at first */
    char fault[512];          /* not empty: behave as /fault/<this> instead */
};

/* Answers a request before anything built in is tried: true when it did. Called on the server's
 * thread. */
typedef bool httpd_handler(void *ctx, const struct httpd_request *request,
                           struct httpd_reply *reply);

struct httpd_opts {
    const char *root, *timeline; /* NULL: none */
    int port;                    /* 0: the kernel's choice */
    httpd_handler *handler;      /* NULL: none */
    void *ctx;
    size_t max_log; /* requests remembered; 0: 100,000 */
};

/* Starts a server with a thread; NULL with err filled. It is listening when this returns. */
struct httpd *httpd_start(const struct httpd_opts *opts, struct vg_err *err);
/* Ends the thread and closes everything. NULL is fine. */
void httpd_stop(struct httpd *self);
/* The same without a thread: runs until *stop or the ttl (seconds, <= 0: none) is over. */
int httpd_run(struct httpd *self, int ttl_sec, const volatile int *stop);
struct httpd *httpd_open(const struct httpd_opts *opts,
                         struct vg_err *err); /* for httpd_run; end with httpd_stop */

int httpd_port(const struct httpd *self);
/* "http://127.0.0.1:PORT/path" into one of a few rotating buffers of the server; not from several
 * threads. */
const char *httpd_url(struct httpd *self, const char *path);

/* One remembered request; strings owned by the server, valid until it stops. */
struct httpd_log {
    int64_t since_start_usec;
    int status;
    const char *method, *target, *host, *user_agent, *if_none_match, *if_modified_since,
        *accept_encoding;
    uint64_t connection; /* number of the connection it came on */
    uint64_t body_bytes;
};
/* Number of requests so far; the i-th of them (false past the end). From any thread. */
size_t httpd_log_count(struct httpd *self);
bool httpd_log_get(struct httpd *self, size_t i, struct httpd_log *ret);
/* Connections accepted so far. From any thread. */
uint64_t httpd_connections(struct httpd *self);

#endif
