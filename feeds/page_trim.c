#include "feeds/page_in.h"

#include "base/buf.h"
#include "base/utf8.h"

#define MAX_FOLDED 160 /* bytes of a line that are looked at */

/*
 * How furniture lines begin, folded: lower case, no accents, ' for apostrophes. A line may have at
 * most max characters to be taken for one (0: any length); what is after a line that ends the text
 * is furniture too when little of the text is left.
 */
struct opening {
    const char *text;
    unsigned max;
    bool ends; /* nothing of the article comes after it */
};

static const struct opening openings[] = {
    /* further reading, French */
    {"lire aussi", 300, false},
    {"lire egalement", 300, false},
    {"a lire :", 300, false},
    {"a lire aussi", 300, false},
    {"a lire egalement", 300, false},
    {"a lire sur", 200, false},
    {"a lire dans", 200, false},
    {"a lire,", 200, false},
    {"lire :", 300, false},
    {"lire la suite", 200, false},
    {"lire plus", 100, false},
    {"lire notre", 250, false},
    {"lire l'article", 200, false},
    {"lire l'integralite", 200, false},
    {"(lire ", 200, false},
    {"(re)lire", 250, false},
    {"relire :", 250, false},
    {"lisez aussi", 250, false},
    {"lisez egalement", 250, false},
    {"voir aussi", 250, false},
    {"voir egalement", 250, false},
    {"a voir aussi", 250, false},
    {"a voir :", 250, false},
    {"a voir egalement", 250, false},
    {"a ecouter", 200, false},
    {"ecouter aussi", 200, false},
    {"ecoutez aussi", 200, false},
    {"ecouter l'article", 100, false},
    {"ecouter cet article", 100, false},
    {"regarder aussi", 250, false},
    {"regardez aussi", 250, false},
    {"decouvrez aussi", 250, false},
    {"decouvrir aussi", 250, false},
    {"sur le meme sujet", 200, true},
    {"sur le meme theme", 200, true},
    {"dans la meme rubrique", 200, true},
    {"dans la meme categorie", 200, true},
    {"articles lies", 80, true},
    {"articles similaires", 80, true},
    {"articles connexes", 80, true},
    {"articles recents", 80, true},
    {"article precedent", 200, true},
    {"article suivant", 200, true},
    {"autres articles", 100, true},
    {"vous aimerez aussi", 100, true},
    {"vous pourriez aussi", 120, true},
    {"vous pourriez aimer", 120, true},
    {"cela pourrait vous interesser", 120, true},
    {"ces articles peuvent", 120, true},
    {"a decouvrir aussi", 120, false},
    {"a la une", 60, true},
    {"les plus lus", 80, true},
    {"les plus consultes", 80, true},
    {"plus d'articles", 80, true},
    {"nos autres articles", 80, true},
    {"pour aller plus loin", 120, false},
    {"plus d'infos", 80, false},
    {"notre dossier", 150, false},
    {"retrouvez tous nos", 250, false},
    {"retrouvez toute l'actualite", 250, false},
    {"retrouvez l'ensemble de", 250, false},
    {"toute l'actualite", 150, false},
    {"suivez toute l'actualite", 250, false},
    {"suivez l'actualite", 250, false},
    /* sharing, following, subscribing, French */
    {"partager", 90, false},
    {"partagez", 150, false},
    {"partage :", 90, false},
    {"imprimer", 50, false},
    {"envoyer par", 80, false},
    {"envoyer a un ami", 80, false},
    {"suivez-nous", 200, false},
    {"suivez nous", 200, false},
    {"rejoignez-nous", 200, false},
    {"rejoignez notre", 250, false},
    {"rejoignez la chaine", 250, false},
    {"rejoindre la chaine", 200, false},
    {"abonnez-vous", 300, false},
    {"abonnez vous", 300, false},
    {"s'abonner", 120, false},
    {"je m'abonne", 120, false},
    {"inscrivez-vous", 300, false},
    {"inscription a la newsletter", 200, false},
    {"recevez ", 250, false},
    {"recevoir la newsletter", 250, false},
    {"newsletter", 200, false},
    {"la newsletter", 200, false},
    {"notre newsletter", 250, false},
    {"se connecter", 80, false},
    {"connectez-vous", 150, false},
    {"deja abonne", 150, false},
    {"telechargez l'application", 250, false},
    {"telechargez notre application", 250, false},
    {"cliquez ici", 200, false},
    {"publicite", 40, false},
    {"annonce", 20, false},
    {"suite de l'article apres", 100, false},
    {"la suite apres cette publicite", 100, false},
    {"la suite apres la publicite", 100, false},
    {"commentaires", 60, true},
    {"commentaire", 40, true},
    {"laisser un commentaire", 150, true},
    {"laissez un commentaire", 150, true},
    {"laisser une reponse", 150, true},
    {"ajouter un commentaire", 150, true},
    {"soyez le premier a", 150, true},
    {"votre adresse e-mail ne sera pas", 250, true},
    {"votre adresse email ne sera pas", 250, true},
    {"repondre", 20, false},
    {"soutenez", 250, false},
    {"faire un don", 100, false},
    {"il vous reste ", 200, true},
    {"cet article est reserve", 300, true},
    {"article reserve aux", 200, true},
    {"la suite est reservee", 200, true},
    {"contenu reserve", 200, true},
    {"pour lire la suite", 250, true},
    /* about the article, French */
    {"publie le", 160, false},
    {"publie :", 160, false},
    {"publie par", 160, false},
    {"mis a jour", 160, false},
    {"mise a jour", 90, false},
    {"modifie le", 160, false},
    {"derniere modification", 160, false},
    {"derniere mise a jour", 160, false},
    {"temps de lecture", 80, false},
    {"lecture :", 60, false},
    {"credit photo", 200, false},
    {"credits photo", 200, false},
    {"photo :", 200, false},
    {"photo d'illustration", 200, false},
    {"image d'illustration", 200, false},
    {"image illustrative", 200, false},
    {"photo d'archive", 200, false},
    {"legende :", 250, false},
    {"illustration :", 200, false},
    {"mots-cles", 250, false},
    {"mots cles", 250, false},
    {"etiquettes", 250, false},
    {"tous droits reserves", 300, false},
    {"toute reproduction", 400, false},
    {"reproduction interdite", 300, false},
    {"reproduction totale ou partielle", 400, false},
    {"droits de reproduction", 300, false},
    {"les contenus publies sur", 400, false},
    {"cet article a ete publie", 300, false},
    {"cet article vous a plu", 200, false},
    {"telecharger ", 120, false},
    {"source :", 60, false},
    {"sources :", 60, false},
    {"signaler une erreur", 150, false},
    {"une erreur dans cet article", 200, false},
    {"ce site utilise des cookies", 0, false},
    {"nous utilisons des cookies", 0, false},
    {"nous et nos partenaires", 0, false},
    {"en poursuivant votre navigation", 0, false},
    {"ce contenu est bloque", 0, false},
    {"ce contenu n'a pas pu", 300, false},
    {"pour afficher ce contenu", 300, false},
    {"gerer mes choix", 80, false},
    {"gerer les cookies", 80, false},
    {"accepter", 60, false},
    {"tout accepter", 60, false},
    /* English */
    {"read more", 250, false},
    {"read also", 250, false},
    {"also read", 250, false},
    {"read next", 250, false},
    {"read:", 250, false},
    {"read the full", 200, false},
    {"see also", 250, false},
    {"see more", 250, false},
    {"also see", 200, false},
    {"also:", 200, false},
    {"related:", 250, false},
    {"related story", 250, false},
    {"related stories", 200, true},
    {"related article", 200, true},
    {"related content", 200, true},
    {"related post", 200, true},
    {"related topics", 300, true},
    {"related roundup", 200, false},
    {"more:", 250, false},
    {"more from", 120, true},
    {"more stories", 120, true},
    {"more on this", 120, true},
    {"you may also like", 120, true},
    {"you might also like", 120, true},
    {"recommended for you", 120, true},
    {"recommended stories", 120, true},
    {"recommended reading", 120, true},
    {"most popular", 80, true},
    {"most read", 80, true},
    {"trending now", 80, true},
    {"don't miss", 200, false},
    {"watch:", 200, false},
    {"watch now", 120, false},
    {"continue reading", 120, false},
    {"explore further", 150, true},
    {"story continues below", 120, false},
    {"article continues", 120, false},
    {"advertisement", 80, false},
    {"advert", 10, false},
    {"sponsored", 60, false},
    {"share this", 120, false},
    {"share on", 120, false},
    {"share:", 80, false},
    {"share", 10, false},
    {"like this:", 60, false},
    {"like this story", 120, false},
    {"like loading", 60, false},
    {"tweet", 10, false},
    {"follow us", 200, false},
    {"follow me on", 200, false},
    {"follow the ", 120, false},
    {"follow him on", 200, false},
    {"follow her on", 200, false},
    {"subscribe", 250, false},
    {"sign up", 250, false},
    {"click here", 200, false},
    {"get the latest", 250, false},
    {"get our", 200, false},
    {"join our", 200, false},
    {"download our", 200, false},
    {"download the", 120, false},
    {"enter your email", 200, false},
    {"comments", 60, true},
    {"comment", 40, true},
    {"leave a reply", 150, true},
    {"leave a comment", 150, true},
    {"post a comment", 150, true},
    {"join the conversation", 200, true},
    {"view comments", 100, true},
    {"show comments", 100, true},
    {"your email address will not", 250, true},
    {"tags:", 300, false},
    {"tags", 10, false},
    {"tag:", 200, false},
    {"tagged", 200, false},
    {"filed under", 250, false},
    {"topics:", 300, false},
    {"topics", 10, true},
    {"posted in", 200, false},
    {"posted on", 120, false},
    {"posted by", 120, false},
    {"published on", 120, false},
    {"published:", 120, false},
    {"published by", 120, false},
    {"updated:", 120, false},
    {"updated at", 100, false},
    {"updated on", 100, false},
    {"last updated", 120, false},
    {"first published", 150, false},
    {"copyright", 400, false},
    {"(c) ", 300, false},
    {"\xc2\xa9", 400, false},
    {"all rights reserved", 300, false},
    {"this material may not be", 400, false},
    {"this document is subject to copyright", 0, false},
    {"photo:", 200, false},
    {"photos:", 200, false},
    {"photo by", 200, false},
    {"image:", 200, false},
    {"image credit", 200, false},
    {"(photo", 250, false},
    {"getty images", 100, false},
    {"(reporting by", 400, false},
    {"reporting by", 250, false},
    {"(editing by", 300, false},
    {"previous article", 200, true},
    {"next article", 200, true},
    {"previous post", 200, true},
    {"next post", 200, true},
    {"we use cookies", 0, false},
    {"this website uses cookies", 0, false},
    {"this site uses cookies", 0, false},
    {"by continuing to", 400, false},
    {"if you buy something", 300, false},
    {"we may earn", 300, false},
    {"thanks for reading", 200, false},
    {"support our journalism", 300, false},
    {"view all", 40, false},
    {"have a tip", 200, false},
    {"contact us at", 200, false},
    {"email the author", 120, false},
    {"print this", 60, false},
};

/* Whole lines that name who wrote, folded, without punctuation. */
static const char *const credits[] = {
    "afp",
    "avec afp",
    "source afp",
    "l'afp",
    "la redaction",
    "avec agences",
    "avec les agences",
    "agences",
    "apanews",
    "apa",
    "reuters",
    "avec reuters",
    "ap",
    "avec ap",
    "xinhua",
    "amap",
    "anp",
    "aps",
    "aib",
    "map",
    "source",
    "with afp",
    "with reuters",
    "with ap",
    "agency report",
    "par la redaction",
    "le monde avec afp",
    "rfi",
    "avec rfi",
};

static struct vg_sv fold_start(struct vg_sv s, struct vg_buf *buf)
{
    struct vg_sv f;
    size_t i = 0;

    vg_buf_clear(buf);
    if (vg_utf8_fold_sv(vg_sv_sub(s, 0, MAX_FOLDED), buf) < 0)
        return VG_SV("");
    f = vg_buf_view(buf);
    for (i = 0; i < f.n; i++)
        if (buf->p[i] == '\xc2' && i + 1 < f.n && buf->p[i + 1] == '\xa0')
            buf->p[i] = buf->p[i + 1] = ' ';
    i = 0;
    while (i < f.n && strchr(" >-*[|\xe2", f.p[i])) /* arrows and dashes start with E2 */
        i += f.p[i] == '\xe2' ? 3 : 1;
    return vg_sv_sub(f, i, f.n);
}

static const struct opening *opening_of(struct vg_sv folded, uint32_t chars)
{
    for (size_t i = 0; i < VG_COUNT_OF(openings); i++) {
        const struct opening *o = &openings[i];

        if (folded.n && o->text[0] == folded.p[0] && (!o->max || chars <= o->max) &&
            vg_sv_starts(folded, vg_sv_cstr(o->text)))
            return o;
    }
    return NULL;
}

/* "Le Quotidien avec AFP" */
static bool is_shared_credit(struct vg_sv s)
{
    static const char *const ends[] = {" avec afp",     " avec l'afp",   " avec reuters",
                                       " avec ap",      " avec agences", " avec les agences",
                                       " avec xinhua",  " avec rfi",     " with afp",
                                       " with reuters", " (afp)",        "/afp"};

    for (size_t i = 0; i < VG_COUNT_OF(ends); i++)
        if (vg_sv_ends(s, vg_sv_cstr(ends[i])))
            return true;
    return false;
}

static bool is_credit(struct vg_sv folded)
{
    while (folded.n && strchr("( [", folded.p[0]))
        folded = vg_sv_sub(folded, 1, folded.n);
    while (folded.n && strchr(") ].:", folded.p[folded.n - 1]))
        folded.n--;
    for (size_t i = 0; i < VG_COUNT_OF(credits); i++)
        if (vg_sv_is(folded, credits[i]))
            return true;
    return folded.n <= 60 && is_shared_credit(folded);
}

/* The line is no more than the author's or the outlet's name. */
static bool is_signature(struct vg_sv line, const struct vg_page *page)
{
    static const char *const before[] = {
        "par ", "by ", "source : ", "source: ", "\xe2\x80\x94 ", "- "};

    for (size_t i = 0; i < VG_COUNT_OF(before); i++)
        if (vg_sv_starts_icase(line, vg_sv_cstr(before[i])))
            line = vg_sv_trim(vg_sv_sub(line, strlen(before[i]), line.n));
    for (size_t i = 0; i < page->n_authors; i++)
        if (vg_sv_starts_icase(line, page->authors[i]) && line.n <= page->authors[i].n + 30 &&
            page->authors[i].n >= 4)
            return true;
    return page->outlet.n >= 4 && vg_sv_eq_icase(line, page->outlet);
}

/* A line of the article's own text, not a heading or a label. */
static bool is_prose(const struct page_line *l)
{
    return l->score >= 8;
}

static void drop_range(struct page_line *lines, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        lines[i].drop = true;
}

/* Above the first prose: only sentences stay. */
static void trim_head(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    size_t first = 0;

    while (first < n && !is_prose(&lines[first]))
        first++;
    if (first == n)
        return;
    for (size_t i = 0; i < first; i++)
        if (lines[i].score < 0 && lines[i].chars < 120)
            lines[i].drop = true;
    for (size_t i = 0; i < n && lines[i].at < self->html->nodes[self->headline].end; i++)
        lines[i].drop = self->headline != 0;
}

/* Below the last prose: headings, labels and links go. */
static void trim_tail(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    while (n > 0 && (lines[n - 1].drop || lines[n - 1].score <= -6 ||
                     vg_tag_is_heading(self->html->nodes[lines[n - 1].block].tag)))
        lines[--n].drop = true;
}

static int64_t prose_of(const struct page_line *lines, size_t from, size_t to)
{
    int64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += lines[i].score > 0 && !lines[i].drop ? lines[i].score : 0;
    return sum;
}

static void trim_openings(struct page_line *lines, size_t n, const struct vg_page *page)
{
    int64_t all = prose_of(lines, 0, n), seen = 0;
    bool listing = false; /* below a label such as "Lire aussi" */
    struct vg_buf buf;

    vg_buf_init(&buf, 8 * MAX_FOLDED);
    for (size_t i = 0; i < n; i++) {
        struct page_line *l = &lines[i];
        struct vg_sv f;
        const struct opening *o;

        if (l->chars > 500 || l->drop) {
            seen += l->score > 0 ? l->score : 0;
            continue;
        }
        f = fold_start(l->text, &buf);
        o = opening_of(f, l->chars);
        if (o || is_credit(f) ||
            (!is_prose(l) && (is_signature(l->text, page) || (listing && l->link))))
            l->drop = true;
        else
            seen += l->score > 0 ? l->score : 0;
        listing = o ? l->chars < 60 : listing && l->drop;
        if (o && o->ends && seen * 2 > all) {
            drop_range(lines, i, n);
            break;
        }
    }
    vg_buf_done(&buf);
}

/* Lines that are one link and no sentence stand between paragraphs to lead away. */
static void trim_links(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned tag = self->html->nodes[lines[i].block].tag;

        if (lines[i].link * 10 >= lines[i].text.n * 9 && !vg_tag_is_heading(tag) &&
            tag != VG_TAG_TD && lines[i].chars >= 12)
            lines[i].drop = true;
    }
}

void page_trim(struct page_ctx *self, struct page_line *lines, size_t n, const struct vg_page *page)
{
    trim_head(self, lines, n);
    trim_openings(lines, n, page);
    trim_links(self, lines, n);
    trim_tail(self, lines, n);
}
