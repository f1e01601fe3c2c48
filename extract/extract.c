/* extract.c - the cascade: one article through every layer, in the order in which they need each
 * other. */
#include "extract/extract.h"

#include <stdlib.h>

#include "extract/claim.h"
#include "extract/document.h"
#include "extract/extract_in.h"
#include "extract/group.h"
#include "extract/merge.h"
#include "extract/morph.h"
#include "extract/number.h"
#include "extract/pack.h"
#include "extract/terms.h"
#include "extract/toll.h"
#include "extract/when.h"
#include "extract/where.h"
#include "extract/who.h"
#include "extract/words.h"

struct vg_extractor {
    const struct vg_pack *pack;
    struct vg_arena *arena;
    struct vg_arena *known; /* what words holds */
    struct vg_words *words;
    struct vg_document doc;
};

struct vg_extractor *vg_extractor_new(const struct vg_pack *pack)
{
    struct vg_extractor *self = vg_xnew(struct vg_extractor);

    self->pack = pack;
    self->arena = vg_arena_new();
    self->known = vg_arena_new();
    self->words = vg_words_new(self->known, &self->pack->rules->particles);
    return self;
}

void vg_extractor_free(struct vg_extractor *self)
{
    if (!self)
        return;
    vg_arena_free(self->arena);
    vg_arena_free(self->known);
    free(self);
}

const struct vg_document *vg_extractor_document(const struct vg_extractor *self)
{
    return &self->doc;
}

static void start(struct vg_extractor *self, const struct vg_article *article)
{
    vg_arena_reset(self->arena);
    if (vg_arena_used(self->known) > VG_WORDS_ROOM) {
        vg_arena_reset(self->known);
        self->words = vg_words_new(self->known, &self->pack->rules->particles);
    }
    self->doc = (struct vg_document){.arena = self->arena,
                                     .words = self->words,
                                     .pack = self->pack,
                                     .gazetteer = self->pack->gazetteer,
                                     .where_rules = self->pack->where,
                                     .actor_table = self->pack->actors,
                                     .published = article->published};
    memcpy(self->doc.country, article->country, sizeof self->doc.country);
    self->doc.country[2] = '\0';
}

/* Layers before events. */
static int read_layers(struct vg_document *doc, const struct vg_article *article,
                       struct vg_err *err)
{
    const struct vg_pack *pack = doc->pack;
    int r = vg_text_run(doc, pack->text, article, err);

    if (r < 0)
        return r;
    vg_morph_run(doc);
    vg_number_run(doc);
    vg_when_run(doc);
    vg_who_names(doc);
    vg_where_run(doc);
    vg_who_run(doc);
    vg_terms_mark((const struct vg_terms *const[]){pack->toll, pack->claim}, 2, doc);
    return 0;
}

int vg_extract_document(struct vg_extractor *self, const struct vg_article *article,
                        struct vg_merged_list **ret, struct vg_err *err)
{
    struct vg_document *doc = &self->doc;

    start(self, article);
    int r = read_layers(doc, article, err);
    if (r < 0)
        return r;
    vg_group_run(doc, self->pack->rules);
    doc->tolls = vg_toll_run(doc);
    doc->attributions = vg_claim_run(doc);
    vg_frame_run(doc);
    *ret = vg_merge_run(doc);
    vg_claim_apply(doc, *ret);
    return 0;
}

int vg_extract(struct vg_extractor *self, const struct vg_article *article,
               struct vg_event_list *ret, struct vg_err *err)
{
    struct vg_merged_list *merged = NULL;
    int r = vg_extract_document(self, article, &merged, err);

    if (r < 0)
        return r;
    *ret =
        (struct vg_event_list){.items = vg_arena_new_n(self->arena, struct vg_event, merged->n + 1),
                               .n = merged->n,
                               .cap = merged->n + 1};
    for (size_t i = 0; i < merged->n; i++)
        ret->items[i] = merged->items[i].event;
    return 0;
}
