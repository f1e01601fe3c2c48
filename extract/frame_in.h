/* frame_in.h - shared by the frame_*.c files; nobody else's. */
#ifndef VG_EXTRACT_FRAME_IN_H
#define VG_EXTRACT_FRAME_IN_H

#include "extract/group.h"
#include "extract/toll.h"
#include "extract/who.h"

/* One mention while it is read. */
struct vg_match {
    struct vg_document *doc;
    const struct vg_frame *frame;
    struct vg_mention *m;
    int32_t clause;          /* whose verb it is, -1: a noun */
    int32_t np;              /* that the noun heads, -1 */
    uint32_t used[VG_FRAME_WORDS]; /* tokens of the trigger */
    int32_t patient;         /* noun group that it is done to, -1 */
    uint32_t span_from, span_to; /* where its roles may stand */
};

/* frame_patient.c */
uint32_t vg_np_senses(const struct vg_document *doc,
                      int32_t np); /* with its coordination and complements */
uint32_t vg_np_own_senses(const struct vg_document *doc, const struct vg_np *np);
enum vg_slot vg_slot_of_prep(uint8_t prep); /* VG_SLOT_COUNT: it opens none */
void vg_frame_span(struct vg_match *k);
bool vg_in_trigger(const struct vg_match *k,
                   const struct vg_np *np);    /* is its head a word of the trigger? */
bool vg_frame_moves(const struct vg_frame *f); /* does it tell of somebody who moves? */
int32_t vg_frame_patient(const struct vg_match *k);
/* `un second engin a explosé`, `fauchés par une autre mine`: not the one that was told. Its type is
 * known. */
bool vg_frame_another_weapon(const struct vg_match *k);
/* `a engagé deux hélicoptères de combat`: does the word at `at` only say what kind of thing is
 * meant, in a phrase that begins at head? */
bool vg_qualifies_thing(const struct vg_document *doc, size_t at, size_t head);

/* frame_actors.c */
/* Whom the pronoun that is group `at` means: a group before it, -1. */
int32_t vg_antecedent_of(const struct vg_document *doc, int32_t at);
/* The actor mentions that group `at` stands for; their number, at most max. ret_civilians: none is
 * named, but it is people or things of theirs. */
int vg_group_actors(const struct vg_document *doc, int32_t at, int32_t *actors, int max,
                    bool *ret_civilians);
/* `les FAMa et Wagner ont évacué X, et la colonne est arrivée`: the forces that were the subject
 * last, in this sentence or the one before; their number, at most max. */
int vg_force_before(const struct vg_document *doc, int32_t at, int32_t *actors, int max);
/* frame_time.c: is it dated, or done to one thing at some time: `ces derniers jours, un pont a été
 * dynamité`? */
bool vg_frame_once(const struct vg_match *k);
bool vg_is_official(const struct vg_document *doc,
                    const struct vg_filler *f);                   /* `le ministre`, not `Bamako` */
bool vg_says_military(const struct vg_document *doc, int32_t at); /* `convoi militaire` */
bool vg_under_escort(const struct vg_document *doc,
                     int32_t at); /* `un convoi de vivres, sous escorte militaire` */

/* frame.c: `deux jours après la mort de X`: does a length of time stand before this group? */
bool vg_frame_days_after(const struct vg_document *doc, const struct vg_np *np);

/* frame_judge.c: were the soldiers who were hit under way (`escortaient un car`)? */
bool vg_frame_under_way(const struct vg_match *k);

/* Is token i this word, as it stands or by its lemma? word 0 is none. */
static inline bool vg_frame_word(const struct vg_groups *g, size_t i, uint32_t word)
{
    return word && (g->form[i] == word || g->lemma[i] == word);
}

/* frame_roles.c */
void vg_frame_roles(struct vg_match *k);
/* frame_where.c */
void vg_frame_place_and_time(struct vg_match *k);
/* frame_holder.c: who held what was taken or attacked, when nobody is told of as hit; fill makes a
 * group the target */
void vg_frame_holder(struct vg_match *k, void (*fill)(struct vg_match *k, int32_t np));
/* frame_patient.c: the clause that governs noun group np (its subject or object, or the verb before
 * it), -1. */
int32_t vg_np_governor(const struct vg_document *doc, int32_t np);

/* frame_time.c: is token i in a clause of speech that the token `head` is not in (`a annoncé
 * mercredi le ministre`)? */
bool vg_told_elsewhere(const struct vg_document *doc, size_t i, size_t head);

/* frame_time.c: the expression in tokens [from, to) that dates the mention, -1; is an expression
 * the day of a speech, a dateline, or counted from the event, and so not the day of the event at
 * token head (UINT32_MAX: of any)? */
int32_t vg_frame_time(const struct vg_match *k, uint32_t from, uint32_t to);
/* `a libéré des otages enlevés en mai à X`: is token `at` of a participle that tells of another
 * event? */
bool vg_of_participle_after(const struct vg_document *doc, uint32_t at, uint32_t head);
/* `le convoi parti de Gao jeudi est arrivé vendredi`: is the day at token `time` that of a
 * participle before token head? */
bool vg_time_of_participle(const struct vg_document *doc, uint32_t time, uint32_t head);
/* `a dénoncé l'accord signé en 2015`, `le camp installé en 2013 a été attaqué`: is it the month or
 * year of what is acted upon? patient: group that it is, -1. */
bool vg_time_of_object(const struct vg_document *doc, const struct vg_mention *m,
                       const struct vg_time_expr *x, int32_t patient);
bool vg_time_of_telling(const struct vg_document *doc, int32_t time, uint32_t head);

/* frame_mood.c */
void vg_frame_mood(struct vg_match *k);
/* frame_judge.c: VG_FACT_* bits that the sentence and the fillers give; is it an event? */
uint32_t vg_frame_facts(const struct vg_match *k);
enum vg_drop vg_frame_judge(const struct vg_match *k);
/* frame_veto.c: VG_DROP_NONE, or why it is no event though nothing denies it */
enum vg_drop vg_frame_veto(const struct vg_match *k);

/* frame_parts.c: drops mentions that only belong to others of their sentence */
void vg_frame_parts(struct vg_document *doc);

/* frame_where.c: `Bamako et le MNLA ont signé`: places that speak or make a pact stand for those
 * who govern there */
void vg_frame_seats(struct vg_document *doc);

/* frame_control.c */
void vg_frame_column(const struct vg_match *k); /* whose a column is that nobody is said to own */
bool vg_frame_veto_control(const struct vg_match *k);

/* frame_others.c */
/* `les auteurs des exactions sur les populations`: of another noun that has such a complement,
 * right before it. */
bool vg_role_of_another(const struct vg_match *k, uint32_t at, enum vg_slot slot);
/* `sur les circonstances de l'attaque et sur les assaillants`: stands beside what has the trigger.
 */
bool vg_role_parallel(const struct vg_match *k, const struct vg_np *np);
/* `la libération de détenus, arrêtés par l'armée`: who did what a participle after the trigger's
 * noun tells. */
bool vg_role_agent_of_another(const struct vg_match *k, int32_t np);

#endif
