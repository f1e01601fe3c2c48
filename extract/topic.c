/* topic.c - what world a text is about: an article on a match, a novel, a strike or a
 * drill borrows the words of war and tells no event. */
#include "extract/topic.h"

#include "extract/group.h"
#include "extract/who.h"

#define LEAD_WORDS   70 /* headline and first paragraph */
#define SHARE        55 /* one word of the theme in that many */
#define WEAK_SCORE   7  /* distinct words, those of the lead three times */
#define STRONG_SCORE 9
#define SURE_SCORE   17

struct theme_count {
    size_t n, distinct, lead;
};

/* A force called by its name in the lead: the article may be about war after all. */
static bool names_a_force(const struct vg_document *doc, size_t lead_end)
{
    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        bool armed = a->kind <= VG_ACTOR_PRIVATE_MILITARY ||
                     (a->kind >= VG_ACTOR_REBEL && a->kind <= VG_ACTOR_ARMED_GROUP);
        if (a->from < lead_end && !a->description && a->code && armed &&
            a->kind != VG_ACTOR_GOVERNMENT)
            return true;
    }
    return false;
}

static uint32_t theme_word(const struct vg_groups *g, size_t i, uint16_t *ret_themes)
{
    uint32_t words[2] = {g->lemma[i], g->form[i]};

    for (size_t k = 0; k < 2; k++)
        if (words[k] && g->rules->info[words[k]].themes) {
            *ret_themes = g->rules->info[words[k]].themes;
            return words[k];
        }
    return 0;
}

/* Armed men in the lead, by a word that is not of the theme itself (the pirates of a cyberattack).
 */
static bool tells_of_arms(const struct vg_document *doc, size_t lead_end)
{
    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        uint16_t of = 0;
        bool themed = false;
        for (uint32_t k = a->from; k < a->to; k++)
            themed |= theme_word(doc->groups, k, &of) != 0;
        if (a->from < lead_end && a->kind >= VG_ACTOR_REBEL && a->kind <= VG_ACTOR_ARMED_GROUP &&
            !themed)
            return true;
    }
    return false;
}

/* A coach that drove over a mine: no road accident. */
static bool blast_in_lead(const struct vg_groups *g, size_t lead_end)
{
    for (size_t i = 0; i < lead_end; i++)
        if (g->sense[i] & VG_N_MINE && g->np_of[i] >= 0 &&
            g->nps[g->np_of[i]].prep == VG_PREP_SUR)
            return true;
    return false;
}

enum vg_topic vg_document_topic(const struct vg_document *doc)
{
    const struct vg_groups *g = doc->groups;
    struct theme_count themes[VG_THEMES] = {0};
    uint8_t *seen = NULL; /* by word */
    size_t words = 0, lead_end = 0, best = 0;
    bool imagined = false, crash = false, drill = false;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        uint16_t of = 0;
        words += doc->tokens[i].kind == VG_TOK_WORD;
        if (words <= LEAD_WORDS)
            lead_end = i + 1;
        if (!g->themed[i])
            continue;
        uint32_t word = theme_word(g, i, &of);
        if (!seen)
            seen = vg_arena_new_n(doc->arena, uint8_t, g->rules->n_info + 1);
        for (size_t t = 0; word && t < VG_THEMES; t++) {
            if (!(of & 1u << t))
                continue;
            themes[t].n++;
            themes[t].distinct += !seen[word];
            themes[t].lead += !seen[word] && words <= LEAD_WORDS;
        }
        seen[word] = 1;
    }
    for (size_t t = 0; t < VG_THEMES; t++)
        if (themes[t].n * SHARE >= words && themes[t].lead >= (t == VG_THEME_DRILL ? 1 : 2) &&
            themes[t].distinct + 2 * themes[t].lead > best) {
            best = themes[t].distinct + 2 * themes[t].lead;
            drill = t == VG_THEME_DRILL; /* played by soldiers, against `terroristes` */
            imagined = drill || t == VG_THEME_FICTION || t == VG_THEME_HISTORY;
            crash = t == VG_THEME_ACCIDENT;
        }
    if (best < WEAK_SCORE)
        return VG_TOPIC_OPEN;
    if (drill)
        return VG_TOPIC_ELSEWHERE;
    if (best < STRONG_SCORE || (crash && blast_in_lead(g, lead_end)) ||
        (best < SURE_SCORE && names_a_force(doc, lead_end)) ||
        (!imagined && tells_of_arms(doc, lead_end)))
        return VG_TOPIC_DOUBTFUL;
    return VG_TOPIC_ELSEWHERE;
}
