/* notify_http.c - a webhook: POST of JSON, signed, with a key that retries share. */
#include "config.h"

#include "daemon/notify_in.h"

#include <openssl/hmac.h>
#include <stdio.h>

#define TIMEOUT_MS 10000L
#define MAX_ANSWER 65536

static size_t ignore(char *p, size_t size, size_t n, void *ctx)
{
    size_t *got = ctx;

    (void)p;
    *got += size * n;
    return *got > MAX_ANSWER ? 0 : size * n; /* nobody reads it: 0 ends the transfer */
}

static void join_bodies(const struct vg_notice *notice, struct vg_buf *out)
{
    (void)vg_buf_str(out, "{\"v\":1,\"kind\":\"digest\",\"alerts\":[");
    for (size_t i = 0; i < notice->n_items; i++) {
        if (i)
            (void)vg_buf_char(out, ',');
        (void)vg_buf_sv(out, notice->items[i].body);
    }
    (void)vg_buf_str(out, "]}");
}

static const char *event_name(const struct vg_notice *notice, struct vg_arena *arena)
{
    struct vg_message msg;

    if (notice->digest)
        return "digest";
    if (vg_message_read(notice->items[0].body, arena, &msg, NULL) < 0 || msg.kind != VG_MSG_ALERT)
        return "alert";
    return vg_arena_printf(arena, "alert.%s", vg_alert_state_name(msg.u.alert.state));
}

static struct curl_slist *add(struct curl_slist *list, struct vg_arena *arena, const char *name,
                              const char *value)
{
    return curl_slist_append(list, vg_arena_printf(arena, "%s: %s", name, value));
}

/* NULL: a failure that the notice tells. */
static struct curl_slist *headers(struct vg_notice *notice, struct vg_sv body,
                                  struct vg_arena *arena)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
    unsigned char mac[EVP_MAX_MD_SIZE];
    char hex[2 * EVP_MAX_MD_SIZE + 1];
    unsigned int n = 0;

    list = curl_slist_append(list, "Expect:");
    list = add(list, arena, "Idempotency-Key", vg_notice_key(notice, arena));
    list = add(list, arena, "X-Vigie-Event", event_name(notice, arena));
    if (!notice->receiver.secret_file)
        return list;
    const char *secret = vg_notice_secret(notice, notice->receiver.secret_file, arena);
    if (!secret) {
        curl_slist_free_all(list);
        return NULL;
    }
    (void)HMAC(EVP_sha256(), secret, (int)strlen(secret), (const unsigned char *)body.p, body.n,
               mac, &n);
    for (unsigned int i = 0; i < n; i++)
        (void)snprintf(hex + (size_t)2 * i, 3, "%02x", mac[i]);
    return add(list, arena, "X-Vigie-Signature", vg_arena_printf(arena, "sha256=%s", hex));
}

static void judge(CURL *curl, struct vg_notice *notice, CURLcode code, const char *detail,
                  struct vg_arena *arena)
{
    long status = 0;
    curl_off_t wait = 0;

    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status < 300)
        return; /* taken, whatever became of the rest of the answer */
    if (status == 0) {
        bool local = code == CURLE_COULDNT_CONNECT && !notice->receiver.allow_private;
        vg_notice_fail(
            notice, VG_NOTICE_RETRY,
            vg_arena_printf(arena, "%s%s", detail[0] ? detail : curl_easy_strerror(code),
                            local ? " (private addresses need allow_private: yes)" : ""));
        return;
    }
    (void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    notice->wait_s = wait > 0 ? (int64_t)wait : 0;
    bool final = status >= 400 && status < 500 && status != 408 && status != 429;
    vg_notice_fail(notice, final ? VG_NOTICE_REFUSED : VG_NOTICE_RETRY,
                   vg_arena_printf(arena, "answered %ld%s", status,
                                   status >= 300 && status < 400
                                       ? "; redirects are not followed, set the final url"
                                       : ""));
}

void vg_notify_http(CURL *curl, struct vg_notice *notice, struct vg_arena *arena)
{
    char detail[CURL_ERROR_SIZE] = "";
    struct vg_sv body = notice->items[0].body;
    struct vg_buf joined;
    size_t got = 0;

    vg_buf_init(&joined, (size_t)(VG_NOTICE_ITEMS + 1) * VG_MAX_MESSAGE);
    if (notice->digest) {
        join_bodies(notice, &joined);
        body = vg_buf_view(&joined);
    }
    struct curl_slist *list = headers(notice, body, arena);
    if (list) {
        (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        (void)curl_easy_setopt(curl, CURLOPT_URL, notice->receiver.url);
        (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
        (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
        (void)curl_easy_setopt(curl, CURLOPT_POST, 1L);
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.p);
        (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
        (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got);
        (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
        judge(curl, notice, curl_easy_perform(curl), detail, arena);
        curl_slist_free_all(list);
        (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
    }
    vg_buf_done(&joined);
}
