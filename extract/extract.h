/*
 * extract.h - text in, events out: what the rest of the house calls.
 *
 * Pure: the same article, pack and publication date give the same events, always. No clock, locale,
 * global, log or thread; the only I/O is mapping the pack. A pack is read-only and may be shared
 * between threads; an extractor belongs to one thread.
 */
#ifndef VG_EXTRACT_EXTRACT_H
#define VG_EXTRACT_EXTRACT_H

#include "base/err.h"
#include "extract/event.h"

struct vg_pack;      /* a language's compiled tables, mapped from a file */
struct vg_extractor; /* working memory of one thread */

/* Maps the compiled pack at path (made by `vigie pack compile`). 0 and *ret_pack, owned by the
 * caller; VG_E_IO, VG_E_SYNTAX (not a pack, or of another version: err says how to make one). */
int vg_pack_open(const char *path, struct vg_pack **ret_pack, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_pack_close(struct vg_pack *pack); /* NULL is fine; no extractor may still use it */

/* Adds a compiled gazetteer (made by `vigie gazetteer import`) to the places that the pack knows.
 * Call before any extractor is made. */
int vg_pack_add_gazetteer(struct vg_pack *pack, const char *path, struct vg_err *err)
    __attribute__((warn_unused_result));

/* Working memory over pack (borrowed; must outlive it). */
struct vg_extractor *vg_extractor_new(const struct vg_pack *pack);
void vg_extractor_free(struct vg_extractor *self); /* NULL is fine */

struct vg_article {
    struct vg_sv title;  /* may be empty; the text may begin with the title too */
    struct vg_sv
        text; /* UTF-8; anything else is repaired. Offsets in events count its characters. */
    int32_t published;   /* day number, or VG_DAY_NONE: relative dates then stay unknown */
    struct vg_sv outlet; /* name, may be empty */
    char country[3]; /* where the outlet reports from, breaks ties between homonyms; "" when unknown
                      */
};

/* The events of one article, in the order of the text, in memory of the extractor that is valid
 * until its next call. 0 and *ret; VG_E_TOOBIG past VG_MAX_ARTICLE. Time and memory are linear in
 * the text. */
int vg_extract(struct vg_extractor *self, const struct vg_article *article,
               struct vg_event_list *ret, struct vg_err *err) __attribute__((warn_unused_result));

#endif
