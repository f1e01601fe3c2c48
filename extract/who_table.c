/* who_table.c - data/actors.tsv and data/<lang>/who.tsv in memory. */
#include "extract/who_internal.h"

#include "base/clock.h"
#include "base/tsv.h"

static const char *const kind_names[VG_ACTOR_COUNT] = {
    [VG_ACTOR_STATE_MILITARY] = "state_military",
    [VG_ACTOR_STATE_POLICE] = "state_police",
    [VG_ACTOR_GOVERNMENT] = "government",
    [VG_ACTOR_PRIVATE_MILITARY] = "private_military",
    [VG_ACTOR_REBEL] = "rebel",
    [VG_ACTOR_MILITIA] = "militia",
    [VG_ACTOR_JIHADIST] = "jihadist",
    [VG_ACTOR_ARMED_GROUP] = "armed_group",
    [VG_ACTOR_INTERNATIONAL] = "international",
    [VG_ACTOR_POLITICAL] = "political",
    [VG_ACTOR_CIVILIAN] = "civilian",
    [VG_ACTOR_OTHER] = "other",
};

static const char *const rule_names[VG_WR_COUNT] = {
    [VG_WR_NAME] = "name",     [VG_WR_DESCR] = "descr",       [VG_WR_DEMONYM] = "demonym",
    [VG_WR_HEAD] = "head",     [VG_WR_ADJ] = "adj",           [VG_WR_OF] = "of",
    [VG_WR_DET] = "det",       [VG_WR_DEFINITE] = "definite", [VG_WR_OWN] = "own",
    [VG_WR_MEN] = "men",       [VG_WR_HOLD] = "hold",         [VG_WR_GROUPNOUN] = "groupnoun",
    [VG_WR_AUTHOR] = "author", [VG_WR_OTHER] = "other",     [VG_WR_IN] = "in",
};

static const struct {
    const char *name;
    enum vg_actor_class cls;
} heads[] = {
    {"army", VG_WHO_ARMY},
    {"contingent", VG_WHO_ARMY},
    {"comrades", VG_WHO_ARMY},
    {"gov", VG_WHO_GOVERNMENT},
    {"russians", VG_WHO_RUSSIANS},
    {"rebels", VG_WHO_REBELS},
    {"jihadists", VG_WHO_JIHADISTS},
    {"group", VG_WHO_GROUP},
    {"assailants", VG_WHO_ASSAILANTS},
    {"people", VG_WHO_PEOPLE},
    {"victims", VG_WHO_VICTIMS},
    {"members", VG_WHO_MEMBERS},
    {"armed", VG_WHO_ARMED},
};

const char *vg_actor_kind_name(enum vg_actor_kind x)
{
    return kind_names[x];
}

static int kind_of_name(struct vg_sv s)
{
    for (int k = 0; k < VG_ACTOR_COUNT; k++)
        if (vg_sv_is(s, kind_names[k]))
            return k;
    return -1;
}

static int32_t row_by_code(const struct vg_actors *self, struct vg_sv code)
{
    return vg_wordtab_get(&self->by_code, code);
}

/* The row of a code that may be the table's own string, which knows it; -1: none. */
static int32_t row_of_code(const struct vg_actors *self, const char *code)
{
    int32_t row;

    if ((uintptr_t)code - (uintptr_t)self->codes >= self->n_codes)
        return row_by_code(self, vg_sv_cstr(code));
    memcpy(&row, code - sizeof row, sizeof row);
    return row;
}

int32_t vg_who_row_of(const struct vg_actors *self, const char *country, enum vg_actor_kind kind)
{
    for (size_t i = 0; i < self->n_rows && country[0]; i++)
        if (self->rows[i].kind == kind && strcmp(self->rows[i].country, country) == 0)
            return (int32_t)i;
    return -1;
}

const struct vg_who_here *vg_who_in(const struct vg_actors *self, const char *country,
                                    enum vg_actor_class head, int32_t row)
{
    for (size_t i = 0; i < self->n_here; i++) {
        const struct vg_who_here *h = &self->here[i];
        if (h->head == head && strcmp(h->country, country) == 0 &&
            (head != VG_WHO_NAME || h->row == row))
            return h;
    }
    return NULL;
}

/* ---- loading ---- */

struct loader {
    struct vg_actors *self;
    struct vg_lexicon_builder *lexicon;
    struct vg_arena *arena;
    struct vg_sv *phrases; /* of each rule */
    size_t n_phrases, cap_phrases;
};

static int add_rule(struct loader *l, const struct vg_tsv *t, struct vg_sv phrase,
                    const struct vg_who_rule *rule, struct vg_err *err)
{
    struct vg_actors *self = l->self;

    if (vg_lexicon_add(l->lexicon, phrase, (uint32_t)self->n_rules) < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "phrase '%.*s' is empty or too long",
                          VG_SV_ARG(phrase));
    *VG_PUSH(l->arena, self->rules, self->n_rules, self->cap_rules) = *rule;
    *VG_PUSH(l->arena, l->phrases, l->n_phrases, l->cap_phrases) =
        vg_sv(vg_arena_str(l->arena, phrase), phrase.n);
    return 0;
}

static bool is_short_acronym(struct vg_sv s)
{
    size_t upper = 0;

    for (size_t i = 0; i < s.n; i++)
        upper += s.p[i] >= 'A' && s.p[i] <= 'Z';
    return s.n <= 3 && upper >= s.n - 1;
}

static int add_phrases(struct loader *l, const struct vg_tsv *t, const char *column,
                       enum vg_who_rule_class cls, int32_t row, struct vg_err *err)
{
    struct vg_sv list = vg_tsv_get(t, column);
    int r = 0;

    while (list.p && list.n && r == 0) {
        struct vg_sv phrase = vg_sv_trim(vg_sv_split(&list, ';'));
        struct vg_who_rule rule = {.cls = (uint8_t)cls, .row = row};
        if (!phrase.n)
            continue;
        rule.acronym = cls == VG_WR_NAME && is_short_acronym(phrase);
        rule.lower = phrase.p[0] >= 'a' && phrase.p[0] <= 'z';
        rule.plural = phrase.p[phrase.n - 1] == 's';
        r = add_rule(l, t, phrase, &rule, err);
    }
    return r;
}

static int read_day(const struct vg_tsv *t, const char *column, int32_t *ret, struct vg_err *err)
{
    struct vg_sv s = vg_tsv_get(t, column);

    *ret = s.n ? vg_day_parse(s) : VG_DAY_NONE;
    return s.n && *ret == VG_DAY_NONE
               ? vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "%s must be YYYY-MM-DD", column)
               : 0;
}

static int read_actor(struct loader *l, const struct vg_tsv *t, struct vg_err *err)
{
    struct vg_sv country = vg_tsv_get(t, "country"), group = vg_tsv_get(t, "group");
    struct vg_sv code = vg_tsv_get(t, "code");
    int kind = kind_of_name(vg_tsv_get(t, "kind"));
    struct vg_actor_row row = {.kind = (uint8_t)kind, .group = -1};
    int r;

    if (kind < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown kind '%.*s'",
                          VG_SV_ARG(vg_tsv_get(t, "kind")));
    if (!code.n || row_by_code(l->self, code) >= 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "code is empty or there twice");
    if (country.n != 0 && country.n != 2)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "country: two letters of ISO 3166-1");
    if (group.n && (row.group = (int8_t)vg_group_of_name(group)) < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown group '%.*s'",
                          VG_SV_ARG(group));
    if ((r = read_day(t, "from", &row.from, err)) < 0 || (r = read_day(t, "to", &row.to, err)) < 0)
        return r;
    if (country.n)
        memcpy(row.country, country.p, 2);
    row.code = vg_arena_str(l->arena, code);
    row.name = vg_arena_str(l->arena, vg_tsv_get(t, "name"));
    row.of = vg_arena_str(l->arena, vg_tsv_get(t, "of"));
    int32_t at = (int32_t)l->self->n_rows;
    *VG_PUSH(l->arena, l->self->rows, l->self->n_rows, l->self->cap_rows) = row;
    vg_wordtab_set(&l->self->by_code, l->arena, code, at);
    if ((r = add_phrases(l, t, "names", VG_WR_NAME, at, err)) == 0)
        r = add_phrases(l, t, "descr", VG_WR_DESCR, at, err);
    return r;
}

/* `by:NE=NE_ARMY,=UN` */
static int read_choices(struct loader *l, const struct vg_tsv *t, struct vg_sv list,
                        struct vg_who_rule *rule, struct vg_err *err)
{
    while (list.p && list.n) {
        struct vg_sv code = vg_sv_split(&list, ','), country = vg_sv_split(&code, '=');
        struct vg_who_choice *c = &rule->choices[rule->n_choices];
        if (rule->n_choices == VG_WHO_CHOICES || (country.n != 0 && country.n != 2))
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line,
                              "by: CC=CODE,...,=CODE, at most %d", VG_WHO_CHOICES);
        if ((c->row = row_by_code(l->self, code)) < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "no actor '%.*s'",
                              VG_SV_ARG(code));
        if (country.n)
            memcpy(c->country, country.p, 2);
        rule->n_choices++;
    }
    return 0;
}

/* The class of a head's name, VG_WHO_CLASS_COUNT: none. */
static enum vg_actor_class class_of_name(struct vg_sv s)
{
    for (size_t i = 0; i < VG_COUNT_OF(heads); i++)
        if (vg_sv_is(s, heads[i].name))
            return heads[i].cls;
    return VG_WHO_CLASS_COUNT;
}

static int read_head(struct loader *l, const struct vg_tsv *t, struct vg_sv value,
                     struct vg_who_rule *rule, struct vg_err *err)
{
    rule->head = VG_WHO_FIXED;
    if (vg_sv_starts(value, VG_SV("code:"))) {
        rule->n_choices = 1;
        rule->choices[0].row = row_by_code(l->self, vg_sv_sub(value, 5, value.n));
        if (rule->choices[0].row < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "no actor '%.*s'",
                              VG_SV_ARG(value));
        return 0;
    }
    if (vg_sv_starts(value, VG_SV("by:")))
        return read_choices(l, t, vg_sv_sub(value, 3, value.n), rule, err);
    if ((rule->bound = vg_sv_ends(value, VG_SV("+"))))
        value.n--;
    enum vg_actor_class cls = class_of_name(value);
    if (cls != VG_WHO_CLASS_COUNT) {
        rule->head = (uint8_t)cls;
        rule->abroad = vg_sv_is(value, "contingent");
        rule->comrade = vg_sv_is(value, "comrades");
        return 0;
    }
    return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown head '%.*s'", VG_SV_ARG(value));
}

/* `in  ML  rebels=FLA,CSP`, `in  NE  EI=EIGS`, `in  SD  russians=group` */
static int read_here(struct loader *l, const struct vg_tsv *t, struct vg_err *err)
{
    struct vg_sv means = vg_tsv_get(t, "value"), what = vg_sv_split(&means, '=');
    struct vg_sv country = vg_tsv_get(t, "form");
    struct vg_who_here h = {.row = -1, .like = (uint8_t)class_of_name(means)};
    enum vg_actor_class head = class_of_name(what);

    if (country.n != 2)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "in: form is a country");
    memcpy(h.country, country.p, 2);
    h.head = (uint8_t)(head == VG_WHO_CLASS_COUNT ? VG_WHO_NAME : head);
    if (h.head == VG_WHO_NAME && (h.row = row_by_code(l->self, what)) < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "no head, no actor '%.*s'",
                          VG_SV_ARG(what));
    while (h.like == VG_WHO_CLASS_COUNT && means.p && means.n) {
        int32_t row = row_by_code(l->self, vg_sv_split(&means, ','));
        if (row < 0 || h.n_rows == VG_WHO_CHOICES)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line,
                              "in: WORD=CODE,CODE,..., at most %d", VG_WHO_CHOICES);
        h.rows[h.n_rows++] = row;
    }
    bool codes = h.head == VG_WHO_NAME || h.head == VG_WHO_REBELS || h.like == VG_WHO_CLASS_COUNT;
    if (codes && h.n_rows == 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "in: no code that it means");
    *VG_PUSH(l->arena, l->self->here, l->self->n_here, l->self->cap_here) = h;
    return 0;
}

static int read_rule(struct loader *l, const struct vg_tsv *t, struct vg_err *err)
{
    struct vg_sv cls = vg_tsv_get(t, "class"), value = vg_tsv_get(t, "value");
    struct vg_who_rule rule = {.row = -1, .plural = vg_sv_is(vg_tsv_get(t, "number"), "pl")};
    int k = VG_WR_DEMONYM, r = 0;

    while (k < VG_WR_COUNT && !vg_sv_is(cls, rule_names[k]))
        k++;
    if (k == VG_WR_COUNT)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown class '%.*s'",
                          VG_SV_ARG(cls));
    if (k == VG_WR_IN)
        return read_here(l, t, err);
    rule.cls = (uint8_t)k;
    if (k == VG_WR_HEAD && (r = read_head(l, t, value, &rule, err)) < 0)
        return r;
    if (k == VG_WR_DEMONYM) {
        if (value.n != 2)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "demonym: value is a country");
        memcpy(rule.country, value.p, 2);
    }
    if (k == VG_WR_AUTHOR && !vg_sv_is(value, "before") && !vg_sv_is(value, "after") &&
        !vg_sv_is(value, "accuse") && !vg_sv_is(value, "accused") && !vg_sv_is(value, "kin"))
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line,
                          "author: value is before, after, accuse, accused or kin");
    if (k == VG_WR_AUTHOR)
        rule.kind = vg_sv_is(value, "after")     ? VG_WHO_AUTHOR_AFTER
                    : vg_sv_is(value, "accuse")  ? VG_WHO_AUTHOR_ACCUSE
                    : vg_sv_is(value, "accused") ? VG_WHO_AUTHOR_ACCUSED
                    : vg_sv_is(value, "kin")     ? VG_WHO_AUTHOR_KIN
                                                 : VG_WHO_AUTHOR_BEFORE;
    if (k == VG_WR_GROUPNOUN) {
        int kind = kind_of_name(value);
        if (kind < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "groupnoun: value is a kind");
        rule.kind = (uint8_t)kind;
    }
    return add_rule(l, t, vg_tsv_get(t, "form"), &rule, err);
}

static int read_table(struct loader *l, struct vg_sv text, const char *file,
                      const char *const *wanted,
                      int (*read)(struct loader *, const struct vg_tsv *, struct vg_err *),
                      struct vg_err *err)
{
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, text, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0)
        if ((r = read(l, &t, err)) < 0)
            return r;
    return r;
}
/* Puts the codes into one block, each after the number of its row. */
static void gather_codes(struct vg_actors *self, struct vg_arena *arena)
{
    size_t n = 0, at = 0;

    for (size_t i = 0; i < self->n_rows; i++)
        n += sizeof(int32_t) + strlen(self->rows[i].code) + 1;
    self->codes = vg_arena_alloc(arena, n + 1);
    self->n_codes = n;
    for (size_t i = 0; i < self->n_rows; i++) {
        int32_t row = (int32_t)i;
        size_t length = strlen(self->rows[i].code) + 1;
        memcpy(self->codes + at, &row, sizeof row);
        at += sizeof row;
        memcpy(self->codes + at, self->rows[i].code, length);
        self->rows[i].code = self->codes + at;
        at += length;
    }
}

static int finish(struct loader *l, struct vg_err *err)
{
    struct vg_actors *self = l->self;
    struct vg_buf flat;

    vg_buf_init(&flat, 64 * 1024 * 1024);
    int r = vg_lexicon_build(l->lexicon, &flat);
    if (r == 0) {
        char *kept = vg_arena_alloc(l->arena, flat.n);
        memcpy(kept, flat.p, flat.n);
        r = vg_lexicon_open(vg_sv(kept, flat.n), &self->lexicon, err);
        self->lexicon.id = VG_LEXICON_ACTORS;
    }
    if (r == 0) {
        self->lexicon.kinds = vg_arena_new_n(l->arena, uint32_t, vg_lexicon_slots(&self->lexicon));
        for (size_t i = 0; i < self->n_rules; i++)
            vg_lexicon_note(&self->lexicon, l->phrases[i], UINT32_C(1) << self->rules[i].cls);
    }
    vg_buf_done(&flat);
    gather_codes(self, l->arena);
    self->wagner = row_by_code(self, VG_SV("WAGNER"));
    self->africa_corps = row_by_code(self, VG_SV("AFRICA_CORPS"));
    self->armed_group = row_by_code(self, VG_SV("ARMED_GROUP"));
    self->civilians = row_by_code(self, VG_SV("CIVILIANS"));
    self->fr_army = row_by_code(self, VG_SV("FR_ARMY"));
    if (r == 0 && (self->armed_group < 0 || self->civilians < 0))
        r = vg_fail(err, VG_E_SYNTAX, "actors: rows CIVILIANS and ARMED_GROUP are needed");
    return r;
}

int vg_actors_load(struct vg_sv actors, const char *actors_file, struct vg_sv rules,
                   const char *rules_file, struct vg_arena *arena, const struct vg_actors **ret,
                   struct vg_err *err)
{
    static const char *const actor_columns[] = {"code", "name",  "kind",  "country", "from",
                                                "to",   "group", "names", "descr",   "of", NULL};
    static const char *const rule_columns[] = {"class", "form", "value", "number", NULL};
    struct loader l = {.self = vg_arena_alloc(arena, sizeof *l.self),
                       .lexicon = vg_lexicon_builder_new(),
                       .arena = arena};
    int r = read_table(&l, actors, actors_file, actor_columns, read_actor, err);

    if (r == 0)
        r = read_table(&l, rules, rules_file, rule_columns, read_rule, err);
    if (r == 0)
        r = finish(&l, err);
    vg_lexicon_builder_free(l.lexicon);
    *ret = l.self;
    return r;
}

/* ---- what others ask ---- */

enum vg_actor_kind vg_actor_kind_of(const struct vg_document *doc, const char *code)
{
    int32_t row = code && doc->actor_table ? row_of_code(doc->actor_table, code) : -1;

    if (row >= 0)
        return (enum vg_actor_kind)doc->actor_table->rows[row].kind;
    for (size_t i = 0; code && i < doc->n_actors && i < 256; i++) /* groups the text named first */
        if (doc->actors[i].code && doc->actors[i].code[0] == code[0] &&
            strcmp(doc->actors[i].code, code) == 0)
            return (enum vg_actor_kind)doc->actors[i].kind;
    return VG_ACTOR_OTHER;
}

enum vg_group vg_actor_group(const struct vg_document *doc, const char *code)
{
    int32_t row = code && doc->actor_table ? row_of_code(doc->actor_table, code) : -1;

    if (row >= 0 && doc->actor_table->rows[row].group >= 0)
        return (enum vg_group)doc->actor_table->rows[row].group;
    switch (vg_actor_kind_of(doc, code)) {
    case VG_ACTOR_STATE_MILITARY:
    case VG_ACTOR_STATE_POLICE:
    case VG_ACTOR_PRIVATE_MILITARY:
    case VG_ACTOR_INTERNATIONAL:
        return VG_GROUP_MILITARY;
    case VG_ACTOR_REBEL:
    case VG_ACTOR_MILITIA:
    case VG_ACTOR_JIHADIST:
    case VG_ACTOR_ARMED_GROUP:
        return VG_GROUP_MILITANT;
    case VG_ACTOR_CIVILIAN:
    case VG_ACTOR_GOVERNMENT:
    case VG_ACTOR_POLITICAL:
        return VG_GROUP_CIVILIAN;
    case VG_ACTOR_OTHER:
    case VG_ACTOR_COUNT:
        break;
    }
    return VG_GROUP_UNSPECIFIED;
}

const char *vg_actor_full_name(const struct vg_actors *self, const char *code)
{
    int32_t row = row_of_code(self, code);

    return row >= 0 && self->rows[row].name[0] ? self->rows[row].name : code;
}

const char *vg_actor_country(const struct vg_actors *self, const char *code)
{
    int32_t row = row_of_code(self, code);

    return row >= 0 ? self->rows[row].country : "";
}

const char *vg_actor_army_of(const struct vg_actors *self, const char *country)
{
    int32_t row = vg_who_row_of(self, country, VG_ACTOR_STATE_MILITARY);

    return row >= 0 ? self->rows[row].code : NULL;
}

const char *vg_actor_part_of(const struct vg_actors *self, const char *code)
{
    int32_t row = row_of_code(self, code);

    return row >= 0 ? self->rows[row].of : "";
}
