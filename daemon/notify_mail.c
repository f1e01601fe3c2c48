/* notify_mail.c - an e-mail by SMTP: text and HTML parts, threaded by alert (RFC 5322, 2047). */
#include "config.h"

#include "daemon/notify_in.h"

#include <openssl/evp.h>

#define TIMEOUT_MS 30000L

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static const char *rfc5322_date(int64_t usec, struct vg_arena *arena)
{
    int64_t s = usec / 1000000;
    int32_t day = (int32_t)(s / 86400);
    struct vg_civil c = vg_day_to_civil(day);

    return vg_arena_printf(arena, "Date: %s, %d %s %d %02d:%02d:%02d +0000",
                           weekdays[vg_day_weekday(day)], c.day, months[c.month - 1], c.year,
                           (int)(s / 3600 % 24), (int)(s / 60 % 60), (int)(s % 60));
}

/* RFC 2047: words of at most 75 characters, none of which cuts a character of UTF-8. */
static const char *subject_line(struct vg_sv s, struct vg_arena *arena)
{
    unsigned char word[80];
    struct vg_buf out;

    vg_buf_init(&out, 8192);
    (void)vg_buf_str(&out, "Subject:");
    for (int line = 0; s.n > 0 && line < 20; line++) {
        size_t n = s.n < 42 ? s.n : 42;
        while (n < s.n && n > 1 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
            n--;
        (void)vg_buf_str(&out, line ? "\r\n =?UTF-8?B?" : " =?UTF-8?B?");
        (void)EVP_EncodeBlock(word, (const unsigned char *)s.p, (int)n);
        (void)vg_buf_str(&out, (const char *)word);
        (void)vg_buf_str(&out, "?=");
        s = vg_sv_sub(s, n, s.n);
    }
    const char *line = vg_arena_str(arena, vg_buf_view(&out));
    vg_buf_done(&out);
    return line;
}

/* "Desk <desk@example.org>" -> "<desk@example.org>" */
static const char *address_of(const char *mailbox, struct vg_arena *arena)
{
    const char *open = strrchr(mailbox, '<');

    return open ? open : vg_arena_printf(arena, "<%s>", mailbox);
}

/* What ids end in: the sender's domain. */
static const char *domain_of(const struct vg_receiver *receiver, struct vg_arena *arena)
{
    const char *at = strrchr(receiver->from, '@');
    size_t n = at ? strcspn(at + 1, "> ") : 0;

    return n ? vg_arena_str(arena, vg_sv(at + 1, n)) : "vigie.invalid";
}

static struct curl_slist *headers(const struct vg_notice *notice, const struct vg_mail_text *text,
                                  struct vg_arena *arena)
{
    const struct vg_receiver *to = &notice->receiver;
    const char *domain = domain_of(to, arena);
    struct curl_slist *list = curl_slist_append(NULL, vg_arena_printf(arena, "From: %s", to->from));

    for (size_t i = 0; i < to->n_to; i++)
        list = curl_slist_append(list, vg_arena_printf(arena, "%s%s%s", i ? " " : "To: ", to->to[i],
                                                       i + 1 < to->n_to ? "," : ""));
    list = curl_slist_append(list, rfc5322_date(notice->items[0].created_usec, arena));
    list = curl_slist_append(list, subject_line(vg_buf_view(&text->subject), arena));
    list = curl_slist_append(
        list, vg_arena_printf(arena, "Message-ID: <%s@%s>", vg_notice_key(notice, arena), domain));
    if (!notice->digest && notice->items[0].revision > 1) {
        const char *first = notice->items[0].alert_id;
        list = curl_slist_append(list,
                                 vg_arena_printf(arena, "In-Reply-To: <%s-1@%s>", first, domain));
        list =
            curl_slist_append(list, vg_arena_printf(arena, "References: <%s-1@%s>", first, domain));
    }
    list = curl_slist_append(list, "Auto-Submitted: auto-generated");
    return list;
}

static void add_part(curl_mime *mime, const char *type, const struct vg_buf *content)
{
    curl_mimepart *part = curl_mime_addpart(mime);

    (void)curl_mime_data(part, content->p ? content->p : "", content->n);
    (void)curl_mime_type(part, type);
    (void)curl_mime_encoder(part,
                            "base64"); /* curl's quoted-printable leaves lines past 998 to luck */
}

static curl_mime *parts(CURL *curl, const struct vg_mail_text *text)
{
    curl_mime *mime = curl_mime_init(curl), *both = curl_mime_init(curl);
    curl_mimepart *outer = curl_mime_addpart(mime);

    add_part(both, "text/plain; charset=utf-8", &text->text);
    add_part(both, "text/html; charset=utf-8", &text->html);
    (void)curl_mime_subparts(outer, both);
    (void)curl_mime_type(outer, "multipart/alternative");
    return mime;
}

static void judge(CURL *curl, struct vg_notice *notice, CURLcode code, const char *detail,
                  struct vg_arena *arena)
{
    long status = 0;

    if (code == CURLE_OK)
        return;
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    /* 5yz to the sender, a recipient or the message is final; a failed login may be mended */
    bool final = status >= 550 && status < 560 && code != CURLE_LOGIN_DENIED;
    bool local = code == CURLE_COULDNT_CONNECT && !notice->receiver.allow_private;
    vg_notice_fail(notice, final ? VG_NOTICE_REFUSED : VG_NOTICE_RETRY,
                   vg_arena_printf(arena, "%s%s", detail[0] ? detail : curl_easy_strerror(code),
                                   local ? " (private addresses need allow_private: yes)" : ""));
}

static bool log_in(CURL *curl, struct vg_notice *notice, struct vg_arena *arena)
{
    const struct vg_receiver *to = &notice->receiver;
    const char *password =
        to->password_file ? vg_notice_secret(notice, to->password_file, arena) : "";

    if (to->starttls)
        (void)curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    if (!password)
        return false;
    if (to->user) {
        (void)curl_easy_setopt(curl, CURLOPT_USERNAME, to->user);
        (void)curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
    }
    return true;
}

void vg_notify_mail(CURL *curl, struct vg_notice *notice, struct vg_arena *arena)
{
    const struct vg_receiver *to = &notice->receiver;
    char detail[CURL_ERROR_SIZE] = "";
    struct vg_mail_text text;
    struct curl_slist *recipients = NULL;

    if (!log_in(curl, notice, arena))
        return;
    vg_mail_text_init(&text, notice, arena);
    for (size_t i = 0; i < to->n_to; i++)
        recipients = curl_slist_append(recipients, address_of(to->to[i], arena));
    struct curl_slist *list = headers(notice, &text, arena);
    curl_mime *mime = parts(curl, &text);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(curl, CURLOPT_URL, to->smtp);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, address_of(to->from, arena));
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    (void)curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
    (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
    judge(curl, notice, curl_easy_perform(curl), detail, arena);
    (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_reset(curl);
    curl_mime_free(mime);
    curl_slist_free_all(list);
    curl_slist_free_all(recipients);
    vg_mail_text_done(&text);
}
