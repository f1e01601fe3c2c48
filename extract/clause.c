/* clause.c - each verb group's clause: its bounds, how it hangs on others, its subject, object and
 * agent. */
#include "extract/clause_in.h"
#include "extract/particle.h"

static uint32_t np_start(const struct vg_np *np)
{
    return np->prep_from >= 0 ? (uint32_t)np->prep_from : np->from;
}

/* The last noun group that ends at or before token i and begins at or after `low`, or -1. */
static int32_t np_before(const struct vg_clause_scan *s, size_t i, size_t low)
{
    for (int32_t k = s->np_to - 1; k >= s->np_from; k--)
        if (s->g->nps[k].to <= i)
            return s->g->nps[k].from >= low ? k : -1;
    return -1;
}

static int32_t np_top(const struct vg_groups *g, int32_t np)
{
    for (int steps = 0; np >= 0 && steps < 8; steps++) {
        if (g->nps[np].parent >= 0)
            np = g->nps[np].parent;
        else if (g->nps[np].coord >= 0)
            np = g->nps[np].coord;
        else
            break;
    }
    return np;
}

/* `ne ... que` is a restriction, no link. */
static bool only_que(const struct vg_clause_scan *s, size_t i)
{
    int32_t c = s->g->clause_of[i - 1];

    for (size_t k = c >= 0 ? s->g->clauses[c].from : i; k < i; k++)
        if (vg_word_has(s->g, k, VG_W_NE))
            return s->g->rules->info[s->g->form[i]].rel == VG_LINK_OBJ;
    return false;
}

/* Between the end of the verb group before and this verb: the word that subordinates, or -1. */
static int32_t find_link(const struct vg_clause_scan *s, size_t from, const struct vg_clause *c)
{
    int32_t found = -1;

    for (size_t i = from; i < c->from; i++) {
        if (vg_word_has(s->g, i, VG_W_REL | VG_W_SUB) && s->g->length[i] > 0) {
            if (i == from && i > s->from && only_que(s, i))
                continue; /* n'avaient que douze ans */
            bool aside =
                s->g->rules->info[s->g->form[i]].rel == VG_LINK_DE && i + 2 < c->from &&
                vg_clause_mark(s, c->from - 1, ","); /* cinq hommes, dont un chef, ont fui */
            if (!aside)
                found = (int32_t)i;
        } else if (vg_clause_breaks(s, i, c->from))
            found = -1;
    }
    return found;
}

static bool agrees(const struct vg_clause *c, const struct vg_np *np, bool coordinated)
{
    if (c->form != VG_FORM_FINITE || np->pronoun)
        return true;
    return c->plural == (np->plural || coordinated);
}

static bool can_be_subject(const struct vg_clause_scan *s, int32_t k)
{
    const struct vg_np *np = &s->g->nps[k];
    const struct vg_token *t = &s->doc->tokens[np->head];

    bool whose = np->prep_from >= 0 &&
                 vg_word_has(s->g, (size_t)np->prep_from, VG_W_REL); /* dont la population a fui */
    if ((np->prep != VG_PREP_NONE && !whose) || np->parent >= 0 || np->coord >= 0 || np->appos >= 0)
        return false;
    return t->time < 0 || np->actor >= 0;
}

/* Is the group the object that stands right after the verb group before? */
static bool taken_by(const struct vg_clause_scan *s, int32_t prev, int32_t k)
{
    if (prev < 0)
        return false;
    const struct vg_clause *p = &s->g->clauses[prev];
    uint32_t at = s->g->nps[k].from;

    /* revendique aussi l'attaque, ont tué lundi six soldats, ont pris en chasse les fuyards */
    while (at > p->to && (s->g->pos[at - 1] == VG_POS_ADV || s->doc->tokens[at - 1].time >= 0))
        at--;
    int32_t idiom = at > p->to ? s->g->np_of[at - 1] : -1;
    if (idiom >= 0 && s->g->nps[idiom].prep == VG_PREP_EN &&
        s->g->nps[idiom].det == VG_DET_NONE && s->g->nps[idiom].prep_from == (int32_t)p->to)
        at = p->to;
    return p->voice == VG_VOICE_ACTIVE && at == p->to;
}

/* `avant de quitter les lieux, les soldats ont`: the object of an infinitive or a present
 * participle. */
static bool taken_by_infinitive(const struct vg_clause_scan *s, int32_t k)
{
    uint32_t from = s->g->nps[k].from;
    int32_t c = from > s->from ? s->g->clause_of[from - 1] : -1;

    return c >= 0 && s->g->clauses[c].to == from && s->g->clauses[c].voice == VG_VOICE_ACTIVE &&
           (s->g->clauses[c].form == VG_FORM_INF || s->g->clauses[c].form == VG_FORM_PPRES);
}

/* `En attaquant dimanche le camp, le Jnim a tué`: the group right before the verb, past a fronted
 * infinitive or participle and its own groups; -1: none. */
static int32_t past_fronted(const struct vg_clause_scan *s, size_t from, const struct vg_clause *c)
{
    int32_t k = np_before(s, c->from, from);

    if (k < 0 || s->g->nps[k].to != c->from || !can_be_subject(s, k) ||
        s->g->nps[k].from <= s->from || !vg_clause_mark(s, s->g->nps[k].from - 1, ",") ||
        !agrees(c, &s->g->nps[k], vg_np_next(s->g, k) >= 0))
        return -1;
    for (int32_t i = s->c_from; i < s->c_to && s->g->clauses[i].from < c->from; i++) {
        const struct vg_clause *p = &s->g->clauses[i];
        bool fronted =
            (p->form == VG_FORM_INF || p->form == VG_FORM_PPRES) && p->voice != VG_VOICE_PASSIVE;
        if (fronted && p->from >= from && p->from <= from + 3 && p->to <= s->g->nps[k].from)
            return k;
    }
    return -1;
}

/* The subject among the groups in [from, c->from): the first that agrees, else the first. */
static int32_t subject_in(const struct vg_clause_scan *s, size_t from, const struct vg_clause *c,
                          int32_t prev)
{
    int32_t first = -1, agreed = -1, taken = -1, past = past_fronted(s, from, c);

    if (past >= 0)
        return past;
    for (int32_t k = s->np_from; k < s->np_to; k++) {
        const struct vg_np *np = &s->g->nps[k];
        if (np->from < from || !can_be_subject(s, k))
            continue;
        if (np->to > c->from)
            break;
        if (taken_by(s, prev, k) || vg_clause_in_parentheses(s, k))
            continue;
        if (taken_by_infinitive(s, k)) {
            taken = taken < 0 && agrees(c, np, vg_np_next(s->g, k) >= 0) ? k : taken;
            continue;
        }
        if (first < 0)
            first = k;
        if (agreed < 0 && agrees(c, np, vg_np_next(s->g, k) >= 0))
            agreed = k;
    }
    bool past_relative = prev >= 0 && s->g->clauses[prev].rel != VG_LINK_NONE;
    agreed = agreed >= 0 ? agreed : taken;
    return agreed >= 0 ? agreed : past_relative ? -1 : first;
}

/* The group that a relative at token `link` refers to. */
static int32_t antecedent(const struct vg_clause_scan *s, size_t link, const struct vg_clause *c)
{
    size_t i = link;

    while (i > s->from && (vg_clause_mark(s, i - 1, ",") || vg_word_has(s->g, i - 1, VG_W_PREP)))
        i--;
    int32_t near = np_before(s, i, s->from), k = near;
    if (near < 0)
        return -1;
    if (i < link && vg_clause_mark(s, i, ",")) { /* after a comma: of the whole group before it */
        int32_t top = np_top(s->g, near);
        if (c->rel == VG_LINK_OBJ || agrees(c, &s->g->nps[top], false))
            return top;
    }
    /* up the chain of complements until number agrees; people before things */
    for (int steps = 0; k >= 0 && steps < 6; steps++) {
        const struct vg_np *np = &s->g->nps[k];
        bool where = np->prep == VG_PREP_A || np->prep == VG_PREP_DANS || np->prep == VG_PREP_EN ||
                     np->prep == VG_PREP_PRES || np->sense & VG_N_PLACEWORD;
        bool fits = (c->rel == VG_LINK_OBJ && !where) || /* its verb agrees with its own subject */
                    agrees(c, np, vg_np_first(s->g, k) != k);
        if (fits && np->place < 0)
            return k;
        k = np->parent >= 0 ? np->parent : np->appos >= 0 ? np->appos : -1;
        if (k < 0 && np->prep != VG_PREP_NONE)
            k = np_before(s, np_start(np), s->from);
    }
    return near;
}

static int32_t finite_before(const struct vg_clause_scan *s, int32_t c)
{
    for (int32_t k = c - 1; k >= s->c_from; k--)
        if (s->g->clauses[k].form == VG_FORM_FINITE)
            return k;
    return -1;
}

static void link_finite(const struct vg_clause_scan *s, int32_t at)
{
    struct vg_clause *c = &s->g->clauses[at];
    int32_t prev = finite_before(s, at);
    size_t gap = prev >= 0 ? s->g->clauses[prev].to : s->from;
    int32_t link = find_link(s, gap, c);
    size_t start = gap;

    c->governor = prev;
    if (link >= 0) {
        start = (size_t)link;
        const struct vg_word_info *w = &s->g->rules->info[s->g->form[link]];
        if (vg_word_has(s->g, (size_t)link, VG_W_SUB) && !w->rel) {
            c->sub = w->sub ? w->sub : VG_SUB_WHEN;
            c->hypothetical = c->sub == VG_SUB_IF;
        } else {
            c->rel = w->rel;
            if (c->rel == VG_LINK_SUBJ && (size_t)link > s->from &&
                vg_word_has(s->g, (size_t)link - 1, VG_W_PREP))
                c->rel = VG_LINK_WHERE; /* selon lesquelles l'armée a tué */
            if (c->rel == VG_LINK_OBJ && vg_clause_cleft(s, prev, (size_t)link))
                c->rel = VG_LINK_NONE, c->governor = s->g->clauses[prev].governor;
            /* `que` after a verb or a noun of speech opens a complement, not a relative */
            bool after_np = (size_t)link > s->from && s->g->np_of[link - 1] >= 0;
            /* `le convoi, qu'escortaient des soldats`: the verb at once after it; `les hommes, que
             * X a pris`: nobody said */
            bool at_once =
                c->from == (uint32_t)link + (s->g->length[link] ? s->g->length[link] : 1);
            after_np |= (size_t)link > s->from + 1 && vg_clause_mark(s, (size_t)link - 1, ",") &&
                        s->g->np_of[link - 2] >= 0 &&
                        (at_once ||
                         (prev >= 0 && !vg_word_has(s->g, s->g->clauses[prev].head, VG_W_REPORT)));
            /* `à Gossi, que le Jnim avait prise, ...`: no verb before it that it could complete */
            after_np |= (size_t)link > s->from + 1 && vg_clause_mark(s, (size_t)link - 1, ",") &&
                        s->g->np_of[link - 2] >= 0 && prev < 0;
            if (c->rel == VG_LINK_OBJ && !after_np)
                c->complement = true;
            if (!c->complement && c->rel != VG_LINK_NONE)
                c->antecedent = antecedent(s, (size_t)link, c);
        }
        start += s->g->length[link] ? s->g->length[link] : 1;
    } else {
        for (size_t i = gap; i < c->from; i++)
            if (vg_clause_breaks(s, i, c->from))
                start = i + 1;
    }
    if (c->rel == VG_LINK_SUBJ && c->antecedent >= 0) {
        c->subject = c->antecedent;
    } else {
        c->subject = subject_in(s, start, c, start == gap ? prev : -1);
        if (c->rel == VG_LINK_OBJ && c->antecedent >= 0)
            c->object = c->antecedent;
    }
    bool whole = link >= 0 && c->governor < 0 && c->rel == VG_LINK_NONE && !c->sub;
    bool first = (prev < 0 || whole) && /* `mardi, X qui ..., a été`: not the relative's */
                 (c->rel == VG_LINK_NONE || c->antecedent < 0);
    c->span_from = first ? (uint32_t)s->from : link >= 0 ? (uint32_t)link : (uint32_t)start;
    if (link < 0 && prev >= 0 && start == gap)
        c->span_from = c->subject >= 0 ? s->g->nps[c->subject].from : c->from;
}

/* Without a subject of its own: shared with the clause before, past a relative, or inverted after
 * the verb. */
static void borrow_subject(const struct vg_clause_scan *s, int32_t at)
{
    struct vg_clause *c = &s->g->clauses[at];
    int32_t prev = c->governor;

    if (c->subject >= 0)
        return;
    bool inverted = c->rel == VG_LINK_OBJ || c->rel == VG_LINK_WHERE ||
                    (c->from > s->from && (vg_clause_mark(s, c->from - 1, ",") ||
                                           vg_clause_mark(s, c->from - 1, "»"))) ||
                    prev < 0;
    if (prev >= 0 && c->rel == VG_LINK_NONE && !c->complement && c->sub == VG_SUB_NONE) {
        const struct vg_clause *p = &s->g->clauses[prev];
        bool conj = c->from > s->from && (vg_word_has(s->g, c->from - 1u, VG_W_CONJ) ||
                                          vg_clause_mark(s, c->from - 1, ","));
        /* ont tué six civils, se lamentent des élus */
        bool says = c->from > s->from && vg_clause_mark(s, c->from - 1, ",") &&
                    vg_word_has(s->g, c->head, VG_W_REPORT);
        /* `ont rassemblé des hommes, que Y garde, et ont fui`: of the clause that the relative
         * hangs in */
        const struct vg_clause *main = p->governor >= 0 ? &s->g->clauses[p->governor] : NULL;
        bool goes_on =
            main && conj && p->antecedent >= 0 && main->subject >= 0 && main->plural == c->plural &&
            !vg_word_has(s->g, c->head, VG_W_REPORT) && /* `, ont indiqué deux habitants` */
            s->g->nps[p->antecedent].from >= main->to;
        if (p->rel != VG_LINK_NONE && goes_on) {
            c->subject = main->subject;
            c->coordinated = true;
        } else if (p->rel != VG_LINK_NONE && p->antecedent >= 0 &&
                   (!conj || vg_clause_mark(s, c->from - 1, ",")))
            c->subject = np_top(s->g, p->antecedent);
        else if (conj && p->plural == c->plural && !says) {
            c->subject = p->subject;
            c->coordinated = true;
        } else if (p->rel == VG_LINK_SUBJ && p->antecedent >= 0)
            c->subject = np_top(s->g, p->antecedent);
    }
    c->subject = vg_clause_past_aside(s, c);
    if (c->subject < 0 && inverted &&
        !vg_particle(s->doc, c->from, VG_PT_US)) /* nous avons fait des prisonniers */
        for (int32_t k = s->np_from; k < s->np_to; k++) {
            const struct vg_np *np = &s->g->nps[k];
            if (np->from < c->to)
                continue;
            if (np->from > c->to + 2u)
                break;
            if (np->prep == VG_PREP_NONE && s->doc->tokens[np->head].time < 0) {
                c->subject = k;
                break;
            }
        }
}

static void end_spans(const struct vg_clause_scan *s)
{
    uint32_t end = (uint32_t)s->to, verb = end;

    for (int32_t k = s->c_to - 1; k >= s->c_from; k--) {
        struct vg_clause *c = &s->g->clauses[k];
        if (c->form != VG_FORM_FINITE) {
            c->span_from = c->from;
            c->span_to = end > c->to ? end : verb > c->to ? verb : c->to;
            for (size_t i = c->to; i < c->span_to; i++)
                if (vg_clause_hard_mark(s, i) && (i > c->to || vg_clause_breaks(s, i, c->head))) {
                    c->span_to = (uint32_t)i;
                    break;
                }
            continue;
        }
        c->span_to = end;
        end = c->span_from;
        verb = c->from;
    }
}

/* ---- infinitives and participles ---- */

static void link_infinitive(const struct vg_clause_scan *s, int32_t at)
{
    struct vg_clause *c = &s->g->clauses[at];
    int32_t prev = at - 1 >= s->c_from ? at - 1 : -1;
    size_t lead = c->from > s->from ? c->from - 1u : c->from;

    /* `accuse l'armée, soutenue par X, d'avoir tué`: past what stands between commas */
    while (prev > s->c_from && s->g->clauses[prev].form == VG_FORM_PPAS && lead > s->from &&
           vg_word_has(s->g, lead, VG_W_PREP) && vg_clause_mark(s, lead - 1, ","))
        prev--;
    c->governor = prev;
    for (size_t i = c->from; i-- > s->from && i + 6 > c->from;) {
        if (s->g->length[i] == 0)
            continue;
        if (!vg_word_has(s->g, i, VG_W_PREP))
            break;
        c->purpose = s->g->prep[i] == VG_PREP_POUR && !c->perfect;
        c->dropped = s->g->prep[i] == VG_PREP_SANS;
        break;
    }
    if (prev < 0)
        return;
    const struct vg_clause *p = &s->g->clauses[prev];
    if (vg_word_has(s->g, p->head, VG_W_PLAN_VERB) && !c->perfect) {
        c->modal = true;
        c->modal_verb = (int32_t)p->head;
    }
    c->modal |= p->modal && p->form == VG_FORM_INF && !c->perfect;
    c->future |= p->future && p->form != VG_FORM_FINITE;
    c->subject = p->subject;
    if (vg_word_has(s->g, p->head, VG_W_PREVENT)) { /* n'ont pu empêcher X de piller */
        c->dropped = !p->negated;
        c->modal = p->modal && !p->negated;
        if (p->object >= 0)
            c->subject = p->object;
        return;
    }
    if (vg_word_has(s->g, p->head, VG_W_PHASE) && p->object >= 0 && p->voice == VG_VOICE_ACTIVE &&
        p->object > p->subject && s->g->nps[p->object].to <= c->from)
        c->subject = p->object; /* a forcé les habitants à fuir */
}

bool vg_makes_pact(const struct vg_groups *g, uint32_t head)
{
    const struct vg_rules *r = g->rules;
    int32_t row = g->lemma[head] ? r->info[g->lemma[head]].frame : -1;

    while (row >= 0 && r->frames[row].type != VG_TYPE_AGREEMENT)
        row = r->frames[row].next;
    return row >= 0;
}

/* `et incendié trois véhicules` after `ont tué dix soldats`: the participle shares the auxiliary.
 */
static bool shares_auxiliary(const struct vg_clause_scan *s, int32_t at)
{
    struct vg_clause *c = &s->g->clauses[at];
    size_t i = c->from;

    while (i > s->from && (enum vg_pos)s->g->pos[i - 1] == VG_POS_ADV &&
           !vg_word_has(s->g, i - 1, VG_W_CONJ))
        i--;
    i -= i > s->from && s->doc->tokens[i - 1].kind == VG_TOK_PUNCT &&
         !vg_clause_mark(s, i - 1, ","); /* puis « neutralisé » */
    if (i == s->from || !(vg_word_has(s->g, i - 1, VG_W_CONJ) || vg_clause_mark(s, i - 1, ",")))
        return false;
    bool conj = vg_word_has(s->g, i - 1, VG_W_CONJ);
    if (!conj && c->to < s->to && vg_word_has(s->g, c->to, VG_W_PREP) &&
        vg_makes_pact(s->g, c->head))
        return false; /* a dénoncé l'accord de paix, signé en 2015 */
    for (int32_t k = at - 1; k >= s->c_from && k >= at - 4; k--) {
        const struct vg_clause *p = &s->g->clauses[k];
        if (p->form == VG_FORM_PPAS && !p->coordinated) {
            if (conj && p->to + 1u >= i)
                return false; /* tués et blessés */
            continue;
        }
        bool compound = p->perfect || p->voice == VG_VOICE_PASSIVE;
        if (!conj && p->voice != VG_VOICE_PASSIVE && c->to < s->to &&
            s->g->prep[c->to] == VG_PREP_PAR)
            return false; /* s'est remis en route, escorté par des gendarmes */
        if (!compound || (!conj && p->voice == VG_VOICE_PASSIVE && !c->plural && p->plural))
            return false;
        /* agreement: after être the participle must agree as its neighbour does */
        if (p->voice == VG_VOICE_PASSIVE && c->plural != p->plural)
            return false;
        if (p->voice != VG_VOICE_PASSIVE && c->plural && !p->coordinated && p->perfect &&
            !vg_word_has(s->g, p->head, VG_W_UNACCUSATIVE))
            return false; /* after avoir the participle stands in the singular */
        bool unaccusative = c->voice == VG_VOICE_ACTIVE;
        struct vg_clause copy = *c;
        *c = *p;
        c->from = copy.from;
        c->to = copy.to;
        c->head = copy.head;
        c->object = c->agent = -1;
        c->antecedent = p->antecedent;
        c->coordinated = true;
        c->form = VG_FORM_PPAS;
        if (p->form == VG_FORM_INF)
            c->governor = p->governor;
        if (unaccusative)
            c->voice = VG_VOICE_ACTIVE;
        return true;
    }
    return false;
}

/* `Enlevés mardi, les trois hommes ont été libérés`: the subject of the main clause if there is
 * one, else of the first clause after this; -1: none. */
static int32_t subject_to_come(const struct vg_clause_scan *s, int32_t at)
{
    int32_t np = -1;

    for (int32_t k = at + 1; k < s->c_to; k++) {
        const struct vg_clause *f = &s->g->clauses[k];
        bool main = f->rel == VG_LINK_NONE && f->sub == VG_SUB_NONE && !f->complement;
        if (f->form != VG_FORM_FINITE || (np >= 0 && !main))
            continue;
        np = f->subject;
        if (main)
            break;
    }
    return np;
}

static void link_participle(const struct vg_clause_scan *s, int32_t at)
{
    struct vg_clause *c = &s->g->clauses[at];

    if (c->form == VG_FORM_PPAS && shares_auxiliary(s, at))
        return;
    c->governor = at - 1 >= s->c_from ? at - 1 : -1;
    /* what it says something of: the noun group it ends or that stands right before */
    int32_t np = s->g->np_of[c->head];
    if (np < 0) {
        size_t i = c->from;
        for (int k = 0; k < 6 && i > s->from; k++) {
            enum vg_pos pos = (enum vg_pos)s->g->pos[i - 1];
            if (vg_clause_mark(s, i - 1, ",") || pos == VG_POS_ADV || pos == VG_POS_ADJ ||
                s->doc->tokens[i - 1].time >= 0 || vg_word_has(s->g, i - 1, VG_W_NE | VG_W_PAS))
                i--;
            else
                break;
        }
        np = np_before(s, i, s->from);
        if (np >= 0 && s->g->nps[np].to < i)
            np = -1;
        if (c->form == VG_FORM_PPRES && np >= 0 && i < c->from &&
            vg_word_has(s->g, c->from - 1u, VG_W_PREP))
            np = -1;
    }
    if (c->form == VG_FORM_PPRES) {
        /* , tuant dix soldats: the main clause's subject; les jihadistes ayant fui: the group
         * before */
        int32_t main = finite_before(s, at);
        bool comma = c->from > s->from && vg_clause_mark(s, c->from - 1, ",");
        bool gerund = c->from > s->from && vg_word_has(s->g, c->from - 1u, VG_W_PREP);
        if ((np < 0 || comma || gerund) && main >= 0)
            np = s->g->clauses[main].subject;
        if (np < 0 && main < 0 && c->from <= s->from + 4)
            np = subject_to_come(s, at); /* En attaquant le camp, le Jnim a tué */
        c->subject = np;
        return;
    }
    /* `un convoi d'envergure, escorté par X`: after a comma, of the whole group */
    bool apart = np >= 0 && c->from > s->from && vg_clause_mark(s, c->from - 1, ",");
    if (apart && s->g->nps[np].parent >= 0 && s->g->nps[np_top(s->g, np)].plural == c->plural)
        np = np_top(s->g, np);
    /* s'est remis en route, encadré par X: of the subject */
    bool other = apart && (!vg_clause_of_gender(s, c->head, s->g->nps[np].head) ||
                           (s->g->nps[np].place >= 0 && s->g->nps[np].prep == VG_PREP_A));
    int32_t main = other ? finite_before(s, at) : -1;
    if (main >= 0 && s->g->clauses[main].subject >= 0) {
        c->subject = s->g->clauses[main].subject;
        return;
    }
    np = vg_clause_whole_thing(s, np, c);
    /* number agreement picks the group in a chain of complements */
    for (int32_t k = np; k >= 0; k = s->g->nps[k].parent)
        if (s->g->nps[k].plural == c->plural || s->g->nps[k].parent < 0) {
            np = k;
            break;
        }
    if (np < 0 && c->from <= s->from + 4)
        np = subject_to_come(s, at);
    c->subject = np;
}

/* ---- objects and agents ---- */

static bool subject_of_later(const struct vg_clause_scan *s, int32_t at, int32_t np)
{
    for (int32_t v = at + 1; v < s->c_to; v++)
        if (s->g->clauses[v].form == VG_FORM_FINITE && s->g->clauses[v].subject == np &&
            s->g->clauses[v].rel == VG_LINK_NONE && s->g->clauses[v].from > s->g->nps[np].from)
            return true;
    return false;
}

static void find_object(const struct vg_clause_scan *s, int32_t at)
{
    struct vg_clause *c = &s->g->clauses[at];
    uint32_t end = c->span_to;

    if (at + 1 < s->c_to && s->g->clauses[at + 1].form == VG_FORM_FINITE &&
        s->g->clauses[at + 1].from < end)
        end = s->g->clauses[at + 1].span_from > c->to ? s->g->clauses[at + 1].span_from
                                                      : s->g->clauses[at + 1].from;
    bool verb_between = false;
    for (int32_t k = s->np_from; k < s->np_to; k++) {
        const struct vg_np *np = &s->g->nps[k];
        if (np->from < c->to)
            continue;
        if (np->from >= end || subject_of_later(s, at, k))
            break;
        for (int32_t v = at + 1; v < s->c_to && s->g->clauses[v].from < np->from; v++)
            verb_between |= s->g->clauses[v].form != VG_FORM_PPAS;
        /* `chassés par la force par les rebelles`: who acts, before what it was done with */
        if (np->prep == VG_PREP_PAR && c->voice == VG_VOICE_PASSIVE &&
            (c->agent < 0 ||
             (np->actor >= 0 && s->g->nps[c->agent].actor < 0 && !s->g->nps[c->agent].sense)))
            c->agent = k;
        if (c->object < 0 && np->prep == VG_PREP_NONE && c->voice != VG_VOICE_PASSIVE &&
            !verb_between && np->parent < 0 && np->coord < 0 && np->appos < 0 && k != c->subject &&
            (s->doc->tokens[np->head].time < 0 || np->actor >= 0) &&
            !(np->pronoun && np->number < 0))
            c->object = k;
    }
}

void vg_group_clauses(struct vg_document *doc, int32_t sentence)
{
    struct vg_groups *g = doc->groups;
    struct vg_clause_scan s = {.doc = doc,
                     .g = g,
                     .from = doc->sentences[sentence].from,
                     .to = doc->sentences[sentence].to,
                     .np_from = (int32_t)g->np_first[sentence],
                     .np_to = (int32_t)g->np_first[sentence + 1],
                     .c_from = (int32_t)g->clause_first[sentence],
                     .c_to = (int32_t)g->clause_first[sentence + 1]};

    for (int32_t k = s.c_from; k < s.c_to; k++)
        if (g->clauses[k].form == VG_FORM_FINITE) {
            link_finite(&s, k);
            borrow_subject(&s, k);
        }
    end_spans(&s);
    for (int32_t k = s.c_from; k < s.c_to; k++) {
        if (g->clauses[k].form == VG_FORM_INF)
            link_infinitive(&s, k);
        else if (g->clauses[k].form != VG_FORM_FINITE)
            link_participle(&s, k);
        find_object(&s, k);
        if (vg_clause_launches(g, &g->clauses[k]))
            g->flags[g->clauses[k].head] &= ~(uint64_t)VG_W_REPORT; /* a lâché deux drones */
    }
}
