/*
 * fetch_in.h - the insides that fetch.c (which transfer when) and fetch_transfer.c (what libcurl
 * does with one) share.
 */
#ifndef VG_FEEDS_FETCH_IN_H
#define VG_FEEDS_FETCH_IN_H

#include "feeds/fetch.h"
#include "feeds/fetch_loop.h"
#include "feeds/header.h"

/* A transfer: waiting in the queue, or under way with an easy handle of its own. */
struct vg_fetch {
    struct vg_fetcher *fetcher;
    struct vg_fetch *prev, *next;    /* in the waiting or the active list */
    struct vg_fetch_request request; /* strings owned */
    CURL *easy;                      /* kept for the next transfer that reuses this struct */
    struct curl_slist *lines;
    struct vg_headers headers;
    struct vg_buf permanent;
    int64_t started_usec, paused_usec, paused_since_usec;
    uint64_t body_bytes, max_bytes;
    unsigned char private[8][16]; /* addresses of the first hop that are not public */
    size_t n_private;
    int code; /* decided by us, before libcurl says anything */
    bool refused, permanent_over, head_told, dropped, active, over;
    char error[CURL_ERROR_SIZE];
};

struct vg_fetch_list {
    struct vg_fetch *first, *last;
    uint32_t n;
};

struct vg_fetcher {
    struct vg_curl_loop *loop;
    CURLSH *share;
    struct vg_fetch_list waiting, active, spare;
    struct vg_fetcher_opts opts;
    struct curl_slist *resolve, *connect_to;
    char *user_agent, *ca_file;
    struct vg_fetch_counts counts;
    bool paused, closing, pumping;
};

/* fetch_transfer.c */

/* Decides how it ends, unless that is decided; 0 for libcurl's callbacks to return. */
size_t vg_fetch_end(struct vg_fetch *f, int code, const char *why);
/* Makes or reuses the easy handle and sets it up; false: it ends with f->code instead. */
bool vg_fetch_setup(struct vg_fetch *f);
/* What is known of the answer, given how libcurl ended it. */
void vg_fetch_fill(struct vg_fetch *f, CURLcode r, struct vg_fetch_result *ret);

#endif
