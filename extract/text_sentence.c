/* text_sentence.c - where sentences end, which are titles, and what stands between quotation marks.
 */
#include "extract/text_in.h"

/* ---- sentences ---- */

static bool ends_sentence(const struct vg_document *doc, const struct vg_text_rules *rules,
                          size_t i)
{
    const struct vg_token *t = &doc->tokens[i];
    char c = t->norm.n ? t->norm.p[0] : 0;

    if (t->kind != VG_TOK_PUNCT)
        return false;
    bool ellipsis = vg_sv_is(t->norm, "…") || (c == '.' && t->norm.n > 1);
    if (c != '.' && c != '!' && c != '?' && !ellipsis)
        return false;
    if (i + 1 >= doc->n_tokens)
        return true;
    const struct vg_token *next = &doc->tokens[i + 1];
    if (!next->space_before && next->kind == VG_TOK_WORD)
        return false; /* R.D.C, site.ml */
    if (c == '.' && !ellipsis && i > 0 && !t->space_before) {
        const struct vg_token *before = &doc->tokens[i - 1];
        if (vg_text_has(rules, RULE_ABBREV, before->norm) && next->kind != VG_TOK_PUNCT)
            return false;
        if (before->kind == VG_TOK_WORD && before->to - before->from == 1 && before->capital)
            return false; /* an initial */
    }
    if (next->kind == VG_TOK_WORD)
        return next->capital;
    return true;
}

static bool is_closing(struct vg_sv s)
{
    return vg_sv_is(s, "»") || vg_sv_is(s, "”") || vg_sv_is(s, ")") || vg_sv_is(s, "\"") ||
           vg_sv_is(s, "›");
}

static void add_sentence(struct vg_document *doc, size_t from, size_t to, int32_t paragraph,
                         size_t body_from)
{
    if (from >= to)
        return;
    struct vg_sentence *s =
        VG_PUSH(doc->arena, doc->sentences, doc->n_sentences, doc->cap_sentences);
    *s = (struct vg_sentence){.from = (uint32_t)from,
                              .to = (uint32_t)to,
                              .char_from = doc->tokens[from].char_from,
                              .char_to = doc->tokens[to - 1].char_to,
                              .paragraph = paragraph,
                              .in_text = doc->tokens[from].from >= body_from};
    for (size_t i = from; i < to; i++)
        doc->tokens[i].sentence = (int32_t)doc->n_sentences - 1;
}

/* Cuts the paragraph of tokens [from, to). */
void vg_text_cut_sentences(struct vg_document *doc, const struct vg_text_rules *rules, size_t from,
                           size_t to, size_t body_from)
{
    size_t start = from;
    int32_t paragraph = (int32_t)doc->n_paragraphs++;

    for (size_t i = from; i < to; i++) {
        bool end = i + 1 == to || i + 1 - start >= VG_MAX_SENTENCE_TOKENS;
        if (!end && ends_sentence(doc, rules, i)) {
            size_t past = i + 1;
            while (past < to && is_closing(doc->tokens[past].norm) &&
                   (past + 1 == to || doc->tokens[past + 1].kind != VG_TOK_PUNCT))
                past++;
            /* « ... ! » a dit X: the sentence goes on in lower case or after a comma */
            bool goes_on = past > i + 1 && past < to &&
                           (doc->tokens[past].kind == VG_TOK_PUNCT ||
                            (doc->tokens[past].kind == VG_TOK_WORD && !doc->tokens[past].capital));
            if (past == i + 1 && past < to && doc->tokens[past].kind == VG_TOK_PUNCT &&
                is_closing(doc->tokens[past].norm))
                goes_on = true;
            if (goes_on)
                continue;
            i = past - 1;
            end = true;
        }
        if (end) {
            add_sentence(doc, start, i + 1, paragraph, body_from);
            start = i + 1;
        }
    }
    add_sentence(doc, start, to, paragraph, body_from);
}

/* A headline or subtitle: a paragraph of one short sentence without a full stop. */
void vg_text_mark_titles(struct vg_document *doc)
{
    for (size_t i = 0; i < doc->n_sentences; i++) {
        struct vg_sentence *s = &doc->sentences[i];
        bool alone = (i == 0 || s[-1].paragraph != s->paragraph) &&
                     (i + 1 == doc->n_sentences || s[1].paragraph != s->paragraph);
        struct vg_sv last = doc->tokens[s->to - 1].norm;
        /* a headline may end with what it quotes or adds: `Attaque à Mopti (centre)` */
        bool closed = vg_sv_is(last, "»") || vg_sv_is(last, "…") || vg_sv_is(last, ")");
        bool stopped = vg_sv_is(last, ".") || (closed && i > 0);
        s->title = alone && !stopped && s->to - s->from <= 45 && doc->n_sentences > 1;
    }
}

/* ---- quotations ---- */

static int quote_mark(struct vg_sv s, bool straight_open)
{
    if (vg_sv_is(s, "«") || vg_sv_is(s, "“") || vg_sv_is(s, "„"))
        return 1;
    if (vg_sv_is(s, "»") || vg_sv_is(s, "”"))
        return -1;
    if (vg_sv_is(s, "\""))
        return straight_open ? -1 : 1;
    return 0;
}

void vg_text_mark_quotes(struct vg_document *doc)
{
    int32_t open = -1;
    int depth = 0;
    bool straight = false;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        struct vg_token *t = &doc->tokens[i];
        int mark = t->kind == VG_TOK_PUNCT ? quote_mark(t->norm, straight) : 0;
        if (vg_sv_is(t->norm, "\""))
            straight = !straight;
        if (mark < 0 && open >= 0) {
            doc->quotes[open].to = (uint32_t)i;
            doc->quotes[open].closed = true;
            open = doc->quotes[open].parent;
            depth--;
        }
        t->quote = open;
        if (mark > 0 && depth < 8) {
            struct vg_quote *q = VG_PUSH(doc->arena, doc->quotes, doc->n_quotes, doc->cap_quotes);
            *q = (struct vg_quote){(uint32_t)i + 1, (uint32_t)doc->n_tokens, open, false};
            open = (int32_t)doc->n_quotes - 1;
            depth++;
        }
        /* an unclosed quotation ends with its paragraph, unless the next one goes on with a mark */
        bool last =
            i + 1 == doc->n_tokens || doc->sentences[t->sentence].paragraph !=
                                          doc->sentences[doc->tokens[i + 1].sentence].paragraph;
        if (!last)
            continue;
        for (; open >= 0; open = doc->quotes[open].parent)
            doc->quotes[open].to = (uint32_t)i + 1;
        depth = 0;
        straight = false;
    }
}
