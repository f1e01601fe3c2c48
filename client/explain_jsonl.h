/* explain_jsonl.h - vigie explain --jsonl: dates, counts and moods of many texts, one JSON object a
 * line each way. */
#ifndef VG_CLIENT_EXPLAIN_JSONL_H
#define VG_CLIENT_EXPLAIN_JSONL_H

#include "extract/pack.h"

/* Reads {"id", "text", "published"} a line from standard input and answers {"id", "dates",
 * "numbers", "verbs"}, in the same order; positions count characters of "text". tokens: adds each
 * token with its lemma and part of speech. 0, or VG_E_SYNTAX with the line that is no such object.
 */
int vg_explain_jsonl(const struct vg_pack *pack, bool tokens, struct vg_err *err);

#endif
