#include "client/get.h"

#include <stdlib.h>
#include <uv.h>

#include "base/io.h"
#include "feeds/fetch.h"

struct get {
    struct vg_buf *out;
    struct vg_fetcher *fetcher;
    char *type, *url;
    struct vg_err *err;
    const char *where;
    int code;
};

static int on_data(void *ctx, const void *p, size_t n)
{
    struct get *g = ctx;

    return vg_buf_add(g->out, p, n);
}

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct get *g = ctx;

    g->code = r->code;
    if (r->code < 0)
        (void)vg_fail(g->err, r->code, "%s: %s", g->where, r->error);
    else if (r->status != 200)
        g->code = vg_fail(g->err, VG_E_IO, "%s: the server answered %d", g->where, r->status);
    if (r->content_type.n)
        g->type = vg_sv_dup(r->content_type);
    if (r->url.n)
        g->url = vg_sv_dup(r->url);
}

static int fetch(const char *url, struct get *g)
{
    struct vg_fetcher_opts opts = {0};
    struct vg_fetch_request request = {
        .url = url,
        .purpose = VG_FETCH_PAGE,
        .max_bytes = g->out->max,
        .allow_private = true,
        .on_data = on_data,
        .on_done = on_done,
        .ctx = g,
    };
    uv_loop_t loop;

    if (uv_loop_init(&loop) < 0)
        return vg_fail(g->err, VG_E_IO, "cannot start an event loop");
    g->fetcher = vg_fetcher_new(&loop, &opts, g->err);
    if (g->fetcher) {
        g->code = VG_E_AGAIN;
        (void)vg_fetch_start(g->fetcher, &request);
        while (g->code == VG_E_AGAIN && uv_run(&loop, UV_RUN_ONCE))
            ;
        vg_fetcher_free(g->fetcher);
        (void)uv_run(&loop, UV_RUN_DEFAULT);
    }
    (void)uv_loop_close(&loop);
    return g->code;
}

int vg_get(const char *where, struct vg_buf *out, char **ret_type, char **ret_url,
           struct vg_err *err)
{
    struct get g = {.out = out, .err = err, .where = where, .code = VG_E_IO};
    int r;

    *ret_type = *ret_url = NULL;
    if (!vg_sv_starts_icase(vg_sv_cstr(where), VG_SV("http://")) &&
        !vg_sv_starts_icase(vg_sv_cstr(where), VG_SV("https://"))) {
        r = vg_read_file(where, out, err);
        return r < 0 ? r : 0;
    }
    r = fetch(where, &g);
    *ret_type = g.type;
    *ret_url = g.url;
    return r < 0 ? r : 0;
}
