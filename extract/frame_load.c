/* frame_load.c - reads frames.tsv: triggers, where their roles stand, what they need and what
 * undoes them. */
#include "base/tsv.h"
#include "extract/grammar.h"
#include "extract/particle.h"

static const char *const slot_names[VG_SLOT_COUNT] = {"subj", "obj", "par",  "de",    "contre",
                                                      "sur",  "a",   "dans", "entre", "avec",
                                                      "chez", "mod", "near"};

static const struct {
    const char *name;
    enum vg_fact fact;
} fact_names[] = {
    {"drone", VG_FACT_DRONE},     {"air", VG_FACT_AIR},         {"shell", VG_FACT_SHELL},
    {"mine", VG_FACT_MINE},       {"suicide", VG_FACT_SUICIDE}, {"civtoll", VG_FACT_CIVTOLL},
    {"miltoll", VG_FACT_MILTOLL}, {"imil", VG_FACT_IMIL},       {"ipower", VG_FACT_IPOWER},
    {"ipolice", VG_FACT_IPOLICE}, {"iarmed", VG_FACT_IARMED},   {"protest", VG_FACT_PROTEST},
    {"many", VG_FACT_CROWD},
    {"lasts", VG_FACT_LASTS},
};

const char *vg_slot_name(enum vg_slot x)
{
    return slot_names[x];
}

struct loader {
    struct vg_rules *rules;
    struct vg_arena *arena;
    struct vg_tsv *t;
    struct vg_err *err;
};

static int fail(const struct loader *l, const char *what, struct vg_sv value)
{
    return vg_fail_at(l->err, VG_E_SYNTAX, l->t->file, l->t->line, "unknown %s '%.*s'", what,
                      VG_SV_ARG(value));
}

static int slot_of(const struct loader *l, struct vg_sv s)
{
    for (int i = 0; i < VG_SLOT_COUNT; i++)
        if (vg_sv_is(s, slot_names[i]))
            return i;
    return vg_wordtab_get(&l->rules->slots, s);
}

/* A further name of a slot: a preposition or verb that acts like it. */
static int read_slot(const struct loader *l)
{
    struct vg_sv name = vg_tsv_get(l->t, "trigger"), same = vg_tsv_get(l->t, "type");
    int slot = slot_of(l, same);

    if (!name.n || slot < 0)
        return fail(l, "slot", same);
    vg_wordtab_set(&l->rules->slots, l->arena, name, slot);
    return 0;
}

static int role_of(struct vg_sv s)
{
    static const char letters[] = "-ITBPDFGN";
    const char *at = s.n == 1 ? strchr(letters + 1, s.p[0]) : NULL;

    return at ? (int)(at - letters) : -1;
}

static int read_roles(const struct loader *l, struct vg_frame *f, struct vg_sv text)
{
    while (text.p) {
        struct vg_sv pair = vg_sv_trim(vg_sv_split(&text, ' '));
        if (!pair.n)
            continue;
        struct vg_sv role = pair, slot = vg_sv_split(&role, '=');
        int s = slot_of(l, slot), r = role_of(role);
        if (s < 0 || r < 0)
            return fail(l, "slot or role", pair);
        f->roles[s] = (uint8_t)r;
    }
    return 0;
}

static void default_roles(struct vg_frame *f, bool told)
{
    if (f->kind == VG_FRAME_NOUN) {
        if (!told) {
            f->roles[VG_SLOT_DE] = VG_FR_D;
            f->roles[VG_SLOT_CONTRE] = f->roles[VG_SLOT_SUR] = VG_FR_T;
        }
        if (!f->roles[VG_SLOT_AGENT])
            f->roles[VG_SLOT_AGENT] = VG_FR_I;
        return;
    }
    if (!told) {
        f->roles[VG_SLOT_SUBJ] = VG_FR_I;
        f->roles[VG_SLOT_OBJ] = VG_FR_T;
    }
}

static int read_needs(const struct loader *l, struct vg_frame *f, struct vg_sv text)
{
    static const char letters[] = "ITAPDVFHOXEW";
    static const uint16_t bits[] = {VG_NEED_INITIATOR, VG_NEED_TARGET, VG_NEED_ACTOR,
                                    VG_NEED_PLACE,     VG_NEED_DATE,   VG_NEED_TOLL,
                                    VG_NEED_FORCE,     VG_NEED_PEOPLE, VG_NEED_OTHER,
                                    VG_NEED_DENIAL,    VG_NEED_ECHO,
                                    VG_NEED_WEAPON};
    uint16_t *to = &f->needs;

    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '+') {
            to = &f->needs_too;
            continue;
        }
        const char *at = strchr(letters, text.p[i]);
        if (!at)
            return fail(l, "need", text);
        *to |= bits[at - letters];
    }
    return 0;
}

static int read_type(const struct loader *l, struct vg_sv text, uint8_t *ret_type,
                     int16_t *ret_chooser)
{
    *ret_chooser = -1;
    if (text.n && text.p[0] == '@') {
        for (size_t i = 0; i < l->rules->n_choosers; i++)
            if (vg_sv_eq(l->rules->choosers[i].name, text)) {
                *ret_chooser = (int16_t)i;
                return 0;
            }
        return fail(l, "choice", text);
    }
    int type = vg_event_type_of_name(text);
    if (type < 0)
        return fail(l, "event type", text);
    *ret_type = (uint8_t)type;
    return 0;
}

static int read_condition(const struct loader *l, struct vg_choice *c, struct vg_sv text)
{
    while (text.p) {
        struct vg_sv name = vg_sv_split(&text, '+');
        size_t i = 0;
        while (i < VG_COUNT_OF(fact_names) && !vg_sv_is(name, fact_names[i].name))
            i++;
        uint32_t sense = vg_sense_of_name(name);
        if (i < VG_COUNT_OF(fact_names))
            c->facts |= fact_names[i].fact;
        else if (sense)
            c->senses |= sense;
        else if (!vg_sv_is(name, "*"))
            return fail(l, "condition", name);
    }
    return 0;
}

static int read_chooser(const struct loader *l)
{
    struct vg_chooser *ch =
        VG_PUSH(l->arena, l->rules->choosers, l->rules->n_choosers, l->rules->cap_choosers);
    struct vg_sv name = vg_tsv_get(l->t, "trigger"), text = vg_tsv_get(l->t, "roles");

    ch->name = vg_sv(vg_arena_str(l->arena, name), name.n);
    while (text.p) {
        struct vg_sv pair = vg_sv_trim(vg_sv_split(&text, ' '));
        if (!pair.n)
            continue;
        if (ch->n == VG_COUNT_OF(ch->choices))
            return fail(l, "choice past the limit", pair);
        struct vg_choice *c = &ch->choices[ch->n++];
        struct vg_sv type = pair, cond = vg_sv_split(&type, ':');
        int t = vg_event_type_of_name(type);
        if (t < 0)
            return fail(l, "event type", type);
        c->type = (uint8_t)t;
        if (read_condition(l, c, cond) < 0)
            return VG_E_SYNTAX;
    }
    return 0;
}

static int read_topic(const struct loader *l)
{
    static const char *const themes[] = {"sport", "fiction", "history", "health",   "labour",
                                         "cyber", "weather", "economy", "politics", "accident",
                                         "drill"};
    uint32_t id = vg_rules_intern(l->rules, l->arena, vg_tsv_get(l->t, "trigger"));

    for (size_t i = 0; i < VG_COUNT_OF(themes); i++)
        if (vg_sv_is(vg_tsv_get(l->t, "type"), themes[i])) {
            l->rules->info[id].themes |= (uint16_t)(1u << i);
            return 0;
        }
    return fail(l, "theme", vg_tsv_get(l->t, "type"));
}

static int read_senses(const struct loader *l, struct vg_sv text, uint32_t *ret)
{
    while (text.p) {
        struct vg_sv name = vg_sv_trim(vg_sv_split(&text, ' '));
        uint32_t sense = vg_sense_of_name(name);
        if (name.n && !sense)
            return fail(l, "sense", name);
        *ret |= sense;
    }
    return 0;
}

/* Takes a particle of that kind and what ends it from the front of text. */
static bool leading(const struct loader *l, struct vg_sv *text, unsigned bits, char end)
{
    const char *at = text->n ? memchr(text->p, end, text->n) : NULL;
    size_t n = at ? (size_t)(at - text->p) : 0;
    struct vg_sv form = vg_sv_sub(*text, 0, n + (end == '\''));

    if (!at || !vg_particle_of(l->rules, form, bits))
        return false;
    *text = vg_sv_sub(*text, n + 1, text->n);
    return true;
}

static int read_trigger(const struct loader *l, struct vg_frame *f, struct vg_sv text)
{
    if (f->kind == VG_FRAME_VERB) {
        f->reflexive = leading(l, &text, VG_PT_SELF, ' ') || leading(l, &text, VG_PT_SELF, '\'');
        f->causative = leading(l, &text, VG_PT_MAKE, '+');
        f->with_en = leading(l, &text, VG_PT_OF_IT, ' ');
    }
    int n = vg_rules_split(l->rules, l->arena, text, f->words, VG_FRAME_WORDS);
    if (n < 1)
        return fail(l, "trigger (one to six words)", text);
    /* articles may or may not stand there: they are left out of what must match */
    uint8_t kept = 0;
    for (int i = 0; i < n; i++)
        if (i == 0 || !(l->rules->info[l->rules->info[f->words[i]].same].flags & VG_W_DET))
            f->words[kept++] = l->rules->info[f->words[i]].same;
    f->n = kept;
    return 0;
}

static int read_veto(const struct loader *l, struct vg_frame *f, struct vg_sv text)
{
    uint32_t *ids = vg_arena_new_n(l->arena, uint32_t, 40);
    int n = vg_rules_split(l->rules, l->arena, text, ids, 40);

    if (n < 0)
        return fail(l, "veto list (at most 40 words)", text);
    f->veto = ids;
    f->n_veto = (uint8_t)n;
    return 0;
}

static int read_codes(const struct loader *l, struct vg_frame *f)
{
    struct vg_sv implies = vg_tsv_get(l->t, "implies"), means = vg_tsv_get(l->t, "means");

    f->implied = -1;
    if (implies.n) {
        int out = vg_outcome_of_name(implies);
        if (out < 0)
            return fail(l, "outcome", implies);
        f->implied = (int8_t)out;
    }
    if (means.n) {
        int m = vg_means_of_name(means);
        if (m < 0)
            return fail(l, "means", means);
        f->means = 1u << m;
    }
    return 0;
}

/* Longer triggers first, then in the order of the table. */
static void link_frame(struct vg_rules *rules, size_t at)
{
    struct vg_frame *f = &rules->frames[at];
    int32_t *link = &rules->info[f->words[0]].frame;

    while (*link >= 0 && rules->frames[*link].n >= f->n)
        link = &rules->frames[*link].next;
    f->next = *link;
    *link = (int32_t)at;
}

static int read_frame(const struct loader *l, bool verb)
{
    struct vg_rules *rules = l->rules;
    struct vg_frame f = {.kind = verb ? VG_FRAME_VERB : VG_FRAME_NOUN, .line = l->t->line};
    struct vg_sv roles = vg_tsv_get(l->t, "roles"), rank = vg_tsv_get(l->t, "rank");
    int r;

    if ((r = read_trigger(l, &f, vg_tsv_get(l->t, "trigger"))) < 0 ||
        (r = read_type(l, vg_tsv_get(l->t, "type"), &f.type, &f.chooser)) < 0 ||
        (r = read_roles(l, &f, roles)) < 0 ||
        (r = read_needs(l, &f, vg_tsv_get(l->t, "needs"))) < 0 ||
        (r = read_senses(l, vg_tsv_get(l->t, "object"), &f.objects)) < 0 ||
        (r = read_veto(l, &f, vg_tsv_get(l->t, "veto"))) < 0 || (r = read_codes(l, &f)) < 0)
        return r;
    default_roles(&f, roles.n > 0);
    f.rank = rank.n && vg_is_digit((unsigned char)rank.p[0]) ? (uint8_t)(rank.p[0] - '0') : 5;
    f.generic = rank.n > 1 && rank.p[1] == 'g';
    *VG_PUSH(l->arena, rules->frames, rules->n_frames, rules->cap_frames) = f;
    link_frame(rules, rules->n_frames - 1);
    return 0;
}

int vg_frame_load(struct vg_rules *self, struct vg_sv tsv, struct vg_arena *arena,
                  struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "trigger", "type", "roles", "needs", "object",
                                         "rank", "implies", "veto", "means", NULL};
    struct vg_tsv t;
    struct loader l = {.rules = self, .arena = arena, .t = &t, .err = err};
    int r = vg_tsv_open(&t, "frames.tsv", tsv, wanted, err);

    while (r >= 0 && (r = vg_tsv_next(&t, err)) > 0) {
        struct vg_sv kind = vg_tsv_get(&t, "kind");
        if (vg_sv_is(kind, "choose"))
            r = read_chooser(&l);
        else if (vg_sv_is(kind, "topic"))
            r = read_topic(&l);
        else if (vg_sv_is(kind, "slot"))
            r = read_slot(&l);
        else if (vg_sv_is(kind, "v") || vg_sv_is(kind, "n"))
            r = read_frame(&l, vg_sv_is(kind, "v"));
        else
            r = fail(&l, "kind", kind);
        if (r < 0)
            return r;
    }
    return r;
}
