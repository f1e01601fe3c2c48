/* world.h - what alert rules ask of the language pack: where a place is, what kind of actor a code
 * is. */
#ifndef VG_DAEMON_WORLD_H
#define VG_DAEMON_WORLD_H

#include "daemon/rule.h"
#include "extract/extract.h"

/* Answers from pack (borrowed; NULL: nothing is known). */
void vg_world_of(const struct vg_pack *pack, struct vg_rule_world *ret);

#endif
