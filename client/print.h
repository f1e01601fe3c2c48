/*
 * print.h - messages as lines that people read: coloured and wrapped in a terminal, plain whole
 * lines in a pipe.
 */
#ifndef VG_CLIENT_PRINT_H
#define VG_CLIENT_PRINT_H

#include <stdio.h>

#include "wire/message.h"

struct vg_style {
    bool colour;
    int width; /* columns to wrap at; 0: never */
};

/* when: "auto" (a terminal, and NO_COLOR unset), "always", "never"; NULL is "auto". VG_E_SYNTAX for
 * anything else. */
int vg_style_init(struct vg_style *self, FILE *out, const char *when);

/* Prints one message and flushes: what, where, when, who, how many, by whose account, how many
 * sources. */
void vg_print_message(FILE *out, const struct vg_style *style, const struct vg_message *msg);

/* Text from outside is printed with control characters replaced, so that no headline can drive a
 * terminal. */
void vg_print_text(FILE *out, const char *s);

/* Columns of UTF-8 text s (one per character). */
size_t vg_text_width(const char *s);

#endif
