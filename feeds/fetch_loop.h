/*
 * fetch_loop.h - libcurl's socket interface on a libuv loop, for fetch.c alone.
 *
 * Sockets that we opened keep their uv_poll_t while their connection idles, so that a kept-alive
 * transfer costs no epoll_ctl; those that libcurl opens for itself (resolver wake-ups) are watched
 * only while asked.
 */
#ifndef VG_FEEDS_FETCH_LOOP_H
#define VG_FEEDS_FETCH_LOOP_H

#include <curl/curl.h>
#include <stdbool.h>

struct uv_loop_s;
struct vg_curl_loop;

struct vg_curl_loop_calls {
    void (*done)(void *ctx, CURL *easy, CURLcode result); /* outside of libcurl */
    void (*turn)(void *ctx);   /* after each turn of libcurl's machine, outside of it */
    bool (*second)(void *ctx); /* once a second while it returns true or transfers are added */
};

struct vg_curl_loop *vg_curl_loop_new(struct uv_loop_s *loop, unsigned max_idle,
                                      const struct vg_curl_loop_calls *calls, void *ctx);
/* All easy handles must be removed. Memory goes when the loop has closed the uv handles. NULL is
 * fine. */
void vg_curl_loop_free(struct vg_curl_loop *self);
/* For CURLOPT_OPENSOCKETFUNCTION: a socket whose watcher lives as long as it, or CURL_SOCKET_BAD.
 */
curl_socket_t vg_curl_loop_open(struct vg_curl_loop *self, int family, int type, int protocol);
/* CURLOPT_CLOSESOCKETFUNCTION; ctx is the vg_curl_loop. */
int vg_curl_loop_close(void *ctx, curl_socket_t fd);
int vg_curl_loop_add(struct vg_curl_loop *self, CURL *easy); /* 0 or VG_E_NOMEM */
void vg_curl_loop_remove(struct vg_curl_loop *self, CURL *easy);
void vg_curl_loop_resume(struct vg_curl_loop *self, CURL *easy); /* unpauses */
/* Makes `turn` run soon from the loop. */
void vg_curl_loop_kick(struct vg_curl_loop *self);
/* True within libcurl's callbacks, where its functions may not be called. */
bool vg_curl_loop_busy(const struct vg_curl_loop *self);

#endif
