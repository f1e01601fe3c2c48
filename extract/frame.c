/* frame.c - finds triggers and makes mentions of them. */
#include "extract/claim_in.h"
#include "extract/frame_in.h"
#include "extract/merge_in.h"
#include "extract/pack.h"
#include "extract/particle.h"
#include "extract/terms.h"
#include "extract/topic.h"

#include "base/limits.h"

#define VERB_GAP 7 /* foreign tokens between the words of a verb phrase, all together */
#define NOUN_GAP 3

const char *vg_drop_name(enum vg_drop x)
{
    static const char *const names[VG_DROP_COUNT] = {
        "", "veto", "negated", "planned", "habit", "weak", "history", "part", "category", "total"};
    return names[x];
}

static bool stops(const struct vg_document *doc, size_t i)
{
    const struct vg_token *t = &doc->tokens[i];

    return t->kind == VG_TOK_PUNCT && t->norm.n == 1 && strchr(".;:!?()", t->norm.p[0]) != NULL;
}

/* `les armes ont parlé`: is the noun what clause c has as its subject? */
static bool does_it(const struct vg_groups *g, const struct vg_frame *f, size_t head, int32_t c)
{
    return f->kind == VG_FRAME_NOUN && g->np_of[head] >= 0 &&
           g->clauses[c].subject == g->np_of[head] && g->nps[g->np_of[head]].head == head;
}

/* The words after the head: in order, with a few others between them. */
static bool words_follow(const struct vg_document *doc, const struct vg_frame *f, size_t head,
                         uint32_t *used)
{
    const struct vg_groups *g = doc->groups;
    size_t end = doc->sentences[doc->tokens[head].sentence].to, at = head;
    int gap = f->kind == VG_FRAME_VERB ? VERB_GAP : NOUN_GAP;

    used[0] = (uint32_t)head;
    for (uint8_t w = 1; w < f->n; w++) {
        size_t i = at + 1;
        while (i < end && !vg_frame_word(g, i, f->words[w])) {
            if (gap-- == 0 || stops(doc, i) ||
                (f->kind == VG_FRAME_NOUN && vg_sv_is(doc->tokens[i].norm, ",")))
                return false;
            int32_t c = g->clause_of[i];
            bool other = c >= 0 && c != g->clause_of[head];
            if (f->kind != VG_FRAME_PHRASE && other && g->clauses[c].form == VG_FORM_FINITE &&
                !does_it(g, f, head, c))
                return false;
            if (f->kind == VG_FRAME_VERB &&
                ((other && g->clauses[c].form == VG_FORM_INF) || g->prep[i] == VG_PREP_PAR))
                return false; /* laissait craindre pour leur vie; conduite par la force X */
            i++;
        }
        if (i >= end || (f->kind == VG_FRAME_VERB && w == 1 && vg_qualifies_thing(doc, i, head)))
            return false;
        used[w] = (uint32_t)i;
        at = i;
    }
    return true;
}

/* `un accord a été signé`, `les sanctions que la Cédéao a levées`, `des coups de feu ont été
 * échangés`: the other words stand before the verb. */
static bool words_before(const struct vg_document *doc, const struct vg_frame *f, int32_t clause,
                         uint32_t *used)
{
    const struct vg_groups *g = doc->groups;

    if (f->n < 2 || clause < 0 || f->chooser >= 0 ||
        (vg_event_type_family(f->type) < VG_FAMILY_CONTROL && f->roles[VG_SLOT_OBJ] != VG_FR_B))
        return false;
    const struct vg_clause *c = &g->clauses[clause];
    int32_t np = c->voice == VG_VOICE_PASSIVE ? c->subject : c->rel == VG_LINK_OBJ ? c->object : -1;
    if (np < 0 || g->nps[np].to > c->from || !vg_frame_word(g, g->nps[np].head, f->words[1]))
        return false;
    used[1] = g->nps[np].head;
    for (uint8_t w = 2; w < f->n; w++) {
        used[w] = used[w - 1] + 1;
        if (used[w] >= c->from || !vg_frame_word(g, used[w], f->words[w]))
            return false;
    }
    return true;
}

/* A participle that the noun governs may carry the phrase: `embuscade tendue`; nouns have rows of
 * their own. */
static bool fits_verb(const struct vg_document *doc, const struct vg_frame *f, int32_t clause)
{
    const struct vg_clause *c = &doc->groups->clauses[clause];
    bool en = !f->with_en;

    for (uint32_t i = c->from; i < c->head && !en; i++)
        en = vg_particle(doc, i, VG_PT_OF_IT);
    if (!en || (f->causative && !c->causative))
        return false;
    if (c->causative && !f->causative && f->roles[VG_SLOT_OBJ] != VG_FR_T)
        return false; /* ont fait sauter le pont: they did not jump */
    if (f->reflexive)
        return c->voice == VG_VOICE_REFLEXIVE;
    return c->voice != VG_VOICE_REFLEXIVE || f->n > 1;
}

/* `sept soldats ont été tués et cinq autres dans un accident`: where what is told of others begins.
 */
static bool of_others(const struct vg_document *doc, uint32_t i)
{
    return i + 2 < doc->n_tokens && vg_particle(doc, i, VG_PT_AND) &&
           doc->tokens[i + 1].number >= 0 && vg_particle(doc, i + 2, VG_PT_OTHERS);
}

/* Is the word not in the sentence? false may be wrong, true is not. */
static bool lacks(const struct vg_groups *g, int32_t sentence, uint32_t word)
{
    return !(g->words_in[sentence][word / 64 % 8] >> word % 64 & 1);
}

/* The words that undo the row, as far as the sentence may have them. */
struct vetoes {
    uint32_t words[UINT8_MAX];
    int n;
};

static void find_vetoes(const struct vg_match *k, struct vetoes *ret)
{
    ret->n = 0;
    for (int v = 0; v < k->frame->n_veto; v++)
        if (!lacks(k->doc->groups, k->m->sentence, k->frame->veto[v]))
            ret->words[ret->n++] = k->frame->veto[v];
}

static bool is_veto(const struct vg_groups *g, const struct vetoes *x, size_t i)
{
    for (int v = 0; v < x->n; v++)
        if (vg_frame_word(g, i, x->words[v]))
            return true;
    return false;
}

/* `un drone a été abattu`: the verb that governs a noun; `les voyageurs qui attendaient ont été
 * évacués`: a subject far from its verb. */
static bool vetoed_beside(const struct vg_match *k, const struct vetoes *x)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    if (k->clause >= 0) {
        int32_t np = g->clauses[k->clause].subject;
        return np >= 0 && is_veto(g, x, g->nps[np].head);
    }
    int32_t c = k->np >= 0 ? vg_np_governor(k->doc, k->np) : -1;
    if (c < 0 || (g->clauses[c].subject != k->np && g->clauses[c].object != k->np))
        return false;
    for (uint32_t i = g->clauses[c].head; i < s->to && i < g->clauses[c].span_to; i++)
        if (is_veto(g, x, i)) /* les tirs étaient dus à un exercice */
            return true;
    return false;
}

static bool vetoed(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];
    uint32_t from = k->span_from, to = k->span_to;

    struct vetoes x;

    find_vetoes(k, &x);
    if (!x.n)
        return false;
    if (vetoed_beside(k, &x))
        return true;
    if (from > k->m->from)
        from = k->m->from;
    from = from > s->from + 6 ? from - 6 : s->from;
    for (uint32_t i = from; i < to && !(i > k->m->from && of_others(k->doc, i)); i++) {
        bool own = false;
        if (!is_veto(k->doc->groups, &x, i))
            continue;
        for (int w = 0; w < k->frame->n; w++)
            own |= k->used[w] == i;
        if (!own)
            return true;
    }
    return false;
}

#define CLITIC_LOOKBACK 24 /* noun groups */

/* What `l'` of `dit l'avoir abattu` stands for: a thing that was told just before, else people. */
static uint32_t clitic_senses(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[k->clause];
    const uint32_t things = VG_N_DRONE | VG_N_AIRCRAFT | VG_N_CAMP | VG_N_BUILDING | VG_N_TOWN |
                            VG_N_VILLAGE | VG_N_VEHICLE | VG_N_INFRA;
    const uint32_t people = VG_N_PERSON | VG_N_CIVILIAN | VG_N_MILITARY | VG_N_MILITANT;
    bool plural = false;

    for (uint32_t i = c->from; i < c->head; i++)
        plural |= vg_particle(k->doc, i, VG_PT_THEM);
    for (int32_t i = (int32_t)g->np_first[k->m->sentence + 1] - 1, n = 0;
         i >= 0 && n < CLITIC_LOOKBACK; i--, n++) {
        const struct vg_np *np = &g->nps[i];
        if (np->to > c->from || i == c->subject || np->pronoun || np->plural != plural ||
            np->prep != VG_PREP_NONE || np->parent >= 0)
            continue;
        if (np->sentence < k->m->sentence - 1)
            break;
        uint32_t s = vg_np_own_senses(k->doc, np);
        if (s & people)
            break;
        if (s & things)
            return s;
    }
    return VG_N_PRONOUN;
}

/* Tries one row at token i; fills k and its mention's bounds when it holds. */
static bool try_frame(struct vg_match *k, size_t i)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_frame *f = k->frame;

    if (k->clause >= 0 && !fits_verb(k->doc, f, k->clause))
        return false;
    if (f->n > 1 && !words_follow(k->doc, f, i, k->used) &&
        !words_before(k->doc, f, k->clause, k->used))
        return false;
    k->used[0] = (uint32_t)i;
    k->m->from = k->clause >= 0 ? g->clauses[k->clause].from : (uint32_t)i;
    k->m->to = k->used[f->n - 1] > i ? k->used[f->n - 1] + 1 : (uint32_t)i + 1;
    if (k->clause >= 0 && g->clauses[k->clause].to > k->m->to)
        k->m->to = g->clauses[k->clause].to;
    vg_frame_span(k);
    k->patient = vg_frame_patient(k);
    const uint32_t people = VG_N_PERSON | VG_N_CIVILIAN | VG_N_MILITARY | VG_N_MILITANT;
    uint32_t senses = vg_np_senses(k->doc, k->patient);
    if (k->clause >= 0 && g->clauses[k->clause].clitic_object && g->clauses[k->clause].object < 0)
        senses |= clitic_senses(k); /* les ont emmenés */
    if (senses & VG_N_PRONOUN && f->objects & people)
        senses |= people;
    if (!senses && k->patient >= 0 && f->objects & people && f->roles[VG_SLOT_OBJ] == VG_FR_T)
        senses = VG_N_PERSON; /* a noun that nouns.tsv lacks may be anybody */
    if (f->objects && !(senses & f->objects))
        return false;
    return !vetoed(k);
}

/* `la première frappe`, of several that were told. */
static bool one_in_turn(const struct vg_match *k)
{
    int32_t n = k->np >= 0 ? k->doc->groups->nps[k->np].number : -1;

    return n >= 0 && k->doc->numbers[n].ordinal;
}

/* *ret_guessed: nothing spoke for any of the types, so it is what such things mostly are. */
static uint8_t choose_type(const struct vg_match *k, bool *ret_guessed)
{
    const struct vg_rules *rules = k->doc->groups->rules;

    if (k->frame->chooser < 0)
        return k->frame->type;
    const struct vg_chooser *ch = &rules->choosers[k->frame->chooser];
    uint32_t facts = vg_frame_facts(k);
    for (uint8_t i = 0; i < ch->n; i++) {
        const struct vg_choice *c = &ch->choices[i];
        if ((c->facts & facts) == c->facts && (c->senses & k->m->senses) == c->senses) {
            *ret_guessed = i > 0 && !c->facts && !c->senses;
            return c->type;
        }
    }
    return ch->n ? ch->choices[ch->n - 1].type : VG_TYPE_ARMED_CLASH;
}

/* `deux jours après la mort de trois gendarmes`: what the sentence tells came later. */
bool vg_frame_days_after(const struct vg_document *doc, const struct vg_np *np)
{
    uint32_t at = np->prep_from >= 0 ? (uint32_t)np->prep_from : np->from;
    int32_t t = np->prep == VG_PREP_APRES ? doc->tokens[at].time : -1;

    if (t < 0 && at > doc->sentences[np->sentence].from)
        t = doc->tokens[at - 1].time;
    for (uint32_t i = at; t < 0 && i < np->head; i++) /* au lendemain de l'attaque */
        if (doc->tokens[i].time >= 0 && doc->times[doc->tokens[i].time].to <= np->head)
            return doc->times[doc->tokens[i].time].kind == VG_TIME_ANAPHORIC &&
                   doc->times[doc->tokens[i].time].vague;
    return t >= 0 && doc->times[t].kind == VG_TIME_ANAPHORIC && doc->times[t].vague &&
           doc->times[t].to <= np->from && doc->times[t].to >= at;
}

/* `c'est la deuxième attaque depuis mai`: counts the one just told. */
static bool counts_itself(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = k->m->clause >= 0 ? &g->clauses[k->m->clause] : NULL;

    if (c && c->voice == VG_VOICE_REFLEXIVE && g->nps[k->np].prep == VG_PREP_DE &&
        (uint32_t)g->nps[k->np].prep_from == c->to &&
        (c->subject < 0 || g->nps[c->subject].pronoun))
        return true; /* il s'agit de la deuxième attaque */
    if (!c || !vg_word_has(g, c->head, VG_W_ETRE) || g->nps[k->np].from < c->to)
        return false;
    for (uint32_t i = c->from > 0 ? c->from - 1 : 0; i < c->head; i++)
        if (vg_particle(k->doc, i, VG_PT_THIS))
            return true;
    return false;
}

static void describe_noun(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    k->m->nominal = true;
    if (k->np < 0)
        return;
    const struct vg_np *np = &g->nps[k->np];
    k->m->definite = np->det == VG_DET_DEF || np->det == VG_DET_DEM || np->det == VG_DET_POSS;
    k->m->indefinite = np->det == VG_DET_INDEF || np->det == VG_DET_NUMBER;
    bool told = np->det == VG_DET_DEF || np->det == VG_DET_DEM; /* cette nouvelle attaque */
    k->m->this_one = np->det == VG_DET_DEM ||
                     (k->m->definite && np->parent >= 0 &&
                      vg_word_has(g, g->nps[np->parent].head, VG_W_ABOUT));
    k->m->other = np->again && !(told && vg_word_has(g, np->head - 1u, VG_W_AGAIN) &&
                                 vg_particle(k->doc, np->head - 1u, VG_PT_NEW));
    for (uint32_t i = np->head + 1; i < np->to && np->det != VG_DET_DEM; i++)
        k->m->other |= vg_word_has(g, i, VG_W_AGAIN); /* cette attaque, la quatrième: told before */
    k->m->plural = np->plural;
    bool of_people =
        k->frame->chooser < 0 && (vg_event_type_family(k->frame->type) >= VG_FAMILY_CONTROL ||
                                  k->frame->type == VG_TYPE_ABDUCTION);
    k->m->apart =
        k->m->definite && of_people && k->frame->type != VG_TYPE_COUP &&
        (np->prep == VG_PREP_APRES || np->prep == VG_PREP_AVANT || np->prep == VG_PREP_DEPUIS ||
         (np->parent >= 0 && vg_word_has(g, g->nps[np->parent].head, VG_W_SITE)));
    k->m->earlier = k->m->definite && vg_frame_days_after(k->doc, &g->nps[vg_np_first(g, k->np)]);
    k->m->apart |= k->m->earlier;
}

/* `ont tenté de s'emparer de la ville`. */
static bool only_tried(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->clause < 0 || g->clauses[k->clause].form != VG_FORM_INF)
        return false;
    int32_t p = g->clauses[k->clause].governor;
    return p >= 0 && vg_word_has(g, g->clauses[p].head, VG_W_TRY);
}

/* `dénonce un massacre`: what somebody calls that which was told. */
static bool called_so(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = k->m->clause >= 0 ? &g->clauses[k->m->clause] : NULL;

    return c && k->m->nominal && !k->m->plural && k->np >= 0 && c->object == k->np &&
           c->form == VG_FORM_FINITE && c->voice == VG_VOICE_ACTIVE &&
           vg_type_violent(k->m->type) &&
           (k->m->place < 0 || k->doc->places[k->m->place].from < k->m->head) &&
           (k->m->time < 0 || k->doc->times[k->m->time].from < k->m->head) &&
           vg_word_has(g, c->head, VG_W_REPORT) &&
           (k->m->n_fillers == 0 ||
            (k->m->n_fillers == 1 && k->m->fillers[0].slot == VG_SLOT_SUBJ));
}

/* Reads the mention that the matched row makes of it. */
static void read_frame(struct vg_match *k)
{
    struct vg_document *doc = k->doc;
    struct vg_mention *m = k->m;

    m->rank = k->frame->rank;
    m->generic = k->frame->generic;
    m->implied = k->frame->implied;
    m->means = k->frame->means;
    m->in_title = doc->sentences[m->sentence].title;
    m->clause_from = k->span_from;
    m->clause_to = k->span_to;
    if (k->clause < 0) {
        describe_noun(k);
        m->clause = k->np >= 0 ? vg_np_governor(doc, k->np) : -1;
    }
    vg_frame_roles(k);
    vg_frame_place_and_time(k);
    if (m->other && k->np >= 0 && counts_itself(k)) {
        m->other = false;
        m->this_one = true;
        m->place = m->time = -1; /* `la troisième dans cette province en une semaine` */
    }
    m->senses = vg_np_senses(doc, k->patient);
    if (vg_frame_under_way(k))
        m->senses |= VG_N_CONVOY;
    bool guessed = false;
    m->type = (enum vg_event_type)choose_type(k, &guessed);
    if (guessed && m->type == VG_TYPE_AIR_STRIKE && doc->mentions->drones &&
        (m->definite || m->other || one_in_turn(k)))
        m->type = VG_TYPE_DRONE_STRIKE; /* deux frappes de drones, then la première frappe */
    doc->mentions->drones |= m->type == VG_TYPE_DRONE_STRIKE;
    m->other |= k->clause >= 0 && vg_frame_another_weapon(k);
    m->generic |= guessed && m->n_fillers == 0 && vg_type_violent(m->type);
    vg_frame_column(k);
    if (m->type == VG_TYPE_TERRITORY_TAKEN && only_tried(k))
        m->type = VG_TYPE_ASSAULT;
    if (called_so(k)) {
        m->definite = m->this_one = m->generic = true;
        m->indefinite = false;
        m->n_fillers = 0;
        m->place = m->time = -1;
    }
    vg_frame_mood(k);
    m->drop = vg_frame_judge(k);
    m->negated = m->negated && !(m->drop == VG_DROP_NONE && k->frame->needs & VG_NEED_DENIAL);
}

static void note_word(uint64_t seen[8], uint32_t word)
{
    seen[word / 64 % 8] |= UINT64_C(1) << word % 64;
}

/* Which words each sentence has, so that most rows of several words are turned away at once. */
static void mark_words(struct vg_document *doc)
{
    struct vg_groups *g = doc->groups;

    g->words_in = (uint64_t(*)[8])vg_arena_new_n(doc->arena, uint64_t, 8 * doc->n_sentences + 1);
    for (size_t i = 0; i < doc->n_tokens; i++) {
        uint64_t *seen = g->words_in[doc->tokens[i].sentence];
        note_word(seen, g->form[i]);
        note_word(seen, g->lemma[i]);
    }
}

static bool lacks_words(const struct vg_groups *g, const struct vg_frame_brief *b, int32_t sentence)
{
    const struct vg_frame *f = &g->rules->frames[b->row];

    if (b->second && lacks(g, sentence, b->second))
        return true;
    for (uint8_t w = 2; b->second && w < f->n; w++)
        if (lacks(g, sentence, f->words[w]))
            return true;
    return false;
}

/* Tries the rows of the word, longer phrases first: the first that makes an event, else the first
 * that matches. */
static void read_mention(struct vg_document *doc, size_t i, int32_t clause)
{
    const struct vg_groups *g = doc->groups;
    const int32_t sentence = doc->tokens[i].sentence;
    enum vg_frame_kind kind = clause >= 0 ? VG_FRAME_VERB : VG_FRAME_NOUN;
    uint32_t word = g->lemma[i] ? g->lemma[i] : g->form[i];
    struct vg_mention read[2]; /* a mention is large: they change places */
    const struct vg_mention *best = NULL;

    const struct vg_frame_brief *b = &g->rules->briefs[g->rules->brief_of[word]];
    for (; b->row >= 0; b++) {
        if (b->kind != kind || lacks_words(g, b, sentence))
            continue;
        struct vg_mention *m = best == &read[0] ? &read[1] : &read[0];
        *m = (struct vg_mention){.head = (uint32_t)i,
                                 .sentence = sentence,
                                 .place = -1,
                                 .time = -1,
                                 .quote = doc->tokens[i].quote,
                                 .event = -1,
                                 .clause = clause,
                                 .np = clause >= 0 ? -1 : g->np_of[i]};
        struct vg_match k = {.doc = doc,
                             .m = m,
                             .clause = clause,
                             .np = m->np,
                             .patient = -1,
                             .frame = &g->rules->frames[b->row]};
        if (!try_frame(&k, i))
            continue;
        m->frame = b->row;
        read_frame(&k);
        bool weak = m->drop == VG_DROP_WEAK;
        if (!best || (!weak && best->drop == VG_DROP_WEAK))
            best = m;
        if (!weak)
            break;
    }
    if (best)
        *VG_PUSH(doc->arena, doc->mentions->items, doc->mentions->n, doc->mentions->cap) = *best;
}

/* Inside a name: `Front de libération de l'Azawad`. A description (`les assaillants`) may hold a
 * trigger. */
static bool in_name(const struct vg_document *doc, size_t i)
{
    const struct vg_token *t = &doc->tokens[i];

    if (t->place >= 0)
        return true;
    if (t->actor < 0)
        return false;
    const struct vg_actor_mention *a = &doc->actors[t->actor];
    return a->to - a->from > 1 && (!a->description || i > a->from);
}

/* The army that the article names most often, or NULL. */
static const char *main_army(const struct vg_document *doc)
{
    const char *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < doc->n_actors && i < 200; i++) {
        const char *code = doc->actors[i].code;
        size_t n = 0;
        if (!code || doc->actors[i].kind != VG_ACTOR_STATE_MILITARY ||
            (best && strcmp(best, code) == 0))
            continue;
        for (size_t k = 0; k < doc->n_actors && k < 200; k++)
            n += doc->actors[k].code && strcmp(doc->actors[k].code, code) == 0;
        if (n > most) {
            most = n;
            best = code;
        }
    }
    return best;
}

/* Which sentences hold figures of people, so that no mention looks through all of them. */
static void mark_tolls(struct vg_document *doc)
{
    const struct vg_tolls *t = doc->tolls;

    doc->groups->offers_in = vg_arena_new_n(doc->arena, uint16_t, doc->n_sentences + 1);
    doc->groups->tolls_in = vg_arena_new_n(doc->arena, uint8_t, doc->n_sentences + 1);
    for (size_t i = 0; t && i < t->n_tolls; i++) {
        uint8_t *f = &doc->groups->tolls_in[t->tolls[i].sentence];
        *f |= VG_TOLL_ANY;
        *f |= t->tolls[i].aggregate ? 0 : VG_TOLL_SINGLE;
        *f |= t->tolls[i].group == VG_GROUP_CIVILIAN ? VG_TOLL_CIVILIAN : 0;
        *f |= t->tolls[i].group == VG_GROUP_MILITARY ? VG_TOLL_MILITARY : 0;
    }
}

/* Which sentences say that something is false (`ne sont pas fondées`). */
static void mark_refutations(struct vg_document *doc)
{
    const struct vg_terms *terms = doc->pack ? doc->pack->claim : NULL;
    size_t to;

    for (size_t s = 0; terms && s < doc->n_sentences; s++)
        for (size_t i = doc->sentences[s].from;
             vg_terms_in(terms, doc, &doc->sentences[s], CLAIM_BIT(CLAIM_REFUTATION)) &&
             i < doc->sentences[s].to;
             i++)
            if (vg_terms_match(terms, doc, i, doc->sentences[s].to, CLAIM_BIT(CLAIM_REFUTATION), 2,
                               &to)) {
                doc->groups->tolls_in[s] |= VG_TOLL_FALSE;
                break;
            }
}

void vg_frame_run(struct vg_document *doc)
{
    const struct vg_groups *g = doc->groups;

    doc->mentions = vg_arena_alloc(doc->arena, sizeof *doc->mentions);
    doc->mentions->army = main_army(doc);
    mark_tolls(doc);
    mark_refutations(doc);
    if (vg_document_topic(doc) == VG_TOPIC_ELSEWHERE)
        return;
    mark_words(doc);
    vg_frame_seats(doc);
    for (size_t i = 0; i < doc->n_tokens; i++) {
        uint32_t word = g->lemma[i] ? g->lemma[i] : g->form[i];
        if (!word || g->rules->info[word].frame < 0 || in_name(doc, i))
            continue;
        int32_t c = g->clause_of[i];
        if (c >= 0 && g->clauses[c].head == i)
            read_mention(doc, i, c);
        else if (c < 0)
            read_mention(doc, i, -1);
    }
    vg_frame_parts(doc);
}
