/* toll_loss.c - what was lost, taken or sent, and with what it was done. */
#include "extract/toll_in.h"
#include "extract/group.h"
#include "extract/particle.h"

#define SHOT_REACH 7 /* tokens from `roquettes` to `tirées sur` */

static bool is_container(enum vg_item item)
{
    return item == VG_ITEM_BUILDING || item == VG_ITEM_DEPOT || item == VG_ITEM_CAMP ||
           item == VG_ITEM_VEHICLE || item == VG_ITEM_TRUCK;
}

/* A shop that is plundered is not taken itself: what it held is. */
static void empty_containers(struct finder *f, size_t first, bool only_containers)
{
    size_t kept = first;

    for (size_t i = first; i < f->out->n_losses; i++) {
        struct vg_loss *l = &f->out->losses[i];
        bool container = is_container(l->item);
        if (only_containers && !container && l->item != VG_ITEM_LIVESTOCK)
            continue; /* `vider son chargeur` */
        f->out->losses[kept] = *l;
        if (container) {
            f->out->losses[kept].item = VG_ITEM_OTHER;
            f->out->losses[kept].count = (struct vg_count){1, VG_COUNT_NULL, false};
        }
        kept++;
    }
    f->out->n_losses = kept;
}

/* `s'abattre sur le camp`, `forcer l'entrée du camp`: things that are not the verb's object. */
static bool not_object(const struct finder *f, size_t to, const struct party *p)
{
    const struct vg_token *t = f->doc->tokens;

    if (p->from <= to)
        return false;
    for (size_t i = to; i < p->from; i++) {
        enum vg_pos pos = vg_token_pos(&t[i]);
        bool aside = t[i + 1].place >= 0 || t[i + 1].time >= 0 || t[i].time >= 0; /* `à Gossi` */
        if (pos == VG_POS_PREP && !aside && !toll_is(f, i, TOLL_BIT(TOLL_SOME)))
            return true;
        if ((pos == VG_POS_NOUN || pos == VG_POS_PROPER) && t[i].number < 0 && t[i].place < 0 &&
            t[i].time < 0 && !toll_is(f, i, TOLL_BIT(TOLL_LOT)))
            return true;
    }
    return false;
}

/* `une somme de trois millions`: told by the figure behind it. */
static bool told_behind(const struct finder *f, size_t k, size_t to)
{
    return k + 1 < to && f->things[k].group == VG_ITEM_MONEY &&
           f->things[k + 1].group == VG_ITEM_MONEY && f->things[k + 1].from <= f->things[k].to + 1;
}

/* `19 armes, dont un lance-roquettes`: told already. */
static bool is_part(const struct finder *f, const struct party *p)
{
    return p->from > f->s->from &&
           toll_is(f, p->from - 1, TOLL_BIT(TOLL_PART) | TOLL_BIT(TOLL_THAT_IS));
}

/* `n'a heureusement pas été touché`, `n'est jamais arrivé`. */
static bool not_done(const struct finder *f, size_t i)
{
    const struct vg_groups *g = f->doc->groups;
    int32_t c = g ? g->clause_of[i] : -1;

    return c >= 0 && g->clauses[c].negated;
}

/* Is thing k of a kind that stands before it, too? */
static bool same_before(const struct finder *f, size_t k)
{
    for (size_t i = 0; i < k; i++)
        if (f->things[i].group == f->things[k].group)
            return true;
    return false;
}

static void add_losses(struct finder *f, size_t word, enum vg_item_outcome outcome, size_t from,
                       size_t to)
{
    size_t end; /* `des roquettes s'écrasent sur la ville`: what it was done with */
    bool self = vg_terms_match(f->terms, f->doc, word, f->s->to, TOLL_BIT(TOLL_LOSS_SELF), 3,
                               &end) != NULL;
    bool undone = not_done(f, word);


    for (size_t k = from; k < to; k++) {
        const struct party *p = &f->things[k];
        bool shot = self && (p->group == VG_ITEM_WEAPON || p->group == VG_ITEM_AMMUNITION);
        if (told_behind(f, k, to) || shot || (undone && p->count.max != 0) ||
            ((k > from || p->from > word) && is_part(f, p) && same_before(f, k)))
            continue;
        struct vg_loss *l =
            VG_PUSH(f->doc->arena, f->out->losses, f->out->n_losses, f->out->cap_losses);
        *l = (struct vg_loss){.from = p->from < word ? p->from : (uint32_t)word,
                              .to = p->to > word + 1 ? p->to : (uint32_t)word + 1,
                              .thing_from = p->from,
                              .thing_to = p->to,
                              .word = (uint32_t)word,
                              .sentence = f->doc->tokens[word].sentence,
                              .item = (enum vg_item)p->group,
                              .outcome = outcome,
                              .count = p->count,
                              .counted = p->counted,
                              .owner = -1};
    }
}

static bool is_loss_verb(const struct finder *f, size_t i)
{
    size_t to;

    return vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_LOSS_VERB), 3, &to) != NULL;
}

/* The list after a verb runs on over commas: `des armes, des munitions, six motos et du carburant`.
 */
static size_t list_end(const struct finder *f, size_t from, size_t to)
{
    while (to < f->n_things && f->things[to].from - f->things[to - 1].to <= 5) {
        for (size_t i = f->things[to - 1].to; i < f->things[to].from; i++)
            if ((toll_is_clause_break(f, i) && !vg_sv_is(f->doc->tokens[i].norm, ";")) ||
                toll_is(f, i, TOLL_BIT(TOLL_ALONG)) ||
                (vg_token_pos(&f->doc->tokens[i]) == VG_POS_PPAS &&
                 (is_loss_verb(f, i) || i > f->things[to - 1].to)))
                return to;
        to++;
    }
    return from < to ? to : from;
}

/* `livrer les bâtiments aux flammes`: the things between the words of the verb. */
static bool within(const struct finder *f, size_t from, size_t to, size_t *ret_from, size_t *ret_to)
{
    size_t a = 0, b;

    while (a < f->n_things && f->things[a].from <= from)
        a++;
    for (b = a; b < f->n_things && f->things[b].to < to; b++)
        ;
    *ret_from = a;
    *ret_to = b;
    return b > a;
}

/* `un fusil et deux chargeurs, que les militaires ont saisis`: the things before `que`. */
static bool relative_object(const struct finder *f, size_t verb, size_t *ret_from, size_t *ret_to)
{
    for (size_t i = verb; i > f->s->from && verb - i < 7; i--) {
        if (vg_particle(f->doc, i - 1, VG_PT_THAT))
            return toll_subject(f, f->things, f->n_things, i - 1, ret_from, ret_to) &&
                   f->things[*ret_to - 1].to + 2 >= i - 1;
        if (f->doc->tokens[i - 1].kind == VG_TOK_PUNCT)
            return false;
    }
    return false;
}

/* `Ont été saisies des motos`: the verb stands first. */
static bool opens_clause(const struct finder *f, size_t left)
{
    return left == f->s->from || f->doc->tokens[left - 1].kind == VG_TOK_PUNCT;
}

/* `trois véhicules ont été endommagés, deux autres détruits et quatre emportés`: how many of the
 * things that another verb told of, where a number alone, or `d'autres`, stands before token
 * `left`; else as they were counted. */
static void recount(struct finder *f, size_t word, size_t left, size_t first)
{
    struct vg_loss *l = &f->out->losses[first];
    size_t at = left;

    if (f->out->n_losses != first + 1 || first == 0 ||
        f->out->losses[first - 1].sentence != l->sentence ||
        f->out->losses[first - 1].thing_from != l->thing_from ||
        f->out->losses[first - 1].word == word)
        return;
    bool others = at > f->s->from && toll_is(f, at - 1, TOLL_BIT(TOLL_OTHER));
    at -= others;
    int32_t n = at > f->s->from ? f->doc->tokens[at - 1].number : -1;
    if (n >= 0 && f->doc->numbers[n].from > f->out->losses[first - 1].word)
        l->count = f->doc->numbers[n].count;
    else if (others)
        l->count = (struct vg_count){1, VG_COUNT_NULL, false};
}

/* `en ont brûlé quatre`: of the things named last. */
static bool some_of_them(struct finder *f, size_t i, enum vg_item_outcome outcome, size_t left,
                         size_t to)
{
    size_t k = f->n_things;
    int32_t n = to < f->s->to ? f->doc->tokens[to].number : -1;

    if (left == f->s->from || !vg_particle(f->doc, left - 1, VG_PT_OF_IT) || n < 0)
        return false;
    while (k > 0 && f->things[k - 1].from >= to)
        if (f->things[--k].from <= to)
            return false; /* the number counts things of its own */
    if (k == 0)
        return false;
    add_losses(f, i, outcome, k - 1, k);
    f->out->losses[f->out->n_losses - 1].count = f->doc->numbers[n].count;
    return true;
}

/* `le camp a été incendié, ainsi que plusieurs véhicules`: what is joined to the subject behind the
 * verb. */
static void add_behind(struct finder *f, size_t word, enum vg_item_outcome outcome, size_t to)
{
    size_t k = to + (to < f->s->to && vg_sv_is(f->doc->tokens[to].norm, ",")), start = k;

    while (k < f->s->to && vg_particle(f->doc, k, VG_PT_AS_WELL | (k > start ? VG_PT_THAT : 0)))
        k++;
    for (size_t t = 0; k > start + 1 && t < f->n_things; t++)
        if (f->things[t].from == k || f->things[t].from == k + 1) {
            add_losses(f, word, outcome, t, list_end(f, t, t + 1));
            return;
        }
}

static void find_things(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    size_t left, a, b;
    enum voice voice = toll_voice(f, i, &left);
    enum vg_item_outcome outcome = (enum vg_item_outcome)term->value;

    if (to > i + 1 && vg_token_pos(&f->doc->tokens[to - 1]) == VG_POS_PREP &&
        term->kind != TOLL_LOSS_SELF)
        voice = VOICE_ACTIVE; /* `sont repartis avec deux motos` */

    if (voice == VOICE_ACTIVE && some_of_them(f, i, outcome, left, to))
        return;
    if (voice == VOICE_REFLEXIVE && term->kind != TOLL_LOSS_SELF &&
        (!toll_object(f, f->things, f->n_things, to - 1, &a, &b) ||
         not_object(f, to, &f->things[a])))
        return;
    if (term->kind == TOLL_LOSS_SELF || (voice != VOICE_ACTIVE && voice != VOICE_REFLEXIVE)) {
        if (toll_subject(f, f->things, f->n_things, left, &a, &b)) {
            size_t first = f->out->n_losses;
            add_losses(f, i, outcome, a, b);
            recount(f, i, left, first);
            add_behind(f, i, outcome, to);
            return;
        }
        if (term->kind == TOLL_LOSS_SELF ||
            (voice == VOICE_PASSIVE && outcome != VG_ITEM_DEPLOYED && !opens_clause(f, left)))
            return;
    }
    if (within(f, i, to, &a, &b))
        add_losses(f, i, outcome, a, b);
    else if (toll_object(f, f->things, f->n_things, to - 1, &a, &b) &&
             !not_object(f, to, &f->things[a]))
        add_losses(f, i, outcome, a, list_end(f, a, b));
    else if (voice == VOICE_ACTIVE && relative_object(f, left, &a, &b))
        add_losses(f, i, outcome, a, b);
}

static bool has_object(const struct finder *f, size_t i, size_t to)
{
    size_t left, a, b;
    enum voice voice = toll_voice(f, i, &left);

    return voice == VOICE_ACTIVE && toll_object(f, f->things, f->n_things, to - 1, &a, &b) &&
           !not_object(f, to, &f->things[a]);
}

static void find_by_verb(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    size_t first = f->out->n_losses;

    find_things(f, i, term, to);
    if (term->value2)
        empty_containers(f, first, term->value2 > 1);
}

/* `Le butin comprend cinq véhicules, des armes`, `Dans la gibecière : huit motos`: the list after
 * it. */
static void find_booty(struct finder *f, size_t i, size_t to)
{
    bool opened = false;
    size_t end;

    for (size_t k = to; k < f->s->to && k < to + 14; k++) {
        opened |= vg_sv_is(f->doc->tokens[k].norm, ":") ||
                  vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_HOLDS), 0, &end);
        for (size_t t = 0; opened && t < f->n_things; t++)
            if (f->things[t].from == k) {
                if (f->things[t].to < f->s->to && is_loss_verb(f, f->things[t].to))
                    return; /* `bilan matériel : trois véhicules détruits` */
                add_losses(f, i, VG_ITEM_CAPTURED, t, list_end(f, t, t + 1));
                return;
            }
    }
}

/* `la récupération d'une importante quantité d'armes`: past the lot, or i. */
static size_t lot_end(const struct finder *f, size_t i)
{
    for (size_t k = i; k < f->s->to && k < i + 5; k++) {
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[k]);
        if (f->doc->tokens[k].kind == VG_TOK_PUNCT || pos == VG_POS_VERB)
            break;
        if (toll_is(f, k, TOLL_BIT(TOLL_LOT)))
            return k + 1;
    }
    return i;
}

static void find_by_noun(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    for (size_t k = 0; k < f->n_things; k++) {
        size_t start = f->things[k].from;
        if (start < to || start > lot_end(f, to) + 2)
            continue;
        add_losses(f, i, (enum vg_item_outcome)term->value, k, list_end(f, k, k + 1));
        return;
    }
}

/* `S'y ajoutent des armes et des munitions`: what befell the things told last befell them, too. */
static void find_added(struct finder *f, size_t to)
{
    const struct vg_tolls *out = f->out;
    const struct vg_loss *last = out->n_losses ? &out->losses[out->n_losses - 1] : NULL;
    size_t a, b;

    if (!last || last->sentence + 1 < f->doc->tokens[to - 1].sentence || last->from >= to ||
        !toll_object(f, f->things, f->n_things, to - 1, &a, &b))
        return;
    add_losses(f, to - 1, last->outcome, a, list_end(f, a, b));
}

/* Did what became of `later` in the end befall the thing of `l`, too? */
static bool ended_so(const struct vg_loss *l, const struct vg_loss *later)
{
    bool destroyed = later->outcome == VG_ITEM_DESTROYED;

    if (later->thing_from != l->thing_from || later->item != l->item)
        return false;
    if (l->outcome == VG_ITEM_ABANDONED)
        return destroyed || later->outcome == VG_ITEM_CAPTURED;
    if (l->outcome == VG_ITEM_CAPTURED)
        return destroyed && l->item == VG_ITEM_OTHER;
    return destroyed && l->outcome == VG_ITEM_DAMAGED && l->count.min == l->count.max &&
           l->count.min == later->count.min;
}

/* `un pick-up abandonné dans la fuite a été récupéré`, `un engin découvert et désamorcé`: what
 * became of it in the end counts. */
static void drop_abandoned(struct finder *f, size_t first)
{
    struct vg_tolls *out = f->out;
    size_t kept = first;

    for (size_t i = first; i < out->n_losses; i++) {
        struct vg_loss l = out->losses[i];
        bool ended = false;
        for (size_t k = first; k < out->n_losses; k++)
            ended |= ended_so(&l, &out->losses[k]);
        if (!ended)
            out->losses[kept++] = l;
    }
    out->n_losses = kept;
}

/* `aucun échange de tirs`, `sans un coup de feu`, `aucun dégât`. */
static bool denied(const struct finder *f, size_t i)
{
    for (size_t k = i; k-- > f->s->from && i - k <= 3;) {
        int32_t n = f->doc->tokens[k].number;
        if (vg_particle(f->doc, k, VG_PT_WITHOUT) || (n >= 0 && f->doc->numbers[n].count.max == 0))
            return true;
        if (f->doc->tokens[k].kind == VG_TOK_PUNCT)
            break;
    }
    return false;
}

/* `d'importants dégâts matériels`: something was damaged, and no more is told. */
static void find_damage(struct finder *f, size_t first)
{
    size_t to;

    if (!vg_terms_in(f->terms, f->doc, f->s, TOLL_BIT(TOLL_DAMAGE)))
        return;
    for (size_t i = f->s->from; i < f->s->to && f->out->n_losses == first; i++) {
        if (!vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_DAMAGE), 1, &to) ||
            denied(f, i))
            continue;
        struct vg_loss *l =
            VG_PUSH(f->doc->arena, f->out->losses, f->out->n_losses, f->out->cap_losses);
        *l = (struct vg_loss){.from = (uint32_t)i,
                              .to = (uint32_t)to,
                              .thing_from = (uint32_t)i,
                              .thing_to = (uint32_t)to,
                              .word = (uint32_t)i,
                              .sentence = f->doc->tokens[i].sentence,
                              .item = VG_ITEM_OTHER,
                              .outcome = VG_ITEM_DAMAGED,
                              .count = {1, VG_COUNT_NULL, false},
                              .owner = -1};
    }
}

static void find_lost_things(struct finder *f)
{
    size_t to;

    if (f->n_things == 0)
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
        const struct vg_term *x;
        bool gerund = i > f->s->from && vg_particle(f->doc, i - 1, VG_PT_OF_IT) &&
                      pos == VG_POS_ADJ; /* `en brûlant`, that may be an adjective */
        if (pos == VG_POS_VERB || pos == VG_POS_PPAS || pos == VG_POS_PPRES || pos == VG_POS_INF ||
            gerund) {
            x = vg_terms_match(f->terms, f->doc, i, f->s->to,
                               TOLL_BIT(TOLL_LOSS_VERB) | TOLL_BIT(TOLL_LOSS_SELF), 3, &to);
            if (x && x->kind == TOLL_LOSS_SELF) {
                size_t end; /* `brûler`: of itself, or something */
                const struct vg_term *verb = vg_terms_match(f->terms, f->doc, i, f->s->to,
                                                            TOLL_BIT(TOLL_LOSS_VERB), 3, &end);
                if (verb && has_object(f, i, end)) {
                    x = verb;
                    to = end;
                }
            }
            size_t past; /* `être pris à partie` */
            if (x &&
                !vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_SPARED), 2, &past))
                find_by_verb(f, i, x, to);
        } else if ((x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_LOSS_NOUN), 0,
                                       &to))) {
            find_by_noun(f, i, x, to);
        } else if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_BOOTY), 0, &to)) {
            find_booty(f, i, to);
        }
        if (toll_adds(f, i, &to))
            find_added(f, to);
    }
}

void toll_find_losses(struct finder *f)
{
    size_t first = f->out->n_losses;

    find_lost_things(f);
    drop_abandoned(f, first);
    find_damage(f, first);
}

/* `sur six motos`, `des motos ont surgi`: they were ridden; `la circulation des motos` tells
 * nothing of it. */
static bool ridden(const struct finder *f, size_t i)
{
    const struct vg_document *doc = f->doc;
    const struct vg_reading *r = vg_token_reading(&doc->tokens[i]);
    size_t k = i;
    bool counted = false;

    if (!r || !r->plural)
        return false;
    while (k > f->s->from && i - k < 8) {
        const struct vg_token *t = &doc->tokens[k - 1];
        bool mark = vg_sv_is(t->norm, "(") || vg_sv_is(t->norm, ")");
        if (!mark && t->number < 0 && vg_token_pos(t) != VG_POS_ADJ &&
            !vg_particle(doc, k - 1, VG_PT_OF))
            break;
        counted |= t->number >= 0;
        k--;
    }
    bool of = k > f->s->from + 1 && !counted && vg_particle(doc, k - 1, VG_PT_OF_THE) &&
              vg_token_pos(&doc->tokens[k - 2]) == VG_POS_NOUN;
    bool some = counted || (k > f->s->from && toll_is(f, k - 1, TOLL_BIT(TOLL_SOME)));
    return some && !of;
}

void toll_find_means(struct finder *f)
{
    size_t to;

    if (!vg_terms_in(f->terms, f->doc, f->s, TOLL_BIT(TOLL_MEANS) | TOLL_BIT(TOLL_RIDDEN)))
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_term *x = vg_terms_match(
            f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_MEANS) | TOLL_BIT(TOLL_NO_MEANS), 1, &to);
        if (!x) {
            x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_RIDDEN), 0, &to);
            x = x && ridden(f, i) ? x : NULL;
        }
        if (!x)
            continue;
        const struct vg_means_word *last =
            f->out->n_means ? &f->out->means[f->out->n_means - 1] : NULL;
        bool other = x->value2 && last && last->token + SHOT_REACH > i && last->token < i;
        if (x->kind == TOLL_NO_MEANS || other || denied(f, i)) {
            i = to - 1;
            continue;
        }
        struct vg_means_word *m =
            VG_PUSH(f->doc->arena, f->out->means, f->out->n_means, f->out->cap_means);
        *m = (struct vg_means_word){(uint32_t)i, f->doc->tokens[i].sentence,
                                    (enum vg_means)x->value};
        i = to - 1;
    }
}
