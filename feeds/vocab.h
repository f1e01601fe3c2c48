/*
 * vocab.h - the elements that feeds are made of: namespaces and names to one number each.
 *
 * All names that mean the same in RSS, RDF, Atom, CDF and their modules are one element here.
 */
#ifndef VG_FEEDS_VOCAB_H
#define VG_FEEDS_VOCAB_H

#include "base/sv.h"

enum vg_ns {
    VG_NS_FEED, /* RSS, RDF Site Summary, Atom, CDF, or no namespace */
    VG_NS_OTHER,
    VG_NS_ADMIN,
    VG_NS_CONTENT,
    VG_NS_DC,
    VG_NS_DCTERMS,
    VG_NS_FEEDBURNER,
    VG_NS_ITUNES,
    VG_NS_MATHML,
    VG_NS_MEDIA,
    VG_NS_RDF,
    VG_NS_SVG,
    VG_NS_SY,
    VG_NS_THR,
    VG_NS_WFW,
    VG_NS_XHTML,
    VG_NS_COUNT
};

enum vg_el {
    VG_EL_OTHER,
    /* what holds the rest */
    VG_EL_RSS,
    VG_EL_RDF,
    VG_EL_FEED,
    VG_EL_CHANNEL,
    VG_EL_ITEM,
    VG_EL_SOURCE,
    VG_EL_SKIP_HOURS,
    VG_EL_SKIP_DAYS,
    /* text with perhaps markup */
    VG_EL_TITLE,
    VG_EL_MEDIA_TITLE,
    VG_EL_DESCRIPTION,
    VG_EL_SUMMARY,
    VG_EL_ABSTRACT,
    VG_EL_SUBTITLE,
    VG_EL_ITUNES_SUBTITLE,
    VG_EL_MEDIA_DESCRIPTION,
    VG_EL_CONTENT,
    VG_EL_ENCODED,
    VG_EL_BODY,
    VG_EL_RIGHTS,
    /* plain text */
    VG_EL_LINK,
    VG_EL_GUID,
    VG_EL_ID,
    VG_EL_PUBLISHED,
    VG_EL_UPDATED,
    VG_EL_CREATED,
    VG_EL_COMMENTS,
    VG_EL_LANGUAGE,
    VG_EL_TTL,
    VG_EL_GENERATOR,
    VG_EL_SY_PERIOD,
    VG_EL_SY_FREQUENCY,
    VG_EL_SY_BASE,
    VG_EL_HOUR,
    VG_EL_DAY,
    VG_EL_NEW_LOCATION,
    VG_EL_ORIG_LINK,
    /* people */
    VG_EL_AUTHOR,
    VG_EL_PUBLISHER,
    VG_EL_NAME,
    VG_EL_EMAIL,
    VG_EL_HOMEPAGE,
    /* mostly attributes */
    VG_EL_CATEGORY,
    VG_EL_ITUNES_CATEGORY,
    VG_EL_MEDIA_CATEGORY,
    VG_EL_KEYWORDS,
    VG_EL_ENCLOSURE,
    VG_EL_IN_REPLY_TO,
    /* of no interest, nor is what is in them */
    VG_EL_IGNORE,
    VG_EL_COUNT
};

/* The namespace of a URI; VG_NS_OTHER for one we do not know. Case and a slash at the end do not
 * count. */
enum vg_ns vg_vocab_namespace(struct vg_sv uri);
/* The namespace that a prefix stands for by custom, when a document does not declare it or declares
 * it strangely. */
enum vg_ns vg_vocab_prefix(struct vg_sv prefix);
/* The element of that local name, in any case; VG_EL_OTHER when it is none of ours. */
enum vg_el vg_vocab_element(enum vg_ns ns, struct vg_sv local);
bool vg_el_is_markup(enum vg_el el); /* title to rights above */
bool vg_el_is_text(
    enum vg_el el); /* link to orig_link, and name to homepage: no element can be within it */

#endif
