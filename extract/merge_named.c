/* merge_named.c - deeds left to unnamed armed men because their own clauses name nobody: the one
 * group that the text around them names, when the article is about it, is who they were; so are
 * those whom a state struck from the air. */
#include "extract/merge_in.h"

#define BEFORE 2 /* sentences around the event in which the group must stand */
#define AFTER  1
#define LEAD   3 /* sentences in which an article says whom it is about, the title with them */

static bool among(const char *const *codes, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}

/* Nobody but `hommes armés`, as who did it or as who was hit, and no clause of the event itself
 * says so. */
static bool left_unnamed(const struct vg_merging *x, const struct vg_gather *e, bool hit)
{
    const struct vg_facts *f = &e->facts;
    const char *code = hit ? f->targets[0] : f->initiators[0];

    if ((hit ? f->n_targets : f->n_initiators) != 1 ||
        vg_actor_kind_of(x->doc, code) != VG_ACTOR_ARMED_GROUP)
        return false;
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_facts *m = &x->facts[e->merged->mentions[i]];
        if (hit ? among(m->targets, m->n_targets, code)
                : among(m->initiators, m->n_initiators, code))
            return false;
    }
    return true;
}

static bool is_hit(const struct vg_merging *x, const char *code)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->events[i].alive &&
            among(x->events[i].facts.targets, x->events[i].facts.n_targets, code))
            return true;
    return false;
}

/* A group of fighters by name, of no state's side. */
static bool is_named_group(const struct vg_document *doc, const char *code)
{
    enum vg_actor_kind k = vg_actor_kind_of(doc, code);

    return (k == VG_ACTOR_JIHADIST || k == VG_ACTOR_REBEL || k == VG_ACTOR_MILITIA) &&
           vg_actor_group(doc, code) == VG_GROUP_MILITANT;
}

/* A name, or what the text has called the group since it named it; `hommes armés` may be
 * anybody. */
static bool speaks_of_it(const struct vg_actor_mention *a)
{
    return a->cls == VG_WHO_NAME || a->cls == VG_WHO_FIXED || a->cls == VG_WHO_REBELS ||
           a->cls == VG_WHO_JIHADISTS;
}

/* Is the group what the article is about: named in its lead, or called an author by sentence
 * `last`? */
static bool article_is_about(const struct vg_document *doc, const char *code, int32_t last)
{
    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        int32_t s = doc->tokens[a->from].sentence;
        if (s > last)
            break;
        if (((a->author && !a->recalled) || s <= LEAD) && a->code && speaks_of_it(a) &&
            strcmp(a->code, code) == 0)
            return true;
    }
    return false;
}

/* The one group named around the event; NULL: none or several. */
static const char *group_around(const struct vg_merging *x, const struct vg_gather *e, bool hit)
{
    const struct vg_document *doc = x->doc;
    const char *found = NULL;

    for (size_t i = 0; i < doc->n_actors; i++) {
        int32_t s = doc->tokens[doc->actors[i].from].sentence;
        const char *code = vg_who_code_at(doc, (int32_t)i, e->facts.date.from);
        if (s < e->first_sentence - BEFORE || s > e->last_sentence + AFTER || !code ||
            !speaks_of_it(&doc->actors[i]) || !is_named_group(doc, code) ||
            (!hit && is_hit(x, code)))
            continue;
        if (found && strcmp(found, code) != 0)
            return NULL;
        found = code;
    }
    return found && article_is_about(doc, found, e->last_sentence + AFTER) ? found : NULL;
}

/* From afar, by a state's force: nobody need say whom. */
static bool struck(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_facts *f = &e->facts;

    return vg_event_type_family(e->type) == VG_FAMILY_EXPLOSION && f->n_initiators > 0 &&
           vg_actor_group(x->doc, f->initiators[0]) == VG_GROUP_MILITARY;
}

void vg_merge_named(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct vg_gather *e = &x->events[i];
        const char *code = e->alive && left_unnamed(x, e, false) ? group_around(x, e, false) : NULL;
        if (code)
            e->facts.initiators[0] = e->merged->event.initiators[0] = code;
        code =
            e->alive && struck(x, e) && left_unnamed(x, e, true) ? group_around(x, e, true) : NULL;
        if (code)
            e->facts.targets[0] = e->merged->event.targets[0] = code;
    }
}
