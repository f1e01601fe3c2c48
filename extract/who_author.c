/* who_author.c - who is called the author of what is told: claimed, suspected, accused. */
#include "extract/who_internal.h"

#include "extract/particle.h"

#define LEAD_SENTENCES 4 /* headline and lead: who they are is of the news */
#define RECALLED_DAYS  7 /* what happened so long before the lead's day is another matter */
#define KIN_REACH      9 /* tokens from a group to that whose people they are */

static bool is_nonstate(uint8_t kind)
{
    return kind == VG_ACTOR_JIHADIST || kind == VG_ACTOR_REBEL || kind == VG_ACTOR_MILITIA ||
           kind == VG_ACTOR_OTHER;
}

static bool may_be_author(const struct vg_actor_mention *m)
{
    return (m->cls == VG_WHO_NAME || m->cls == VG_WHO_FIXED) && is_nonstate(m->kind) &&
           m->kind != VG_ACTOR_OTHER && m->code;
}

/* `des groupes liés à X et à Y`, or told of X's people in general further down: says what there is
 * in the region. */
static bool in_general(const struct vg_document *doc, const struct vg_actor_mention *m)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[m->from].sentence];

    if (m->to < s->to && vg_token_pos(&doc->tokens[m->to]) == VG_POS_CONJ)
        for (uint32_t i = m->to + 1; i < s->to && i < m->to + 4; i++)
            if (doc->tokens[i].capital)
                return true;
    for (uint32_t i = s->from; i < s->to; i++)
        if (doc->tokens[i].time >= 0 && doc->times[doc->tokens[i].time].kind != VG_TIME_RECURRENT)
            return false;
    return doc->tokens[m->from].sentence >= LEAD_SENTENCES;
}

/* `les ADF, affiliées à l'EI, ont tué`: whose people a group is that is named itself. */
static bool of_named_group(const struct vg_document *doc, const struct vg_actor_mention *m)
{
    const struct vg_actor_mention *before = m > doc->actors ? m - 1 : NULL;

    return before && before->cls == VG_WHO_NAME && is_nonstate(before->kind) && before->code &&
           doc->tokens[before->from].sentence == doc->tokens[m->from].sentence &&
           m->from - before->to <= KIN_REACH && strcmp(before->code, m->code) != 0 &&
           strcmp(vg_actor_part_of(doc->actor_table, before->code), m->code) != 0;
}

/* The first day told in tokens [from, to), VG_DAY_NONE: none. */
static int32_t day_of(const struct vg_document *doc, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        int32_t t = doc->tokens[i].time;
        if (t >= 0 && doc->times[t].date.precision <= VG_DATE_MONTH &&
            doc->times[t].date.to != VG_DAY_NONE && doc->times[t].kind == VG_TIME_CALENDAR)
            return doc->times[t].date.to;
    }
    return VG_DAY_NONE;
}

/* `leur enlèvement avait été revendiqué par X`, `en avril, ..., selon X qui a revendiqué ce rapt`:
 * author of something before what the article tells. */
static bool recalled(const struct vg_document *doc, const struct vg_actor_mention *m)
{
    size_t at = (size_t)doc->tokens[m->from].sentence;
    const struct vg_sentence *s = &doc->sentences[at];
    int32_t then = at >= LEAD_SENTENCES ? day_of(doc, s->from, m->from) : VG_DAY_NONE;
    int32_t news =
        then != VG_DAY_NONE ? day_of(doc, 0, doc->sentences[LEAD_SENTENCES - 1].to) : VG_DAY_NONE;

    if (news != VG_DAY_NONE && then < news - RECALLED_DAYS)
        return true;
    for (uint32_t i = m->from; i-- > s->from && m->from - i <= 7;) {
        const struct vg_reading *r = vg_token_reading(&doc->tokens[i]);
        if (r && r->pos == VG_POS_VERB)
            return r->tense == VG_TENSE_IMPERFECT && i + 1 < m->from &&
                   vg_token_pos(&doc->tokens[i + 1]) == VG_POS_PPAS;
    }
    return false;
}

/* An author phrase that starts at token `from`, before or after the name: its end, or 0. A state's
 * force is an author only when it is accused. */
static uint32_t author_phrase(const struct vg_document *doc, uint32_t from, uint32_t end,
                              bool after, bool accused_only, bool *ret_kin)
{
    uint32_t to;
    const struct vg_who_rule *rule = vg_who_phrase(doc, from, end, VG_WR_AUTHOR, &to);

    if (!rule)
        return 0;
    bool behind = rule->kind == VG_WHO_AUTHOR_AFTER || rule->kind == VG_WHO_AUTHOR_ACCUSED;
    bool accuses = rule->kind == VG_WHO_AUTHOR_ACCUSE || rule->kind == VG_WHO_AUTHOR_ACCUSED;
    *ret_kin = rule->kind == VG_WHO_AUTHOR_KIN;
    return after == behind && (accuses || !accused_only) ? to : 0;
}

/* `revendiqué par X`, `l'œuvre de X`; `X, lié à Y, a revendiqué`. */
static bool is_author(const struct vg_document *doc, const struct vg_actor_mention *m,
                      bool accused_only)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[m->from].sentence];
    uint32_t unused;
    bool kin = false;

    for (uint32_t i = m->from > s->from + 6 ? m->from - 6 : s->from; i < m->from; i++) {
        uint32_t to = author_phrase(doc, i, m->from, false, accused_only, &kin);
        if (to && to < m->from && vg_who_phrase(doc, to, m->from, VG_WR_DET, &unused))
            to = unused;
        if (to && to == m->from)
            return !kin || (!in_general(doc, m) && !of_named_group(doc, m));
    }
    for (uint32_t i = m->to; i < s->to && i < m->to + 9; i++) {
        if (author_phrase(doc, i, s->to, true, accused_only, &kin))
            return true;
        if (doc->tokens[i].actor >= 0 && i > m->to + 1 &&
            doc->actors[doc->tokens[i].actor].kind != m->kind)
            break; /* another subject */
    }
    return false;
}

/* Forces that somebody accuses: of a killing, not whom `les assaillants` means. */
static bool may_be_accused(const struct vg_actor_mention *m)
{
    return m->kind == VG_ACTOR_STATE_MILITARY || m->kind == VG_ACTOR_PRIVATE_MILITARY ||
           m->cls == VG_WHO_ARMY || m->cls == VG_WHO_RUSSIANS;
}

static bool same_code(const struct vg_actor_mention *a, const struct vg_actor_mention *b)
{
    return strcmp(a->code, b->code) == 0;
}

/* `X et Y`, `X, ses supplétifs et Y`: what is said of the one before is said of this one. */
static bool joined(const struct vg_document *doc, const struct vg_actor_mention *a,
                   const struct vg_actor_mention *b)
{
    uint32_t unused;
    bool and = false;

    if (b->from <= a->to || b->from - a->to > 3)
        return false;
    for (uint32_t i = a->to; i < b->from; i++) {
        and |= vg_particle(doc, i, VG_PT_AND);
        if (!vg_particle(doc, i, VG_PT_AND | VG_PT_TO | VG_PT_TO_THE) &&
            !vg_who_phrase(doc, i, b->from, VG_WR_DET, &unused) &&
            !vg_who_phrase(doc, i, b->from, VG_WR_OF, &unused))
            return false;
    }
    return and;
}

/* `X a revendiqué une de ces attaques`, below the lead: not what the article is about. */
static bool claims_another(const struct vg_document *doc, const struct vg_actor_mention *m)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[m->from].sentence];
    bool kin;

    if (doc->tokens[m->from].sentence < LEAD_SENTENCES)
        return false;
    for (uint32_t i = m->to; i < s->to && i < m->to + 9; i++) {
        uint32_t to = author_phrase(doc, i, s->to, true, false, &kin);
        if (to && to < s->to)
            return doc->tokens[to].number >= 0 || vg_particle(doc, to, VG_PT_OTHERS);
    }
    return false;
}

int32_t vg_who_find_authors(struct vg_document *doc)
{
    int32_t found = -1;
    bool several = false;

    for (size_t i = 0; i < doc->n_actors; i++) {
        struct vg_actor_mention *m = &doc->actors[i];
        const struct vg_actor_mention *before = i > 0 && doc->actors[i - 1].author ? m - 1 : NULL;
        bool with = before && joined(doc, before, m);
        if (may_be_accused(m))
            m->author = with || is_author(doc, m, true);
        if (!may_be_author(m) || !(m->author = with || is_author(doc, m, false)))
            continue;
        if ((m->recalled = recalled(doc, m) || claims_another(doc, m)))
            continue;
        several |= found >= 0 && !same_code(m, &doc->actors[found]);
        found = (int32_t)i;
    }
    return several ? -1 : found;
}

int32_t vg_who_author_of_paragraph(const struct vg_document *doc, size_t at, int32_t paragraph)
{
    int32_t found = -1;

    for (size_t i = at; i < doc->n_actors; i++) {
        const struct vg_actor_mention *m = &doc->actors[i];
        if (doc->sentences[doc->tokens[m->from].sentence].paragraph != paragraph)
            break;
        if (!may_be_author(m))
            continue;
        if (m->author && found >= 0 && !same_code(m, &doc->actors[found]))
            return -1;
        if (m->author)
            found = (int32_t)i;
    }
    return found;
}

bool vg_who_of_named_group(const struct vg_document *doc, const struct vg_actor_mention *m)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[m->from].sentence];
    uint32_t unused;
    bool kin = false;

    if (m > doc->actors && m->code && m[-1].code && m->from <= m[-1].to + 1 && same_code(m, m - 1))
        m--; /* `l'État islamique (EI)` */
    if (!m->code || !of_named_group(doc, m))
        return false;
    for (uint32_t i = m->from > s->from + 6 ? m->from - 6 : s->from; i < m->from; i++) {
        uint32_t to = author_phrase(doc, i, m->from, false, false, &kin);
        if (to && to < m->from && vg_who_phrase(doc, to, m->from, VG_WR_DET, &unused))
            to = unused;
        if (to && to == m->from)
            return kin;
    }
    return false;
}
