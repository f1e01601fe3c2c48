/* test_group.c - noun groups, verb groups and clauses: who does what to whom, construction by
 * construction. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "extract/group.h"
#include "extract/morph.h"
#include "extract/number.h"
#include "extract/when.h"
#include "tests/unit/built_pack.h"

struct fixture {
    struct vg_pack *pack;
    struct vg_arena *arena;
};

static int set_up(void **state)
{
    struct fixture *f = vg_xnew(struct fixture);

    f->pack = built_pack();
    f->arena = vg_arena_new();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    vg_arena_free(f->arena);
    vg_pack_close(f->pack);
    free(f);
    return 0;
}

static void read_text(struct fixture *f, const char *text, struct vg_document *doc)
{
    struct vg_article article = {.text = vg_sv_cstr(text), .published = 20000};
    struct vg_err err = {0};

    vg_arena_reset(f->arena);
    *doc = (struct vg_document){.arena = f->arena, .pack = f->pack, .published = 20000};
    assert_int_equal(vg_text_run(doc, f->pack->text, &article, &err), 0);
    vg_morph_run(doc);
    vg_number_run(doc);
    vg_when_run(doc);
    vg_group_run(doc, f->pack->rules);
}

static void put_np(struct vg_buf *out, const struct vg_document *doc, const char *label, int32_t np)
{
    if (np < 0)
        return;
    (void)vg_buf_printf(out, " %s=", label);
    for (int32_t n = np; n >= 0; n = vg_np_next(doc->groups, n)) {
        if (n != np)
            (void)vg_buf_char(out, '+');
        (void)vg_buf_sv(out, doc->tokens[doc->groups->nps[n].head].norm);
    }
}

/* The clause whose verb is written `verb`, as "voice flags s=subject o=object a=agent". */
static void clause_of(const struct vg_document *doc, const char *verb, struct vg_buf *out)
{
    static const char *const voices[] = {"active", "passive", "reflexive"};
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i < g->n_clauses; i++) {
        const struct vg_clause *c = &g->clauses[i];
        if (!vg_sv_is(doc->tokens[c->head].norm, verb))
            continue;
        (void)vg_buf_str(out, voices[c->voice]);
        (void)vg_buf_str(out, c->negated ? " neg" : "");
        (void)vg_buf_str(out, c->modal ? " modal" : "");
        (void)vg_buf_str(out, c->future ? " future" : "");
        (void)vg_buf_str(out, c->conditional ? " cond" : "");
        (void)vg_buf_str(out, c->pluperfect ? " plup" : "");
        (void)vg_buf_str(out, c->hypothetical ? " if" : "");
        (void)vg_buf_str(out, c->purpose ? " purpose" : "");
        put_np(out, doc, "s", c->subject);
        put_np(out, doc, "o", c->object);
        put_np(out, doc, "a", c->agent);
        return;
    }
    (void)vg_buf_str(out, "no such verb");
}

static const struct {
    const char *text, *verb, *want;
} clauses[] = {
    /* actives */
    {"Les rebelles ont attaqué la caserne.", "attaqué", "active s=rebelles o=caserne"},
    {"Les rebelles attaquent la caserne.", "attaquent", "active s=rebelles o=caserne"},
    {"Des inconnus ont tué mardi deux bergers.", "tué", "active s=inconnus o=bergers"},
    {"Dans la nuit, des inconnus ont pillé le marché.", "pillé", "active s=inconnus o=marché"},
    {"Les soldats n'ont pas quitté la ville.", "quitté", "active neg s=soldats o=ville"},
    {"Les soldats ne quittent plus la ville.", "quittent", "active neg s=soldats o=ville"},
    {"Les soldats ont, selon un élu, quitté la ville.", "quitté", "active s=soldats o=ville"},
    {"Les soldats ont d'abord encerclé le village.", "encerclé", "active s=soldats o=village"},
    /* passives */
    {"Trois bergers ont été tués.", "tués", "passive s=bergers"},
    {"Trois bergers ont été tués par des bandits.", "tués", "passive s=bergers a=bandits"},
    {"Trois bergers ont également été tués par des bandits.", "tués",
     "passive s=bergers a=bandits"},
    {"La caserne est attaquée par les rebelles.", "attaquée", "passive s=caserne a=rebelles"},
    {"La caserne avait été attaquée.", "attaquée", "passive plup s=caserne"},
    {"Le maire s'est fait enlever.", "enlever", "passive s=maire"},
    {"Les gendarmes se sont fait désarmer par la foule.", "désarmer",
     "passive s=gendarmes a=foule"},
    /* être as the auxiliary of the active, and pronominals */
    {"Les camions sont arrivés.", "arrivés", "active s=camions"},
    {"Le convoi était parti.", "parti", "active plup s=convoi"},
    {"Les combattants se sont rendus.", "rendus", "reflexive s=combattants"},
    {"Les deux groupes se sont affrontés.", "affrontés", "reflexive s=groupes"},
    /* moods */
    {"Deux véhicules auraient été détruits.", "détruits", "passive cond s=véhicules"},
    {"Le camp serait tombé.", "tombé", "active cond s=camp"},
    {"Le convoi doit quitter la ville.", "quitter", "active modal s=convoi o=ville"},
    {"Le convoi devrait quitter la ville.", "quitter", "active modal cond s=convoi o=ville"},
    {"Les soldats vont quitter la ville.", "quitter", "active future s=soldats o=ville"},
    {"Les soldats quitteront la ville.", "quitteront", "active future s=soldats o=ville"},
    {"Les habitants ont pu quitter la ville.", "quitter", "active s=habitants o=ville"},
    {"Si les rebelles attaquent la ville, nous fuirons.", "attaquent",
     "active if s=rebelles o=ville"},
    {"Les soldats sont venus pour protéger la ville.", "protéger",
     "active purpose s=soldats o=ville"},
    /* coordination */
    {"Les rebelles ont tué dix soldats et incendié trois camions.", "incendié",
     "active s=rebelles o=camions"},
    {"Les rebelles ont pris le camp et ont brûlé les tentes.", "brûlé",
     "active s=rebelles o=tentes"},
    {"Les rebelles et leurs alliés ont pris le camp.", "pris", "active s=rebelles+alliés o=camp"},
    {"Des soldats, des gendarmes et des civils ont péri.", "péri",
     "active s=soldats+gendarmes+civils"},
    {"Le poste a été attaqué et détruit par les rebelles.", "détruit",
     "passive s=poste a=rebelles"},
    /* relatives */
    {"Les rebelles qui ont attaqué la caserne ont fui.", "attaqué", "active s=rebelles o=caserne"},
    {"Les rebelles qui ont attaqué la caserne ont fui.", "fui", "active s=rebelles"},
    {"La caserne que les rebelles ont attaquée brûle.", "attaquée", "active s=rebelles o=caserne"},
    {"Le camp du groupe, qui a été bombardé, est vide.", "bombardé", "passive s=camp"},
    /* participles */
    {"Les bergers tués par des bandits étaient trois.", "tués", "passive s=bergers a=bandits"},
    {"Enlevés mardi, les trois maires ont été libérés.", "Enlevés", "no such verb"},
    {"Enlevés mardi, les trois maires ont été libérés.", "enlevés", "passive s=maires"},
    {"Les bandits ont ouvert le feu, tuant trois bergers.", "tuant", "active s=bandits o=bergers"},
    {"Les rebelles ayant fui, la ville est calme.", "fui", "active s=rebelles"},
    /* infinitives */
    {"Les rebelles disent avoir pris le camp.", "pris", "active s=rebelles o=camp"},
    {"Ils menacent d'attaquer la ville.", "attaquer", "active modal s=ils o=ville"},
    /* inversion */
    {"« Nous sommes là », a déclaré le maire.", "déclaré", "active s=maire"},
    {"Voici le camp qu'ont attaqué les rebelles.", "attaqué", "active s=rebelles o=camp"},
};

static void test_clauses(void **state)
{
    struct vg_document doc;
    struct vg_buf got;
    int failed = 0;

    vg_buf_init(&got, 4096);
    for (size_t i = 0; i < VG_COUNT_OF(clauses); i++) {
        vg_buf_clear(&got);
        read_text(*state, clauses[i].text, &doc);
        clause_of(&doc, clauses[i].verb, &got);
        if (!vg_sv_is(vg_buf_view(&got), clauses[i].want)) {
            print_error("%s [%s]\n  want %s\n  got  %s\n", clauses[i].text, clauses[i].verb,
                        clauses[i].want, got.p);
            failed++;
        }
    }
    vg_buf_done(&got);
    assert_int_equal(failed, 0);
}

/* Groups as written, complements in angle brackets. */
static void groups_of(const struct vg_document *doc, struct vg_buf *out)
{
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i < g->n_nps; i++) {
        const struct vg_np *np = &g->nps[i];
        uint32_t from = np->prep_from >= 0 ? (uint32_t)np->prep_from : np->from;
        (void)vg_buf_char(out, np->parent >= 0 ? '<' : '[');
        (void)vg_buf_add(out, doc->text.p + doc->tokens[from].from,
                         doc->tokens[np->to - 1].to - doc->tokens[from].from);
        (void)vg_buf_char(out, np->parent >= 0 ? '>' : ']');
    }
}

static const struct {
    const char *text, *want;
} groups[] = {
    {"Les trois soldats blessés sont rentrés.", "[Les trois soldats blessés]"},
    {"Des hommes armés ont fui.", "[Des hommes armés]"},
    {"L'attaque du camp de la garde a échoué.", "[L'attaque]<du camp><de la garde>"},
    {"Une autre embuscade a eu lieu contre un convoi.",
     "[Une autre embuscade][lieu][contre un convoi]"},
    {"Le chef de la police a fui.", "[Le chef]<de la police>"},
    {"Ils ont pris des armes et des véhicules.", "[Ils][des armes][des véhicules]"},
};

static void test_groups(void **state)
{
    struct vg_document doc;
    struct vg_buf got;

    vg_buf_init(&got, 4096);
    for (size_t i = 0; i < VG_COUNT_OF(groups); i++) {
        vg_buf_clear(&got);
        read_text(*state, groups[i].text, &doc);
        groups_of(&doc, &got);
        assert_string_equal(got.p, groups[i].want);
    }
    vg_buf_done(&got);
}

static void test_strange_input(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        ".",
        "qui que dont où et ou ni",
        "avoir été être eu",
        "( ( ( (",
        "« « «",
        "de de de de de",
        "ont ont ont été été tués tués par par",
        "12 12 12 12",
        "s' s' s' n' n' l'",
    };
    struct vg_document doc;

    for (size_t i = 0; i < VG_COUNT_OF(texts); i++)
        read_text(*state, texts[i], &doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_strange_input),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
