/* who.c - descriptions of actors, with their extent. */
#include "extract/who_internal.h"

#include <stdlib.h>

#include "extract/gazetteer.h"
#include "extract/particle.h"

#define MAX_HITS 8

/* ---- shared ---- */

const struct vg_who_rule *vg_who_rule_of(const struct vg_document *doc,
                                         const struct vg_lexicon_hit *h,
                                         enum vg_who_rule_class cls)
{
    for (uint32_t i = 0; i < h->n; i++)
        if (doc->actor_table->rules[h->payloads[i]].cls == cls)
            return &doc->actor_table->rules[h->payloads[i]];
    return NULL;
}

static bool may_start(const struct vg_document *doc, uint32_t i, uint32_t classes)
{
    return vg_lexicon_may_start_some(&doc->actor_table->lexicon, doc, i, classes);
}

const struct vg_who_rule *vg_who_phrase(const struct vg_document *doc, uint32_t from, uint32_t end,
                                        enum vg_who_rule_class cls, uint32_t *ret_to)
{
    struct vg_lexicon_hit hits[MAX_HITS];

    if (!may_start(doc, from, UINT32_C(1) << cls))
        return NULL;
    size_t n = vg_lexicon_match_all(&doc->actor_table->lexicon, doc, from, end, hits, MAX_HITS);
    while (n-- > 0) {
        const struct vg_who_rule *rule = vg_who_rule_of(doc, &hits[n], cls);
        if (rule) {
            *ret_to = hits[n].to;
            return rule;
        }
    }
    return NULL;
}

struct vg_actor_mention *vg_who_add(struct vg_document *doc, uint32_t from, uint32_t to)
{
    struct vg_actor_mention *m = VG_PUSH(doc->arena, doc->actors, doc->n_actors, doc->cap_actors);

    *m = (struct vg_actor_mention){
        .from = from, .to = to, .entry = -1, .antecedent = -1, .kind = VG_ACTOR_OTHER};
    for (uint32_t i = from; i < to; i++)
        doc->tokens[i].actor = (int32_t)doc->n_actors - 1;
    return m;
}

void vg_who_set_row(const struct vg_document *doc, struct vg_actor_mention *m, int32_t row)
{
    const struct vg_actor_row *r = &doc->actor_table->rows[row];

    m->entry = row;
    m->code = r->code;
    m->kind = r->kind;
}

/* ---- descriptions ---- */

/* A description as it is read: its head and what follows. */
struct reading {
    uint32_t from, to;
    const struct vg_who_rule *rule;    /* what it means by itself; NULL: only with a name */
    const struct vg_who_rule *members; /* when it may be somebody's men */
    char country[3];
    int32_t inner; /* actor mention that it belongs to, -1 */
    int32_t place; /* place that tells the country, -1 */
    bool of_group; /* of a group told before */
};

static enum vg_pos pos_at(const struct vg_document *doc, uint32_t i)
{
    return vg_token_pos(&doc->tokens[i]);
}

/* `une attaque armée`: may be read as an adjective or a participle, and agrees with the noun before
 * it. */
static bool agrees_with_noun(const struct vg_token *noun, const struct vg_token *t)
{
    const struct vg_reading *n = &noun->readings[noun->chosen];

    for (uint8_t i = 0; i < t->n_readings; i++) {
        const struct vg_reading *r = &t->readings[i];
        if ((r->pos == VG_POS_ADJ || r->pos == VG_POS_PPAS) &&
            ((r->masculine && n->masculine) || (r->feminine && n->feminine)) &&
            ((r->singular && n->singular) || (r->plural && n->plural)))
            return true;
    }
    return false;
}

/* `opération militaire`, `autorités civiles`: an adjective, not people. */
static bool is_adjective(const struct vg_document *doc, uint32_t from, uint32_t to, uint32_t start)
{
    uint32_t unused;

    if (to - from > 1 || from == start)
        return false;
    if (pos_at(doc, from) == VG_POS_VERB)
        return true;
    if (vg_who_phrase(doc, from - 1, from, VG_WR_DET, &unused) || doc->tokens[from - 1].number >= 0)
        return false;
    if (pos_at(doc, from - 1) != VG_POS_NOUN || doc->tokens[from - 1].kind != VG_TOK_WORD)
        return false;
    return pos_at(doc, from) != VG_POS_NOUN ||
           agrees_with_noun(&doc->tokens[from - 1], &doc->tokens[from]);
}

static bool read_head(const struct vg_document *doc, uint32_t i, uint32_t start, uint32_t end,
                      struct reading *r)
{
    struct vg_lexicon_hit hits[MAX_HITS];

    if (!may_start(doc, i, UINT32_C(1) << VG_WR_HEAD))
        return false;
    *r = (struct reading){.from = i, .inner = -1, .place = -1};
    size_t n = vg_lexicon_match_all(&doc->actor_table->lexicon, doc, i, end, hits, MAX_HITS);
    while (n-- > 0) {
        for (uint32_t k = 0; k < hits[n].n; k++) {
            const struct vg_who_rule *rule = &doc->actor_table->rules[hits[n].payloads[k]];
            if (rule->cls != VG_WR_HEAD)
                continue;
            if (rule->head == VG_WHO_MEMBERS)
                r->members = rule;
            else if (!r->rule || r->rule->bound)
                r->rule = rule;
            r->to = hits[n].to;
        }
        if (r->to)
            break;
    }
    for (uint32_t k = i; k < r->to; k++)
        if (doc->tokens[k].actor >= 0)
            return false;
    return r->to > i && !is_adjective(doc, i, r->to, start);
}

static void read_adjectives(const struct vg_document *doc, uint32_t end, struct reading *r)
{
    const struct vg_who_rule *rule;
    uint32_t to;

    for (int i = 0; i < 4 && r->to < end && doc->tokens[r->to].actor < 0; i++) {
        if ((rule = vg_who_phrase(doc, r->to, end, VG_WR_DEMONYM, &to))) {
            if (!r->country[0])
                memcpy(r->country, rule->country, sizeof r->country);
        } else if (!vg_who_phrase(doc, r->to, end, VG_WR_ADJ, &to)) {
            break;
        }
        r->to = to;
    }
}

static bool takes_place(const struct vg_who_rule *rule)
{
    return rule && (rule->head == VG_WHO_ARMY || rule->head == VG_WHO_GOVERNMENT);
}

static bool is_state(const struct vg_document *doc, int32_t place)
{
    const struct vg_place_mention *m = &doc->places[place];

    if (m->entry < 0)
        return false;
    uint8_t kind = vg_gazetteer_kind(doc->gazetteer, (size_t)m->entry);
    return kind == VG_KIND_COUNTRY || kind == VG_KIND_CAPITAL;
}

/* Is the name of those whom the description means at token `at`? Then it is taken in. */
static bool takes_name(const struct vg_document *doc, struct reading *r, uint32_t end, uint32_t at)
{
    if (at >= end || !r->rule)
        return false;
    enum vg_actor_class head = (enum vg_actor_class)r->rule->head;
    if (head != VG_WHO_GROUP && head != VG_WHO_JIHADISTS && head != VG_WHO_REBELS &&
        head != VG_WHO_ARMED && head != VG_WHO_RUSSIANS)
        return false;
    bool quoted = vg_sv_is(doc->tokens[at].norm, "«") || vg_sv_is(doc->tokens[at].norm, "\"");
    at += quoted;
    int32_t a = at < end ? doc->tokens[at].actor : -1;
    struct reading group;
    if (a < 0 && at < end && read_head(doc, at, at, end, &group) && group.rule &&
        group.rule->head == VG_WHO_GROUP) { /* mercenaires russes du groupe paramilitaire Wagner */
        read_adjectives(doc, end, &group);
        a = group.to < end ? doc->tokens[group.to].actor : -1;
    }
    if (a < 0 || doc->actors[a].from < r->to || doc->actors[a].description ||
        (head == VG_WHO_RUSSIANS && doc->actors[a].kind != VG_ACTOR_PRIVATE_MILITARY))
        return false;
    r->inner = a;
    r->to = doc->actors[a].to;
    return true;
}

/* `commando`, `hommes armés`, `ravisseurs`: fighters who may be a group's. */
static bool unnamed_fighters(const struct vg_document *doc, const struct reading *r)
{
    if (!r->rule || r->country[0])
        return false;
    return r->rule->head == VG_WHO_ARMED || r->rule->head == VG_WHO_ASSAILANTS ||
           (r->rule->head == VG_WHO_FIXED && r->rule->n_choices == 1 &&
            r->rule->choices[0].row == doc->actor_table->armed_group);
}

static bool is_group(const struct vg_document *doc, int32_t actor)
{
    uint8_t kind = doc->actors[actor].kind;

    return kind == VG_ACTOR_JIHADIST || kind == VG_ACTOR_REBEL || kind == VG_ACTOR_MILITIA;
}

/* `combattants du groupe russe Wagner`, `des hommes du même groupe`. */
static void read_group(const struct vg_document *doc, uint32_t end, struct reading *r,
                       struct reading *inner)
{
    read_adjectives(doc, end, inner);
    r->of_group = inner->rule->head == VG_WHO_GROUP;
    if (takes_name(doc, inner, end, inner->to))
        r->inner = inner->inner;
    if (r->of_group && r->inner < 0)
        r->rule = inner->rule;
    if (r->of_group || r->inner >= 0)
        r->to = inner->to;
}

/* `soldats de l'armée malienne`, `combattants du FLA`, `armée du Niger`. depth bounds the nesting.
 */
static void read_owner(const struct vg_document *doc, uint32_t end, struct reading *r, int depth)
{
    struct reading inner;
    uint32_t at, det;

    if (takes_name(doc, r, end, r->to)) /* le groupe russe Wagner, les jihadistes « Ansar Dine » */
        return;
    if (!vg_who_phrase(doc, r->to, end, VG_WR_OF, &at) || at >= end)
        return;
    if (vg_who_phrase(doc, at, end, VG_WR_DET, &det) && det < end)
        at = det;
    if (vg_particle(doc, at, VG_PT_SAME) && at + 1 < end)
        at++;
    const struct vg_token *t = &doc->tokens[at];
    if (r->rule && r->rule->head == VG_WHO_RUSSIANS && takes_name(doc, r, end, at))
        return; /* leurs supplétifs russes de l'Africa Corps */
    if (t->actor >= 0 && doc->actors[t->actor].from == at) {
        if (r->members || (unnamed_fighters(doc, r) && is_group(doc, t->actor))) {
            r->inner = t->actor;
            r->to = doc->actors[t->actor].to;
        }
        return;
    }
    if (t->place >= 0 && doc->places[t->place].from == at && takes_place(r->rule) &&
        is_state(doc, t->place)) {
        r->place = t->place;
        r->to = doc->places[t->place].to;
        memcpy(r->country, doc->places[t->place].country, sizeof r->country);
        return;
    }
    if (!r->members || r->country[0] || depth > 2 || !read_head(doc, at, at, end, &inner) ||
        !inner.rule)
        return;
    if (inner.rule->head == VG_WHO_GROUP || inner.rule->head == VG_WHO_ARMED) {
        read_group(doc, end, r, &inner);
        return;
    }
    bool force =
        inner.rule->head == VG_WHO_ARMY || inner.rule->head == VG_WHO_RUSSIANS ||
        inner.rule->head == VG_WHO_REBELS || inner.rule->head == VG_WHO_JIHADISTS ||
        (inner.rule->n_choices && inner.rule->choices[0].row != doc->actor_table->civilians);
    if (!force)
        return;
    read_adjectives(doc, end, &inner);
    read_owner(doc, end, &inner, depth + 1);
    if (r->rule && r->rule->head == VG_WHO_RUSSIANS && inner.rule->head == VG_WHO_ARMY) {
        r->to = inner.to; /* supplétifs de l'armée burkinabè: beside it, not of it */
        if (inner.country[0])
            memcpy(r->country, inner.country, sizeof r->country);
        return;
    }
    r->rule = inner.rule;
    r->to = inner.to;
    r->inner = inner.inner;
    if (inner.country[0])
        memcpy(r->country, inner.country, sizeof r->country);
    r->place = inner.place;
}

static bool has_article(const struct vg_document *doc, uint32_t from, uint32_t start)
{
    uint32_t unused;

    if (from > start + 1 && vg_particle(doc, from - 1, VG_PT_SAME))
        from--; /* le même groupe */
    return from > start && vg_who_phrase(doc, from - 1, from, VG_WR_DEFINITE, &unused);
}

/* `ses combattants`, `leurs unités`: somebody's men, of whom no more is said. */
static bool is_owned(const struct vg_document *doc, const struct reading *r, uint32_t start)
{
    uint32_t unused;

    return r->members && r->inner < 0 && !r->country[0] && r->from > start &&
           vg_who_phrase(doc, r->from - 1, r->from, VG_WR_OWN, &unused) &&
           (vg_who_phrase(doc, r->from, r->to, VG_WR_MEN, &unused) ||
            vg_who_phrase(doc, r->from, r->to, VG_WR_HOLD, &unused));
}

static bool is_wanted(const struct vg_document *doc, const struct reading *r, uint32_t start)
{
    if (r->inner >= 0 || r->of_group || is_owned(doc, r, start))
        return true;
    if (!r->rule || (r->rule->bound && !r->country[0]))
        return false;
    switch ((enum vg_actor_class)r->rule->head) {
    case VG_WHO_GROUP:
        return has_article(doc, r->from, start);
    case VG_WHO_VICTIMS:
    case VG_WHO_MEMBERS:
        return false;
    default:
        return true;
    }
}

static void absorb(struct vg_document *doc, struct reading *r, struct vg_actor_mention *m)
{
    const struct vg_actor_mention *inner = &doc->actors[r->inner];

    m->entry = inner->entry;
    m->code = inner->code;
    m->kind = inner->kind;
    m->cls = inner->cls;
    memcpy(m->country, inner->country, sizeof m->country);
    doc->actors[r->inner].to = doc->actors[r->inner].from; /* taken out when sorted */
}

/* A demonym in lower case at `at`, its end in ret_to; NULL: none. */
static const struct vg_who_rule *nation_at(const struct vg_document *doc, uint32_t at, uint32_t end,
                                           uint32_t *ret_to)
{
    if (at >= end || doc->tokens[at].actor >= 0 || doc->tokens[at].capital)
        return NULL;
    return vg_who_phrase(doc, at, end, VG_WR_DEMONYM, ret_to);
}

/* `soldats français et maliens`, `les armées malienne, nigérienne et burkinabè`: the forces of
 * further countries, like the mention that ends at `at`. Its rule, or NULL: it is a name. */
static void further_forces(struct vg_document *doc, uint32_t at, uint32_t end, uint8_t kind,
                           const struct vg_who_rule *army)
{
    uint32_t to, next = at;
    bool and = false;

    while (next < end && !and) { /* only a list that `et` closes */
        and = vg_particle(doc, next, VG_PT_AND);
        if ((!and && !vg_sv_is(doc->tokens[next].norm, ",")) || !nation_at(doc, next + 1, end, &to))
            return;
        next = to;
    }
    for (uint32_t i = at; and && i < next; i = to) {
        const struct vg_who_rule *rule = nation_at(doc, i + 1, end, &to);
        int32_t row = rule ? vg_who_row_of(doc->actor_table, rule->country,
                                           (enum vg_actor_kind)kind)
                           : -1;
        if (!rule || (!army && row < 0))
            return;
        struct vg_actor_mention *m = vg_who_add(doc, i + 1, to);
        m->description = m->plural = m->joined = true;
        memcpy(m->country, rule->country, sizeof m->country);
        if (army) {
            m->cls = army->head;
            m->entry = (int32_t)(army - doc->actor_table->rules);
        } else {
            vg_who_set_row(doc, m, row);
            m->cls = VG_WHO_FIXED;
        }
    }
}

/* The same after a name or a description of the actor table that ends with its country. */
static void forces_after_name(struct vg_document *doc, uint32_t i, uint32_t end)
{
    const struct vg_actor_mention *m = &doc->actors[doc->tokens[i].actor];
    uint32_t to;

    if (m->to == i + 1 && m->entry >= 0 && m->to > m->from + 1 &&
        m->kind == VG_ACTOR_STATE_MILITARY && vg_who_phrase(doc, i, end, VG_WR_DEMONYM, &to))
        further_forces(doc, i + 1, end, m->kind, NULL);
}

static uint32_t description(struct vg_document *doc, uint32_t i, uint32_t start, uint32_t end)
{
    struct reading r;

    if (!read_head(doc, i, start, end, &r))
        return i;
    read_adjectives(doc, end, &r);
    read_owner(doc, end, &r, 0);
    if (!is_wanted(doc, &r, start))
        return i;
    struct vg_actor_mention *m = vg_who_add(doc, r.from, r.to);
    const struct vg_who_rule *shape = r.rule ? r.rule : r.members;
    m->description = true;
    m->owned = is_owned(doc, &r, start);
    m->plural = shape->plural;
    memcpy(m->country, r.country, sizeof m->country);
    m->cls = shape->head;
    m->entry = (int32_t)(shape - doc->actor_table->rules); /* until it is resolved */
    if (r.inner >= 0)
        absorb(doc, &r, m);
    if (r.place >= 0)
        doc->places[r.place].in_actor = true;
    if (r.rule && takes_place(r.rule) && r.country[0] && r.inner < 0 && r.place < 0)
        further_forces(doc, r.to, end, VG_ACTOR_STATE_MILITARY, r.rule);
    return r.to;
}

/* `deux Chinois`, `un Mauritanien`: people. */
static uint32_t nationals(struct vg_document *doc, uint32_t i, uint32_t start, uint32_t end)
{
    const struct vg_token *t = &doc->tokens[i];
    uint32_t to;
    const struct vg_who_rule *rule =
        t->capital && i > start ? vg_who_phrase(doc, i, end, VG_WR_DEMONYM, &to) : NULL;

    uint32_t of, name = rule && vg_who_phrase(doc, to, end, VG_WR_OF, &of) ? of : end;
    if (rule && name < end && doc->tokens[name].actor >= 0) { /* `des Français de Barkhane` */
        struct reading r = {.inner = doc->tokens[name].actor};
        struct vg_actor_mention *men = vg_who_add(doc, i, doc->actors[r.inner].to);
        men->description = men->plural = true;
        absorb(doc, &r, men);
        return men->to;
    }
    if (!rule || doc->tokens[i - 1].number < 0)
        return i;
    struct vg_actor_mention *m = vg_who_add(doc, i, to);
    vg_who_set_row(doc, m, doc->actor_table->civilians);
    m->cls = VG_WHO_PEOPLE;
    m->description = true;
    m->plural = true;
    memcpy(m->country, rule->country, sizeof m->country);
    return to;
}

const char *vg_who_country_hint(const struct vg_document *doc, uint32_t i)
{
    uint32_t to;

    if (!doc->actor_table || doc->tokens[i].kind != VG_TOK_WORD)
        return NULL;
    if (doc->tokens[i].actor < 0 && !vg_lexicon_may_start(&doc->actor_table->lexicon, doc, i))
        return NULL;
    if (doc->tokens[i].actor >= 0) {
        const struct vg_actor_mention *m = &doc->actors[doc->tokens[i].actor];
        bool first = m->from == i && m->entry >= 0 && m->cls == VG_WHO_NAME;
        const char *country = first ? doc->actor_table->rows[m->entry].country : "";
        return country[0] ? country : NULL;
    }
    const struct vg_who_rule *rule = vg_who_phrase(doc, i, i + 1, VG_WR_DEMONYM, &to);
    return rule ? rule->country : NULL;
}

/* ---- governments, order ---- */

static void add_governments(struct vg_document *doc)
{
    for (size_t i = 0; i < doc->n_places; i++) {
        const struct vg_place_mention *p = &doc->places[i];
        if (!p->is_actor || doc->tokens[p->from].actor >= 0)
            continue;
        int32_t row = vg_who_row_of(doc->actor_table, p->country, VG_ACTOR_GOVERNMENT);
        if (row < 0)
            continue;
        struct vg_actor_mention *m = vg_who_add(doc, p->from, p->to);
        vg_who_set_row(doc, m, row);
        m->cls = VG_WHO_CAPITAL;
    }
}

static int by_position(const void *a, const void *b)
{
    const struct vg_actor_mention *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to > y->to ? -1 : x->to < y->to;
}

static void put_in_order(struct vg_document *doc)
{
    size_t n = 0;

    for (size_t i = 0; i < doc->n_actors; i++)
        if (doc->actors[i].to > doc->actors[i].from)
            doc->actors[n++] = doc->actors[i];
    doc->n_actors = n;
    if (n)
        qsort(doc->actors, n, sizeof *doc->actors, by_position);
    for (size_t i = 0; i < doc->n_tokens; i++)
        doc->tokens[i].actor = -1;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = doc->actors[i].from; k < doc->actors[i].to; k++)
            doc->tokens[k].actor = (int32_t)i;
}

void vg_who_run(struct vg_document *doc)
{
    if (!doc->actor_table)
        return;
    for (size_t s = 0; s < doc->n_sentences; s++) {
        uint32_t start = doc->sentences[s].from, end = doc->sentences[s].to;
        for (uint32_t i = start; i < end;) {
            uint32_t past = i;
            if (doc->tokens[i].kind == VG_TOK_WORD && doc->tokens[i].actor < 0) {
                past = description(doc, i, start, end);
                if (past == i)
                    past = nationals(doc, i, start, end);
            } else if (doc->tokens[i].actor >= 0)
                forces_after_name(doc, i, end);
            i = past > i ? past : i + 1;
        }
    }
    add_governments(doc);
    put_in_order(doc);
    vg_who_resolve(doc);
}
