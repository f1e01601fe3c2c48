/*
 * pack.h - what a language's tables become in memory: shared, read-only, one pointer for each
 * module.
 *
 * A module that has a table registers a loader in pack.c (one row: section, loader) and keeps what
 * it read in a field of its own here, of a type only it knows, allocated from `arena`. Sections are
 * the tables' names without ".tsv": data/fr/frames.tsv is "frames", data/actors.tsv is "actors".
 * Loaders run in the order of the rows, at vg_pack_open and under `vigie pack check`, and must
 * validate every row: VG_E_SYNTAX with file and line.
 */
#ifndef VG_EXTRACT_PACK_H
#define VG_EXTRACT_PACK_H

#include "base/arena.h"
#include "extract/extract.h"
#include "extract/packfile.h"

struct vg_pack {
    struct vg_arena *arena;
    struct vg_packfile *file;

    const struct vg_text_rules *text;      /* text.c */
    const struct vg_morph *morph;          /* morph.h */
    const struct vg_functions *functions;  /* morph.c */
    const struct vg_endings *endings;      /* morph.c */
    const struct vg_pos_model *pos;        /* morph_context.c */
    const struct vg_number_words *numbers; /* number.c */
    const struct vg_when_words *when;      /* when.c */
    struct vg_gazetteer *gazetteer;        /* gazetteer.h; owned */
    const struct vg_where_rules *where;    /* where.h */
    const struct vg_actors *actors;        /* who.h */
    struct vg_packfile *imported[4];       /* gazetteers of the operator; owned */
    size_t n_imported;
    /* others append theirs below, one a line */
    const struct vg_rules *rules;          /* grammar.h: grammar, nouns, frames */
    const struct vg_terms *toll;           /* toll.h */
    const struct vg_terms *claim;          /* claim.h */
};

typedef int vg_pack_loader(struct vg_pack *pack, struct vg_sv section, const char *file,
                           struct vg_err *err);

/* Content of the named section, valid as long as the pack; empty when absent. */
struct vg_sv vg_pack_section(const struct vg_pack *pack, const char *name);

/* The pack over bytes in memory (borrowed, aligned to 8), for tests and the compiler. name: for
 * messages. */
int vg_pack_view(struct vg_sv bytes, const char *name, struct vg_pack **ret_pack,
                 struct vg_err *err) __attribute__((warn_unused_result));

/*
 * Compiling. What is no TSV in the finished pack has a row in pack.c's table of compilers (morph
 * from the hunspell files, the gazetteer from its table).
 */
struct vg_pack_input {
    const char *name; /* section: base name without ".tsv" */
    const char *file; /* for messages */
    struct vg_sv content;
};
/* Writes a pack of these tables and the compiled morphology to out, then loads it once to validate
 * every row: the first error has file and line. */
int vg_pack_compile(const struct vg_pack_input *inputs, size_t n, struct vg_sv morph,
                    struct vg_buf *out, struct vg_err *err) __attribute__((warn_unused_result));

#endif
