#include "daemon/rule.h"

#include "daemon/match.h"

void vg_rule_set_free(struct vg_rule_set *self)
{
    if (!self)
        return;
    vg_arena_free(self->arena); /* the rule set itself lives in it */
}

bool vg_rule_matches(const struct vg_rule *rule, const struct vg_rule_subject *subject,
                     const struct vg_rule_world *world, struct vg_arena *arena, const char **why,
                     size_t max, size_t *ret_n_why)
{
    struct vg_match_why w = {arena, why, 0, max};

    *ret_n_why = 0;
    if (subject->event->background && !rule->with_background)
        return false;
    if (rule->match && !vg_match_holds(rule->match, subject, world, &w))
        return false;
    *ret_n_why = w.n;
    return true;
}

const char *vg_rule_group(const struct vg_rule *rule, const struct vg_event *event,
                          const char *event_id, struct vg_arena *arena)
{
    const char *key = rule->name;
    uint32_t by = rule->group_by ? rule->group_by : 1u << VG_BY_EVENT;

    if (by >> VG_BY_EVENT & 1)
        return vg_arena_printf(arena, "%s/%s", key, event_id);
    if (by >> VG_BY_TYPE & 1)
        key = vg_arena_printf(arena, "%s/%s", key, vg_event_type_name(event->type));
    if (by >> VG_BY_FAMILY & 1)
        key =
            vg_arena_printf(arena, "%s/%s", key, vg_family_name(vg_event_type_family(event->type)));
    if (by >> VG_BY_COUNTRY & 1)
        key = vg_arena_printf(arena, "%s/%s", key, event->place.country);
    if (by >> VG_BY_ADMIN1 & 1)
        key = vg_arena_printf(arena, "%s/%s", key, event->place.admin1 ? event->place.admin1 : "");
    if (by >> VG_BY_PLACE & 1) {
        const char *place = event->place.canonical ? event->place.canonical : event->place.name;
        key = vg_arena_printf(arena, "%s/%s", key, place ? place : "");
    }
    return key;
}
