/* group_np.c - noun groups: determiner, count, head, modifiers; complements, coordination,
 * apposition. */
#include "extract/group.h"

struct scan {
    struct vg_document *doc;
    struct vg_groups *g;
    size_t from, to;
};

static enum vg_pos pos_at(const struct scan *s, size_t i)
{
    return i < s->to ? (enum vg_pos)s->g->pos[i] : VG_POS_OTHER;
}

static bool is_mark(const struct scan *s, size_t i, char mark)
{
    return i < s->to && s->doc->tokens[i].norm.n == 1 && s->doc->tokens[i].norm.p[0] == mark &&
           s->doc->tokens[i].kind != VG_TOK_WORD;
}

/* Part of a verb group that is not a participle used as an adjective. */
static bool in_verb(const struct scan *s, size_t i)
{
    int32_t c = s->g->clause_of[i];

    return c >= 0 && s->g->clauses[c].form != VG_FORM_PPAS;
}

static bool names_something(const struct scan *s, size_t i)
{
    const struct vg_token *t = &s->doc->tokens[i];

    return t->place >= 0 || t->actor >= 0;
}

static bool can_head(const struct scan *s, size_t i)
{
    const struct vg_token *t = &s->doc->tokens[i];
    enum vg_pos pos = pos_at(s, i);

    if (t->kind != VG_TOK_WORD || in_verb(s, i))
        return names_something(s, i) && !in_verb(s, i);
    if (names_something(s, i))
        return true;
    if (t->time >= 0)
        return false;
    if (pos == VG_POS_NOUN || pos == VG_POS_PROPER)
        return true;
    return pos == VG_POS_OTHER && t->n_readings == 0 && s->g->flags[i] == 0;
}

static bool modifier(const struct scan *s, size_t i)
{
    enum vg_pos pos = pos_at(s, i);

    return (pos == VG_POS_ADJ || pos == VG_POS_PPAS) && !in_verb(s, i) &&
           s->doc->tokens[i].time < 0;
}

static bool counts(const struct scan *s, size_t i)
{
    return i < s->to && (s->doc->tokens[i].number >= 0 || pos_at(s, i) == VG_POS_NUM) &&
           s->doc->tokens[i].time < 0;
}

/* Takes determiners, counts and adjectives from i on; returns the token after them. */
static size_t take_specifiers(const struct scan *s, size_t i, struct vg_np *np)
{
    for (; i < s->to; i++) {
        if (names_something(s, i) && s->doc->tokens[i].number < 0)
            break;
        if (vg_word_has(s->g, i, VG_W_AGAIN) && !can_head(s, i)) {
            np->again = true;
        } else if (vg_word_has(s->g, i, VG_W_DET) && s->g->det[i]) {
            if (np->det == VG_DET_NONE || s->g->det[i] != VG_DET_DEF)
                np->det = s->g->det[i];
        } else if (counts(s, i)) {
            np->number = s->doc->tokens[i].number;
            if (np->det == VG_DET_NONE)
                np->det = VG_DET_NUMBER;
        } else if (vg_word_has(s->g, i, VG_W_PREP) && s->g->prep[i] == VG_PREP_DE &&
                   np->number >= 0) {
            ; /* une dizaine de soldats */
        } else if (!(pos_at(s, i) == VG_POS_ADJ && modifier(s, i) && !can_head(s, i)) &&
                   pos_at(s, i) != VG_POS_DET && !is_mark(s, i, '"')) {
            break;
        }
    }
    return i;
}

static bool pronoun_at(const struct scan *s, size_t i)
{
    size_t next = i + s->g->length[i];

    if (s->g->length[i] > 1 && next < s->to && pos_at(s, next) == VG_POS_NOUN && !in_verb(s, next))
        return false; /* les autres passagers */
    return vg_word_has(s->g, i, VG_W_PRON) && s->g->length[i] > 0 && !in_verb(s, i) &&
           (pos_at(s, i) == VG_POS_PRON || s->g->length[i] > 1);
}

/* The token after the head and what belongs to it without a preposition. */
/* A bare number after a camp or a vehicle, and before nothing that it could count. */
static bool names_by_number(const struct scan *s, size_t i, const struct vg_np *np)
{
    const struct vg_token *t = &s->doc->tokens[i];

    if (!(np->sense & (VG_N_CAMP | VG_N_BUILDING | VG_N_INFRA)) || t->kind != VG_TOK_NUMBER ||
        np->number >= 0 || t->time >= 0)
        return false;
    return i + 1 == s->to || s->doc->tokens[i + 1].kind == VG_TOK_PUNCT || in_verb(s, i + 1) ||
           (vg_word_has(s->g, i + 1, VG_W_PREP) && t[1].number != t->number);
}

static size_t take_head(const struct scan *s, size_t i, struct vg_np *np)
{
    const struct vg_token *toks = s->doc->tokens;
    int32_t actor = toks[i].actor, place = toks[i].place;

    np->head = (uint32_t)i;
    np->actor = actor;
    np->place = place;
    np->sense = s->g->sense[i];
    if (actor >= 0 && s->doc->actors[actor].to > i)
        i = s->doc->actors[actor].to;
    else if (place >= 0 && s->doc->places[place].to > i)
        i = s->doc->places[place].to;
    else
        i++;
    while (i < s->to) {
        if (is_mark(s, i, '"') && i + 1 < s->to && can_head(s, i + 1) && i == np->head + 1u)
            i++; /* le groupe « Ansar » */
        else if (modifier(s, i) &&
                 !(s->g->prep[i] && s->g->length[i] > 1)) /* des soldats accompagnés de X */
            i++;
        else if (can_head(s, i) && (pos_at(s, i) == VG_POS_PROPER || names_something(s, i)) &&
                 !vg_word_has(s->g, i, VG_W_DET | VG_W_PREP)) {
            if (np->actor < 0)
                np->actor = toks[i].actor;
            if (np->place < 0)
                np->place = toks[i].place;
            i++;
        } else if (s->g->length[i] == 0 && s->g->sense[i] && s->g->sense[i] == np->sense)
            i++; /* rest of a noun phrase */
        else if (names_by_number(s, i, np))
            i++; /* la base 201 d'Agadez */
        else
            break;
    }
    return i;
}

static bool plural_of(const struct scan *s, const struct vg_np *np)
{
    const struct vg_reading *r = vg_token_reading(&s->doc->tokens[np->head]);

    if (np->number >= 0) {
        const struct vg_count *c = &s->doc->numbers[np->number].count;
        return c->min == VG_COUNT_NULL || c->min > 1;
    }
    if (np->actor >= 0 && !r)
        return s->doc->actors[np->actor].plural;
    if (r && r->plural && r->singular) /* plusieurs bus: its determiner tells */
        for (size_t i = np->prep_from >= 0 ? (size_t)np->prep_from : np->from; i < np->head; i++) {
            const struct vg_reading *d = vg_token_reading(&s->doc->tokens[i]);
            if (d && d->plural && !d->singular)
                return true;
        }
    return r && r->plural && !r->singular;
}

/* `a causé lundi de lourdes pertes`: behind an active verb, and the day between. */
static bool after_verb(const struct scan *s, size_t i)
{
    while (i > s->from && s->doc->tokens[i - 1].time >= 0)
        i--;
    int32_t c = i > s->from ? s->g->clause_of[i - 1] : -1;
    return c >= 0 && s->g->clauses[c].voice == VG_VOICE_ACTIVE &&
           s->g->clauses[c].form != VG_FORM_PPAS &&
           !vg_word_has(s->g, s->g->clauses[c].head, VG_W_UNACCUSATIVE);
}

/* `des` and `du` open a complement after a noun, and after verbs that take `de`; else they are
 * articles. */
static bool article_only(const struct scan *s, size_t i)
{
    if (s->g->prep[i] == VG_PREP_DE && s->g->det[i] == VG_DET_NONE && s->g->length[i] == 1 &&
        i + 2 < s->to && pos_at(s, i + 1) == VG_POS_ADJ && pos_at(s, i + 2) == VG_POS_NOUN &&
        (i == s->from || s->doc->tokens[i - 1].kind == VG_TOK_PUNCT || after_verb(s, i))) {
        const struct vg_reading *r = vg_token_reading(&s->doc->tokens[i + 2]);
        return r && r->plural; /* de violents combats ont éclaté */
    }
    if (s->g->prep[i] != VG_PREP_DE || s->g->det[i] != VG_DET_DEF || s->g->length[i] != 1)
        return false;
    bool begins = i == s->from || (i + 1 < s->to && s->doc->tokens[i + 1].actor >= 0);
    bool plural = s->doc->tokens[i].norm.n > 0 && (begins || pos_at(s, i + 1) != VG_POS_PROPER) &&
                  vg_token_reading(&s->doc->tokens[i]) && s->g->form[i] != 0 &&
                  s->doc->tokens[i].fold.n == 3;
    bool mass = i + 1 < s->to && s->g->sense[i + 1] & (VG_N_GOODS | VG_N_CATTLE | VG_N_ARMS);
    if (!plural && !mass)
        return false;
    if (i == s->from || s->doc->tokens[i - 1].kind == VG_TOK_PUNCT)
        return true;
    int32_t c = s->g->clause_of[i - 1];
    if (c >= 0) {
        const struct vg_clause *v = &s->g->clauses[c];
        return v->voice == VG_VOICE_ACTIVE && !vg_word_has(s->g, v->head, VG_W_UNACCUSATIVE) &&
               v->form != VG_FORM_PPAS;
    }
    return s->g->np_of[i - 1] < 0 && pos_at(s, i - 1) != VG_POS_ADJ;
}

/* A preposition that opens a count: `près de`, `jusqu'à`, `aux alentours de`. */
static bool of_number(const struct scan *s, size_t i)
{
    int32_t n = s->doc->tokens[i].number;

    return n >= 0 && vg_word_has(s->g, i, VG_W_PREP) && s->g->prep[i] && s->g->length[i] > 0 &&
           (s->doc->numbers[n].from == i || s->doc->tokens[i - 1].number == n);
}

static bool opens_quote(const struct scan *s, size_t i)
{
    struct vg_sv mark = s->doc->tokens[i].norm;

    return vg_sv_is(mark, "«") || vg_sv_is(mark, "\"");
}

static void take_pronoun(const struct scan *s, size_t at, struct vg_np *np)
{
    const struct vg_reading *r = vg_token_reading(&s->doc->tokens[at]);

    np->pronoun = true;
    np->head = (uint32_t)at;
    np->to = (uint32_t)(at + s->g->length[at]);
    np->plural = r && r->plural && !r->singular;
    np->actor = s->doc->tokens[np->to - 1].actor; /* les nôtres */
}

/* Tries a group at i; false when none starts here. */
static bool read_group(const struct scan *s, size_t i, struct vg_np *np)
{
    *np = (struct vg_np){.from = (uint32_t)i,
                         .prep_from = -1,
                         .number = -1,
                         .parent = -1,
                         .coord = -1,
                         .appos = -1,
                         .actor = -1,
                         .place = -1,
                         .sentence = s->doc->tokens[i].sentence};
    size_t at = i;
    if (article_only(s, at)) {
        np->det = VG_DET_INDEF;
        at++;
    } else if (of_number(s, at)) {
        np->det = VG_DET_QUANT; /* près de vingt civils: the words before it belong to the count */
        while (at < s->to && of_number(s, at))
            at += s->g->length[at];
    } else if (vg_word_has(s->g, at, VG_W_PREP) && s->g->prep[at] && s->g->length[at] > 0) {
        np->prep_from = (int32_t)at;
        np->prep = s->g->prep[at];
        np->det = s->g->det[at];
        at += s->g->length[at];
        /* a second preposition: jusque dans, de chez; and the article that a phrase ends in */
        if (at < s->to && article_only(s, at)) {
            np->det = VG_DET_INDEF; /* par des tirs */
            at++;
        } else if (at < s->to && vg_word_has(s->g, at, VG_W_PREP) && s->g->prep[at] &&
                   s->g->length[at] && np->prep == VG_PREP_OTHER) {
            np->prep = s->g->prep[at];
            at += s->g->length[at];
        }
        np->from = (uint32_t)at;
    }
    if (at < s->to && pronoun_at(s, at)) {
        take_pronoun(s, at, np);
        return true;
    }
    size_t head = take_specifiers(s, at, np);
    if ((head > at || np->prep_from >= 0 || np->det != VG_DET_NONE) && head + 1 < s->to &&
        opens_quote(s, head) && can_head(s, head + 1))
        head++; /* par des « terroristes » */
    if (head >= s->to || !can_head(s, head)) {
        /* `les trois autres`, `17 blessés`: a count or an adjective stands for the noun */
        if (head > at && np->det != VG_DET_NONE && head <= s->to &&
            (np->number >= 0 || modifier(s, head - 1)) && !in_verb(s, head - 1)) {
            np->head = (uint32_t)head - 1;
            np->sense = s->g->sense[head - 1];
            np->actor = s->doc->tokens[head - 1].actor;
            np->to = (uint32_t)head;
            np->plural = plural_of(s, np);
            return true;
        }
        return false;
    }
    np->to = (uint32_t)take_head(s, head, np);
    np->proper = pos_at(s, head) == VG_POS_PROPER;
    np->plural = plural_of(s, np);
    return true;
}

/* Between group a and b stand only: coordinators and commas. */
static bool coordinates(const struct scan *s, const struct vg_np *a, const struct vg_np *b,
                        bool *comma_only)
{
    size_t to = b->prep_from >= 0 ? (size_t)b->prep_from : b->from;
    bool conj = false, comma = false;

    if (a->to >= to || to - a->to > 3)
        return false;
    for (size_t i = a->to; i < to; i++) {
        if (is_mark(s, i, ')') && a->appos >= 0 && i == a->to)
            continue; /* le FLA (Front...) et le Jnim */
        if (is_mark(s, i, ','))
            comma = true;
        else if (vg_word_has(s->g, i, VG_W_CONJ))
            conj = true;
        else if (s->g->length[i] != 0 && pos_at(s, i) != VG_POS_ADV)
            return false;
    }
    *comma_only = comma && !conj;
    return comma || conj;
}

static bool same_kind(const struct vg_np *a, const struct vg_np *b)
{
    const uint32_t people =
        VG_N_PERSON | VG_N_CIVILIAN | VG_N_MILITARY | VG_N_MILITANT | VG_N_GROUP;

    if (a->prep != b->prep && !(b->prep == VG_PREP_NONE))
        return false;
    bool pa = a->actor >= 0 || a->sense & people, pb = b->actor >= 0 || b->sense & people;
    if (pa && pb)
        return true;
    if ((pa && b->sense) || (pb && a->sense))
        return false; /* la commune et des représentants */
    if (a->place >= 0 && b->place >= 0)
        return true;
    return a->actor < 0 && b->actor < 0 && a->place < 0 && b->place < 0;
}

/* A finite verb after the group and its complements: `..., et les clés du camp ont été remises`. */
static bool leads_a_verb(const struct scan *s, const struct vg_np *np)
{
    for (size_t i = np->to, n = 0; i < s->to && n < 6; i++, n++) {
        if (in_verb(s, i))
            return pos_at(s, i) == VG_POS_VERB;
        if (s->doc->tokens[i].kind == VG_TOK_PUNCT ||
            (vg_word_has(s->g, i, VG_W_PREP) && s->g->prep[i] != VG_PREP_DE))
            return false;
    }
    return false;
}

/* What the group right before it says: `le camp de Dioura`, `le FLA (Front...)`, `à Sollé (Nord),
 * Boko et Yondé`. */
static bool hangs_on_last(const struct scan *s, struct vg_np *b, int32_t k)
{
    struct vg_groups *g = s->g;
    struct vg_np *a = &g->nps[k];
    size_t start = b->prep_from >= 0 ? (size_t)b->prep_from : b->from;
    bool counted = a->place >= 0 && b->number >= 0; /* emparé à Arlit de sept employés */
    bool comma_only;

    if (b->prep == VG_PREP_DE && a->to == start && !counted) {
        b->parent = k;
        return true;
    }
    if (a->to + 1u == start && is_mark(s, a->to, '(')) {
        b->appos = k;
        return true;
    }
    if (a->appos >= 0 && is_mark(s, a->to, ')') && g->nps[a->appos].to < a->from &&
        g->nps[a->appos].place >= 0 && b->place >= 0) {
        struct vg_np past = *a;
        past.to++;
        if (coordinates(s, &past, b, &comma_only) && b->prep == VG_PREP_NONE) {
            b->coord = a->appos;
            b->prep = g->nps[a->appos].prep;
            return true;
        }
    }
    return false;
}

/* Commas and `et` stand between a and b, yet b opens something else. */
static bool breaks_off(const struct scan *s, const struct vg_np *a, const struct vg_np *b,
                       size_t end, bool comma_only)
{
    /* `Selon des élus, les soldats`: a comma alone does not carry a preposition over */
    if (comma_only && a->prep != b->prep && !(a->place >= 0 && b->place >= 0))
        return true;
    /* `41 soldats tués, le Jnim revendique`: a list does not end with a comma alone */
    if (comma_only && a->coord < 0 && b->prep == VG_PREP_NONE && b->actor >= 0 && b->to < s->to &&
        in_verb(s, b->to) && pos_at(s, b->to) == VG_POS_VERB)
        return true;
    /* dans le nord du Mali, et les clés du camp ont été remises */
    return is_mark(s, end, ',') && !comma_only && a->prep != VG_PREP_NONE &&
           b->prep == VG_PREP_NONE && leads_a_verb(s, b);
}

static void join(struct vg_np *b, const struct vg_np *a, int32_t k, bool comma_only)
{
    if (comma_only && b->det != VG_DET_NONE && a->det != VG_DET_NONE && b->prep == VG_PREP_NONE &&
        a->actor >= 0 && b->actor < 0)
        b->appos = k; /* le Jnim, la branche sahélienne */
    else
        b->coord = k;
    if (b->prep == VG_PREP_NONE && a->prep != VG_PREP_NONE && b->coord == k) {
        b->prep = a->prep; /* par le FLA et le Jnim */
        b->parent = a->parent;
    }
}

static bool of_people(const struct vg_np *np)
{
    return np->actor >= 0 ||
           np->sense & (VG_N_PERSON | VG_N_CIVILIAN | VG_N_MILITARY | VG_N_MILITANT | VG_N_GROUP);
}

/* `les rebelles de la CMA et les groupes de la Plateforme`: without a `de` of its own it stands
 * beside what a belongs to. */
static bool whole_beside(const struct scan *s, const struct vg_np *a, const struct vg_np *b)
{
    return a->prep == VG_PREP_DE && a->parent >= 0 && a->det != VG_DET_NONE &&
           b->prep == VG_PREP_NONE && b->det != VG_DET_NONE && of_people(b) &&
           of_people(&s->g->nps[a->parent]);
}

/* Says how the group last pushed hangs on the ones before it. */
static void attach(const struct scan *s, int32_t at)
{
    struct vg_groups *g = s->g;
    struct vg_np *b = &g->nps[at];
    size_t start = b->prep_from >= 0 ? (size_t)b->prep_from : b->from;
    bool comma_only;

    for (int32_t k = at - 1; k >= 0 && k >= at - 4 && g->nps[k].sentence == b->sentence; k--) {
        const struct vg_np *a = &g->nps[k];
        bool last = k == at - 1;
        if ((last && hangs_on_last(s, b, k)) || !coordinates(s, &g->nps[at - 1], b, &comma_only))
            return;
        if (a->appos >= 0 && last && is_mark(s, a->to, ')')) { /* what stands before it */
            k = a->appos;
            a = &g->nps[k];
        }
        /* `aux côtés du MSA et du Gatia`: a phrase that ends in `de` says it again */
        if (last && !comma_only && b->prep == VG_PREP_DE && a->prep == VG_PREP_BESIDE &&
            a->actor >= 0 && b->actor >= 0) {
            b->coord = k;
            b->prep = a->prep;
            return;
        }
        if (breaks_off(s, a, b, g->nps[at - 1].to, comma_only))
            return;
        if (last && !comma_only && whole_beside(s, a, b))
            continue;
        bool theirs = b->det == VG_DET_POSS && b->prep == VG_PREP_NONE && !comma_only;
        if ((same_kind(a, b) || theirs) && a->to <= start) { /* les camions et leur escorte */
            join(b, a, k, comma_only);
            return;
        }
        if (a->parent < 0)
            return;
    }
}

/* A mark that is nothing else. */
static bool only_mark(const struct scan *s, size_t i)
{
    const struct vg_token *t = &s->doc->tokens[i];

    return t->kind == VG_TOK_PUNCT && t->number < 0 && !names_something(s, i) &&
           !vg_word_has(s->g, i, VG_W_PREP | VG_W_PRON | VG_W_AGAIN | VG_W_DET);
}

void vg_group_nouns(struct vg_document *doc, int32_t sentence)
{
    struct vg_groups *g = doc->groups;
    const struct vg_sentence *sent = &doc->sentences[sentence];
    struct scan s = {.doc = doc, .g = g, .from = sent->from, .to = sent->to};
    struct vg_np np;

    for (size_t i = s.from; i < s.to;) {
        if (in_verb(&s, i) || only_mark(&s, i) || is_mark(&s, i, '"') || !read_group(&s, i, &np) ||
            np.to <= i) {
            i++;
            continue;
        }
        int32_t at = (int32_t)g->n_nps;
        *VG_PUSH(doc->arena, g->nps, g->n_nps, g->cap_nps) = np;
        for (size_t k = np.from; k < np.to; k++)
            g->np_of[k] = at;
        attach(&s, at);
        i = np.to;
    }
}
