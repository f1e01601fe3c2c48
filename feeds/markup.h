/*
 * markup.h - HTML fragments within feeds: made harmless, their addresses made absolute.
 *
 * Elements and attributes that are not on the list of harmless ones go, their text stays; scripts
 * and styles go with what is in them; addresses that would run code go. A fragment that needs no
 * change is not copied.
 */
#ifndef VG_FEEDS_MARKUP_H
#define VG_FEEDS_MARKUP_H

#include "base/arena.h"
#include "base/buf.h"

/* The fragment, cleaned, with relative addresses resolved against base (may be empty): html itself
 * when nothing had to change, else a view into out, which is cleared first. Linear. arena is
 * scratch. */
struct vg_sv vg_markup_clean(struct vg_sv html, struct vg_sv base, struct vg_arena *arena,
                             struct vg_buf *out);
/* Is text that claims to be plain HTML after all? It has an end tag or a character reference, and
 * no tag or reference that HTML does not know. */
bool vg_markup_looks_html(struct vg_sv text);
/* Appends text with &, <, > (and " when for an attribute) as references. */
void vg_markup_escape(struct vg_buf *out, struct vg_sv text, bool attribute);
/* Does an element of this name never have an end tag (br, img, ...)? Any case. */
bool vg_markup_is_void(struct vg_sv name);

#endif
