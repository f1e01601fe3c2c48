/* The items of a JSON Feed: the same however they are cut; and where the whole is valid JSON, none
 * is lost. */
#include <jansson.h>

#include "base/buf.h"
#include "tests/fuzz/feed_digest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_count(const struct vg_buf *b, size_t entries)
{
    json_t *doc = json_loadb(b->p, b->n, JSON_ALLOW_NUL, NULL), *item;
    size_t objects = 0, i;

    if (doc &&
        json_object_size(doc) == 2) { /* not when the input closed the array and opened others */
        json_array_foreach(json_object_get(doc, "items"), i, item) objects += json_is_object(item);
        if (objects != entries)
            abort();
    }
    json_decref(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_buf b;

    if (n < 2 || n > 1 << 18)
        return 0;
    for (size_t i = 1; i < n; i++)
        if (data[i] < 0x20 ||
            data[i] >= 0x7F) /* what the decoder mends is not what jansson would see */
            return 0;
    vg_buf_init(&b, 1 << 20);
    (void)vg_buf_str(&b, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[");
    (void)vg_buf_add(&b, data + 1, n - 1);
    (void)vg_buf_str(&b, "]}");
    struct digest whole = digest_feed((const uint8_t *)b.p, b.n, 0);
    struct digest cut = digest_feed((const uint8_t *)b.p, b.n, data[0] % 61 + 1);
    if (whole.value != cut.value || whole.entries != cut.entries)
        abort();
    check_count(&b, whole.entries);
    vg_buf_done(&b);
    return 0;
}
