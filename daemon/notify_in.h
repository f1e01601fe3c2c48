/* notify_in.h - shared by notify*.c; private to them. */
#ifndef VG_DAEMON_NOTIFY_IN_H
#define VG_DAEMON_NOTIFY_IN_H

#include <curl/curl.h>

#include "daemon/notify.h"

/* Each delivers notice and fills its result; curl has been reset and carries vg_notify_limits. */
void vg_notify_http(CURL *curl, struct vg_notice *notice, struct vg_arena *arena);
void vg_notify_mail(CURL *curl, struct vg_notice *notice, struct vg_arena *arena);

void vg_notice_fail(struct vg_notice *notice, enum vg_notice_result result, const char *error);
/* The first line of a file that holds a secret; relative names count from $CREDENTIALS_DIRECTORY.
 * NULL when it cannot be read: the notice has failed then. */
const char *vg_notice_secret(struct vg_notice *notice, const char *file, struct vg_arena *arena);

/* A mail's parts, from the alerts of the notice (notify_text.c). Lines end in CRLF, all is UTF-8.
 */
struct vg_mail_text {
    struct vg_buf subject, text, html;
};
void vg_mail_text_init(struct vg_mail_text *self, const struct vg_notice *notice,
                       struct vg_arena *arena);
void vg_mail_text_done(struct vg_mail_text *self);

#endif
