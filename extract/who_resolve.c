/* who_resolve.c - whom a description means: by country, by period, by what the article named
 * before. */
#include "extract/who_internal.h"

#define MAX_HITS       8

#include "base/clock.h"
#include "extract/gazetteer.h"
#include "extract/particle.h"

/* What the text has told of so far. Indices of mentions, -1: none. */
struct story {
    struct vg_document *doc;
    int32_t jihadist, rebel, nonstate, armed, hired;
    int32_t author;      /* the one group that the text names as author, -1: none or several */
    int32_t here;        /* the one that this paragraph names, -1 */
    int32_t french;      /* the French operation that the text names: Serval, Barkhane */
    int32_t army; /* row of the one army that the text has told of so far, -1: none, -2: several */
    int32_t force;       /* row of the army or mission told of last, -1 */
    bool army_named;     /* by name or by its country */
    int32_t
        mission; /* row of the mission in the article's country whose soldiers the text names, -1 */
    int32_t first_rebel; /* in the whole text: a headline may say `les rebelles` first */
    char country[3];     /* of the force or place told of last in this paragraph */
    int32_t paragraph;
    size_t place; /* first place mention of the sentence at hand */
    int32_t sentence;
};

static bool is_nonstate(uint8_t kind)
{
    return kind == VG_ACTOR_JIHADIST || kind == VG_ACTOR_REBEL || kind == VG_ACTOR_MILITIA ||
           kind == VG_ACTOR_OTHER;
}

static void take_row(const struct vg_document *doc, struct vg_actor_mention *m, int32_t row)
{
    const struct vg_actor_row *r = vg_who_row_at(doc, row);

    m->entry = r ? row : -1;
    m->code = r ? r->code : NULL;
    if (r)
        m->kind = r->kind;
}

static void take_mention(const struct vg_document *doc, struct vg_actor_mention *m, int32_t other)
{
    m->antecedent = other;
    m->entry = doc->actors[other].entry;
    m->code = doc->actors[other].code;
    m->kind = doc->actors[other].kind;
}

/* ---- the country at hand ---- */

static bool situates(const struct vg_place_mention *p)
{
    return p->country[0] && !p->is_border && !p->is_origin && !p->is_actor && !p->is_dateline;
}

/* The one country of the places in this sentence, or "". */
static const char *country_of_sentence(struct story *s, uint32_t token)
{
    const struct vg_document *doc = s->doc;
    int32_t sentence = doc->tokens[token].sentence;
    const char *country = "";

    while (s->place < doc->n_places && doc->tokens[doc->places[s->place].from].sentence < sentence)
        s->place++;
    for (size_t i = s->place;
         i < doc->n_places && doc->tokens[doc->places[i].from].sentence == sentence; i++) {
        if (!situates(&doc->places[i]))
            continue;
        if (strcmp(doc->places[i].country, doc->country) == 0)
            return doc->country;
        if (!country[0])
            country = doc->places[i].country;
    }
    return country;
}

static const char *country_at(struct story *s, const struct vg_actor_mention *m)
{
    const struct vg_document *doc = s->doc;

    if (m->country[0])
        return m->country;
    const char *country = country_of_sentence(s, m->from);
    if (country[0])
        return country;
    int32_t paragraph = doc->sentences[doc->tokens[m->from].sentence].paragraph;
    return paragraph == s->paragraph && s->country[0] ? s->country : doc->country;
}

/* `un autre groupe`, `d'autres jihadistes`. */
static bool is_other(const struct vg_document *doc, const struct vg_actor_mention *m)
{
    const struct vg_sentence *sent = &doc->sentences[doc->tokens[m->from].sentence];
    uint32_t unused;

    for (uint32_t i = m->from > sent->from + 2 ? m->from - 2 : sent->from; i < m->from; i++)
        if (vg_who_phrase(doc, i, m->from, VG_WR_OTHER, &unused))
            return true;
    return false;
}

/* ---- classes ---- */

static void resolve_rebels(struct story *s, struct vg_actor_mention *m)
{
    const struct vg_who_here *h =
        vg_who_in(s->doc->actor_table, country_at(s, m), VG_WHO_REBELS, -1);

    if (s->rebel >= 0)
        take_mention(s->doc, m, s->rebel);
    else if (s->first_rebel >= 0)
        take_mention(s->doc, m, s->first_rebel);
    else if (h)
        take_row(s->doc, m, vg_who_rebels(s->doc, h, VG_DAY_NONE));
    else
        take_row(s->doc, m, s->doc->actor_table->armed_group);
}

/* Anybody told of before who fits, else armed people. */
static void resolve_back(struct story *s, struct vg_actor_mention *m, int32_t other)
{
    if (other >= 0)
        take_mention(s->doc, m, other);
    else
        take_row(s->doc, m, s->doc->actor_table->armed_group);
}

/* `deux soldats sénégalais`, `le contingent tchadien`, where the text speaks of the mission they
 * serve in. */
static bool serves_mission(struct story *s, const struct vg_actor_mention *m,
                           const struct vg_who_rule *rule)
{
    const struct vg_document *doc = s->doc;
    const struct vg_actor_row *mission = vg_who_row_at(doc, s->mission);

    if (!mission || !m->country[0] || strcmp(m->country, doc->country) == 0)
        return false;
    int32_t army = vg_who_row_of(doc->actor_table, m->country, VG_ACTOR_STATE_MILITARY);
    if (army >= 0 && army == doc->actor_table->fr_army)
        return false; /* there on its own account */
    if (!rule->abroad && (m->from == 0 || doc->tokens[m->from - 1].number < 0))
        return false; /* `l'armée tchadienne`: perhaps at home */
    return strcmp(country_of_sentence(s, m->from), m->country) != 0;
}

/* `les trois soldats`, `les militaires`, where the text has told of one army only, and by its name:
 * that one. */
static bool same_army(struct story *s, const struct vg_actor_mention *m)
{
    const struct vg_document *doc = s->doc;
    const struct vg_actor_row *row = vg_who_row_at(doc, s->army);
    uint32_t at = m->from, unused;

    if (!row || !s->army_named || m->country[0])
        return false;
    if (at > 0 && doc->tokens[at - 1].number >= 0)
        at = doc->numbers[doc->tokens[at - 1].number].from;
    if (at == 0 || !vg_who_phrase(doc, at - 1, at, VG_WR_DEFINITE, &unused))
        return false;
    const char *here = country_of_sentence(s, m->from);
    return !here[0] || strcmp(here, doc->country) == 0 || strcmp(here, row->country) == 0;
}

static void resolve_state(struct story *s, struct vg_actor_mention *m, enum vg_actor_kind kind,
                          const struct vg_who_rule *rule)
{
    const struct vg_document *doc = s->doc;

    if (kind == VG_ACTOR_STATE_MILITARY && same_army(s, m)) {
        take_row(doc, m, s->army);
        return;
    }
    /* `un Casque bleu a été tué. Quatre autres soldats` */
    if (kind == VG_ACTOR_STATE_MILITARY && !m->country[0] && s->force >= 0 && is_other(doc, m)) {
        take_row(doc, m, s->force);
        return;
    }
    if (kind == VG_ACTOR_STATE_MILITARY && serves_mission(s, m, rule)) {
        take_row(doc, m, s->mission);
        return;
    }
    int32_t row = vg_who_row_of(doc->actor_table, country_at(s, m), kind);

    if (row < 0 && !m->country[0])
        row = vg_who_row_of(doc->actor_table, doc->country, kind);
    bool unlisted =
        row < 0 && kind == VG_ACTOR_STATE_MILITARY; /* the table has no army of theirs */
    if (unlisted && m->country[0] && !rule->bound) {            /* as the text names them */
        m->code = vg_arena_str(doc->arena, vg_sv_sub(doc->text, doc->tokens[m->from].from,
                                                     doc->tokens[m->to - 1].to));
        m->kind = VG_ACTOR_STATE_MILITARY;
        return;
    }
    if (unlisted)
        row = vg_who_row_of(doc->actor_table, country_at(s, m), VG_ACTOR_GOVERNMENT);
    if (row >= 0 && row == doc->actor_table->fr_army && s->french >= 0)
        row = doc->actors[s->french].entry;
    take_row(doc, m, row);
    m->kind = (uint8_t)kind;
}

/* One name, several rows (the CNSP of Bamako and that of Niamey): the row of the article's country.
 */
static void choose_namesake(struct vg_document *doc, struct vg_actor_mention *m)
{
    struct vg_lexicon_hit hits[MAX_HITS];
    const struct vg_actor_row *row = vg_who_row_at(doc, m->entry);

    if (!row || strcmp(row->country, doc->country) == 0)
        return;
    size_t n =
        vg_lexicon_match_all(&doc->actor_table->lexicon, doc, m->from, m->to, hits, MAX_HITS);
    if (n == 0 || hits[n - 1].to != m->to)
        return;
    for (uint32_t i = 0; i < hits[n - 1].n; i++) {
        const struct vg_who_rule *rule = &doc->actor_table->rules[hits[n - 1].payloads[i]];
        if (rule->cls == VG_WR_NAME &&
            strcmp(vg_who_row_at(doc, rule->row)->country, doc->country) == 0) {
            take_row(doc, m, rule->row);
            return;
        }
    }
}

/* In the central Sahel the Islamic State is its branch there. */
static void resolve_name(struct story *s, struct vg_actor_mention *m)
{
    choose_namesake(s->doc, m);
    const struct vg_who_here *branch =
        m->entry >= 0 ? vg_who_in(s->doc->actor_table, s->doc->country, VG_WHO_NAME, m->entry)
                      : NULL;
    if (branch && vg_who_row_at(s->doc, m->entry)->kind == VG_ACTOR_JIHADIST)
        take_row(s->doc, m, branch->rows[0]);
}

static void resolve_fixed(struct story *s, struct vg_actor_mention *m,
                          const struct vg_who_rule *rule)
{
    const char *country = rule->n_choices > 1 ? country_at(s, m) : "";
    const struct vg_actor_row *first =
        vg_who_row_at(s->doc, rule->n_choices ? rule->choices[0].row : -1);
    int32_t row = -1;

    if (m->country[0] && rule->n_choices > 1 && first->kind == VG_ACTOR_INTERNATIONAL) {
        m->country[0] = 0; /* `un Casque bleu égyptien`: where they serve counts */
        country = country_at(s, m);
    }

    for (uint8_t i = 0; i < rule->n_choices; i++) {
        if (!rule->choices[i].country[0] && row < 0)
            row = rule->choices[i].row;
        if (rule->choices[i].country[0] && strcmp(rule->choices[i].country, country) == 0)
            row = rule->choices[i].row;
    }
    take_row(s->doc, m, row);
}

/* ---- authors ---- */

/* The author whom a description may mean. */
static int32_t author_for(const struct story *s, const struct vg_actor_mention *m)
{
    if (is_other(s->doc, m))
        return -1;
    return s->author >= 0 ? s->author : s->here;
}

/* `supplétifs`: Burkina's are its own, Niamey calls its attackers so, and `les paramilitaires` of
 * the Sudan are one of its two sides. */
static void resolve_hired(struct story *s, struct vg_actor_mention *m)
{
    const struct vg_who_here *h =
        vg_who_in(s->doc->actor_table, country_at(s, m), VG_WHO_RUSSIANS, -1);

    if (h && h->like == VG_WHO_GROUP) {
        resolve_back(s, m, s->nonstate);
        return;
    }
    if (h && h->like == VG_WHO_ARMED && !vg_who_of_the_hired(s->doc, m->country)) {
        resolve_back(s, m, author_for(s, m));
        return;
    }
    bool own = h && h->n_rows > 0;
    if (own)
        m->cls = VG_WHO_FIXED;
    take_row(s->doc, m, own ? h->rows[0] : vg_who_hired(s->doc, VG_DAY_NONE));
}

static void resolve_one(struct story *s, struct vg_actor_mention *m)
{
    struct vg_document *doc = s->doc;
    const struct vg_who_rule *rule = &doc->actor_table->rules[m->entry];
    bool russian = vg_who_of_the_hired(doc, m->country);
    int32_t author = author_for(s, m);

    m->entry = -1;
    switch ((enum vg_actor_class)m->cls) {
    case VG_WHO_ARMY:
        if (russian && !vg_who_in(doc->actor_table, doc->country, VG_WHO_ARMY, -1)) {
            m->cls = VG_WHO_RUSSIANS;
            take_row(doc, m, vg_who_hired(doc, VG_DAY_NONE));
            break;
        }
        if (rule->comrade)
            take_row(doc, m, s->force);
        else
            resolve_state(s, m, VG_ACTOR_STATE_MILITARY, rule);
        break;
    case VG_WHO_GOVERNMENT:
        resolve_state(s, m, VG_ACTOR_GOVERNMENT, rule);
        break;
    case VG_WHO_RUSSIANS:
        resolve_hired(s, m);
        break;
    case VG_WHO_REBELS:
        resolve_rebels(s, m);
        break;
    case VG_WHO_JIHADISTS:
        resolve_back(s, m, author >= 0 ? author : is_other(doc, m) ? -1 : s->jihadist);
        break;
    case VG_WHO_ARMED:
        resolve_back(s, m, author);
        if (russian)
            take_row(doc, m, vg_who_hired(doc, VG_DAY_NONE));
        break;
    case VG_WHO_GROUP:
        resolve_back(s, m, s->nonstate);
        break;
    case VG_WHO_ASSAILANTS:
        resolve_back(s, m, author >= 0 ? author : s->armed);
        break;
    case VG_WHO_PEOPLE:
        take_row(doc, m, doc->actor_table->civilians);
        break;
    case VG_WHO_FIXED:
        resolve_fixed(s, m, rule);
        if (russian && m->kind == VG_ACTOR_ARMED_GROUP) {
            m->cls = VG_WHO_RUSSIANS;
            take_row(doc, m, vg_who_hired(doc, VG_DAY_NONE));
        }
        break;
    case VG_WHO_NAME:
    case VG_WHO_VICTIMS:
    case VG_WHO_MEMBERS:
    case VG_WHO_CAPITAL:
    case VG_WHO_CLASS_COUNT:
        break;
    }
}

/* ---- whose men ---- */

/* May the actor have fighters, and of the kind that the description means? */
static bool has_men(const struct vg_actor_mention *owner, const struct vg_actor_mention *m,
                    bool holds)
{
    bool state = owner->kind == VG_ACTOR_STATE_MILITARY || owner->kind == VG_ACTOR_STATE_POLICE ||
                 owner->kind == VG_ACTOR_GOVERNMENT || owner->kind == VG_ACTOR_PRIVATE_MILITARY ||
                 owner->kind == VG_ACTOR_INTERNATIONAL;
    bool group = is_nonstate(owner->kind) && owner->kind != VG_ACTOR_OTHER && !holds;

    if (!owner->code || owner->cls == VG_WHO_PEOPLE || owner->cls == VG_WHO_VICTIMS || owner->owned)
        return false;
    return m->cls == VG_WHO_ARMY         ? state || group
           : m->cls == VG_WHO_ASSAILANTS ? group
                                         : state || group;
}

/* `l'Algérie affirme que ses forces`, `le Jnim dit que ses combattants`: of the actor told last in
 * the sentence. */
static bool resolve_owned(struct story *s, size_t at)
{
    const struct vg_document *doc = s->doc;
    struct vg_actor_mention *m = &doc->actors[at];
    int32_t sentence = doc->tokens[m->from].sentence;
    uint32_t unused;
    bool holds = vg_who_phrase(doc, m->from, m->to, VG_WR_HOLD,
                               &unused); /* attacked more often than the attackers' */

    for (size_t i = at; i-- > 0 && doc->tokens[doc->actors[i].from].sentence == sentence;) {
        const struct vg_actor_mention *o = &doc->actors[i];
        if (!has_men(o, m, holds))
            continue;
        const char *country =
            o->kind == VG_ACTOR_GOVERNMENT ? vg_who_row_at(doc, o->entry)->country : "";
        int32_t army =
            country[0] ? vg_who_row_of(doc->actor_table, country, VG_ACTOR_STATE_MILITARY) : -1;
        if (country[0] && army < 0)
            continue;
        take_mention(doc, m, (int32_t)i);
        if (army >= 0)
            take_row(doc, m, army);
        m->cls = o->cls == VG_WHO_CAPITAL || o->cls == VG_WHO_GOVERNMENT ? VG_WHO_ARMY : o->cls;
        return true;
    }
    return false;
}

/* ---- the walk ---- */

static void remember_army(struct story *s, const struct vg_actor_mention *m)
{
    const struct vg_actor_row *row = vg_who_row_at(s->doc, m->entry);
    bool mission = m->kind == VG_ACTOR_INTERNATIONAL && row && row->country[0];

    if (!row || (m->kind != VG_ACTOR_STATE_MILITARY && !mission))
        return;
    s->force = m->entry;
    s->army = s->army == -1 || s->army == m->entry ? m->entry : -2;
    s->army_named |= m->cls == VG_WHO_NAME || m->country[0] || mission;
}

static void remember(struct story *s, int32_t at)
{
    const struct vg_document *doc = s->doc;
    const struct vg_actor_mention *m = &doc->actors[at];
    int32_t paragraph = doc->sentences[doc->tokens[m->from].sentence].paragraph;
    const struct vg_actor_row *row = vg_who_row_at(doc, m->entry);

    if (m->cls == VG_WHO_NAME && vg_who_of_named_group(doc, m))
        return; /* only says whose people a group is */
    if (m->cls == VG_WHO_NAME && m->kind == VG_ACTOR_JIHADIST)
        s->jihadist = at;
    if (m->cls == VG_WHO_NAME && m->kind == VG_ACTOR_REBEL)
        s->rebel = at;
    if (m->cls == VG_WHO_NAME && is_nonstate(m->kind))
        s->nonstate = at;
    remember_army(s, m);
    bool auxiliary = row && row->group == VG_GROUP_MILITARY; /* VDP: no `assaillants` */
    if (m->kind == VG_ACTOR_ARMED_GROUP ||
        (is_nonstate(m->kind) && m->kind != VG_ACTOR_OTHER && !auxiliary))
        s->armed = at;
    if (m->kind == VG_ACTOR_STATE_MILITARY && row && row->country[0] &&
        (m->country[0] || m->cls == VG_WHO_NAME)) {
        memcpy(s->country, row->country, sizeof s->country);
        s->paragraph = paragraph;
    }
}

/* The peacekeepers of the article's country, when the text tells of them: the row, -1. */
static int32_t mission_here(const struct vg_document *doc)
{
    int32_t row = vg_who_row_of(doc->actor_table, doc->country, VG_ACTOR_INTERNATIONAL);
    const struct vg_actor_row *mission = vg_who_row_at(doc, row);

    if (!mission || (doc->published != VG_DAY_NONE && mission->to != VG_DAY_NONE &&
                     doc->published > mission->to))
        return -1;
    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        bool named = a->code && strcmp(a->code, mission->code) == 0;
        const struct vg_who_rule *rule =
            a->description && !a->code && a->entry >= 0 ? &doc->actor_table->rules[a->entry] : NULL;
        if (named || (rule && rule->n_choices > 1 &&
                      rule->choices[0].row == row))
            return row;
    }
    return -1;
}

void vg_who_resolve(struct vg_document *doc)
{
    struct story s = {.doc = doc,
                      .jihadist = -1,
                      .rebel = -1,
                      .nonstate = -1,
                      .armed = -1,
                      .hired = -1,
                      .first_rebel = -1,
                      .french = -1,
                      .mission = -1,
                      .army = -1,
                      .force = -1,
                      .author = -1,
                      .here = -1,
                      .paragraph = -1};
    int32_t last = -1;

    for (size_t i = 0; i < doc->n_actors && s.first_rebel < 0; i++)
        if (doc->actors[i].cls == VG_WHO_NAME && doc->actors[i].kind == VG_ACTOR_REBEL)
            s.first_rebel = (int32_t)i;
    s.french = vg_who_french_operation(doc, VG_DAY_NONE);
    for (size_t i = 0; i < doc->n_actors; i++)
        if (doc->actors[i].cls == VG_WHO_NAME)
            resolve_name(&s, &doc->actors[i]);
    s.mission = mission_here(doc);
    s.author = vg_who_find_authors(doc);
    for (size_t i = 0; i < doc->n_actors; i++) {
        struct vg_actor_mention *m = &doc->actors[i];
        int32_t paragraph = doc->sentences[doc->tokens[m->from].sentence].paragraph;
        if (paragraph != last)
            s.here = vg_who_author_of_paragraph(doc, i, paragraph);
        last = paragraph;
        bool bound =
            m->owned && (m->cls == VG_WHO_MEMBERS || doc->actor_table->rules[m->entry].bound);
        if (m->owned && resolve_owned(&s, i))
            ;
        else if (bound)
            m->entry = -1; /* whose, the sentence does not say */
        else if (m->description && !m->code && m->entry >= 0)
            resolve_one(&s, m);
        remember(&s, (int32_t)i);
    }
}
