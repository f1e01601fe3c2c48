/* explain_html.h - what was understood of one article, as one self-contained HTML page. */
#ifndef VG_CLIENT_EXPLAIN_HTML_H
#define VG_CLIENT_EXPLAIN_HTML_H

#include <stdio.h>

#include "extract/extract_in.h"

/* The text with what names an event, date, place, actor or figure marked in it, and a card for each
 * event that says where each field came from. No script, no other file; everything from the text is
 * escaped. */
void vg_explain_html(const struct vg_document *doc, const struct vg_merged_list *events, FILE *out);

#endif
