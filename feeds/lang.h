/*
 * lang.h - the language of a text, by its most frequent words and its letters.
 *
 * Tells French, English, Arabic (by script), Spanish, Portuguese, German, Italian, Hausa, Bambara
 * and Fulfulde from 200 characters on. The word lists in lang.c (articles, pronouns, prepositions,
 * auxiliaries, and for the languages of the Sahel the most frequent words of news) were written for
 * this project from general knowledge of these languages; no corpus or other detector's table went
 * in.
 */
#ifndef VG_FEEDS_LANG_H
#define VG_FEEDS_LANG_H

#include "base/sv.h"

/* The ISO 639 code ("fr", "en", "ar", "es", "pt", "de", "it", "ha", "bm", "ff"), or "" when it is
 * another language or too short to tell; a static string. Reads at most the first 4,000 bytes. */
const char *vg_lang_guess(struct vg_sv text);

#endif
