/* who_names.c - names of actors, acronyms that the text defines, groups that no table has. */
#include "extract/who_internal.h"

#include "extract/gazetteer.h"

#define MAX_HITS 8

/* An acronym that the text defines for one actor. */
struct alias {
    int32_t row; /* of the table, -1 */
    const char *code;
    uint8_t kind;
};

struct names {
    struct vg_document *doc;
    struct vg_map *aliases; /* folded acronym -> struct alias in the arena */
};

static bool any_capital(const struct vg_document *doc, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (doc->tokens[i].capital || vg_is_digit((unsigned char)doc->tokens[i].fold.p[0]))
            return true;
    return false;
}

static bool is_name_here(const struct names *n, const struct vg_lexicon_hit *h,
                         const struct vg_who_rule *rule)
{
    const struct vg_token *t = &n->doc->tokens[h->from];

    if (rule->acronym)
        return t->all_caps || vg_is_digit((unsigned char)t->fold.p[0]);
    if (rule->lower || h->to - h->from >= 4)
        return any_capital(n->doc, h->from, h->to) || n->doc->caseless;
    return t->capital || vg_is_digit((unsigned char)t->fold.p[0]) ||
           (n->doc->caseless && t->fold.n >= 4);
}

/* The name that the words of h are here: of `Katiba Macina` and `katiba Macina`, two rows of the
 * table, the one that fits. */
static const struct vg_who_rule *name_here(const struct names *n, const struct vg_lexicon_hit *h)
{
    for (uint32_t i = 0; i < h->n; i++) {
        const struct vg_who_rule *rule = &n->doc->actor_table->rules[h->payloads[i]];
        if (rule->cls == VG_WR_NAME && is_name_here(n, h, rule))
            return rule;
    }
    return NULL;
}

static uint32_t known_name(struct names *n, uint32_t i, uint32_t end)
{
    struct vg_lexicon_hit hits[MAX_HITS];
    struct vg_document *doc = n->doc;

    if (!vg_lexicon_may_start_some(&doc->actor_table->lexicon, doc, i,
                                   UINT32_C(1) << VG_WR_NAME | UINT32_C(1) << VG_WR_DESCR))
        return i;
    size_t k = vg_lexicon_match_all(&doc->actor_table->lexicon, doc, i, end, hits, MAX_HITS);

    while (k-- > 0) {
        const struct vg_who_rule *named = name_here(n, &hits[k]);
        const struct vg_who_rule *descr = vg_who_rule_of(doc, &hits[k], VG_WR_DESCR);
        if (!named && !descr)
            continue;
        struct vg_actor_mention *m = vg_who_add(doc, i, hits[k].to);
        vg_who_set_row(doc, m, named ? named->row : descr->row);
        m->cls = named ? VG_WHO_NAME : VG_WHO_FIXED;
        m->description = !named;
        m->plural = !named && descr->plural;
        return hits[k].to;
    }
    return i;
}

static uint32_t alias_name(struct names *n, uint32_t i)
{
    const struct vg_token *t = &n->doc->tokens[i];
    const struct alias *a = t->capital ? vg_map_get(n->aliases, t->fold) : NULL;

    if (!a)
        return i;
    struct vg_actor_mention *m = vg_who_add(n->doc, i, i + 1);
    m->entry = a->row;
    m->code = a->code;
    m->kind = a->kind;
    return i + 1;
}

static bool is_acronym(const struct vg_token *t)
{
    return t->kind == VG_TOK_WORD && t->capital && t->fold.n >= 2 && t->fold.n <= 10 &&
           (t->all_caps || t->fold.n <= 6);
}

static void define(struct names *n, uint32_t acronym, int32_t row, const char *code, uint8_t kind)
{
    struct alias *a = vg_arena_alloc(n->doc->arena, sizeof *a);

    *a = (struct alias){row, code, kind};
    (void)vg_map_set(n->aliases, n->doc->tokens[acronym].fold, a);
}

/* The capitalised group noun that opens the name which an acronym in parentheses abbreviates. */
static uint32_t name_before(const struct names *n, uint32_t paren, uint32_t from, uint8_t *ret_kind)
{
    const struct vg_document *doc = n->doc;
    char initial = doc->tokens[paren + 1].fold.p[0];
    uint32_t lowest = paren > from + 14 ? paren - 14 : from, to;

    for (uint32_t i = paren; i-- > lowest;) {
        const struct vg_token *t = &doc->tokens[i];
        if (t->kind != VG_TOK_WORD && !vg_sv_is(t->norm, ",") && !vg_sv_is(t->norm, "-"))
            break;
        if (!t->capital || t->fold.p[0] != initial)
            continue;
        const struct vg_who_rule *rule = vg_who_phrase(doc, i, paren, VG_WR_GROUPNOUN, &to);
        if (rule && paren - i >= 2) {
            *ret_kind = rule->kind;
            return i;
        }
    }
    return paren;
}

/* `Front patriotique de libération (FPL)`: at the parenthesis. */
static uint32_t definition(struct names *n, uint32_t i, uint32_t from, uint32_t end)
{
    struct vg_document *doc = n->doc;
    uint8_t kind = VG_ACTOR_OTHER;

    if (i + 2 >= end || i == from || !is_acronym(&doc->tokens[i + 1]) ||
        (!vg_sv_is(doc->tokens[i + 2].norm, ")") && !vg_sv_is(doc->tokens[i + 2].norm, ",")))
        return i;
    int32_t before = doc->tokens[i - 1].actor;
    if (before >= 0) {
        const struct vg_actor_mention *m = &doc->actors[before];
        if (doc->tokens[i + 1].actor < 0 && m->cls == VG_WHO_NAME)
            define(n, i + 1, m->entry, m->code, m->kind);
        return i;
    }
    uint32_t to;
    if (vg_who_phrase(doc, i + 1, i + 2, VG_WR_NAME, &to) ||
        vg_who_phrase(doc, i + 1, i + 2, VG_WR_HEAD, &to))
        return i;
    uint32_t start = name_before(n, i, from, &kind);
    if (start == i || !doc->tokens[i + 1].all_caps)
        return i;
    struct vg_sv code = vg_token_text(doc, i + 1);
    const char *kept = vg_arena_str(doc->arena, code);
    define(n, i + 1, -1, kept, kind);
    struct vg_actor_mention *m = vg_who_add(doc, start, i);
    m->code = kept;
    m->kind = kind;
    return i;
}

/* `la milice Foo Bar`: a group that no table has. */
static uint32_t new_group(struct names *n, uint32_t i, uint32_t end)
{
    struct vg_document *doc = n->doc;
    uint32_t to, past;
    const struct vg_who_rule *rule = vg_who_phrase(doc, i, end, VG_WR_GROUPNOUN, &to);

    if (!rule || rule->kind == VG_ACTOR_ARMED_GROUP || doc->tokens[i].capital || to >= end)
        return i;
    for (past = to; past < end && past < to + 4; past++) {
        const struct vg_token *t = &doc->tokens[past];
        struct vg_lexicon_hit hit;
        uint32_t unused;
        if (t->kind != VG_TOK_WORD || !t->capital || t->actor >= 0 ||
            vg_who_phrase(doc, past, end, VG_WR_NAME, &unused) ||
            (doc->gazetteer && past == to &&
             vg_lexicon_match(vg_gazetteer_names(doc->gazetteer), doc, past, end, &hit)))
            break;
    }
    if (past == to)
        return i;
    struct vg_actor_mention *m = vg_who_add(doc, i, past);
    m->code = vg_arena_str(doc->arena,
                           vg_sv_sub(doc->text, doc->tokens[to].from, doc->tokens[past - 1].to));
    m->kind = rule->kind;
    if (past == to + 1)
        define(n, to, -1, m->code, m->kind);
    return past;
}

void vg_who_names(struct vg_document *doc)
{
    struct names n = {.doc = doc};

    if (!doc->actor_table)
        return;
    n.aliases = vg_map_new();
    for (size_t s = 0; s < doc->n_sentences; s++) {
        uint32_t end = doc->sentences[s].to;
        for (uint32_t i = doc->sentences[s].from; i < end;) {
            const struct vg_token *t = &doc->tokens[i];
            uint32_t past = i;
            if (t->kind == VG_TOK_WORD || t->kind == VG_TOK_NUMBER) {
                bool may = vg_lexicon_may_start(&doc->actor_table->lexicon, doc, i);
                past = may ? known_name(&n, i, end) : i;
                if (past == i)
                    past = alias_name(&n, i);
                if (past == i && may)
                    past = new_group(&n, i, end);
            } else if (vg_sv_is(t->norm, "(")) {
                past = definition(&n, i, doc->sentences[s].from, end);
            }
            i = past > i ? past : i + 1;
        }
    }
    vg_map_free(n.aliases);
}
