#include "feeds/page_in.h"

#include "base/buf.h"
#include "base/utf8.h"

/*
 * Words of class and id attributes that name furniture. The kind says how much of a page's text
 * such an element may hold before we doubt the name: "has-sidebar" on a wrapper, "comments" on a
 * page of comments.
 */
enum kind {
    KIND_NONE,
    KIND_FURNITURE, /* never more than a part of the page */
    KIND_COMMENTS,  /* may be longer than the article */
    KIND_SLIGHT,    /* furniture unless it holds paragraphs */
    KIND_ARTICLE,   /* first half of a container's name */
    KIND_REGION,    /* first half of the name of a part of the page */
    KIND_TEXT,      /* second half of it */
    KIND_BODY,      /* a container's name in one word */
    KIND_PART,      /* REGION and TEXT were found side by side */
    KIND_COUNT
};

static const char *const names[KIND_COUNT] = {
    [KIND_FURNITURE] =
        "share shares sharing sharebar sharethis sharedaddy addthis addtoany social "
        "socials related relatedposts relatednews "
        "recommend recommended recommendation recommendations recirc recirculation "
        "newsletter newsletters "
        "subscribe subscription subscriptions signup cookie cookies consent gdpr "
        "rgpd cmp breadcrumb "
        "breadcrumbs sidebar footer nav navbar navigation menu menus submenu promo "
        "promos promotion sponsor "
        "sponsored advert adverts advertisement advertising ad ads adv advertorial "
        "banner popup modal outbrain "
        "taboola caption captions wp-caption credit credits byline bylines tags "
        "taglist pagination pager "
        "paginator trending popular mostread mostpopular toolbar login register "
        "pullquote slideshow carousel "
        "gallery lightbox outils partage partager partages reseaux sociaux "
        "abonnement abonnez abonner "
        "legende ariane publicite pub infolettre inscription bandeau suggestions "
        "ticker dateline jp-relatedposts "
        "bio biography subnav skiplink donation donate interstitial disclaimer "
        "upsell teaser teasers readmore "
        "sticky masthead catcher inread colophon widget widgets infobox sr-only screen-reader "
        "visually-hidden visuallyhidden "
        "noprint print-hidden rating ratings poll quiz survey playlist",
    [KIND_COMMENTS] =
        "comment comments commentlist commentaire commentaires respond disqus discussion "
        "replies reply forum threadlist commentarea conversation livefyre",
    [KIND_SLIGHT] = "meta postmeta author authors auteur auteurs date dates timestamp datetime "
                    "published time tag topic topics "
                    "category categories categorie rubrique video videos player media image images "
                    "img photo photos "
                    "picture thumb thumbnail kicker eyebrow toc more next prev previous info aside "
                    "card cards alert "
                    "about contact print email mail facebook twitter whatsapp telegram instagram "
                    "linkedin pinterest "
                    "follow copyright source sources tools tool button buttons btn icon icons "
                    "label labels logo profile "
                    "correction list-inline keywords mots-cles embed form search recherche "
                    "top-stories latest hidden hide "
                    "action actions control controls header head links link extra",
    [KIND_ARTICLE] =
        "article entry post story news blog blogpost single detail details node press actu "
        "actualite field td name recit depeche",
    [KIND_REGION] =
        "main page inner js c cms content contents text texte name field rich wysiwyg body td",
    [KIND_TEXT] = "body content contents text texte txt contenu corps copy bodytext paragraphs",
    [KIND_BODY] =
        "articlebody storybody storytext storycontent articletext articlecontent entrycontent "
        "postcontent "
        "postbody bodytext bodycopy blogcontent newscontent newstext richtext richtextarticlebody "
        "articlecopy corps articlecontenu",
};

/* Words glued together: a longer word that starts with one of these is furniture. */
static const char *const stems[] = {
    "sharebutton",    "socialshare", "sharingbutton",  "relatedarticle", "relatedcontent",
    "relatedlink",    "relatedstor", "newslettersign", "cookieban",      "cookieconsent",
    "commentsection", "breadcrumb",  "sidebar",        "footer",         "advertis",
    "recommendedfor", "subscribe",   "navbar",         "promobox",       "pagination",
    "trending",       "mostpopular", "mostread",       "adsense",        "adslot",
    "googlead",       "socialmedia", "socialicon",     "partage",        "commentaire",
};

#define SLOTS           1024 /* a power of two, over twice the words */
#define MAX_WORD        32
#define MAX_TITLE       400
#define MAX_TITLE_WORDS 48
#define MAX_HEADINGS    300 /* compared with the title */
#define LONG_TEXT       80  /* bytes of a text node that is likely prose */
#define LONG_QUOTE      30  /* the same in a quotation: posts embedded in an article are short */

struct namer {
    struct {
        uint32_t hash; /* 0: empty */
        uint16_t kinds;
    } slots[SLOTS];
};

static uint32_t hash_add(uint32_t h, unsigned char c)
{
    return (h ^ c) * 16777619u; /* FNV-1a */
}

#define HASH_START 2166136261u

static void learn(struct namer *t, struct vg_sv word, enum kind kind)
{
    uint32_t h = HASH_START, at;

    for (size_t i = 0; i < word.n; i++)
        h = hash_add(h, (unsigned char)word.p[i]);
    h |= 1;
    for (at = h / 2 % SLOTS; t->slots[at].hash && t->slots[at].hash != h; at = (at + 1) % SLOTS)
        ;
    t->slots[at].hash = h;
    t->slots[at].kinds |= (uint16_t)(1u << kind);
}

static unsigned kinds_of(const struct namer *t, uint32_t h)
{
    h |= 1;
    for (uint32_t at = h / 2 % SLOTS; t->slots[at].hash; at = (at + 1) % SLOTS)
        if (t->slots[at].hash == h)
            return t->slots[at].kinds;
    return 0;
}

static void namer_init(struct namer *t)
{
    memset(t, 0, sizeof *t);
    for (int k = 1; k < KIND_COUNT; k++) {
        struct vg_sv rest = names[k] ? vg_sv_cstr(names[k]) : VG_SV_NONE;

        while (rest.p) {
            struct vg_sv w = vg_sv_split(&rest, ' ');

            if (w.n)
                learn(t, w, (enum kind)k);
        }
    }
}

static bool is_stem(const char *word, size_t n)
{
    for (size_t i = 0; i < VG_COUNT_OF(stems); i++)
        if (stems[i][0] == word[0] && strlen(stems[i]) <= n &&
            memcmp(word, stems[i], strlen(stems[i])) == 0)
            return true;
    return false;
}

/* Kinds named by the words of one attribute value. Words end at what is no letter or digit, and at
 * a capital after a small letter; the dashed name as a whole is a word too. */
static unsigned kinds_in(const struct namer *t, struct vg_sv value)
{
    unsigned all = 0, last = 0;
    uint32_t whole = HASH_START, h = HASH_START;
    char word[MAX_WORD];
    size_t n = 0;

    for (size_t i = 0; i <= value.n; i++) {
        unsigned char c = i < value.n ? (unsigned char)value.p[i] : ' ';
        bool letter = vg_is_alpha(c) || vg_is_digit(c);
        bool hump = letter && i > 0 && c >= 'A' && c <= 'Z' && value.p[i - 1] >= 'a';

        if ((!letter || hump) && n) {
            unsigned k = kinds_of(t, h);

            if (n > 7 && n < MAX_WORD && is_stem(word, n))
                k |= 1u << KIND_FURNITURE;
            if ((last >> KIND_ARTICLE & 1) && (k >> KIND_TEXT & 1))
                all |= 1u << KIND_BODY;
            if ((last >> KIND_REGION & 1) && (k >> KIND_TEXT & 1))
                all |= 1u << KIND_PART;
            all |= k;
            last = k;
            n = 0;
            h = HASH_START;
        }
        if (vg_is_space(c)) {
            all |= kinds_of(t, whole);
            whole = HASH_START;
            last = 0;
        } else {
            whole = hash_add(whole, vg_lower(c));
        }
        if (letter) {
            if (n < MAX_WORD)
                word[n] = (char)vg_lower(c);
            n++;
            h = hash_add(h, vg_lower(c));
        }
    }
    return all;
}

static bool skip_tag(const struct page_ctx *self, uint32_t i)
{
    switch (self->html->nodes[i].tag) {
    case VG_TAG_HEAD:
    case VG_TAG_NAV:
    case VG_TAG_FIGURE:
    case VG_TAG_FIGCAPTION:
        return true;
    case VG_TAG_FOOTER:
    case VG_TAG_ASIDE: /* some put the story there */
        return page_mass(self, i) * 2 < self->mass[self->html->n_nodes];
    default:
        return false;
    }
}

static bool in_subtree(const struct page_ctx *self, uint32_t root, uint32_t node)
{
    return node >= root && node < self->html->nodes[root].end;
}

static bool is_furniture(const struct page_ctx *self, uint32_t i, unsigned kinds)
{
    uint32_t all = self->mass[self->html->n_nodes], mass = page_mass(self, i);
    unsigned tag = self->html->nodes[i].tag;

    if (tag == VG_TAG_HTML || tag == VG_TAG_BODY || tag == VG_TAG_MAIN || tag == VG_TAG_ARTICLE)
        return false;
    if (vg_tag_is_heading(tag) || (self->headline && in_subtree(self, i, self->headline)))
        return false;
    if (kinds >> KIND_COMMENTS & 1)
        return mass <= all - all / 10;
    if (kinds >> KIND_FURNITURE & 1)
        return mass <= all / 3;
    if (kinds >> KIND_SLIGHT & 1)
        return mass == 0 && vg_tag_is_block(tag);
    return false;
}

void page_mark(struct page_ctx *self, bool strict)
{
    const struct vg_html *h = self->html;
    struct namer *namer = vg_arena_alloc(self->arena, sizeof *namer);

    namer_init(namer);
    for (uint32_t i = 1; i < h->n_nodes; i++) {
        const struct vg_html_node *e = &h->nodes[i];
        unsigned kinds = 0;

        self->mark[i] &= PAGE_QUOTE;
        if (e->tag == VG_TAG_TEXT)
            continue;
        if (skip_tag(self, i) || (strict && (e->flags & VG_HTML_HIDDEN)))
            self->mark[i] |= PAGE_SKIP;
        for (size_t a = e->attr; a < (size_t)e->attr + e->n_attr; a++) {
            enum vg_attr_name name = h->attrs[a].name;

            if (name == VG_ATTR_CLASS || name == VG_ATTR_ID || name == VG_ATTR_DATA)
                kinds |= kinds_in(namer, h->attrs[a].value);
            else if (name == VG_ATTR_ITEMPROP &&
                     vg_sv_find_icase(h->attrs[a].value, VG_SV("articleBody")) >= 0)
                self->mark[i] |= PAGE_BODY | PAGE_CONTAINER;
        }
        if (kinds >> KIND_BODY & 1)
            self->mark[i] |= PAGE_CONTAINER;
        else if (kinds >> KIND_PART & 1 || e->tag == VG_TAG_ARTICLE || e->tag == VG_TAG_MAIN)
            self->mark[i] |= PAGE_REGION;
        if (strict && !(self->mark[i] & PAGE_BODY) && is_furniture(self, i, kinds))
            self->mark[i] |= PAGE_SKIP;
        if (self->mark[i] & PAGE_SKIP) {
            memset(&self->mark[i + 1], 0, e->end - i - 1);
            i = e->end - 1;
        }
    }
}

void page_ctx_init(struct page_ctx *self, const struct vg_html *html, struct vg_arena *arena)
{
    size_t n = html->n_nodes;
    uint32_t mass = 0;

    memset(self, 0, sizeof *self);
    self->html = html;
    self->arena = arena;
    self->block = vg_arena_new_n(arena, uint32_t, n);
    self->link = vg_arena_new_n(arena, uint32_t, n);
    self->mark = vg_arena_new_n(arena, uint8_t, n);
    self->mass = vg_arena_new_n(arena, uint32_t, n + 1);
    for (uint32_t i = 1; i < n; i++) {
        const struct vg_html_node *e = &html->nodes[i];

        self->mass[i] = mass;
        self->block[i] = vg_tag_is_block(e->tag) ? i : self->block[e->parent];
        self->link[i] = e->tag == VG_TAG_A ? i : self->link[e->parent];
        self->mark[i] = e->tag == VG_TAG_BLOCKQUOTE ? PAGE_QUOTE : self->mark[e->parent];
        if (e->tag == VG_TAG_TEXT && !self->link[i] &&
            e->to - e->from >= (self->mark[i] ? LONG_QUOTE : LONG_TEXT) &&
            html->nodes[e->parent].tag != VG_TAG_FIGCAPTION)
            mass += e->to - e->from;
    }
    self->mass[n] = mass;
}

/* Hashes of the words of s, folded; at most MAX_TITLE_WORDS. */
static size_t words_of(struct vg_sv s, struct vg_buf *buf, uint32_t *ret)
{
    uint32_t h = HASH_START;
    size_t n = 0;

    vg_buf_clear(buf);
    (void)vg_utf8_fold_sv(vg_sv_sub(s, 0, MAX_TITLE), buf);
    for (size_t i = 0; i <= buf->n && n < MAX_TITLE_WORDS; i++) {
        unsigned char c = i < buf->n ? (unsigned char)buf->p[i] : ' ';

        if (vg_is_alpha(c) || vg_is_digit(c) || (c >= 0x80 && c != 0xC2 && c != 0xE2)) {
            h = hash_add(h, c);
        } else if (h != HASH_START) {
            ret[n++] = h;
            h = HASH_START;
        }
    }
    return n;
}

static size_t in_both(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    size_t n = 0;

    for (size_t i = 0; i < n_a; i++)
        for (size_t k = 0; k < n_b; k++)
            if (a[i] == b[k]) {
                n++;
                break;
            }
    return n;
}

void page_headline(struct page_ctx *self, struct vg_sv title)
{
    const struct vg_html *h = self->html;
    uint32_t want[MAX_TITLE_WORDS], got[MAX_TITLE_WORDS];
    size_t n_want, seen = 0;
    struct vg_buf buf;

    vg_buf_init(&buf, 8 * MAX_TITLE);
    n_want = words_of(title, &buf, want);
    for (uint32_t i = 1; i < h->n_nodes && n_want >= 2 && seen < MAX_HEADINGS; i++) {
        unsigned tag = h->nodes[i].tag;
        size_t n_got;

        if (!vg_tag_is_heading(tag) || tag > VG_TAG_H3 ||
            (self->headline && tag >= h->nodes[self->headline].tag))
            continue;
        seen++;
        n_got = words_of(vg_html_text(h, i), &buf, got);
        /* most of the longer one's words are in the shorter one; half of the text at least comes
         * after it */
        if (in_both(want, n_want, got, n_got) * 5 >= (n_want > n_got ? n_want : n_got) * 3 &&
            self->mass[i] * 2 <= self->mass[h->n_nodes])
            self->headline = i;
    }
    vg_buf_done(&buf);
}
