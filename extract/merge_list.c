/* merge_list.c - `à X, Y et Z`: the places that one mention tells as so many events, each with its
 * own day if one stands beside it. */
#include "extract/merge_in.h"
#include "extract/particle.h"

#define LIST_GAP 9  /* tokens between two members */
#define MORE_GAP 12 /* the same, with `la seconde` between them */

static bool in_list(const struct vg_document *doc, int32_t p)
{
    const struct vg_place_mention *x = &doc->places[p];

    return !x->is_actor && !x->is_origin && !x->is_dateline && !x->in_actor &&
           x->precision <= VG_PLACE_TOWN && x->part_of < 0 &&
           (x->relation == VG_REL_AT || x->relation == VG_REL_NEAR ||
            x->relation == VG_REL_DISTANCE);
}

/* `la première a visé X, la seconde un convoi près de Y`, `une attaque à X et une autre à Y`: no
 * verb between them. */
static bool one_more(const struct vg_document *doc, const struct vg_place_mention *a,
                     const struct vg_place_mention *b)
{
    const struct vg_groups *g = doc->groups;
    uint32_t i = a->to;
    bool more = false;

    if (doc->tokens[a->from].sentence != doc->tokens[b->from].sentence || b->from <= a->to ||
        b->from - a->to > MORE_GAP ||
        !(vg_sv_is(doc->tokens[i].norm, ",") || vg_word_has(g, i, VG_W_CONJ)))
        return false;
    for (uint32_t n = 0; ++i < b->from; n++) {
        bool gap = doc->tokens[i].kind == VG_TOK_PUNCT &&
                   vg_word_has(g, i - 1, VG_W_AGAIN); /* la seconde, à X */
        if (g->clause_of[i] >= 0 || (doc->tokens[i].kind == VG_TOK_PUNCT && !gap))
            return false;
        more |= n < 4 && vg_word_has(g, i, VG_W_AGAIN) && g->np_of[i] >= 0 &&
                g->nps[g->np_of[i]].to == i + 1;
    }
    return more;
}

/* What stands between two members of a list: commas, joining words, prepositions, `celui de`, a
 * day, what is in parentheses. */
static bool joins(const struct vg_document *doc, const struct vg_place_mention *a,
                  const struct vg_place_mention *b, bool *closed)
{
    const struct vg_groups *g = doc->groups;
    bool mark = false, inside = false;

    if (one_more(doc, a, b)) {
        *closed = true;
        return true;
    }
    if (a->relation != b->relation || a->relation == VG_REL_DISTANCE || b->from <= a->to ||
        doc->tokens[a->from].sentence != doc->tokens[b->from].sentence)
        return false;
    if (b->from - a->to > LIST_GAP)
        return false;
    for (uint32_t i = a->to; i < b->from; i++) {
        const struct vg_token *t = &doc->tokens[i];
        inside |= vg_sv_is(t->norm, "(");
        if (inside) {
            inside = !vg_sv_is(t->norm, ")");
            continue;
        }
        bool conj = vg_word_has(g, i, VG_W_CONJ), comma = vg_sv_is(t->norm, ",");
        mark |= conj || comma;
        *closed |= conj;
        bool noun = g->sense[i] & (VG_N_TOWN | VG_N_VILLAGE | VG_N_CAMP);
        bool small = g->length[i] == 0 || g->pos[i] == VG_POS_ADV ||
                     vg_word_has(g, i, VG_W_PREP | VG_W_DET | VG_W_PRON);
        if (!conj && !comma && t->time < 0 && t->place < 0 && !noun && !small)
            return false;
    }
    return mark && !inside;
}

/* The neighbour of member `at` in the list, before (-1) or after (1) it; what parentheses hold is
 * passed over. */
static int32_t neighbour(const struct vg_document *doc, int32_t at, int step, bool *closed)
{
    for (int32_t i = at + step, n = 0; i >= 0 && i < (int32_t)doc->n_places && n < 3;
         i += step, n++) {
        if (!in_list(doc, i))
            continue;
        const struct vg_place_mention *a = &doc->places[step < 0 ? i : at],
                                      *b = &doc->places[step < 0 ? at : i];
        if (joins(doc, a, b, closed))
            return i;
    }
    return -1;
}

/* The day that stands right after the name, or right before what leads to it (`lundi à X, mardi à
 * Y`); -1. */
static int32_t day_beside(const struct vg_document *doc, int32_t p)
{
    const struct vg_place_mention *x = &doc->places[p];
    const struct vg_sentence *s = &doc->sentences[doc->tokens[x->from].sentence];
    uint32_t i = x->to, before = x->whole_from;

    while (i < s->to && doc->tokens[i].time < 0 && vg_word_has(doc->groups, i, VG_W_DET))
        i++;
    if (i < s->to && doc->tokens[i].time >= 0)
        return doc->tokens[i].time;
    return before > s->from ? doc->tokens[before - 1].time : -1;
}

size_t vg_listed_places(const struct vg_document *doc, const struct vg_mention *m,
                        struct vg_listed ret[static VG_MAX_LISTED])
{
    bool closed = false;
    size_t n = 0;

    if (m->place < 0 || m->type == VG_TYPE_TROOP_MOVEMENT || m->type == VG_TYPE_DISPLACEMENT ||
        !in_list(doc, m->place))
        return 0;
    int32_t first = m->place, before;
    for (int i = 0; i < VG_MAX_LISTED && (before = neighbour(doc, first, -1, &closed)) >= 0; i++)
        first = before;
    for (int32_t p = first; p >= 0 && n < VG_MAX_LISTED; p = neighbour(doc, p, 1, &closed))
        ret[n++] = (struct vg_listed){p, -1};
    if (!closed)
        return 0; /* `sous la route, près de X, à la sortie de Y`: one place told thrice */
    size_t days = 0;
    for (size_t i = 0; i < n; i++)
        days += (ret[i].time = day_beside(doc, ret[i].place)) >= 0;
    for (size_t i = 0; days < 2 && i < n; i++)
        ret[i].time = -1; /* `à X, Y et Z mardi` */
    return n;
}
