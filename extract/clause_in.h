/* clause_in.h - shared by clause.c and clause_marks.c; nobody else's. */
#ifndef VG_EXTRACT_CLAUSE_IN_H
#define VG_EXTRACT_CLAUSE_IN_H

#include "extract/group.h"

struct vg_clause_scan {
    struct vg_document *doc;
    struct vg_groups *g;
    size_t from, to;        /* tokens of the sentence */
    int32_t np_from, np_to; /* its noun groups */
    int32_t c_from, c_to;   /* its clauses */
};

/* Is token i this punctuation mark; one that parts what stands beside it? i may be past the
 * sentence for the first. */
bool vg_clause_mark(const struct vg_clause_scan *s, size_t i, const char *mark);
bool vg_clause_hard_mark(const struct vg_clause_scan *s, size_t i);
/* Does the mark at i part what stands before it from the verb group that begins at `verb`? */
bool vg_clause_breaks(const struct vg_clause_scan *s, size_t i, size_t verb);
/* Does noun group k stand in parentheses? */
bool vg_clause_in_parentheses(const struct vg_clause_scan *s, int32_t k);
/* May the participle say something of the noun? Where one of them has no gender, it may. */
bool vg_clause_of_gender(const struct vg_clause_scan *s, uint32_t participle, uint32_t noun);
/* `c'est là que`: does clause prev only say where or when what follows the link happened? */
bool vg_clause_cleft(const struct vg_clause_scan *s, int32_t prev, size_t link);
/* `une antenne de télécommunication sabotée`: the thing whose kind group np tells, of which the
 * participle of c is said; else np. */
int32_t vg_clause_whole_thing(const struct vg_clause_scan *s, int32_t np,
                              const struct vg_clause *c);
/* `un car de la compagnie X, accusée de Y, a été brûlé`: the group that agrees with a passive verb
 * which an aside parts from it; else the subject that it has. */
int32_t vg_clause_past_aside(const struct vg_clause_scan *s, const struct vg_clause *c);

#endif
