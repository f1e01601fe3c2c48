/* text_in.h - between text.c (bytes to tokens) and text_sentence.c (sentences, titles, quotations).
 */
#ifndef VG_EXTRACT_TEXT_IN_H
#define VG_EXTRACT_TEXT_IN_H

#include "extract/document.h"

enum rule { RULE_ABBREV, RULE_ELISION, RULE_CLITIC, RULE_WHOLE, RULE_BEFORE, RULE_COUNT };

/* A few dozen forms a kind: sorted, searched by halving. */
struct vg_text_rules {
    struct vg_sv *forms[RULE_COUNT];
    size_t n[RULE_COUNT], cap[RULE_COUNT];
};

bool vg_text_has(const struct vg_text_rules *rules, enum rule kind, struct vg_sv form);
/* Cuts the paragraph of tokens [from, to) into sentences; body_from: byte where the article's own
 * text begins. */
void vg_text_cut_sentences(struct vg_document *doc, const struct vg_text_rules *rules, size_t from,
                           size_t to, size_t body_from);
void vg_text_mark_titles(struct vg_document *doc);
void vg_text_mark_quotes(struct vg_document *doc);

#endif
