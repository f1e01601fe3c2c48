/* topic.c - what world a text is about: an article on a match, a novel or a strike borrows the words of war and tells no event. */
#include "extract/topic.h"

#include "extract/group.h"
#include "extract/toll.h"
#include "extract/who.h"

#define LEAD_WORDS 70  /* headline and first paragraph */
#define SHARE 55       /* one word of the theme in that many */
#define WEAK_SCORE 7   /* distinct words, those of the lead three times */
#define STRONG_SCORE 9
#define SURE_SCORE 17

struct theme_count {
    size_t n, distinct, lead;
};

/* A force called by its name in the lead: the article may be about war after all. */
static bool names_a_force(const struct vg_document *doc, size_t lead_end)
{
    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        bool armed = a->kind <= VG_ACTOR_PRIVATE_MILITARY || (a->kind >= VG_ACTOR_REBEL && a->kind <= VG_ACTOR_ARMED_GROUP);
        if (a->from < lead_end && !a->description && a->code && armed && a->kind != VG_ACTOR_GOVERNMENT)
            return true;
    }
    return false;
}

/* Somebody armed and somebody killed, both in the lead. */
static bool tells_blood(const struct vg_document *doc, size_t lead_end)
{
    bool armed = false, toll = false;

    for (size_t i = 0; i < doc->n_actors; i++) {
        uint8_t kind = doc->actors[i].kind;
        armed |= doc->actors[i].from < lead_end &&
                 (kind == VG_ACTOR_STATE_MILITARY || (kind >= VG_ACTOR_REBEL && kind <= VG_ACTOR_ARMED_GROUP));
    }
    for (size_t i = 0; doc->tolls && i < doc->tolls->n_tolls; i++)
        toll |= doc->tolls->tolls[i].word < lead_end && doc->tolls->tolls[i].outcome == VG_OUT_KILLED;
    return armed && toll;
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

enum vg_topic vg_document_topic(const struct vg_document *doc)
{
    const struct vg_groups *g = doc->groups;
    struct theme_count themes[VG_THEMES] = {0};
    uint8_t *seen = vg_arena_new_n(doc->arena, uint8_t, g->rules->n_info + 1);
    size_t words = 0, lead_end = 0, best = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        uint16_t of = 0;
        words += doc->tokens[i].kind == VG_TOK_WORD;
        if (words <= LEAD_WORDS)
            lead_end = i + 1;
        uint32_t word = theme_word(g, i, &of);
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
        if (themes[t].n * SHARE >= words && themes[t].lead >= 2 && themes[t].distinct + 2 * themes[t].lead > best)
            best = themes[t].distinct + 2 * themes[t].lead;
    if (best < WEAK_SCORE)
        return VG_TOPIC_OPEN;
    if (best < STRONG_SCORE || (best < SURE_SCORE && (names_a_force(doc, lead_end) || tells_blood(doc, lead_end))))
        return VG_TOPIC_DOUBTFUL;
    return VG_TOPIC_ELSEWHERE;
}
