/* toll_name.c - people called by their names: `Ousmane Sidibé dit Bobala, numéro deux de la katiba,
 * a été tué`. */
#include "extract/toll_in.h"
#include "extract/particle.h"

#define ASIDE 10 /* tokens of what a comma after a name says of its bearer */

/* `Ag`, `Ould`, `al-`: inside a name. */
static bool particle(const struct finder *f, size_t i)
{
    return toll_is(f, i, TOLL_BIT(TOLL_NAME_PART));
}

static bool name_word(const struct finder *f, size_t i)
{
    const struct vg_token *t = &f->doc->tokens[i];

    if ((!t->capital && !t->hyphen) || t->kind == VG_TOK_PUNCT || t->place >= 0 || t->actor >= 0 ||
        t->number >= 0 || t->time >= 0 || t->all_caps)
        return false;
    if (t->capital)
        return true;
    const char *hyphen = memchr(t->norm.p, '-', t->norm.n);
    return hyphen && vg_particle_is(f->doc,
                                    vg_sv_sub(t->norm, 0, (size_t)(hyphen - t->norm.p) + 1),
                                    VG_PT_NAMED);
}

size_t toll_name_end(const struct finder *f, size_t i)
{
    size_t end = i + 1;

    if (i < f->s->to && !name_word(f, i))
        return i;
    for (size_t k = i + 1; k < f->s->to && k < i + 8; k++) {
        if (name_word(f, k))
            end = k + 1;
        else if (!particle(f, k))
            break;
    }
    return end;
}

bool toll_is_name(const struct finder *f, size_t i)
{
    const struct vg_token *t = &f->doc->tokens[i];
    enum vg_pos before = i > f->s->from ? vg_token_pos(&f->doc->tokens[i - 1]) : VG_POS_PUNCT;
    bool known = t->n_readings > 0 && !t->guessed && vg_token_pos(t) != VG_POS_PROPER;

    if (before == VG_POS_NOUN || before == VG_POS_ADJ || before == VG_POS_DET ||
        before == VG_POS_PROPER)
        return false; /* `le camp Firhoun`, `la Croix Rouge` */
    return !(known && i == f->s->from);
}

void toll_add_named(struct finder *f, size_t i, size_t to)
{
    const struct vg_document *doc = f->doc;
    struct party *p = VG_PUSH(doc->arena, f->people, f->n_people, f->cap_people);
    int group = VG_GROUP_UNSPECIFIED;

    if (to + 2 < f->s->to && vg_sv_is(doc->tokens[to].norm, ",")) {
        size_t past = to + 1;
        while (past < f->s->to && past < to + ASIDE && doc->tokens[past].kind != VG_TOK_PUNCT)
            past++;
        if (doc->tokens[to + 1].number >= 0 && past <= to + 4)
            to = past; /* `Claude Verlon, 55 ans` */
        else if (toll_body_group(f, to + 1, past) >= 0)
            group = toll_body_group(f, to + 1, past);
    }
    *p = (struct party){.from = (uint32_t)i,
                        .head = (uint32_t)i,
                        .to = (uint32_t)to,
                        .count = {1, 1, false},
                        .named = true,
                        .group = group,
                        .actor = -1};
}
