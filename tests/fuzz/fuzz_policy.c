/* Lines: status, code, then headers; after an empty line a stored state as text. Whatever both say:
 * the stored form is a fixed point of reading and writing, and the source is asked again, not
 * before the floor, within nine days. */
#include <stdlib.h>
#include "feeds/header.h"
#include "feeds/policy.h"

#define NOW INT64_C(1795132800000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_text(const struct vg_poll_state *state)
{
    struct vg_poll_state again;
    struct vg_buf a, b;

    vg_buf_init(&a, 1 << 24), vg_buf_init(&b, 1 << 24);
    if (vg_poll_state_encode(state, &a) == 0) {
        if (vg_poll_state_decode(vg_buf_view(&a), &again, NULL) < 0 ||
            vg_poll_state_encode(&again, &b) < 0 || !vg_sv_eq(vg_buf_view(&a), vg_buf_view(&b)))
            abort();
        vg_poll_state_done(&again);
    }
    vg_buf_done(&a), vg_buf_done(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_sv rest = vg_sv((const char *)data, n), line;
    char url[] = "https://a.ml/";
    struct vg_source source = {.name = url, .url = url};
    struct vg_poll_facts facts = {.now_usec = NOW, .conditional = n & 1, .random = n * 2654435761};
    struct vg_poll_state state;
    struct vg_poll_outcome outcome;
    struct vg_headers h;
    int64_t v[2] = {0, 0}, times[] = {NOW - 60000000, NOW + 5, INT64_MIN, (int64_t)n * 1000000};

    (void)!vg_sv_to_i64(vg_sv_split(&rest, '\n'), 0, 999, &v[0]);
    (void)!vg_sv_to_i64(vg_sv_split(&rest, '\n'), -11, 0, &v[1]);
    vg_headers_init(&h);
    while ((line = vg_sv_split(&rest, '\n')).n && vg_headers_line(&h, line) >= 0)
        continue;
    facts.status = (int)v[0], facts.code = (int)v[1];
    facts.entry_usec = times, facts.n_entries = n % 5, facts.n_new = n % 3;
    facts.etag = vg_headers_get(&h, VG_HEADER_ETAG);
    facts.cache_control = vg_headers_get(&h, VG_HEADER_CACHE_CONTROL);
    facts.retry_after = vg_headers_get(&h, VG_HEADER_RETRY_AFTER);
    facts.permanent_url = facts.ttl = vg_headers_get(&h, VG_HEADER_LINK_SELF);
    if (vg_poll_state_decode(rest, &state, NULL) == 0) {
        check_text(&state);
        vg_poll_apply(NULL, &source, &state, &facts, &outcome);
        if (state.due_usec < NOW + 300000000 || state.due_usec > NOW + 9 * INT64_C(86400000000))
            abort();
        vg_poll_commit(&state);
        check_text(&state);
        vg_poll_state_done(&state);
    }
    vg_headers_done(&h);
    return 0;
}
