/* service.c - see service.h. */
#include "config.h"

#include "daemon/service.h"

#ifdef HAVE_SYSTEMD

#include <stdint.h>
#include <systemd/sd-daemon.h>

#include "base/clock.h"

void vg_service_ready(void)
{
    (void)sd_notify(0, "READY=1");
}

void vg_service_reloading(void)
{
    (void)sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)vg_clock_mono_usec());
}

void vg_service_stopping(void)
{
    (void)sd_notify(0, "STOPPING=1");
}

void vg_service_status(const char *text)
{
    (void)sd_notifyf(0, "STATUS=%s", text);
}

void vg_service_watchdog(void)
{
    (void)sd_notify(0, "WATCHDOG=1");
}

#else

void vg_service_ready(void)
{
}

void vg_service_reloading(void)
{
}

void vg_service_stopping(void)
{
}

void vg_service_status(const char *text)
{
    (void)text;
}

void vg_service_watchdog(void)
{
}

#endif
