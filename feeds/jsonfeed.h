/*
 * jsonfeed.h - JSON Feed 1.0 and 1.1, as it arrives. Internal to the parser.
 *
 * A scanner finds the members of the top object and the items; each is parsed (jansson) when it is
 * complete, so that no more than one item is held. https://www.jsonfeed.org/version/1.1/
 */
#ifndef VG_FEEDS_JSONFEED_H
#define VG_FEEDS_JSONFEED_H

#include "feeds/reading.h"

struct vg_jsonfeed;

struct vg_jsonfeed *vg_jsonfeed_new(struct vg_reading *r);
void vg_jsonfeed_free(struct vg_jsonfeed *self); /* NULL is fine */
/* 0; VG_E_LIMIT past the nesting limit or max_entries; what on_entry returned. An item that does
 * not parse is left out. */
int vg_jsonfeed_push(struct vg_jsonfeed *self, struct vg_sv utf8);
int vg_jsonfeed_finish(struct vg_jsonfeed *self);

#endif
