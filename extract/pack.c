#include "extract/pack.h"

#include <stdio.h>
#include <stdlib.h>

#include "extract/claim.h"
#include "extract/document.h"
#include "extract/gazetteer.h"
#include "extract/morph.h"
#include "extract/where.h"
#include "extract/number.h"
#include "extract/when.h"
#include "extract/who.h"
#include "extract/claim.h"
#include "extract/grammar.h"
#include "extract/toll.h"

static int load_text(struct vg_pack *pack, struct vg_sv section, const char *file,
                     struct vg_err *err)
{
    return vg_text_rules_load(section, file, pack->arena, &pack->text, err);
}

static int load_gazetteer(struct vg_pack *pack, struct vg_sv section, const char *file,
                          struct vg_err *err)
{
    return vg_gazetteer_open(section, &pack->gazetteer, err);
}

static int load_where(struct vg_pack *pack, struct vg_sv section, const char *file,
                      struct vg_err *err)
{
    return vg_where_rules_load(section, file, pack->arena, &pack->where, err);
}

/* Actors need both tables: loaded with the second. */
static int load_who(struct vg_pack *pack, struct vg_sv section, const char *file,
                    struct vg_err *err)
{
    return vg_actors_load(vg_pack_section(pack, "actors"), "actors.tsv", section, file, pack->arena,
                          &pack->actors, err);
}

/* One loader for the three tables that share a vocabulary; frames is the last of them. */
static int load_rules(struct vg_pack *pack, struct vg_sv section, const char *file,
                      struct vg_err *err)
{
    struct vg_rules_text text = {.grammar = vg_pack_section(pack, "grammar"),
                                 .nouns = vg_pack_section(pack, "nouns"), .frames = section};

    (void)file;
    if (!text.grammar.p || !text.nouns.p)
        return vg_fail(err, VG_E_SYNTAX, "frames.tsv needs grammar.tsv and nouns.tsv beside it");
    return vg_rules_load(&text, pack->arena, &pack->rules, err);
}

/* In the order in which they depend on each other. */
static const struct {
    const char *section;
    vg_pack_loader *load;
    bool required;
} loaders[] = {
    {"morph", vg_morph_load, true},
    {"text", load_text, true},
    {"function", vg_function_load, true},
    {"endings", vg_endings_load, true},
    {"pos", vg_pos_load, true},
    {"gazetteer", load_gazetteer, false},
    {"where", load_where, false},
    {"numbers", vg_number_load, true},
    {"when", vg_when_load, true},
    {"who", load_who, false},
    {"toll", vg_toll_load, true},
    {"claim", vg_claim_load, true},
    {"frames", load_rules, true},
};

/* Tables that are compiled to another form; the rest goes in as it is. */
static const struct {
    const char *section;
    int (*compile)(struct vg_sv tsv, const char *file, struct vg_buf *out, struct vg_err *err);
} compilers[] = {
    {"gazetteer", vg_gazetteer_compile},
};

struct vg_sv vg_pack_section(const struct vg_pack *pack, const char *name)
{
    return vg_packfile_section(pack->file, name);
}

/* file_of: the table's own name where it is known (compiling), NULL: the section's. */
static int load_all(struct vg_pack *pack, const struct vg_pack_input *inputs, size_t n,
                    const char *name, struct vg_err *err)
{
    for (size_t i = 0; i < VG_COUNT_OF(loaders); i++) {
        struct vg_sv s = vg_pack_section(pack, loaders[i].section);
        if (!s.p && loaders[i].required)
            return vg_fail_at(
                err, VG_E_SYNTAX, name, 0,
                "the pack lacks its table '%s': make it anew with `vigie pack compile`",
                loaders[i].section);
        if (!s.p)
            continue;
        const char *file = vg_arena_printf(pack->arena, "%s.tsv", loaders[i].section);
        for (size_t k = 0; k < n; k++)
            if (strcmp(inputs[k].name, loaders[i].section) == 0)
                file = inputs[k].file;
        int r = loaders[i].load(pack, s, file, err);
        if (r < 0)
            return r;
    }
    return 0;
}

static int from_file(struct vg_packfile *take_file, const struct vg_pack_input *inputs, size_t n,
                     const char *name, struct vg_pack **ret_pack, struct vg_err *err)
{
    struct vg_pack *pack = vg_xnew(struct vg_pack);

    pack->arena = vg_arena_new();
    pack->file = take_file;
    int r = load_all(pack, inputs, n, name, err);
    if (r < 0) {
        vg_pack_close(pack);
        return r;
    }
    *ret_pack = pack;
    return 0;
}

int vg_pack_open(const char *path, struct vg_pack **ret_pack, struct vg_err *err)
{
    struct vg_packfile *file;
    int r = vg_packfile_open(path, &file, err);

    return r < 0 ? r : from_file(file, NULL, 0, path, ret_pack, err);
}

int vg_pack_view(struct vg_sv bytes, const char *name, struct vg_pack **ret_pack,
                 struct vg_err *err)
{
    struct vg_packfile *file;
    int r = vg_packfile_view(bytes, name, &file, err);

    return r < 0 ? r : from_file(file, NULL, 0, name, ret_pack, err);
}

void vg_pack_close(struct vg_pack *pack)
{
    if (!pack)
        return;
    vg_gazetteer_free(pack->gazetteer);
    while (pack->n_imported > 0)
        vg_packfile_close(pack->imported[--pack->n_imported]);
    vg_packfile_close(pack->file);
    vg_arena_free(pack->arena);
    free(pack);
}

int vg_pack_add_gazetteer(struct vg_pack *pack, const char *path, struct vg_err *err)
{
    struct vg_packfile *file;

    if (!pack->gazetteer)
        return vg_fail(err, VG_E_SYNTAX, "the pack has no places of its own");
    if (pack->n_imported == VG_COUNT_OF(pack->imported))
        return vg_fail(err, VG_E_LIMIT, "more than %zu gazetteers: import the dumps into one file",
                       VG_COUNT_OF(pack->imported));
    int r = vg_packfile_open(path, &file, err);
    if (r < 0)
        return r;
    r = vg_gazetteer_add(pack->gazetteer, vg_packfile_section(file, "imported"), err);
    if (r < 0) {
        vg_packfile_close(file);
        return r;
    }
    pack->imported[pack->n_imported++] = file;
    return 0;
}

static int validate(const struct vg_pack_input *inputs, size_t n, const struct vg_buf *out,
                    struct vg_err *err)
{
    struct vg_packfile *file;
    struct vg_pack *pack = NULL;
    int r = vg_packfile_view(vg_buf_view(out), "the new pack", &file, err);

    if (r == 0)
        r = from_file(file, inputs, n, "the new pack", &pack, err);
    vg_pack_close(pack);
    return r;
}

int vg_pack_compile(const struct vg_pack_input *inputs, size_t n, struct vg_sv morph,
                    struct vg_buf *out, struct vg_err *err)
{
    struct vg_packfile_part parts[VG_PACKFILE_MAX_SECTIONS] = {{"morph", morph}};
    struct vg_buf made[VG_COUNT_OF(compilers)];
    int r = 0;

    if (n >= VG_PACKFILE_MAX_SECTIONS)
        return vg_fail(err, VG_E_LIMIT, "%zu tables: too many", n);
    for (size_t k = 0; k < VG_COUNT_OF(compilers); k++)
        vg_buf_init(&made[k], (size_t)256 << 20);
    for (size_t i = 0; i < n && r == 0; i++) {
        parts[i + 1] = (struct vg_packfile_part){inputs[i].name, inputs[i].content};
        for (size_t k = 0; k < VG_COUNT_OF(compilers) && r == 0; k++)
            if (strcmp(compilers[k].section, inputs[i].name) == 0) {
                r = compilers[k].compile(inputs[i].content, inputs[i].file, &made[k], err);
                parts[i + 1].content = vg_buf_view(&made[k]);
            }
    }
    if (r == 0)
        r = vg_packfile_write(out, parts, n + 1, err);
    for (size_t k = 0; k < VG_COUNT_OF(compilers); k++)
        vg_buf_done(&made[k]);
    return r < 0 ? r : validate(inputs, n, out, err);
}
