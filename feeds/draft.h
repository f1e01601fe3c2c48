/*
 * draft.h - a feed or an entry while it is read: fields and lists that are filled in any order.
 *
 * Everything lies in one arena; past its limits a draft takes nothing more, in silence: a feed with
 * ten thousand links has as many as we care for.
 */
#ifndef VG_FEEDS_DRAFT_H
#define VG_FEEDS_DRAFT_H

#include "base/arena.h"
#include "feeds/entry.h"

enum vg_field {
    VG_FIELD_ID,
    VG_FIELD_LINK,
    VG_FIELD_TITLE,
    VG_FIELD_MEDIA_TITLE,
    VG_FIELD_SUMMARY,
    VG_FIELD_SUBTITLE,
    VG_FIELD_MEDIA_DESCRIPTION,
    VG_FIELD_RIGHTS,
    VG_FIELD_PUBLISHER,
    VG_FIELD_COMMENTS,
    VG_FIELD_LANG,
    VG_FIELD_GENERATOR,
    VG_FIELD_TTL,
    VG_FIELD_SY_PERIOD,
    VG_FIELD_SY_FREQUENCY,
    VG_FIELD_SY_BASE,
    VG_FIELD_NEW_LOCATION,
    VG_FIELD_ORIG_LINK,
    VG_FIELD_COUNT
};

struct vg_draft {
    struct vg_arena *arena; /* borrowed */
    size_t max_bytes;
    struct {
        struct vg_sv value, type;
        unsigned depth; /* of the element that gave it; nearer to the top wins */
    } fields[VG_FIELD_COUNT];
    int64_t published, updated, created;
    bool permalink; /* the id is an RSS guid that may be an address */
    struct vg_person *authors;
    size_t n_authors, cap_authors;
    struct vg_category *categories;
    struct vg_sv *terms;
    size_t n_categories, cap_categories, n_terms, cap_terms;
    struct vg_link *links;
    size_t n_links, cap_links;
    struct vg_content *contents;
    size_t n_contents, cap_contents;
    struct vg_origin source;
    struct vg_in_reply_to in_reply_to;
};

/* Empty, with everything of it to be in arena; forgets what it held. */
void vg_draft_init(struct vg_draft *self, struct vg_arena *arena, size_t max_bytes);
bool vg_draft_full(const struct vg_draft *self);
/* A copy of s in the draft's arena; the empty view when the draft is full. */
struct vg_sv vg_draft_copy(struct vg_draft *self, struct vg_sv s);
/* Sets a field unless an element nearer to the top did; of two as near, the first title and the
 * last of anything else stays. An empty value replaces nothing. type is copied. */
void vg_draft_set(struct vg_draft *self, enum vg_field field, struct vg_sv value, struct vg_sv type,
                  unsigned depth);
struct vg_sv vg_draft_get(const struct vg_draft *self, enum vg_field field);
/* A new empty person at the end of the authors; NULL past the limit. */
struct vg_person *vg_draft_add_author(struct vg_draft *self);
/* Takes "Name <mail>", "mail (Name)" and the like apart; copies. */
void vg_draft_split_person(struct vg_draft *self, struct vg_sv text, struct vg_person *ret);
/* Copies; a category like one that is there is not added. */
void vg_draft_add_category(struct vg_draft *self, struct vg_sv term, struct vg_sv scheme,
                           struct vg_sv label);
/* Copies every view. Returns the copy, NULL past the limit. */
struct vg_link *vg_draft_add_link(struct vg_draft *self, const struct vg_link *link);
void vg_draft_add_content(struct vg_draft *self, const struct vg_content *content);
/* The entry or feed as read so far: views into the draft. The feed keeps what else ret holds. */
void vg_draft_to_entry(struct vg_draft *self, struct vg_entry *ret);
void vg_draft_to_feed(struct vg_draft *self, struct vg_feed *ret);

#endif
