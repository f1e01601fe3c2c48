#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/err.h"
#include "feeds/date.h"

static void check(const char *text, const char *want)
{
    char out[32] = "none";
    int64_t t = vg_date_read(vg_sv_cstr(text));

    if (t != VG_TIME_NONE)
        vg_time_format(t, false, out);
    if (strcmp(out, want) != 0)
        fail_msg("'%s': got %s, want %s", text, out, want);
}

static void reads_what_feeds_write(void **state)
{
    static const char *const cases[][2] = {
        /* RFC 822 and its usual mistakes */
        {"Tue, 18 Nov 2025 09:05:07 +0000", "2025-11-18T09:05:07Z"},
        {"Tue, 18 Nov 2025 09:05:07 GMT", "2025-11-18T09:05:07Z"},
        {"18 Nov 2025 09:05 EST", "2025-11-18T14:05:00Z"},
        {"Tue, 18 Nov 25 09:05:07 PDT", "2025-11-18T16:05:07Z"},
        {"Tue, 18 Nov 95 09:05:07 Z", "1995-11-18T09:05:07Z"},
        {"Tuesday, 18-Nov-25 09:05:07 GMT", "2025-11-18T09:05:07Z"},
        {"tue, 18 november 2025 09:05:07 +02:00", "2025-11-18T07:05:07Z"},
        {"Tue, Nov 18 2025 09:05:07 GMT", "2025-11-18T09:05:07Z"},
        {"Tue, 18 Nov 2025 09:05:07 GMT+1", "2025-11-18T08:05:07Z"},
        {"Tue, 18 Nov 2025 09:05:07 GMT-01:30", "2025-11-18T10:35:07Z"},
        {"Tue, 18 Nov 2025 09:05:07 (UTC)", "2025-11-18T09:05:07Z"},
        {"Tue, 18 Nov 2025 09:05:07 XYZ", "2025-11-18T09:05:07Z"},
        {"Tue, 18 Nov 2025 09:05:07 Africa/Bamako", "2025-11-18T09:05:07Z"},
        {"Tue, 18 Nov 2025", "2025-11-18T00:00:00Z"},
        {"Tue,18 Nov 2025 09:05:07 CET", "2025-11-18T08:05:07Z"},
        {"Nov 18, 2025 9:05 PM", "2025-11-18T21:05:00Z"},
        {"November 18th, 2025, 12:05 am", "2025-11-18T00:05:00Z"},
        {"Tue Nov 18 09:05:07 2025", "2025-11-18T09:05:07Z"},
        {"Tue Nov 18 09:05:07 EST 2025", "2025-11-18T14:05:07Z"},
        /* W3CDTF and ISO 8601 */
        {"2025-11-18T09:05:07Z", "2025-11-18T09:05:07Z"},
        {"2025-11-18T09:05:07.123+01:00", "2025-11-18T08:05:07Z"},
        {"2025-11-18T09:05Z", "2025-11-18T09:05:00Z"},
        {"2025-11-18 09:05:07 +0100", "2025-11-18T08:05:07Z"},
        {"2025-11-18 09:05:07 UTC", "2025-11-18T09:05:07Z"},
        {"20251118T090507Z", "2025-11-18T09:05:07Z"},
        {"2025-11-18", "2025-11-18T00:00:00Z"},
        {"2025-11", "2025-11-01T00:00:00Z"},
        {"2025", "2025-01-01T00:00:00Z"},
        {"20251118", "2025-11-18T00:00:00Z"},
        {"2025-322", "2025-11-18T00:00:00Z"},
        {"2025322", "2025-11-18T00:00:00Z"},
        {"25-11-18", "2025-11-18T00:00:00Z"},
        {"25-322", "2025-11-18T00:00:00Z"},
        {"-2511", "2025-11-01T00:00:00Z"},
        {"2025-11-18T23:59:60Z", "2025-11-19T00:00:00Z"},
        {"2024-02-29T12:00:00-12:00", "2024-03-01T00:00:00Z"},
        /* the rest of the world */
        {"mardi 18 novembre 2025 à 09h05", "2025-11-18T09:05:00Z"},
        {"mar. 18 nov. 2025 - 09:05", "2025-11-18T09:05:00Z"},
        {"18 août 2025", "2025-08-18T00:00:00Z"},
        {"1er février 2025 09:05", "2025-02-01T09:05:00Z"},
        {"18/11/2025 09:05", "2025-11-18T09:05:00Z"},
        {"11/18/2025", "2025-11-18T00:00:00Z"},
        {"18.11.2025", "2025-11-18T00:00:00Z"},
        {"martes, 18 de noviembre de 2025", "2025-11-18T00:00:00Z"},
        {"Dienstag, 18. März 2025", "2025-03-18T00:00:00Z"},
        {"2025년 11월 18일  09:05:07", "2025-11-18T00:05:07Z"},
        {"2025-11-18 오후 09:05:07", "2025-11-18T12:05:07Z"},
        {"2025-11-18 오전 09:05:07", "2025-11-18T00:05:07Z"},
        {"Τρι, 18 Νοέ 2025 09:05:07 EET", "2025-11-18T07:05:07Z"},
        {"Κυρ, 11 Ιούλ 2025 12:00:00 EST", "2025-07-11T17:00:00Z"},
        {"2025-november-18T9:05-05:00", "2025-11-18T14:05:00Z"},
        {"Tue, 2025/11/18 09:05:07 EDT", "2025-11-18T13:05:07Z"},
        {"2025-11-18 09:05:07.0", "2025-11-18T09:05:07Z"},
        {"  Tue, 18 Nov 2025 09:05:07 GMT\n", "2025-11-18T09:05:07Z"},
    };

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++)
        check(cases[i][0], cases[i][1]);
}

static void rejects_what_is_no_date(void **state)
{
    static const char *const cases[] = {
        "",
        "hier",
        "not a date",
        "Tue, 31 Feb 2025 09:05:07 GMT",
        "2025-02-29",
        "2025-13-01",
        "2025-366",
        "Tue, 18 Nov 2025 24:30:00 GMT",
        "Tue, 18 Nov 2025 09:60:00 GMT",
        "Tue, 18 Nov 2025 1:2:3:4 GMT",
        "Tue, 18 Abc 2025 09:05:07 GMT",
        "Tue, xx Nov 2025 09:05:07 GMT",
        "Tue, 18 Nov zz 09:05:07 GMT",
        "Tue, 18 Nov 2025 09:05:07 +99:99",
        "Tue, 18 Nov 2025 09:05:07 +zz:00",
        "2025-11-18T09:05:07+zz:00",
        "2025-11-18T09:05:07+24:00",
        "2025-11-18-18",
        "2025-11-18T9x",
        "0000-01-01",
        "12345678901",
        "12:30",
        "13:00 pm, 18 Nov 2025",
    };

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++)
        check(cases[i], "none");
}

static void keeps_fractions_and_bounds(void **state)
{
    assert_int_equal(vg_date_read(VG_SV("1970-01-01T00:00:00.25Z")), 250000);
    assert_int_equal(vg_date_read(VG_SV("1970-01-01T00:00:00.1234567Z")), 123456);
    check("2099-12-31T23:59:59Z", "2099-12-31T23:59:59Z");
    check("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z");
    check("9999-12-31", "9999-12-31T00:00:00Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_feeds_write),
        cmocka_unit_test(rejects_what_is_no_date),
        cmocka_unit_test(keeps_fractions_and_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
