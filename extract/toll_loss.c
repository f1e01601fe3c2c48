/* toll_loss.c - what was lost, taken or sent, and with what it was done. */
#include "extract/toll_in.h"

static void add_losses(struct finder *f, size_t word, enum vg_item_outcome outcome, size_t from,
                       size_t to)
{
    for (size_t k = from; k < to; k++) {
        const struct party *p = &f->things[k];
        struct vg_loss *l =
            VG_PUSH(f->doc->arena, f->out->losses, f->out->n_losses, f->out->cap_losses);
        *l = (struct vg_loss){.from = p->from < word ? p->from : (uint32_t)word,
                              .to = p->to > word + 1 ? p->to : (uint32_t)word + 1,
                              .word = (uint32_t)word,
                              .sentence = f->doc->tokens[word].sentence,
                              .item = (enum vg_item)p->group,
                              .outcome = outcome,
                              .count = p->count,
                              .owner = -1};
    }
}

/* The list after a verb runs on over commas: `des armes, des munitions, six motos et du carburant`.
 */
static size_t list_end(const struct finder *f, size_t from, size_t to)
{
    while (to < f->n_things && f->things[to].from - f->things[to - 1].to <= 4) {
        for (size_t i = f->things[to - 1].to; i < f->things[to].from; i++)
            if (toll_is_clause_break(f, i) && !vg_sv_is(f->doc->tokens[i].norm, ";"))
                return to;
        to++;
    }
    return from < to ? to : from;
}

static void find_by_verb(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    size_t left, a, b;
    enum voice voice = toll_voice(f, i, &left);
    enum vg_item_outcome outcome = (enum vg_item_outcome)term->value;

    if (voice == VOICE_REFLEXIVE && term->kind != TOLL_LOSS_SELF &&
        !toll_object(f, f->things, f->n_things, to - 1, &a, &b))
        return;
    if (term->kind == TOLL_LOSS_SELF || (voice != VOICE_ACTIVE && voice != VOICE_REFLEXIVE)) {
        if (toll_subject(f, f->things, f->n_things, left, &a, &b)) {
            add_losses(f, i, outcome, a, b);
            return;
        }
        if (term->kind == TOLL_LOSS_SELF || (voice == VOICE_PASSIVE && outcome != VG_ITEM_DEPLOYED))
            return;
    }
    if (toll_object(f, f->things, f->n_things, to - 1, &a, &b))
        add_losses(f, i, outcome, a, list_end(f, a, b));
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

void toll_find_losses(struct finder *f)
{
    size_t to;

    if (f->n_things == 0)
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
        const struct vg_term *x;
        if (pos == VG_POS_VERB || pos == VG_POS_PPAS || pos == VG_POS_PPRES || pos == VG_POS_INF) {
            x = vg_terms_match(f->terms, f->doc, i, f->s->to,
                               TOLL_BIT(TOLL_LOSS_VERB) | TOLL_BIT(TOLL_LOSS_SELF), 3, &to);
            if (x)
                find_by_verb(f, i, x, to);
        } else if ((x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_LOSS_NOUN), 0,
                                       &to))) {
            find_by_noun(f, i, x, to);
        }
    }
}

void toll_find_means(struct finder *f)
{
    size_t to;

    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_term *x =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_MEANS), 0, &to);
        if (!x)
            continue;
        struct vg_means_word *m =
            VG_PUSH(f->doc->arena, f->out->means, f->out->n_means, f->out->cap_means);
        *m = (struct vg_means_word){(uint32_t)i, f->doc->tokens[i].sentence,
                                    (enum vg_means)x->value};
        i = to - 1;
    }
}
