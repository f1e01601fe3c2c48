/*
 * html.h - an HTML page as a flat tree in document order, read by libxml2's HTML parser.
 *
 * Nodes lie in one array in document order, so a subtree is a range of it, and their text lies in
 * one buffer, so the text of an element is a range of that. Passes over a page are loops over the
 * array. Scripts, styles and the like are not in the tree; JSON-LD scripts are kept aside. Knows
 * nothing about articles.
 */
#ifndef VG_FEEDS_HTML_H
#define VG_FEEDS_HTML_H

#include "base/arena.h"
#include "base/err.h"

#define VG_HTML_MAX_NODES  (1u << 20)
#define VG_HTML_MAX_DEPTH  512
#define VG_HTML_MAX_JSONLD 16

enum vg_tag {
    VG_TAG_TEXT,  /* a run of text, not an element */
    VG_TAG_OTHER, /* an inline element that means nothing to us, or an unknown one */
    VG_TAG_A,
    VG_TAG_BR,
    VG_TAG_IMG,
    VG_TAG_TIME,
    VG_TAG_EM,
    VG_TAG_STRONG,
    VG_TAG_CITE,
    VG_TAG_LABEL,
    VG_TAG_SMALL,
    VG_TAG_SPAN,
    VG_TAG_META,
    VG_TAG_LINK,
    VG_TAG_BASE,
    VG_TAG_FIRST_BLOCK,
    VG_TAG_HTML = VG_TAG_FIRST_BLOCK,
    VG_TAG_HEAD,
    VG_TAG_BODY,
    VG_TAG_TITLE,
    VG_TAG_DIV,
    VG_TAG_P,
    VG_TAG_SECTION,
    VG_TAG_ARTICLE,
    VG_TAG_MAIN,
    VG_TAG_ASIDE,
    VG_TAG_HEADER,
    VG_TAG_FOOTER,
    VG_TAG_NAV,
    VG_TAG_H1,
    VG_TAG_H2,
    VG_TAG_H3,
    VG_TAG_H4,
    VG_TAG_H5,
    VG_TAG_H6,
    VG_TAG_UL,
    VG_TAG_OL,
    VG_TAG_LI,
    VG_TAG_DL,
    VG_TAG_DT,
    VG_TAG_DD,
    VG_TAG_TABLE,
    VG_TAG_TR,
    VG_TAG_TD,
    VG_TAG_BLOCKQUOTE,
    VG_TAG_PRE,
    VG_TAG_FIGURE,
    VG_TAG_FIGCAPTION,
    VG_TAG_FORM,
    VG_TAG_ADDRESS,
    VG_TAG_DETAILS,
    VG_TAG_HR,
    VG_TAG_BLOCK, /* another block */
    VG_TAG_COUNT
};

enum vg_attr_name {
    VG_ATTR_NONE,
    VG_ATTR_CLASS,
    VG_ATTR_ID,
    VG_ATTR_ITEMPROP,
    VG_ATTR_ITEMTYPE,
    VG_ATTR_ROLE,
    VG_ATTR_HREF,
    VG_ATTR_REL,
    VG_ATTR_NAME,
    VG_ATTR_PROPERTY,
    VG_ATTR_CONTENT,
    VG_ATTR_DATETIME,
    VG_ATTR_LANG,
    VG_ATTR_SRC,
    VG_ATTR_TYPE,
    VG_ATTR_HTTP_EQUIV,
    VG_ATTR_DATA, /* data-component, data-testid, data-qa and the like */
    VG_ATTR_COUNT
};

/* Flags of a node. */
enum {
    VG_HTML_SPACE = 1,  /* white space stands before it */
    VG_HTML_HIDDEN = 2, /* attribute hidden, or style display:none */
};

struct vg_html_attr {
    enum vg_attr_name name;
    struct vg_sv value;
};

struct vg_html_node {
    uint32_t parent;   /* index; of the root: itself */
    uint32_t end;      /* one past the last node of its subtree */
    uint32_t from, to; /* its text: bytes of vg_html.text */
    uint32_t attr;     /* its attributes: n_attr of them from here in vg_html.attrs */
    uint16_t n_attr;
    uint8_t tag; /* enum vg_tag */
    uint8_t flags;
};

/* nodes[0] is a root that stands above <html>. Everything lies in the arena. */
struct vg_html {
    struct vg_html_node *nodes;
    size_t n_nodes;
    struct vg_html_attr *attrs;
    size_t n_attrs;
    struct vg_sv
        text; /* UTF-8; runs of white space within a text node are one space, but in <pre> */
    struct vg_sv jsonld[VG_HTML_MAX_JSONLD];
    size_t n_jsonld;
    bool cut; /* deeper or longer than our limits: the rest was left out */
};

/* Reads html, in the charset that the bytes, content_type (HTTP header, may be empty) or a meta
 * element tell. Broken markup is no error. 0; VG_E_TOOBIG past VG_MAX_PAGE_BODY; VG_E_NOMEM. */
int vg_html_parse(struct vg_sv html, struct vg_sv content_type, struct vg_arena *arena,
                  struct vg_html *ret, struct vg_err *err) __attribute__((warn_unused_result));

/* The value of a node's attribute; p == NULL when it has none. */
struct vg_sv vg_html_attr(const struct vg_html *self, size_t node, enum vg_attr_name name);
/* True when the node is an element written <name>: only for names that have a tag of their own
 * above. */
bool vg_html_is(const struct vg_html *self, size_t node, struct vg_sv name);
static inline bool vg_tag_is_block(unsigned tag)
{
    return tag >= VG_TAG_FIRST_BLOCK;
}
static inline bool vg_tag_is_heading(unsigned tag)
{
    return tag >= VG_TAG_H1 && tag <= VG_TAG_H6;
}
/* All text of a node as it stands, without separators between blocks. */
static inline struct vg_sv vg_html_text(const struct vg_html *self, size_t node)
{
    const struct vg_html_node *n = &self->nodes[node];

    return vg_sv_sub(self->text, n->from, n->to);
}

#endif
