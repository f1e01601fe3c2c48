/* toll_in.h - what the files of toll share; nothing else includes it. */
#ifndef VG_EXTRACT_TOLL_IN_H
#define VG_EXTRACT_TOLL_IN_H

#include "extract/terms.h"
#include "extract/toll.h"

enum toll_kind {
    TOLL_OUTCOME_NOUN,
    TOLL_OUTCOME_OF,
    TOLL_OUTCOME_VERB,
    TOLL_OUTCOME_SELF,
    TOLL_OUTCOME_TO,
    TOLL_LOSE,
    TOLL_NONE,
    TOLL_PERSON,
    TOLL_PERSON_FEMALE,
    TOLL_ITEM,
    TOLL_LOSS_VERB,
    TOLL_LOSS_SELF,
    TOLL_LOSS_NOUN,
    TOLL_MEANS,
    TOLL_AMONG,
    TOLL_PART,
    TOLL_BE,
    TOLL_HAVE,
    TOLL_OTHER,
    TOLL_CLITIC_OF,
    TOLL_DEFINITE,
    TOLL_SOME,
    TOLL_TOTAL,
    TOLL_REFLEXIVE,
    TOLL_OF,
    TOLL_COUNT_VERB,
    TOLL_OWN,
    TOLL_ADVERSE,
    TOLL_BODY,
    TOLL_BEAR,
    TOLL_NAME_PART,
    TOLL_TALLY,
    TOLL_TALLY_VERB,
    TOLL_TALLY_SET,
    TOLL_FORMERLY,
    TOLL_LOT,
    TOLL_BOOTY,
    TOLL_HOLDS,
    TOLL_NO_MEANS,
    TOLL_THEIRS,
    TOLL_ALONG,
    TOLL_ALL,
    TOLL_SPARED,
    TOLL_RECKON,
    TOLL_SEE,
    TOLL_WHO,
    TOLL_MASS,
    TOLL_UNTOLD,
    TOLL_LISTS,
    TOLL_BOTH,
    TOLL_LOSSES,
    TOLL_OF_PEOPLE,
    TOLL_SOURCE,
    TOLL_DOUBTED,
    TOLL_NOT_PEOPLE,
    TOLL_ADDS,
    TOLL_DAMAGE,
    TOLL_BAND,
    TOLL_NOT,
    TOLL_THAT_IS,
    TOLL_FREED,
    TOLL_KEEPS_TO,
    TOLL_SEVERAL,
    TOLL_RIDDEN,
    TOLL_KIND_COUNT
};

#define TOLL_BIT(kind) (UINT64_C(1) << (kind))

/* People or things as the sentence names them: `au moins dix soldats maliens`. */
struct party {
    uint32_t from, head, to; /* tokens; `to` is past the head and what qualifies it */
    struct vg_count count;
    bool counted;   /* a number says how many */
    bool definite;
    bool plural;
    bool some;      /* `des soldats`: plural without number */
    bool sex_age;   /* women, children: takes the group of those around */
    bool bare;      /* a number without a noun: `trois autres`, `onze` */
    bool named;     /* one called by a name: `Claude Verlon` */
    bool of_them;   /* `trois d'entre eux`: of those named before */
    int group;      /* enum vg_group of people; enum vg_item of things */
    bool others;    /* `deux autres agents` */
    bool anyone;    /* `personnes`: nothing is said of who they are */
    bool men;       /* `hommes`: civilians where the article calls them so elsewhere */
    bool owned;     /* its group is that of those whose people they are: `deux de ses hommes` */
    bool vague;     /* `suspects`, `individus`: the word itself names no side */
    int32_t actor;
};

struct finder {
    struct vg_document *doc;
    const struct vg_terms *terms;
    struct vg_tolls *out;
    const struct vg_sentence *s;
    struct party *people;
    size_t n_people, cap_people;
    struct party *things;
    size_t n_things, cap_things;
    int last_group; /* group of the people last hurt in this sentence, -1 */
    int named_group;   /* of the people last named in the sentences just before, -1 */
    int hurt_group;    /* of those last hurt there, -1 */
};

#define TOLL_FEW_DISPLACED 10 /* `un déplacé` is a man, not people who fled */

enum voice { VOICE_ACTIVE, VOICE_PASSIVE, VOICE_REDUCED, VOICE_REFLEXIVE };

/* toll_party.c: fills people and things of the sentence. */
void toll_find_parties(struct finder *f);
/* Is token i of one of these kinds (single words)? */
bool toll_is(const struct finder *f, size_t i, uint64_t kinds);
/* toll_verb.c: how the verb at token i is used; *ret_left: first token of its auxiliaries. */
enum voice toll_voice(const struct finder *f, size_t i, size_t *ret_left);
/* toll_party.c */
bool toll_may_be_participle(const struct vg_token *t);
bool toll_is_mark(const struct finder *f, size_t i); /* of quotation */
bool toll_is_clause_break(const struct finder *f, size_t i);
/* The chain of parties to the left of token i (its subject) or to the right (its object): indices
 * [*ret_from, *ret_to) of list; false when there is none near enough. */
bool toll_subject(const struct finder *f, const struct party *list, size_t n, size_t i,
                  size_t *ret_from, size_t *ret_to);
bool toll_object(const struct finder *f, const struct party *list, size_t n, size_t i,
                 size_t *ret_from, size_t *ret_to);
/* toll_name.c: where the name that begins at token i ends (i: none begins there); whether a
 * person's may; adds its bearer. */
size_t toll_name_end(const struct finder *f, size_t i);
bool toll_is_name(const struct finder *f, size_t i);
void toll_add_named(struct finder *f, size_t i, size_t to);
/* toll_theirs.c: `neuf des leurs`, `3 FAMa`: adds them; *ret_to: token past them. toll_own_people:
 * `deux de ses hommes`. */
bool toll_add_theirs(struct finder *f, const struct vg_number *n, size_t *ret_to);
bool toll_add_force(struct finder *f, const struct vg_number *n, size_t *ret_to);
void toll_own_people(const struct finder *f, struct party *p);
/* `les assaillants ont tué six soldats et perdu onze des leurs`: those of the subject of the verb
 * at token i, not of those whom it hit. */
void toll_lost(const struct finder *f, size_t i, struct party *p);
/* toll_verb.c: right behind a verb of which it is the object */
bool toll_is_object(const struct finder *f, const struct party *p);
/* `le repaire des terroristes`: only says whose something is. */
bool toll_belongs(const struct finder *f, const struct party *p);
/* `trois soldats qu'ils ont capturés`: the people before the `que` of the verb at token i. */
bool toll_relative(const struct finder *f, size_t i, size_t *ret_from, size_t *ret_to);
/* toll_guess.c: `trois bateliers ont été tués`: whom no table names, but who was counted and
 * killed; adds them, *ret_to: token past them. */
bool toll_add_unknown(struct finder *f, const struct vg_number *n, size_t *ret_to);
/* toll_more.c: `tué avec deux de ses hommes`: those behind the verb that ends before token `to`. */
void toll_along(struct finder *f, size_t to, size_t word, enum vg_outcome outcome);
/* `s'y ajoutent`: what follows is more of what was told last; *ret_to: token past the verb. */
bool toll_adds(const struct finder *f, size_t i, size_t *ret_to);
/* `les victimes sont deux soldats et un civil`: the noun at [i, to) and those whom a verb behind it
 * lists. */
bool toll_listed_after(struct finder *f, size_t i, size_t to, enum vg_outcome outcome);
/* Figures that go on from another: numbers alone. */
void toll_find_more(struct finder *f, size_t first_toll);
/* `Tués par X, les quatre hommes ...`: whom the participle at i, that opens the sentence, tells of.
 */
bool toll_fronted(const struct finder *f, size_t i, size_t *ret_from, size_t *ret_to);
/* toll_side.c: the group that the phrase after `parmi`, from token `from` on, names; -1. */
int toll_phrase_group(const struct finder *f, size_t from);
/* toll_add.c: figures of the word at `word` for people[from, to) */
void toll_add_parties(struct finder *f, size_t word, enum vg_outcome outcome, size_t from,
                      size_t to);
/* toll_add.c: one more figure of the sentence, or the one that says the same. */
struct vg_toll *toll_add(struct finder *f, size_t word, enum vg_outcome outcome,
                         struct vg_count count, int group);
/* toll_parts.c; all of them of the sentence's figures from first_toll on */
void toll_find_parts(struct finder *f, size_t first_toll);
void toll_parts_of_last(struct finder *f, size_t first_toll);
void toll_mark_aggregates(struct finder *f, size_t first_toll);
void toll_drop_losses(struct finder *f, size_t first_toll);
void toll_mark_untold(struct finder *f, size_t first_toll);
void toll_undecided(struct finder *f, size_t first_toll);
/* toll_revise.c: tolls told anew, and those that were given up. */
void toll_revise(struct finder *f, size_t first_toll);
/* toll_side.c: what the subject of the verb at token i lost is its own, when it is a force or
 * `nous`. */
void toll_bear(struct finder *f, size_t i, size_t first_toll);
/* toll_side.c: marks the figures of the sentence from first_toll on that its words give to a side.
 */
void toll_mark_sides(struct finder *f, size_t first_toll);
/* Gives figures of no group the one that `parmi les habitants`, `côté FAMa` beside them names. */
void toll_name_groups(struct finder *f, size_t first_toll);
/* The group of the body of people named in tokens [from, end): `forces spéciales`, `FAMa`, `la
 * population`; -1. */
int toll_body_group(const struct finder *f, size_t from, size_t end);
/* toll_loss.c */
void toll_find_losses(struct finder *f);
void toll_find_means(struct finder *f);

#endif
