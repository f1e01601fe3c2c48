/* grammar.c - loads grammar.tsv and nouns.tsv into the shared vocabulary. */
#include "extract/grammar.h"

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/particle.h"
#include "extract/vocab.h"

struct name_code {
    const char *name;
    uint32_t code;
};

static const struct name_code sense_names[] = {
    {"civilian", VG_N_CIVILIAN},   {"military", VG_N_MILITARY},   {"militant", VG_N_MILITANT},
    {"person", VG_N_PERSON},       {"vehicle", VG_N_VEHICLE},     {"convoy", VG_N_CONVOY},
    {"civveh", VG_N_CIVVEH},       {"camp", VG_N_CAMP},           {"town", VG_N_TOWN},
    {"building", VG_N_BUILDING},   {"infra", VG_N_INFRA},         {"goods", VG_N_GOODS},
    {"cattle", VG_N_CATTLE},       {"arms", VG_N_ARMS},           {"drone", VG_N_DRONE},
    {"aircraft", VG_N_AIRCRAFT},   {"mine", VG_N_MINE},           {"shell", VG_N_SHELL},
    {"group", VG_N_GROUP},         {"power", VG_N_POWER},         {"suicide", VG_N_SUICIDE},
    {"placeword", VG_N_PLACEWORD}, {"body", VG_N_BODY},           {"media", VG_N_MEDIA},
    {"prisoner", VG_N_PRISONER},   {"protester", VG_N_PROTESTER}, {"village", VG_N_VILLAGE},
    {"crowd", VG_N_CROWD},         {"result", VG_N_RESULT},       {"civ", VG_N_CIVILIAN},
    {"mil", VG_N_MILITARY},
};

static const struct name_code det_names[] = {
    {"def", VG_DET_DEF},     {"dem", VG_DET_DEM},     {"poss", VG_DET_POSS},
    {"indef", VG_DET_INDEF}, {"quant", VG_DET_QUANT},
};

/* A trailing _def means that the form holds an article too (du, aux). */
static const struct name_code prep_names[] = {
    {"de", VG_PREP_DE},           {"a", VG_PREP_A},
    {"par", VG_PREP_PAR},         {"contre", VG_PREP_CONTRE},
    {"sur", VG_PREP_SUR},         {"dans", VG_PREP_DANS},
    {"en", VG_PREP_EN},           {"entre", VG_PREP_ENTRE},
    {"avec", VG_PREP_AVEC},       {"chez", VG_PREP_CHEZ},
    {"beside", VG_PREP_BESIDE},
    {"vers", VG_PREP_VERS},       {"pour", VG_PREP_POUR},
    {"sans", VG_PREP_SANS},       {"depuis", VG_PREP_DEPUIS},
    {"apres", VG_PREP_APRES},     {"avant", VG_PREP_AVANT},
    {"pendant", VG_PREP_PENDANT}, {"selon", VG_PREP_SELON},
    {"pres", VG_PREP_PRES},       {"other", VG_PREP_OTHER},
    {"de_def", VG_PREP_DE},       {"a_def", VG_PREP_A},
};
static const struct name_code rel_names[] = {
    {"subj", VG_LINK_SUBJ}, {"obj", VG_LINK_OBJ}, {"de", VG_LINK_DE}, {"where", VG_LINK_WHERE}};
static const struct name_code sub_names[] = {{"if", VG_SUB_IF},
                                             {"when", VG_SUB_WHEN},
                                             {"fear", VG_SUB_FEAR},
                                             {"because", VG_SUB_BECAUSE},
                                             {"though", VG_SUB_THOUGH}};
static const struct name_code conj_names[] = {
    {"and", VG_CONJ_AND}, {"or", VG_CONJ_OR}, {"but", VG_CONJ_BUT}};

static int code_of(const struct name_code *names, size_t n, struct vg_sv s)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_is(s, names[i].name))
            return (int)i;
    return -1;
}

uint32_t vg_sense_of_name(struct vg_sv name)
{
    int i = code_of(sense_names, VG_COUNT_OF(sense_names), name);

    return i < 0 ? 0 : sense_names[i].code;
}

uint32_t vg_rules_word_hashed(const struct vg_rules *self, struct vg_sv word, uint64_t hash)
{
    return vg_vocab_find_hashed(self->vocab, word, hash);
}

uint32_t vg_rules_word(const struct vg_rules *self, struct vg_sv word)
{
    return vg_vocab_find(self->vocab, word);
}

static void ensure(struct vg_rules *self, struct vg_arena *arena, uint32_t id)
{
    size_t cap = 4096;

    if (id < self->n_info)
        return;
    while (cap <= id)
        cap *= 2;
    struct vg_word_info *info = vg_arena_new_n(arena, struct vg_word_info, cap);
    for (size_t i = 0; i < cap; i++)
        info[i] = i < self->n_info
                      ? self->info[i]
                      : (struct vg_word_info){.phrase = -1, .frame = -1, .same = (uint32_t)i};
    self->info = info;
    self->n_info = cap;
}

uint32_t vg_rules_intern(struct vg_rules *self, struct vg_arena *arena, struct vg_sv word)
{
    uint32_t id = vg_vocab_add(self->vocab, word);

    ensure(self, arena, id);
    return id;
}

/* Words as the tokenizer cuts them: at blanks, and after an apostrophe (dropped). */
int vg_rules_split(struct vg_rules *self, struct vg_arena *arena, struct vg_sv text,
                   uint32_t *words, size_t max)
{
    size_t n = 0, from = 0;

    for (size_t i = 0; i <= text.n; i++) {
        bool cut = i == text.n || text.p[i] == ' ' || text.p[i] == '\'';
        if (!cut)
            continue;
        if (i > from) {
            if (n == max)
                return VG_E_LIMIT;
            words[n++] = vg_rules_intern(self, arena, vg_sv_sub(text, from, i));
        }
        from = i + 1;
    }
    return (int)n;
}

/* Longer phrases first, so that the first match is the longest. */
static void link_phrase(struct vg_rules *self, size_t at)
{
    struct vg_phrase *p = &self->phrases[at];
    int32_t *link = &self->info[p->words[0]].phrase;

    while (*link >= 0 && self->phrases[*link].n >= p->n)
        link = &self->phrases[*link].next;
    p->next = *link;
    *link = (int32_t)at;
    uint32_t bit = vg_rules_pair(p->words[0], p->words[1]);
    self->pairs[bit / 64] |= UINT64_C(1) << bit % 64;
}

static void add_info(struct vg_word_info *to, const struct vg_word_info *from)
{
    to->flags |= from->flags;
    to->sense |= from->sense;
    if (from->det)
        to->det = from->det;
    if (from->prep)
        to->prep = from->prep;
    if (from->rel)
        to->rel = from->rel;
    if (from->sub)
        to->sub = from->sub;
    if (from->conj)
        to->conj = from->conj;
}

static int add_form(struct vg_rules *self, struct vg_arena *arena, struct vg_sv form,
                    const struct vg_word_info *info)
{
    uint32_t words[8];
    int n = vg_rules_split(self, arena, form, words, VG_COUNT_OF(words));

    if (n < 1)
        return VG_E_SYNTAX;
    for (int i = 0; i < n && n > 1; i++)
        words[i] = self->info[words[i]].same; /* as tokens are numbered: `d'` is `de` */
    if (n == 1) {
        add_info(&self->info[words[0]], info);
        return 0;
    }
    for (int32_t p = self->info[words[0]].phrase; p >= 0; p = self->phrases[p].next)
        if (self->phrases[p].n == n && memcmp(self->phrases[p].words, words, (size_t)n * 4) == 0) {
            add_info(&self->phrases[p].info, info);
            return 0;
        }
    struct vg_phrase *p = VG_PUSH(arena, self->phrases, self->n_phrases, self->cap_phrases);
    memcpy(p->words, words, sizeof words);
    p->n = (uint8_t)n;
    p->info = (struct vg_word_info){.phrase = -1, .frame = -1};
    add_info(&p->info, info);
    link_phrase(self, self->n_phrases - 1);
    return 0;
}

#define CODE(names, value) code_of(names, VG_COUNT_OF(names), value)

/* kinds whose value chooses a code */
static bool coded_kind(struct vg_sv kind, struct vg_sv value, struct vg_word_info *out)
{
    int i = -1;

    if (vg_sv_is(kind, "det") && (i = CODE(det_names, value)) >= 0) {
        out->flags = VG_W_DET;
        out->det = (uint8_t)det_names[i].code;
    } else if (vg_sv_is(kind, "prep") && (i = CODE(prep_names, value)) >= 0) {
        out->flags = VG_W_PREP;
        out->prep = (uint8_t)prep_names[i].code;
        if (vg_sv_ends(value, VG_SV("_def")))
            out->det = VG_DET_DEF;
    } else if (vg_sv_is(kind, "rel") && (i = CODE(rel_names, value)) >= 0) {
        out->flags = VG_W_REL;
        out->rel = (uint8_t)rel_names[i].code;
    } else if (vg_sv_is(kind, "sub") && (i = CODE(sub_names, value)) >= 0) {
        out->flags = VG_W_SUB;
        out->sub = (uint8_t)sub_names[i].code;
    } else if (vg_sv_is(kind, "conj") && (i = CODE(conj_names, value)) >= 0) {
        out->flags = VG_W_CONJ;
        out->conj = (uint8_t)conj_names[i].code;
    }
    return i >= 0;
}

/* The kinds and values of rows that only give a word a flag; no value: any. */
static const struct {
    const char *kind, *value;
    uint64_t flag;
} flag_rows[] = {
    {"neg", "ne", VG_W_NE},
    {"neg", "pas", VG_W_PAS},
    {"clitic", "refl", VG_W_REFL},
    {"clitic", "obj", VG_W_CLITIC},
    {"pron", NULL, VG_W_PRON},
    {"aux", "avoir", VG_W_AVOIR},
    {"aux", "etre", VG_W_ETRE},
    {"modal", NULL, VG_W_MODAL},
    {"phase", NULL, VG_W_PHASE},
    {"near_future", NULL, VG_W_GOING},
    {"causative", NULL, VG_W_CAUSATIVE},
    {"self", NULL, VG_W_SELF},
    {"prevent", NULL, VG_W_PREVENT},
    {"shown", NULL, VG_W_SHOWN},
    {"about", NULL, VG_W_ABOUT},
    {"try", NULL, VG_W_TRY},
    {"resolve", NULL, VG_W_RESOLVE},
    {"use", NULL, VG_W_USE},
    {"launch", NULL, VG_W_LAUNCH},
    {"rumour", NULL, VG_W_RUMOUR},
    {"doer", NULL, VG_W_DOER},
    {"etre_verb", NULL, VG_W_UNACCUSATIVE},
    {"plan", "verb", VG_W_PLAN_VERB},
    {"plan", "noun", VG_W_PLAN_NOUN},
    {"plan", "adj", VG_W_PLAN_ADJ},
    {"habit", "adv", VG_W_HABIT},
    {"habit", "adj", VG_W_HABIT_ADJ},
    {"habit", "verb", VG_W_HABIT_VERB},
    {"habit", "noun", VG_W_HABIT_NOUN},
    {"false", NULL, VG_W_FALSE},
    {"end", NULL, VG_W_END},             {"told", NULL, VG_W_TOLD},
    {"then", NULL, VG_W_THEN},
    {"again", NULL, VG_W_AGAIN},
    {"report", NULL, VG_W_REPORT},
    {"carry", "give", VG_W_GIVE},
    {"carry", "take", VG_W_TAKE},
    {"carry", "hit", VG_W_HIT},
    {"carry", "blame", VG_W_BLAME},
    {"carry", "oppose", VG_W_OPPOSE},
    {"carry", "pact", VG_W_PACT},
    {"hold", "load", VG_W_LOAD},
    {"hold", "guard", VG_W_GUARD},
    {"hold", "aid", VG_W_AID},
    {"carry", "join", VG_W_JOIN},
    {"carry", "undergo", VG_W_UNDERGO},
    {"hold", "leave", VG_W_LEAVE},
    {"happen", NULL, VG_W_HAPPEN},
    {"able", NULL, VG_W_ABLE},
    {"adverb", NULL, VG_W_ADVERB},
    {"before", NULL, VG_W_BEFORE},
    {"rescue", NULL, VG_W_RESCUE},
    {"law", NULL, VG_W_LAW},
    {"civil", NULL, VG_W_CIVIL},
    {"site", NULL, VG_W_SITE},
    {"retreat", NULL, VG_W_RETREAT},
    {"handover", NULL, VG_W_HANDOVER},
};

static bool flag_kind(struct vg_sv kind, struct vg_sv value, struct vg_word_info *out)
{
    for (size_t i = 0; i < VG_COUNT_OF(flag_rows); i++)
        if (vg_sv_is(kind, flag_rows[i].kind) &&
            (!flag_rows[i].value || vg_sv_is(value, flag_rows[i].value))) {
            out->flags = flag_rows[i].flag;
            return true;
        }
    return false;
}

/* Rows of kind same: forms that stand for another word. They come first, whatever their place in
 * the table. */
static int load_same(struct vg_rules *self, struct vg_sv tsv, struct vg_arena *arena,
                     struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "value", "form", NULL};
    struct vg_tsv t;
    int r = vg_tsv_open(&t, "grammar.tsv", tsv, wanted, err);

    while (r >= 0 && (r = vg_tsv_next(&t, err)) > 0) {
        if (!vg_sv_is(vg_tsv_get(&t, "kind"), "same"))
            continue;
        uint32_t to = vg_rules_intern(self, arena, vg_tsv_get(&t, "value"));
        uint32_t from = vg_rules_intern(self, arena, vg_tsv_get(&t, "form"));
        self->info[from].same = to;
    }
    return r;
}

static int load_grammar(struct vg_rules *self, struct vg_sv tsv, struct vg_arena *arena,
                        struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "value", "form", NULL};
    struct vg_tsv t;
    int r = vg_tsv_open(&t, "grammar.tsv", tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        struct vg_sv kind = vg_tsv_get(&t, "kind"), value = vg_tsv_get(&t, "value");
        struct vg_sv form = vg_tsv_get(&t, "form");
        struct vg_word_info info = {.phrase = -1, .frame = -1};
        if (vg_sv_is(kind, "same"))
            continue;
        if (vg_sv_is(kind, "particle")) {
            if ((r = vg_particle_add(&self->particles, &t, arena, err)) < 0)
                return r;
            continue;
        }
        if (!coded_kind(kind, value, &info) && !flag_kind(kind, value, &info))
            return vg_fail_at(err, VG_E_SYNTAX, t.file, t.line,
                              "unknown kind and value '%.*s %.*s'", VG_SV_ARG(kind),
                              VG_SV_ARG(value));
        if (add_form(self, arena, form, &info) < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t.file, t.line, "no word, or more than eight");
    }
    return r;
}

static int load_nouns(struct vg_rules *self, struct vg_sv tsv, struct vg_arena *arena,
                      struct vg_err *err)
{
    static const char *const wanted[] = {"noun", "senses", NULL};
    struct vg_tsv t;
    int r = vg_tsv_open(&t, "nouns.tsv", tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        struct vg_word_info info = {.phrase = -1, .frame = -1};
        struct vg_sv senses = vg_tsv_get(&t, "senses");
        while (senses.p) {
            struct vg_sv name = vg_sv_trim(vg_sv_split(&senses, ' '));
            uint32_t sense = vg_sense_of_name(name);
            if (name.n && !sense)
                return vg_fail_at(err, VG_E_SYNTAX, t.file, t.line, "unknown sense '%.*s'",
                                  VG_SV_ARG(name));
            info.sense |= sense;
        }
        if (add_form(self, arena, vg_tsv_get(&t, "noun"), &info) < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t.file, t.line, "no word, or more than eight");
    }
    return r;
}

static void abbreviate(struct vg_rules *self, struct vg_arena *arena)
{
    size_t n = 0;

    self->brief_of = vg_arena_new_n(arena, uint32_t, self->n_info);
    self->briefs = vg_arena_new_n(arena, struct vg_frame_brief, self->n_info + self->n_frames);
    for (size_t id = 0; id < self->n_info; id++) {
        self->brief_of[id] = (uint32_t)n;
        for (int32_t row = self->info[id].frame; row >= 0; row = self->frames[row].next) {
            const struct vg_frame *f = &self->frames[row];
            self->briefs[n++] =
                (struct vg_frame_brief){row, f->n > 1 ? f->words[1] : 0, f->kind};
        }
        self->briefs[n++].row = -1;
    }
}

int vg_rules_load(const struct vg_rules_text *text, struct vg_arena *arena,
                  const struct vg_rules **ret, struct vg_err *err)
{
    struct vg_rules *self = vg_arena_alloc(arena, sizeof *self);
    int r;

    self->vocab = vg_vocab_new(arena);
    ensure(self, arena, 0);
    if ((r = load_same(self, text->grammar, arena, err)) < 0 ||
        (r = load_grammar(self, text->grammar, arena, err)) < 0 ||
        (r = load_nouns(self, text->nouns, arena, err)) < 0 ||
        (r = vg_frame_load(self, text->frames, arena, err)) < 0)
        return r;
    abbreviate(self, arena);
    *ret = self;
    return 0;
}
