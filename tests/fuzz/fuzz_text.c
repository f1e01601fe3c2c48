/* An article: first byte the day of publication, then the title up to a line end, then the text.
 * Tokens are ordered and inside the text, positions inside the article's characters; layers point
 * at tokens that exist; reading the same twice gives the same. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "extract/morph.h"
#include "extract/number.h"
#include "extract/pack.h"
#include "extract/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
static struct vg_pack *pack; /* the one thing that is the same for every input */

static uint64_t read_once(const struct vg_article *article, struct vg_arena *arena)
{
    struct vg_document doc = {.arena = arena, .pack = pack};
    size_t chars = vg_utf8_count(article->text), last = 0;
    uint64_t seen = 0;

    if (vg_text_run(&doc, pack->text, article, NULL) < 0)
        abort();
    vg_morph_run(&doc);
    vg_number_run(&doc);
    vg_when_run(&doc);
    for (size_t i = 0; i < doc.n_tokens; i++) {
        const struct vg_token *t = &doc.tokens[i];
        if (t->from < last || t->from >= t->to || t->to > doc.text.n || t->char_from > t->char_to ||
            t->char_to > chars || !t->n_readings || t->chosen >= t->n_readings || t->sentence < 0)
            abort();
        last = t->to;
        seen = vg_hash64(&t->from, 4, seen + t->chosen);
    }
    for (size_t i = 0; i < doc.n_numbers; i++)
        if (doc.numbers[i].from >= doc.numbers[i].to || doc.numbers[i].to > doc.n_tokens)
            abort();
    for (size_t i = 0; i < doc.n_times; i++) {
        if (doc.times[i].from >= doc.times[i].to || doc.times[i].to > doc.n_tokens)
            abort();
        seen = vg_hash64(&doc.times[i].date, sizeof doc.times[i].date, seen);
    }
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *path = getenv("VIGIE_PACK");
    struct vg_sv text = vg_sv((const char *)data + 1, n ? n - 1 : 0), title;

    if (!pack && vg_pack_open(path ? path : "data/fr.pack", &pack, NULL) < 0)
        abort();
    if (!n || n > 1 << 16)
        return 0;
    title = vg_sv_split(&text, '\n');
    struct vg_article article = {.title = title, .text = text, .published = 20000 + data[0]};
    struct vg_arena *arena = vg_arena_new();
    uint64_t once = read_once(&article, arena);
    if (once != read_once(&article, arena))
        abort();
    vg_arena_free(arena);
    return 0;
}
