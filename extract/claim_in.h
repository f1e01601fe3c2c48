/* claim_in.h - what the files of claim share; nothing else includes it. */
#ifndef VG_EXTRACT_CLAIM_IN_H
#define VG_EXTRACT_CLAIM_IN_H

#include "extract/claim.h"
#include "extract/group.h"
#include "extract/terms.h"
#include "extract/who.h"

enum claim_kind {
    CLAIM_SPEECH,
    CLAIM_WEAK,
    CLAIM_SOURCE,
    CLAIM_SPEAKER,
    CLAIM_QUALITY,
    CLAIM_ARMY,
    CLAIM_GOVERNMENT,
    CLAIM_CODE,
    CLAIM_AGENT,
    CLAIM_THAT,
    CLAIM_NEGATION,
    CLAIM_PRONOUN,
    CLAIM_LINK,
    CLAIM_AND,
    CLAIM_REFUTATION,
    CLAIM_BE,
    CLAIM_HAVE,
    CLAIM_OWN_VOICE,
    CLAIM_REPORT,
    CLAIM_OF,
    CLAIM_AT,
    CLAIM_RESTRICT,
    CLAIM_FIGURE,
    CLAIM_REFUSE,
    CLAIM_ONE,
    CLAIM_FOR,
    CLAIM_SOME,
    CLAIM_BLAME,
    CLAIM_GIVE,
    CLAIM_ACCOUNT,
    CLAIM_OUR,
    CLAIM_PACT,
    CLAIM_SELF,
    CLAIM_ORIGIN,
    CLAIM_OFFICIAL,
    CLAIM_MISSION,
    CLAIM_LATTER,
    CLAIM_OWN_PART,
    CLAIM_SHOW,
    CLAIM_COMMENT,
    CLAIM_MYSELF,
    CLAIM_FLAT,
    CLAIM_FEELING,
    CLAIM_WANT,
    CLAIM_VERDICT,
    CLAIM_REAL,
    CLAIM_LEARN,
    CLAIM_NATURE,
    CLAIM_KIND_COUNT
};

#define CLAIM_BIT(kind) (UINT64_C(1) << (kind))

#define CLAIM_NAMES 32  /* people whose function an article tells, by their last name */
#define CLAIM_MOST 4096 /* attributions of one article */

/* Somebody who may speak, as one sentence names him. */
struct vg_speaker {
    uint32_t from, to;
    const char *by; /* NULL: nobody */
    int32_t actor;
    bool masculine, feminine, plural;
    bool image;    /* pictures, which say nothing but what they show */
    bool governed; /* stands after a preposition: no subject */
    bool addressed; /* `à l'agence`: he is told it */
};

struct vg_claim_scan {
    struct vg_document *doc;
    const struct vg_terms *terms;
    struct vg_attributions *out;
    const struct vg_sentence *s;
    struct vg_speaker *speakers; /* of the sentence, in its order */
    size_t n, cap;
    struct vg_speaker last;    /* who spoke last */
    struct vg_speaker subject; /* the subject of a sentence since, though he said nothing */
    struct vg_speaker party;   /* the side that spoke or acted last: whose the communiqué is */
    struct vg_speaker latter;  /* who was named last, whatever he did */
    const char *mission;       /* the international actor named last */
    struct {
        uint64_t hash;
        const char *by;
    } names[CLAIM_NAMES];
    size_t n_names;
    bool feels; /* what is being said tells nothing of what happened */
};

/* The longest row of these kinds at token i of the sentence. */
static inline const struct vg_term *vg_claim_match(const struct vg_claim_scan *c, size_t i,
                                                   uint64_t kinds, size_t *ret_to)
{
    return vg_terms_match(c->terms, c->doc, i, c->s->to, kinds, 0, ret_to);
}

static inline bool vg_claim_is(const struct vg_claim_scan *c, size_t i, uint64_t kinds)
{
    size_t to;

    return i < c->s->to && vg_claim_match(c, i, kinds, &to) != NULL;
}

/* Has it a reading as a finite verb? */
static inline bool vg_claim_may_be_finite(const struct vg_token *t)
{
    for (int r = 0; r < t->n_readings; r++)
        if (t->readings[r].pos == VG_POS_VERB && t->readings[r].mood == VG_MOOD_INDICATIVE)
            return true;
    return false;
}

static inline bool vg_claim_norm_is(const struct vg_claim_scan *c, size_t i, const char *what)
{
    return vg_sv_is(c->doc->tokens[i].norm, what);
}

/* claim_speaker.c: fills speakers for the sentence c->s. Linear in it. */
void vg_claim_speakers(struct vg_claim_scan *c);
/* The first speaker at or after token i: an index into speakers, n when there is none. */
size_t vg_claim_speaker_after(const struct vg_claim_scan *c, size_t i);
/* The speaker that this noun group names, or that stands beside it; -1. */
ptrdiff_t vg_claim_speaker_of(const struct vg_claim_scan *c, int32_t np);
/* claim_name.c: who is called by the name at token i; NULL: nobody told before. */
const char *vg_claim_by_name(const struct vg_claim_scan *c, size_t i);
/* Remembers the names that stand before the first and after the last of these speakers. */
void vg_claim_learn_names(struct vg_claim_scan *c, const struct vg_speaker *first,
                          const struct vg_speaker *last);
/* Whom a pronoun at token i means: by NULL when nobody fits. */
struct vg_speaker vg_claim_pronoun(const struct vg_claim_scan *c, size_t i);
/* claim_speaker.c: the code of a country's army or government, NULL when the table has none. */
const char *vg_claim_state(const struct vg_claim_scan *c, enum claim_kind kind,
                           const char *country);

/* A verb of saying in its sentence. */
struct vg_said {
    size_t i, to;                   /* its words */
    const struct vg_clause *clause; /* that it heads, NULL */
    const struct vg_clause *main;   /* the finite one it hangs on, or clause */
    size_t start;                   /* first token of the group */
    enum vg_stance stance;
    bool weak, gives, shows;
};

/* claim_verb.c. Does an inserted `, a dit X` begin at start? */
bool vg_claim_opens_incise(const struct vg_claim_scan *c, size_t start);
/* Does a quotation end right before start? */
bool vg_claim_after_quote(const struct vg_claim_scan *c, size_t start);
/* Is the form at i, which may be a participle, a finite verb after all? */
bool vg_claim_reads_active(const struct vg_claim_scan *c, size_t i);
/* Does v say nothing: negated, refused, to come? */
bool vg_claim_silent(const struct vg_claim_scan *c, const struct vg_said *v);
/* Is v a passive: `revendiquée par X`? */
bool vg_claim_is_passive(const struct vg_claim_scan *c, const struct vg_said *v);
/* Is what v claims or confirms nothing that happened? */
bool vg_claim_wants(const struct vg_claim_scan *c, const struct vg_said *v);
/* Has v its `se`? */
bool vg_claim_reflexive(const struct vg_claim_scan *c, const struct vg_said *v);
/* Does v tell of a feeling alone? */
bool vg_claim_feels(const struct vg_claim_scan *c, const struct vg_said *v);
/* Does v stand in a quotation, of him who is quoted? */
bool vg_claim_myself(const struct vg_claim_scan *c, const struct vg_said *v);

/* claim_say.c: what the verb `term` at tokens [i, to) attributes to whom. */
void vg_claim_say(struct vg_claim_scan *c, size_t i, const struct vg_term *term, size_t to);
/* claim_source.c: `selon X`, `de source locale`: the words at [i, to) lead to a speaker. */
void vg_claim_source(struct vg_claim_scan *c, size_t i, size_t to);
/* `bilan officiel :`, whose figures are those of the state. */
void vg_claim_official(struct vg_claim_scan *c, size_t i, size_t to);
/* Does a finite verb stand at i? `il y a trois jours` is none. */
bool vg_claim_finite(const struct vg_claim_scan *c, size_t i);
/* Is speaker k + 1 named in one breath with k: `des élus, des habitants et le préfet`? */
bool vg_claim_linked(const struct vg_claim_scan *c, size_t k);
/* Attributes to speaker k and to those coordinated with it. */
void vg_claim_add_all(struct vg_claim_scan *c, size_t k, size_t from, size_t to, size_t scope_from,
                      size_t scope_to, enum vg_stance stance);
/* The part of the sentence between semicolons that holds token i. */
void vg_claim_part(const struct vg_claim_scan *c, size_t i, size_t *ret_from, size_t *ret_to);
/* Adds one attribution to who (nothing when who->by is NULL) and remembers him. */
void vg_claim_add(struct vg_claim_scan *c, size_t from, size_t to, size_t scope_from,
                  size_t scope_to, const struct vg_speaker *who, enum vg_stance stance);

/* claim_issuer.c: whose communiqué or report the article is; NULL: nobody's. Needs c->out. */
const char *vg_claim_issuer(struct vg_claim_scan *c);

struct vg_merged;
struct vg_mention;

/* claim_meant.c: of each attribution that names no event the index of the event it speaks of, -1.
 * Lives in the document's arena. */
struct vg_mentions;
/* The first mention whose head stands at or after token: an index, n when there is none. */
size_t vg_claim_mention_after(const struct vg_mentions *ms, uint32_t token);
int32_t *vg_claim_meant(struct vg_document *doc, struct vg_merged_list *events);

/* claim_check.c: does the article examine a rumour and call it false? */
bool vg_claim_checks(const struct vg_document *doc, const struct vg_attributions *a);
/* Is what t tells spread by somebody, and called false by the article? */
bool vg_claim_called_false(const struct vg_document *doc, const struct vg_mention *t);
/* `L'attaque, elle, a bien eu lieu`. */
bool vg_claim_called_real(const struct vg_document *doc, const struct vg_mention *t);

/* claim_status.c: how far the article stands behind m, whose claims are known. */
enum vg_status vg_claim_status(const struct vg_document *doc, const struct vg_merged *m);

/* Is it something that one claims to have done? A march, a handover, an accord is just told. */
static inline bool vg_claim_deed(enum vg_event_type type)
{
    return vg_event_type_family(type) <= VG_FAMILY_PROPERTY || type == VG_TYPE_ARREST ||
           type == VG_TYPE_RELEASE || type == VG_TYPE_COUP;
}

/* Was by among the codes? */
static inline bool vg_claim_among(const char *const *codes, size_t n, const char *by)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], by) == 0)
            return true;
    return false;
}

#endif
