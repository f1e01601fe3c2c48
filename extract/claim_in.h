/* claim_in.h - what the files of claim share; nothing else includes it. */
#ifndef VG_EXTRACT_CLAIM_IN_H
#define VG_EXTRACT_CLAIM_IN_H

#include "extract/claim.h"
#include "extract/terms.h"

enum claim_kind {
    CLAIM_SPEECH,
    CLAIM_SOURCE,
    CLAIM_OF_SOURCE,
    CLAIM_SPEAKER,
    CLAIM_ARMY,
    CLAIM_GOVERNMENT,
    CLAIM_AGENT,
    CLAIM_THAT,
    CLAIM_NEGATION,
    CLAIM_PRONOUN,
    CLAIM_LINK,
    CLAIM_REFUTATION,
    CLAIM_BE,
    CLAIM_HAVE,
    CLAIM_OWN_VOICE,
    CLAIM_REPORT,
    CLAIM_TO,
    CLAIM_RESTRICT,
    CLAIM_KIND_COUNT
};

#define CLAIM_BIT(kind) (UINT64_C(1) << (kind))

#endif
