/* Messages, requests and answers: hostile JSON is refused or read; what was read is written, and
 * reading that gives the same again, with the same topic. */
#include <stdlib.h>

#include "base/err.h"
#include "wire/headline.h"
#include "wire/request.h"
#include "wire/topic.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_same(const struct vg_buf *a, const struct vg_buf *b)
{
    if (!vg_sv_eq(vg_buf_view(a), vg_buf_view(b)))
        abort();
}

static void try_message(struct vg_sv text, struct vg_arena *arena, struct vg_buf *a,
                        struct vg_buf *b)
{
    struct vg_message msg, again;

    if (vg_message_read(text, arena, &msg, NULL) < 0 || vg_message_write(&msg, a) < 0)
        return;
    if (vg_message_read(vg_buf_view(a), arena, &again, NULL) < 0 || vg_message_write(&again, b) < 0)
        abort();
    check_same(a, b);
    if (strcmp(vg_topic_of(&msg).s, vg_topic_of(&again).s) != 0)
        abort();
    vg_buf_clear(b);
    if (msg.kind == VG_MSG_EVENT && vg_event_headline(msg.u.event.event, b) == 0 && b->n == 0)
        abort();
}

static void try_request(struct vg_sv text, struct vg_arena *arena, struct vg_buf *a,
                        struct vg_buf *b)
{
    struct vg_request q, again;

    if (vg_request_read(text, arena, &q, NULL) < 0 || vg_request_write(&q, a) < 0)
        return;
    if (vg_request_read(vg_buf_view(a), arena, &again, NULL) < 0 || vg_request_write(&again, b) < 0)
        abort();
    check_same(a, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_sv text = vg_sv((const char *)data, n);
    struct vg_arena *arena = vg_arena_new();
    struct vg_reply reply;
    struct vg_buf a, b;

    vg_buf_init(&a, VG_MAX_REQUEST - 1024);
    vg_buf_init(&b, VG_MAX_REQUEST);
    try_message(text, arena, &a, &b);
    vg_buf_clear(&a);
    vg_buf_clear(&b);
    try_request(text, arena, &a, &b);
    (void)!vg_reply_read(text, arena, &reply, NULL);
    vg_buf_done(&a);
    vg_buf_done(&b);
    vg_arena_free(arena);
    return 0;
}
