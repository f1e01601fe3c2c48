/* extract_in.h - the extractor's insides, for `vigie explain` and tests: the document with all its
 * layers. */
#ifndef VG_EXTRACT_EXTRACT_IN_H
#define VG_EXTRACT_EXTRACT_IN_H

#include "extract/document.h"
#include "extract/merge.h"

/* As vg_extract, but the events with what they were made of. Valid until the extractor's next call.
 */
int vg_extract_document(struct vg_extractor *self, const struct vg_article *article,
                        struct vg_merged_list **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
/* The document of the last call. */
const struct vg_document *vg_extractor_document(const struct vg_extractor *self);

#endif
