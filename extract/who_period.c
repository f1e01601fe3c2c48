/* who_period.c - who stands behind a description on the day of an event: hired men, rebels and
 * operations follow one another. */
#include "extract/who_internal.h"

#include "base/clock.h"

const struct vg_actor_row *vg_who_row_at(const struct vg_document *doc, int32_t row)
{
    return row >= 0 ? &doc->actor_table->rows[row] : NULL;
}

int32_t vg_who_hired(const struct vg_document *doc, int32_t day)
{
    const struct vg_actors *t = doc->actor_table;
    const struct vg_actor_row *wagner = vg_who_row_at(doc, t->wagner);

    if (day == VG_DAY_NONE)
        day = doc->published;
    if (!wagner)
        return t->africa_corps;
    return day != VG_DAY_NONE && wagner->to != VG_DAY_NONE && day > wagner->to - 6 ? t->africa_corps
                                                                                   : t->wagner;
}

bool vg_who_of_the_hired(const struct vg_document *doc, const char *country)
{
    const struct vg_actor_row *r = vg_who_row_at(doc, doc->actor_table->wagner);

    return r && r->country[0] && strcmp(r->country, country) == 0;
}

int32_t vg_who_rebels(const struct vg_document *doc, const struct vg_who_here *h, int32_t day)
{
    if (day == VG_DAY_NONE)
        day = doc->published;
    for (size_t i = 0; h && i < h->n_rows; i++) {
        const struct vg_actor_row *r = vg_who_row_at(doc, h->rows[i]);
        if (day == VG_DAY_NONE || r->from == VG_DAY_NONE || day >= r->from)
            return h->rows[i];
    }
    return -1;
}

/* The rebels of their country whom a row is among. */
static const struct vg_who_here *rebels_with(const struct vg_document *doc, int32_t row)
{
    const struct vg_actor_row *r = vg_who_row_at(doc, row);
    const struct vg_who_here *h =
        r ? vg_who_in(doc->actor_table, r->country, VG_WHO_REBELS, -1) : NULL;

    for (size_t i = 0; h && i < h->n_rows; i++)
        if (h->rows[i] == row)
            return h;
    return NULL;
}

/* The French operation that the text names; of several (`Serval puis Barkhane`) the one of that
 * day, else the first. */
int32_t vg_who_french_operation(const struct vg_document *doc, int32_t day)
{
    const struct vg_actor_row *army = vg_who_row_at(doc, doc->actor_table->fr_army);
    int32_t first = -1;

    if (day == VG_DAY_NONE)
        day = doc->published;
    for (size_t i = 0; army && i < doc->n_actors; i++) {
        const struct vg_actor_row *row = vg_who_row_at(doc, doc->actors[i].entry);
        if (doc->actors[i].cls != VG_WHO_NAME || !row || row->kind != VG_ACTOR_STATE_MILITARY ||
            strcmp(row->country, army->country) != 0 || row->from == VG_DAY_NONE)
            continue;
        if (day >= row->from && (row->to == VG_DAY_NONE || day <= row->to))
            return (int32_t)i;
        if (first < 0)
            first = (int32_t)i;
    }
    return first;
}

const char *vg_who_code_at(const struct vg_document *doc, int32_t actor, int32_t day)
{
    if (actor < 0 || (size_t)actor >= doc->n_actors)
        return NULL;
    const struct vg_actor_mention *m = &doc->actors[actor];
    const struct vg_actor_row *row = NULL;

    if (!m->description || day == VG_DAY_NONE)
        return m->code;
    if (m->cls == VG_WHO_RUSSIANS)
        row = vg_who_row_at(doc, vg_who_hired(doc, day));
    else if (m->cls == VG_WHO_REBELS && m->antecedent < 0 && m->kind == VG_ACTOR_REBEL)
        row = vg_who_row_at(doc, vg_who_rebels(doc, rebels_with(doc, m->entry), day));
    else if (m->cls == VG_WHO_REBELS && m->entry >= 0) { /* the FLA's predecessors */
        const struct vg_who_here *h = rebels_with(doc, m->entry);
        if (h && h->rows[0] == m->entry && day < vg_who_row_at(doc, m->entry)->from)
            row = vg_who_row_at(doc, vg_who_rebels(doc, h, day));
    }
    return row ? row->code : m->code;
}

const char *vg_who_force_at(const struct vg_document *doc, const char *code, const char *country,
                            int32_t day)
{
    const struct vg_actor_row *army = vg_who_row_at(doc, doc->actor_table->fr_army);

    if (!army || strcmp(code, army->code) != 0)
        return code;
    int32_t named = vg_who_french_operation(doc, day);
    if (named >= 0)
        return doc->actors[named].code;
    if (day == VG_DAY_NONE)
        day = doc->published;
    const struct vg_who_here *h =
        vg_who_in(doc->actor_table, country, VG_WHO_NAME, doc->actor_table->fr_army);
    const struct vg_actor_row *there = h ? vg_who_row_at(doc, h->rows[0]) : NULL;
    bool then = there && day >= there->from && (there->to == VG_DAY_NONE || day <= there->to);
    return then ? there->code : code;
}
