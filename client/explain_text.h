/* explain_text.h - what was understood of one article, readable in a terminal. */
#ifndef VG_CLIENT_EXPLAIN_TEXT_H
#define VG_CLIENT_EXPLAIN_TEXT_H

#include <stdio.h>

#include "extract/extract_in.h"

/* Sentences with their groups, clauses, dates, places, actors, figures and mentions, then the
 * events with why each field has its value. */
void vg_explain_text(const struct vg_document *doc, const struct vg_merged_list *events, FILE *out);

#endif
