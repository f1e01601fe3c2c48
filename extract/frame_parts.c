/* frame_parts.c - mentions of one sentence that hang on each other: a trigger inside a longer
 * one, a verb that only carries its noun, a habit that is shared, a pact that is named by its
 * signing. */
#include "extract/frame_in.h"

#include "extract/merge_in.h"

/* What the part tells of a role that the whole leaves open: `tombés dans l'embuscade que leur
 * tendait X`, `une embuscade de X a coûté la vie à des soldats`. */
static void take_fillers(struct vg_mention *whole, const struct vg_mention *part,
                         enum vg_role role)
{
    for (size_t i = 0; i < whole->n_fillers; i++)
        if (whole->fillers[i].role == role)
            return;
    for (size_t i = 0; i < part->n_fillers && whole->n_fillers < VG_MAX_FILLERS; i++)
        if (part->fillers[i].role == role)
            whole->fillers[whole->n_fillers++] = part->fillers[i];
}

/* A trigger whose words lie inside a longer one's is part of it: `embuscade` in `tomber dans une
 * embuscade`. */
static void drop_parts(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;

    for (size_t a = 0; a < ms->n; a++) {
        struct vg_mention *x = &ms->items[a];
        for (size_t b = a + 1; b < ms->n && ms->items[b].head < x->to; b++) {
            struct vg_mention *y = &ms->items[b];
            const struct vg_frame *f = &doc->groups->rules->frames[x->frame];
            if (y->drop || x->drop == VG_DROP_PART)
                continue;
            /* only words that the longer trigger names, not what happens to stand between them */
            for (int w = 1; w < f->n; w++)
                if (vg_frame_word(doc->groups, y->head, f->words[w])) {
                    y->drop = VG_DROP_PART;
                    take_fillers(x, y, VG_ROLE_INITIATOR);
                }
        }
    }
}

/* `l'attaque a visé le camp`: the noun tells the event, its verb adds whom it hit. */
static void drop_carriers(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        if (y->nominal || y->drop || y->clause < 0 || !vg_word_has(g, y->head, VG_W_HIT))
            continue;
        int32_t np = g->clauses[y->clause].subject;
        for (size_t k = i; np >= 0 && k-- > 0 && ms->items[k].sentence == y->sentence;)
            if (ms->items[k].np == np && ms->items[k].nominal && !ms->items[k].drop) {
                y->drop = VG_DROP_PART;
                if (g->nps[np].actor >= 0) /* des kamikazes frappent un marché */
                    take_fillers(&ms->items[k], y, VG_ROLE_INITIATOR);
                take_fillers(&ms->items[k], y, VG_ROLE_TARGET);
            }
    }
}

/* `des manifestations ont fait deux morts`: what came of the crowd's march is told with it. */
static void drop_crowd_tolls(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        int32_t np = !y->nominal && y->clause >= 0 ? g->clauses[y->clause].subject : -1;
        if (y->drop || np < 0 || !vg_type_violent(y->type) || !y->generic ||
            g->clauses[y->clause].form != VG_FORM_FINITE)
            continue;
        for (size_t k = i; k-- > 0 && ms->items[k].sentence == y->sentence;)
            if (ms->items[k].np == np && ms->items[k].nominal &&
                (ms->items[k].type == VG_TYPE_PROTEST || ms->items[k].type == VG_TYPE_RIOT))
                y->drop = VG_DROP_PART;
    }
}

/* `ont été la cible d'une nouvelle barbarie`: the noun says what they were the target of. */
static void join_targets(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i + 1 < ms->n; i++) {
        struct vg_mention *x = &ms->items[i], *y = &ms->items[i + 1];
        const struct vg_frame *f = &g->rules->frames[x->frame];
        if (x->drop || y->drop || x->nominal || !x->generic || f->n < 2 || !y->nominal ||
            y->np < 0 || x->sentence != y->sentence || g->nps[y->np].prep != VG_PREP_DE ||
            (uint32_t)g->nps[y->np].prep_from != x->to || !vg_type_violent(y->type))
            continue;
        if (!y->generic) {
            x->type = y->type;
            x->rank = y->rank;
            x->generic = false;
        }
        y->drop = VG_DROP_PART;
    }
}

/* `plusieurs cars ont été interceptés ces derniers mois, et leurs passagers enlevés`: a participle
 * shares the habit told before it. */
static void share_habits(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;

    for (size_t i = 1; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        const struct vg_mention *x = &ms->items[i - 1];
        if (y->drop || y->clause < 0 || y->nominal || y->time >= 0 || y->place >= 0 ||
            x->sentence != y->sentence || doc->groups->clauses[y->clause].form != VG_FORM_PPAS)
            continue;
        if (x->drop == VG_DROP_HABIT || x->drop == VG_DROP_TOTAL)
            y->drop = x->drop;
    }
}

/* `a dénoncé l'accord signé en 2015`: the signing only says which. */
static void drop_pacts(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;

    for (size_t i = 1; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        const struct vg_mention *x = &ms->items[i - 1];
        for (size_t k = i; k-- > 0 && i - k < 4 && (x->nominal || x->drop);)
            x = &ms->items[k];
        int32_t np = y->clause >= 0 && !y->nominal ? g->clauses[y->clause].subject : -1;
        if (!y->drop && !x->drop && !x->nominal && x->sentence == y->sentence && np >= 0 &&
            y->type == VG_TYPE_AGREEMENT && x->type == y->type &&
            g->clauses[y->clause].form == VG_FORM_PPAS && g->nps[np].head >= x->from &&
            g->nps[np].head < x->to)
            y->drop = VG_DROP_PART;
    }
}

#define DAMAGE_REACH 6 /* tokens from `détruits` to the attack that it happened in */

/* `quatre véhicules détruits dans l'embuscade`: the figures are of the attack, and no event of
 * their own. Houses and cattle may be those of a raid on people, which is told apart. */
static void drop_damage(struct vg_document *doc)
{
    const uint32_t means = VG_N_VEHICLE | VG_N_CONVOY | VG_N_CIVVEH | VG_N_CAMP | VG_N_ARMS;
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i + 1 < ms->n; i++) {
        struct vg_mention *x = &ms->items[i];
        const struct vg_mention *y = &ms->items[i + 1];
        if (x->drop || y->drop || x->nominal || !y->nominal || y->plural || y->np < 0 ||
            x->sentence != y->sentence || y->head - x->head > DAMAGE_REACH ||
            vg_event_type_family(x->type) != VG_FAMILY_PROPERTY || !(x->senses & means) ||
            vg_event_type_family(y->type) != VG_FAMILY_BATTLE)
            continue;
        const struct vg_np *np = &g->nps[y->np];
        if (np->prep == VG_PREP_DANS || np->prep == VG_PREP_PENDANT || np->prep == VG_PREP_PAR)
            x->drop = VG_DROP_PART;
    }
}

/* `des frappes ont visé un campement, avec la neutralisation de huit terroristes et la destruction
 * d'un pick-up`: what came of it. */
static void drop_outcomes(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;
    const struct vg_mention *told = NULL;

    for (size_t i = 0; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        if (y->drop)
            continue;
        bool result = vg_event_type_family(y->type) == VG_FAMILY_PROPERTY ||
                      y->implied == VG_OUT_KILLED || y->implied == VG_OUT_WOUNDED;
        bool after = told && told->sentence == y->sentence && y->nominal && y->np >= 0 && result;
        if (after && g->nps[vg_np_first(g, y->np)].prep == VG_PREP_AVEC)
            y->drop = VG_DROP_PART;
        else if (vg_type_violent(y->type))
            told = y;
    }
}

void vg_frame_parts(struct vg_document *doc)
{
    drop_parts(doc);
    drop_carriers(doc);
    drop_crowd_tolls(doc);
    join_targets(doc);
    share_habits(doc);
    drop_pacts(doc);
    drop_damage(doc);
    drop_outcomes(doc);
}
