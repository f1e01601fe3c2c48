/* What `vigie watch` prints: whole plain lines in a pipe, wrapped and coloured in a terminal, never
 * driven from outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "client/print.h"

/* The line that msg makes; the caller frees it. */
static char *line_of(const struct vg_message *msg, bool colour, int width)
{
    struct vg_style style = {.colour = colour, .width = width};
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);

    vg_print_message(out, &style, msg);
    (void)fclose(out);
    return text;
}

static struct vg_event attack(void)
{
    struct vg_event event = {
        .type = VG_TYPE_CIVILIAN_ATTACK,
        .date = {vg_day_from_civil(2025, 3, 1), vg_day_from_civil(2025, 3, 1), VG_DATE_DAY},
        .initiators = {"ARMED_GROUP"},
        .n_initiators = 1,
        .casualties = {{VG_OUT_KILLED, VG_GROUP_CIVILIAN, {12, VG_COUNT_NULL, false}, NULL}},
        .n_casualties = 1};

    event.place = (struct vg_place){.name = "Sobame Da", .admin1 = "Bandiagara", .country = "ML"};
    return event;
}

static void a_line_in_a_pipe_is_whole(void **state)
{
    struct vg_event event = attack();
    struct vg_event_source sources[] = {{.article_id = 1, .outlet = "Le Courrier"},
                                        {.article_id = 2, .outlet = "Copiste", .copy_of = 1}};
    const char *changed[] = {"killed 10 → 12"};
    struct vg_message msg = {.kind = VG_MSG_EVENT, .head = {"00", 1, 0, vg_clock_wall_usec()}};
    char *text;

    (void)state;
    msg.u.event = (struct vg_event_message){.event_id = "e",
                                            .revision = 2,
                                            .event = &event,
                                            .changed = changed,
                                            .n_changed = 1,
                                            .sources = sources,
                                            .n_sources = 2,
                                            .independent = 1};
    text = line_of(&msg, false, 0);
    assert_string_equal(
        text + 8, " ↻ Attaque contre des civils à Sobame Da (Bandiagara, Mali), le 1er mars 2025 : "
                  "hommes armés ; au moins 12 civils tués ↻ killed 10 → 12 "
                  "[Le Courrier · 2 sources, 1 indépendante]\n");
    free(text);
}

static void a_terminal_line_is_wrapped(void **state)
{
    struct vg_event event = attack();
    struct vg_message msg = {.kind = VG_MSG_EVENT, .head = {"00", 1, 0, vg_clock_wall_usec()}};

    (void)state;
    msg.u.event = (struct vg_event_message){.event_id = "e", .revision = 1, .event = &event};
    for (int width = 40; width < 130; width += 7) {
        char *text = line_of(&msg, false, width);
        struct vg_sv rest = vg_sv_cstr(text);

        for (int i = 0; rest.n > 0; i++) {
            struct vg_sv line = vg_sv_split(&rest, '\n');

            assert_true(vg_utf8_count(line) <= (size_t)width);
            assert_true(i == 0 || vg_sv_starts(line, VG_SV("           ")));
        }
        free(text);
    }
}

static void colours_end_with_the_line(void **state)
{
    struct vg_event event = attack();
    struct vg_message msg = {.kind = VG_MSG_EVENT, .head = {"00", 1, 0, vg_clock_wall_usec()}};
    char *text;

    (void)state;
    event.status = VG_STATUS_REFUTED;
    msg.u.event = (struct vg_event_message){.event_id = "e", .revision = 1, .event = &event};
    text = line_of(&msg, true, 60);
    assert_non_null(strstr(text, "\033[0;35m✗"));
    assert_true(vg_sv_ends(vg_sv_cstr(text), VG_SV("\033[0m\n")));
    free(text);
}

static void text_from_outside_drives_no_terminal(void **state)
{
    struct vg_message msg = {.kind = VG_MSG_ARTICLE, .head = {"00", 1, 0, vg_clock_wall_usec()}};
    char *text;

    (void)state;
    msg.u.article = (struct vg_article_message){.outlet = "X\033]0;owned\007",
                                                .title = "a\rb\xE2\x80\xAE"
                                                         "c\nd\xC2\x9B"
                                                         "31m"};
    text = line_of(&msg, false, 0);
    assert_null(strchr(text, '\033'));
    assert_null(strchr(text, '\r'));
    assert_null(strstr(text, "\xE2\x80\xAE"));
    assert_null(strstr(text, "\xC2\x9B"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_in_a_pipe_is_whole),
        cmocka_unit_test(a_terminal_line_is_wrapped),
        cmocka_unit_test(colours_end_with_the_line),
        cmocka_unit_test(text_from_outside_drives_no_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
