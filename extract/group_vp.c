/* group_vp.c - verb groups: auxiliaries, clitics, negation and the verb that carries the meaning.
 */
#include "extract/group.h"

#define LOOK_AHEAD  8  /* tokens between the parts of one verb group */
#define LOOK_COMMAS 24 /* the same, across an insertion between commas */

struct scan {
    struct vg_document *doc;
    struct vg_groups *g;
    size_t from, to; /* the sentence */
};

static enum vg_pos pos_at(const struct scan *s, size_t i)
{
    return i < s->to ? (enum vg_pos)s->g->pos[i] : VG_POS_OTHER;
}

static bool verbal(enum vg_pos pos)
{
    return pos == VG_POS_VERB || pos == VG_POS_INF || pos == VG_POS_PPAS || pos == VG_POS_PPRES;
}

static bool is_mark(const struct scan *s, size_t i, const char *mark)
{
    return i < s->to && s->doc->tokens[i].kind == VG_TOK_PUNCT &&
           vg_sv_is(s->doc->tokens[i].norm, mark);
}

static bool hyphen_clitic(const struct scan *s, size_t i)
{
    struct vg_sv n = s->doc->tokens[i].norm;

    return n.n > 1 && n.p[0] == '-';
}

/* Words that may stand between an auxiliary and its participle. */
static bool between(const struct scan *s, size_t i)
{
    const struct vg_token *t = &s->doc->tokens[i];
    enum vg_pos pos = pos_at(s, i);

    if (t->kind == VG_TOK_PUNCT) /* avoir « neutralisé » */
        return vg_sv_is(t->norm, "«") || vg_sv_is(t->norm, "»") || vg_sv_is(t->norm, "\"");
    if (t->kind != VG_TOK_WORD && t->kind != VG_TOK_NUMBER)
        return false;
    return pos == VG_POS_ADV ||
           vg_word_has(s->g, i, VG_W_PAS | VG_W_NE | VG_W_HABIT | VG_W_ADVERB | VG_W_BEFORE) ||
           s->g->length[i] == 0 || hyphen_clitic(s, i) || t->time >= 0 ||
           (vg_word_has(s->g, i, VG_W_CLITIC | VG_W_REFL) && verbal(pos_at(s, i + 1)));
}

/* `, selon lui,` after i: the token past its second comma, or 0. */
static size_t past_insertion(const struct scan *s, size_t i)
{
    if (!is_mark(s, i, ","))
        return 0;
    for (size_t k = i + 1; k < s->to && k < i + LOOK_COMMAS; k++) {
        if (pos_at(s, k) == VG_POS_VERB)
            return 0;
        if (is_mark(s, k, ","))
            return k + 1;
    }
    return 0;
}

/* The next token after i that may continue the verb group; s->to when none does. */
static size_t next_part(const struct scan *s, size_t i)
{
    size_t k = i + 1, jumped;

    while (k < s->to && k < i + LOOK_AHEAD) {
        if (between(s, k)) {
            k++;
        } else if (vg_word_has(s->g, k, VG_W_PREP) && k + 1 < s->to &&
                   (pos_at(s, k + 1) == VG_POS_ADV || s->doc->tokens[k].time >= 0)) {
            k += s->g->length[k] ? s->g->length[k] : 1; /* de nouveau, à nouveau */
        } else if ((jumped = past_insertion(s, k)) != 0) {
            return verbal(pos_at(s, jumped)) || between(s, jumped) ? jumped : s->to;
        } else {
            break;
        }
    }
    return k < s->to ? k : s->to;
}

static void look_for_negation(const struct scan *s, struct vg_clause *c)
{
    bool ne = false, pas = false;

    for (size_t i = c->from; i < c->to && i < s->to; i++) {
        ne |= vg_word_has(s->g, i, VG_W_NE);
        pas |= vg_word_has(s->g, i, VG_W_PAS) && i > c->from;
    }
    if (ne && !pas) { /* ne ... que is only; ne ... aucun, ne ... personne deny */
        pas = true;
        for (size_t i = c->to; i < s->to && i < (size_t)c->to + 6; i++)
            if (s->g->form[i] && vg_word_has(s->g, i, VG_W_REL) && !verbal(pos_at(s, i + 1)))
                pas = false;
        for (size_t i = c->to; !pas && i < s->to && i < (size_t)c->to + 3; i++)
            pas |= s->g->det[i] == VG_DET_QUANT && vg_word_has(s->g, i, VG_W_DET);
    }
    c->negated = ne && pas;
}

/* Takes the clitics and `ne` that stand before the verb into the group. */
static void take_clitics(const struct scan *s, struct vg_clause *c)
{
    size_t i = c->from;

    const uint64_t before = VG_W_CLITIC | VG_W_REFL | VG_W_NE |
                            (c->form == VG_FORM_INF ? VG_W_PAS : 0); /* à ne plus laisser */
    while (i > s->from && s->g->clause_of[i - 1] < 0 && vg_word_has(s->g, i - 1, before) &&
           !hyphen_clitic(s, i - 1)) {
        i--;
        if (vg_word_has(s->g, i, VG_W_REFL))
            c->voice = VG_VOICE_REFLEXIVE;
        else if (vg_word_has(s->g, i, VG_W_DET) && vg_word_has(s->g, i, VG_W_CLITIC))
            c->clitic_object = true;
    }
    c->from = (uint32_t)i;
}

static void passive_or_perfect(const struct scan *s, struct vg_clause *c, size_t part, bool etre)
{
    bool active = vg_word_has(s->g, part, VG_W_UNACCUSATIVE);

    if (!etre || active || c->voice == VG_VOICE_REFLEXIVE)
        c->perfect = true;
    else
        c->voice = VG_VOICE_PASSIVE;
}

/* Does `part` continue the group whose last verb is c->head? Then takes it. */
static bool extend(const struct scan *s, struct vg_clause *c, size_t part)
{
    enum vg_pos pos = pos_at(s, part);
    bool etre = vg_word_has(s->g, c->head, VG_W_ETRE);
    bool avoir = vg_word_has(s->g, c->head, VG_W_AVOIR);

    if (pos == VG_POS_PPAS && (etre || avoir)) {
        if (avoir && vg_word_has(s->g, part, VG_W_ETRE))
            c->perfect = true; /* a été */
        else
            passive_or_perfect(s, c, part, etre);
    } else if (pos == VG_POS_INF && vg_word_has(s->g, c->head, VG_W_CAUSATIVE) &&
               c->voice == VG_VOICE_REFLEXIVE) {
        if (!vg_word_has(s->g, part, VG_W_SELF)) /* se sont fait sauter */
            c->voice = VG_VOICE_PASSIVE; /* s'est fait enlever */
    } else if (pos == VG_POS_INF && vg_word_has(s->g, c->head, VG_W_GOING)) {
        c->future = true;
    } else if (pos == VG_POS_INF && vg_word_has(s->g, c->head, VG_W_MODAL)) {
        bool happened =
            c->perfect && c->mood == VG_MOOD_INDICATIVE && vg_word_has(s->g, c->head, VG_W_ABLE);
        c->modal = !happened;
        c->modal_verb = (int32_t)c->head;
    } else if (pos == VG_POS_INF && vg_word_has(s->g, c->head, VG_W_CAUSATIVE)) {
        c->causative = true; /* ont fait sauter le pont */
    } else {
        return false;
    }
    if (pos == VG_POS_INF && part > c->to && vg_word_has(s->g, part - 1, VG_W_REFL))
        c->voice = VG_VOICE_REFLEXIVE; /* doivent se retirer */
    c->head = (uint32_t)part;
    c->to = (uint32_t)part + 1;
    return true;
}

/* `se sont fait exploser`: reflexive causative with an intransitive sense stays the subject's own
 * deed; frames.tsv lists those phrases with their words, so the group ends at `fait` there too. */
static struct vg_clause read_group(const struct scan *s, size_t i)
{
    const struct vg_reading *r = vg_token_reading(&s->doc->tokens[i]);
    struct vg_clause c = {.from = (uint32_t)i,
                          .to = (uint32_t)i + 1,
                          .head = (uint32_t)i,
                          .modal_verb = -1,
                          .antecedent = -1,
                          .governor = -1,
                          .subject = -1,
                          .object = -1,
                          .agent = -1,
                          .sentence = s->doc->tokens[i].sentence};
    enum vg_pos pos = pos_at(s, i);

    c.form = pos == VG_POS_INF     ? VG_FORM_INF
             : pos == VG_POS_PPAS  ? VG_FORM_PPAS
             : pos == VG_POS_PPRES ? VG_FORM_PPRES
                                   : VG_FORM_FINITE;
    if (r) {
        c.tense = r->tense;
        c.mood = r->mood;
        c.plural = r->plural || (r->person & 0x38 && !(r->person & 0x07));
    }
    take_clitics(s, &c);
    if (c.form == VG_FORM_PPAS) {
        c.voice = vg_word_has(s->g, i, VG_W_UNACCUSATIVE) ? VG_VOICE_ACTIVE : VG_VOICE_PASSIVE;
        c.plural = r && r->plural && !r->singular;
        c.perfect = true;
        return c;
    }
    for (int parts = 0; parts < 5; parts++) {
        size_t part = next_part(s, c.head);
        if (part >= s->to || !extend(s, &c, part))
            break;
    }
    if (c.form == VG_FORM_FINITE) {
        c.conditional = c.mood == VG_MOOD_CONDITIONAL;
        c.future |= c.tense == VG_TENSE_FUTURE;
        c.pluperfect = c.tense == VG_TENSE_IMPERFECT && c.perfect;
    }
    if (c.head == i) { /* the negation after a bare verb: n'attaque pas */
        size_t k = i + 1;
        while (k < s->to && k < i + 3 && (hyphen_clitic(s, k) || vg_word_has(s->g, k, VG_W_PAS)))
            k++;
        c.to = (uint32_t)k;
    }
    look_for_negation(s, &c);
    return c;
}

void vg_group_verbs(struct vg_document *doc, int32_t sentence)
{
    struct vg_groups *g = doc->groups;
    const struct vg_sentence *sent = &doc->sentences[sentence];
    struct scan s = {.doc = doc, .g = g, .from = sent->from, .to = sent->to};

    for (size_t i = s.from; i < s.to; i++) {
        enum vg_pos pos = pos_at(&s, i);
        if (!verbal(pos) || g->clause_of[i] >= 0 || doc->tokens[i].place >= 0)
            continue;
        if (g->length[i] == 0 && pos != VG_POS_VERB)
            continue;
        if (pos == VG_POS_VERB && doc->tokens[i].time >= 0)
            continue; /* enlevé il y a un mois */
        struct vg_clause c = read_group(&s, i);
        for (size_t k = c.from; k < c.to; k++)
            if (doc->tokens[k].kind == VG_TOK_WORD)
                g->clause_of[k] = (int32_t)g->n_clauses;
        *VG_PUSH(doc->arena, g->clauses, g->n_clauses, g->cap_clauses) = c;
        i = c.to - 1;
    }
}
