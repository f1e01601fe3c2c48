/* Any bytes as an article, through the whole cascade: no crash, evidence inside the text, and the
 * same events twice. Needs the pack: $VG_BUILD/data/fr.pack. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct vg_pack *open_pack(void)
{
    const char *build = getenv("VG_BUILD");
    struct vg_pack *pack;
    char path[4096];

    (void)snprintf(path, sizeof path, "%s/data/fr.pack", build ? build : ".");
    if (vg_pack_open(path, &pack, NULL) < 0)
        abort();
    return pack;
}

static size_t read_once(struct vg_extractor *x, const struct vg_article *article, size_t chars)
{
    struct vg_event_list list;
    size_t sum = 0;

    if (vg_extract(x, article, &list, NULL) < 0)
        return 0;
    for (size_t i = 0; i < list.n; i++) {
        const struct vg_event *e = &list.items[i];
        for (size_t k = 0; k < e->n_evidence; k++)
            if (e->evidence[k].from > e->evidence[k].to || e->evidence[k].to > chars)
                abort();
        sum = sum * 31 + (size_t)e->type + e->n_initiators + e->n_targets + (size_t)e->date.from;
    }
    return sum + list.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const int32_t days[] = {20284, VG_DAY_NONE};
    static struct vg_extractor
        *x; /* one for all inputs, as a reader has: opening it costs more than reading */
    struct vg_article article = {.text = vg_sv((const char *)data, n), .country = "ML"};

    if (!x)
        x = vg_extractor_new(open_pack());
    for (size_t i = 0; i < 2; i++) {
        article.published = days[i];
        size_t chars = vg_utf8_count(article.text);
        if (read_once(x, &article, chars) != read_once(x, &article, chars))
            abort();
    }
    return 0;
}
