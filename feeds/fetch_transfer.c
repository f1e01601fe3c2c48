#include <arpa/inet.h>
#include <stdio.h>

#include "base/clock.h"
#include "feeds/fetch_in.h"

#define MAX_ERROR_BODY (64 * 1024) /* how much of an error page we read to keep the connection */

size_t vg_fetch_end(struct vg_fetch *f, int code, const char *why)
{
    if (f->code == 0) {
        f->code = code;
        (void)snprintf(f->error, sizeof f->error, "%s", why);
    }
    return 0;
}

static void fill_head(struct vg_fetch *f, struct vg_fetch_result *ret)
{
    static const struct {
        enum vg_header which;
        size_t offset;
    } map[] = {
        {VG_HEADER_AGE, offsetof(struct vg_fetch_result, age)},
        {VG_HEADER_CACHE_CONTROL, offsetof(struct vg_fetch_result, cache_control)},
        {VG_HEADER_CONTENT_LANGUAGE, offsetof(struct vg_fetch_result, content_language)},
        {VG_HEADER_CONTENT_LOCATION, offsetof(struct vg_fetch_result, content_location)},
        {VG_HEADER_CONTENT_TYPE, offsetof(struct vg_fetch_result, content_type)},
        {VG_HEADER_DATE, offsetof(struct vg_fetch_result, date)},
        {VG_HEADER_ETAG, offsetof(struct vg_fetch_result, etag)},
        {VG_HEADER_EXPIRES, offsetof(struct vg_fetch_result, expires)},
        {VG_HEADER_LAST_MODIFIED, offsetof(struct vg_fetch_result, last_modified)},
        {VG_HEADER_LINK_HUB, offsetof(struct vg_fetch_result, link_hub)},
        {VG_HEADER_LINK_SELF, offsetof(struct vg_fetch_result, link_self)},
        {VG_HEADER_RETRY_AFTER, offsetof(struct vg_fetch_result, retry_after)},
        {VG_HEADER_X_ROBOTS_TAG, offsetof(struct vg_fetch_result, x_robots_tag)},
    };
    const char *url = NULL;
    long n_redirects = 0;

    *ret = (struct vg_fetch_result){.status = f->headers.status};
    for (size_t i = 0; i < VG_COUNT_OF(map); i++) {
        struct vg_sv value = vg_headers_get(&f->headers, map[i].which);
        memcpy((char *)ret + map[i].offset, &value, sizeof value);
    }
    if (f->easy) {
        (void)curl_easy_getinfo(f->easy, CURLINFO_EFFECTIVE_URL, &url);
        (void)curl_easy_getinfo(f->easy, CURLINFO_REDIRECT_COUNT, &n_redirects);
    }
    ret->url = vg_sv_cstr(url ? url : f->request.url);
    ret->n_redirects = (uint32_t)n_redirects;
    ret->permanent_url = vg_buf_view(&f->permanent);
}

/* A new hop: as long as every hop so far was permanent, this one's URL is where the chain leads for
 * good. */
static void note_hop(struct vg_fetch *f)
{
    const char *url = NULL;

    if (f->headers.n_hops < 2 || f->permanent_over)
        return;
    if (f->headers.last_status != 301 && f->headers.last_status != 308) {
        f->permanent_over = true;
        return;
    }
    (void)curl_easy_getinfo(f->easy, CURLINFO_EFFECTIVE_URL, &url);
    vg_buf_clear(&f->permanent);
    (void)vg_buf_str(&f->permanent, url ? url : "");
}

static size_t on_header(char *p, size_t size, size_t n, void *ctx)
{
    struct vg_fetch *f = ctx;
    struct vg_fetch_result head;

    if (f->over)
        return 0;
    int event = vg_headers_line(&f->headers, vg_sv(p, n * size));
    if (event < 0)
        return vg_fetch_end(f, VG_E_TOOBIG, "too many header bytes");
    if (event == VG_HEADER_START)
        note_hop(f);
    if (event == VG_HEADER_END && f->headers.status == 200 && f->request.on_head && !f->head_told) {
        f->head_told = true;
        fill_head(f, &head);
        f->request.on_head(f->request.ctx, &head);
    }
    return f->over ? 0 : n * size;
}

static size_t on_write(char *p, size_t size, size_t n, void *ctx)
{
    struct vg_fetch *f = ctx;

    if (f->over)
        return 0;
    n *= size;
    if (f->headers.status != 200) {
        f->body_bytes += n;
        f->dropped = f->body_bytes > MAX_ERROR_BODY;
        return f->dropped ? 0 : n;
    }
    if (n > f->max_bytes - f->body_bytes)
        return vg_fetch_end(f, VG_E_TOOBIG, "the body is larger than allowed");
    int r = f->request.on_data ? f->request.on_data(f->request.ctx, p, n) : 0;
    if (f->over)
        return 0;
    if (r == VG_E_AGAIN) {
        f->paused_since_usec = vg_clock_mono_usec();
        return CURL_WRITEFUNC_PAUSE;
    }
    if (r < 0)
        return vg_fetch_end(f, r, "stopped by the reader");
    f->body_bytes += n;
    return n;
}

/* The bytes that identify an address, 0 for none: v4 in its v4-mapped form. */
static bool address_bytes(const struct sockaddr *address, unsigned char out[static 16])
{
    struct sockaddr_in in;
    struct sockaddr_in6 in6;

    memset(out, 0, 16);
    if (address->sa_family == AF_INET) {
        memcpy(&in, address, sizeof in);
        out[10] = out[11] = 0xff;
        memcpy(out + 12, &in.sin_addr, 4);
        return true;
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(&in6, address, sizeof in6);
    memcpy(out, &in6.sin6_addr, 16);
    return true;
}

/* May this hop go there? Public addresses: always. Others: only for a request that may, and only
 * where its first hop went; a private source cannot send us on to its neighbours. */
static bool may_connect(struct vg_fetch *f, const struct sockaddr *address)
{
    unsigned char bytes[16];

    if (vg_address_is_public(address))
        return true;
    if (f->request.allow_private && address_bytes(address, bytes)) {
        for (size_t i = 0; i < f->n_private; i++) {
            if (memcmp(f->private[i], bytes, 16) == 0)
                return true;
        }
        if (f->headers.n_hops == 0 && f->n_private < VG_COUNT_OF(f->private)) {
            memcpy(f->private[f->n_private++], bytes, 16);
            return true;
        }
    }
    f->refused = true;
    return false;
}

static curl_socket_t on_open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *addr)
{
    struct vg_fetch *f = ctx;

    (void)purpose;
    if (!may_connect(f, &addr->addr))
        return CURL_SOCKET_BAD;
    return vg_curl_loop_open(f->fetcher->loop, addr->family, addr->socktype, addr->protocol);
}

/* Before each request, also on a connection that another request opened, perhaps with other rights.
 */
static int on_before_request(void *ctx, char *remote_ip, char *local_ip, int port, int local_port)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    bool ok = false;

    (void)local_ip, (void)port, (void)local_port;
    if (inet_pton(AF_INET, remote_ip, &in.sin_addr) == 1)
        ok = may_connect(ctx, (const struct sockaddr *)(const void *)&in);
    else if (inet_pton(AF_INET6, remote_ip, &in6.sin6_addr) == 1)
        ok = may_connect(ctx, (const struct sockaddr *)(const void *)&in6);
    return ok ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static int code_of(const struct vg_fetch *f, CURLcode r)
{
    if (f->code)
        return f->code;
    if (r == CURLE_OK || (f->dropped && r == CURLE_WRITE_ERROR))
        return 0;
    if (f->refused && (r == CURLE_COULDNT_CONNECT || r == CURLE_ABORTED_BY_CALLBACK))
        return VG_E_REFUSED;
    switch (r) {
    case CURLE_UNSUPPORTED_PROTOCOL: /* also said of an answer without a status line */
        return f->headers.n_hops == 0 && strstr(f->error, "HTTP/0.9") ? VG_E_SYNTAX : VG_E_REFUSED;
    case CURLE_TOO_MANY_REDIRECTS:
        return VG_E_LIMIT;
    case CURLE_OPERATION_TIMEDOUT:
        return VG_E_AGAIN;
    case CURLE_FILESIZE_EXCEEDED:
        return VG_E_TOOBIG;
    case CURLE_URL_MALFORMAT:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return VG_E_SYNTAX;
    default:
        return VG_E_IO;
    }
}

static const char *reason(const struct vg_fetch *f, int code, CURLcode r)
{
    if (code == 0)
        return "";
    if (code == VG_E_REFUSED && f->refused)
        return "the address is private; allow_private in the source permits it";
    return f->error[0] ? f->error : curl_easy_strerror(r);
}

void vg_fetch_fill(struct vg_fetch *f, CURLcode r, struct vg_fetch_result *ret)
{
    curl_off_t wire = 0;
    long connects = 1;

    fill_head(f, ret);
    ret->code = code_of(f, r);
    (void)snprintf(ret->error, sizeof ret->error, "%s", reason(f, ret->code, r));
    if (f->easy) {
        (void)curl_easy_getinfo(f->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
        (void)curl_easy_getinfo(f->easy, CURLINFO_NUM_CONNECTS, &connects);
    }
    ret->body_bytes = f->headers.status == 200 ? f->body_bytes : 0;
    ret->wire_bytes = (uint64_t)wire;
    ret->reused = ret->status != 0 && connects == 0;
    ret->total_usec = f->started_usec ? vg_clock_mono_usec() - f->started_usec : 0;
}

/* Options that are the same for every transfer of this handle. */
static void set_common(struct vg_fetch *f)
{
    const struct vg_fetcher *self = f->fetcher;
    CURL *e = f->easy;

    (void)curl_easy_setopt(e, CURLOPT_PRIVATE, f);
    (void)curl_easy_setopt(e, CURLOPT_ERRORBUFFER, f->error);
    (void)curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(e, CURLOPT_NOPROGRESS, 1L);
    (void)curl_easy_setopt(e, CURLOPT_USERAGENT, self->user_agent);
    (void)curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
    (void)curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 1L);
    (void)curl_easy_setopt(e, CURLOPT_MAXREDIRS, (long)VG_MAX_REDIRECTS);
    (void)curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)self->opts.connect_timeout_ms);
    (void)curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 64L);
    (void)curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME,
                           ((long)self->opts.stall_timeout_ms + 999) / 1000);
    (void)curl_easy_setopt(e, CURLOPT_PIPEWAIT, 1L);
    (void)curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, 300L);
    (void)curl_easy_setopt(e, CURLOPT_MAXAGE_CONN, 60L);
    /* Without it, giving up on a name that does not resolve waits for the resolver's thread, and
     * the whole loop with it. The thread cleans up after itself. */
    (void)curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
    (void)curl_easy_setopt(e, CURLOPT_PROXY, ""); /* a proxy from the environment would see past the
                                                     address guard */
    (void)curl_easy_setopt(e, CURLOPT_SHARE, self->share);
    /* With a CAPATH, 7.88 reads the whole bundle again for each connection instead of caching it.
     */
    (void)curl_easy_setopt(e, CURLOPT_CAPATH, NULL);
    if (self->ca_file)
        (void)curl_easy_setopt(e, CURLOPT_CAINFO, self->ca_file);
    if (self->resolve)
        (void)curl_easy_setopt(e, CURLOPT_RESOLVE, self->resolve);
    if (self->connect_to)
        (void)curl_easy_setopt(e, CURLOPT_CONNECT_TO, self->connect_to);
    (void)curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
    (void)curl_easy_setopt(e, CURLOPT_HEADERDATA, f);
    (void)curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_write);
    (void)curl_easy_setopt(e, CURLOPT_WRITEDATA, f);
    (void)curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    (void)curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, f);
    (void)curl_easy_setopt(e, CURLOPT_CLOSESOCKETFUNCTION, vg_curl_loop_close);
    (void)curl_easy_setopt(e, CURLOPT_CLOSESOCKETDATA, self->loop);
    (void)curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_before_request);
    (void)curl_easy_setopt(e, CURLOPT_PREREQDATA, f);
}

bool vg_fetch_setup(struct vg_fetch *f)
{
    if (!f->easy) {
        f->easy = curl_easy_init();
        if (!f->easy) {
            vg_fetch_end(f, VG_E_NOMEM, "out of memory");
            return false;
        }
        set_common(f);
    }
    (void)curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->lines);
    (void)curl_easy_setopt(f->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->max_bytes);
    if (curl_easy_setopt(f->easy, CURLOPT_URL, f->request.url) != CURLE_OK) {
        vg_fetch_end(f, VG_E_SYNTAX, "the URL cannot be used");
        return false;
    }
    return true;
}
