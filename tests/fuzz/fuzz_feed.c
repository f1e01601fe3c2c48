/* Any bytes as a feed: what is read does not depend on how they are cut, and is always valid UTF-8.
 * The first byte says how to cut. */
#include "tests/fuzz/feed_digest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 2 || n > 1 << 20)
        return 0;
    size_t step = data[0] % 61 + 1;
    struct digest whole = digest_feed(data + 1, n - 1, 0);
    struct digest cut = digest_feed(data + 1, n - 1, step);
    if (whole.value != cut.value || whole.entries != cut.entries)
        abort();
    if (n < 512 && digest_feed(data + 1, n - 1, 1).value != whole.value)
        abort();
    return 0;
}
