/*
 * claim.h - who says so: every attribution in the text with its speaker, stance and scope.
 *
 * A layer of the document, before events: `selon X`, `X affirme que`, `, a déclaré X`, `revendiqué
 * par X`, `X dément`, quotations with their speaker, press conditional. After the events are
 * merged, vg_claim_apply gives each its claims and its status.
 */
#ifndef VG_EXTRACT_CLAIM_H
#define VG_EXTRACT_CLAIM_H

#include "extract/document.h"

struct vg_attribution {
    uint32_t from, to;             /* tokens of the words that attribute: `selon le FLA` */
    uint32_t scope_from, scope_to; /* tokens of what is said */
    int32_t sentence;
    const char
        *by; /* actor code, local_sources, witnesses, media, un, ngo, sources; NULL: unclear */
    int32_t actor;                 /* actor mention of the speaker, -1 */
    enum vg_stance stance;
    bool about_event; /* speaks of an event as a whole (`a revendiqué l'attaque`): resolved by
                         vg_claim_apply */
    bool only_toll;   /* speaks of a figure alone */
    bool several;     /* of all the attacks of its paragraph: `ces attaques` */
    bool throughout;  /* of all the attacks of the article, which its lead sums up */
    bool comments;    /* thinks something of it, which tells nothing */
    bool passive;     /* `un attentat revendiqué par X`, which the article tells itself */
    bool feels;       /* tells of nothing but what he feels */
    bool blames;      /* says who did it, which admits nothing */
};

struct vg_attributions {
    struct vg_attribution *items;
    size_t n, cap;
    bool check;         /* the article examines a rumour and calls it false */
    const char *issuer; /* the article is a communiqué or a report of this speaker throughout; NULL:
                           of nobody */
};

struct vg_merged_list;

/* Loader of pack.c: claim.tsv. */
int vg_claim_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);

/* Finds them; needs tokens, morph, actors, quotations and groups. The result lives in the
 * document's arena. */
struct vg_attributions *vg_claim_run(struct vg_document *doc);

/* Gives each merged event its claims and its status, and its figures their speaker where speakers
 * differ. Needs doc->attributions, doc->mentions and doc->tolls. */
void vg_claim_apply(struct vg_document *doc, struct vg_merged_list *events);

#endif
