/*
 * limits.h - every cap on what the outside can make us hold or do, in one list.
 *
 * A limit is named VG_MAX_<what>; units are in the comment. Configuration may lower some of them,
 * never raise them past these values.
 */
#ifndef VG_BASE_LIMITS_H
#define VG_BASE_LIMITS_H

/* text and strings, in bytes */
#define VG_MAX_URL 4096
#define VG_MAX_TITLE (8 * 1024)
#define VG_MAX_AUTHOR 1024
#define VG_MAX_ARTICLE (8 * 1024 * 1024) /* text of one article */
#define VG_MAX_HEADER_LINE (16 * 1024)
#define VG_MAX_HEADERS (128 * 1024) /* all headers of one response */

/* feeds and pages */
#define VG_MAX_FEED_BODY (32 * 1024 * 1024) /* bytes after decompression */
#define VG_MAX_PAGE_BODY (8 * 1024 * 1024)
#define VG_MAX_ENTRIES 10000 /* entries taken from one poll */
#define VG_MAX_XML_DEPTH 256
#define VG_MAX_REDIRECTS 10
#define VG_MAX_ENTRY_CONTENT (4 * 1024 * 1024)

/* extraction */
#define VG_MAX_TOKENS (2 * 1024 * 1024) /* tokens of one article */
#define VG_MAX_SENTENCE_TOKENS 512      /* a longer sentence is cut */
#define VG_MAX_EVENTS 256               /* events of one article */
#define VG_MAX_ANCHORS 8
#define VG_MAX_ROLE_ACTORS 12
#define VG_MAX_CASUALTIES 24
#define VG_MAX_MATERIEL 24
#define VG_MAX_CLAIMS 24
#define VG_MAX_EVIDENCE 16

/* daemon */
#define VG_MAX_SOURCES 200000
#define VG_MAX_READERS 64

#endif
