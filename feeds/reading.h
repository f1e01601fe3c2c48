/*
 * reading.h - what the readers of one document share: where feed and entries are put together and
 * handed out.
 *
 * Internal to the parser: parse.c owns it, feed_xml.c, feed_html.c and jsonfeed.c fill it.
 */
#ifndef VG_FEEDS_READING_H
#define VG_FEEDS_READING_H

#include "base/buf.h"
#include "base/err.h"
#include "feeds/draft.h"
#include "feeds/parse.h"

enum vg_text_type { VG_TEXT_PLAIN, VG_TEXT_HTML, VG_TEXT_XHTML, VG_TEXT_OTHER };

struct vg_reading {
    vg_entry_fn *on_entry;
    void *ctx;
    uint32_t max_entries, n_entries;
    struct vg_arena *feed_arena, *entry_arena, *scratch,
        *tags; /* scratch: one value; tags: one tag in it */
    struct vg_draft feed, entry;
    struct vg_buf clean;
    enum vg_feed_format format;
    const char *version;
    struct vg_sv base, lang; /* of the document, from HTTP */
    uint32_t skip_hours;
    uint8_t skip_days;
    char first[64]; /* name of the first element, for messages */
    bool limit;     /* stopped at a limit of ours */
};

/* Empties the entry for a new one. */
void vg_reading_begin_entry(struct vg_reading *self);
/* Hands the entry out unless it says nothing at all. 0, VG_E_LIMIT past max_entries, or what
 * on_entry returned. */
int vg_reading_end_entry(struct vg_reading *self);
/* "text/plain" and its like; of an unknown one: VG_TEXT_OTHER. */
enum vg_text_type vg_text_type_of(struct vg_sv type, enum vg_text_type otherwise);
struct vg_sv vg_text_type_name(enum vg_text_type type);
/* A text as it should be kept: trimmed, twice encoded UTF-8 undone, HTML found out where guess
 * allows it and then cleaned. *type is updated. View into raw or scratch memory, valid until the
 * next call. */
struct vg_sv vg_reading_text(struct vg_reading *self, struct vg_sv raw, struct vg_sv base,
                             bool guess, enum vg_text_type *type);
/* An address, absolute if it can be, empty when it is not safe. View into ref or scratch, valid
 * until the next call. */
struct vg_sv vg_reading_address(struct vg_reading *self, struct vg_sv base, struct vg_sv ref);
/* "Monday" ... to bit 0 ...; "0" to "24" to bits 0 to 23; others do nothing. */
void vg_reading_skip_day(struct vg_reading *self, struct vg_sv day);
void vg_reading_skip_hour(struct vg_reading *self, struct vg_sv hour);

#endif
