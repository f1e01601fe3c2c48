/* service.h - what the service manager is told (sd_notify); nothing happens without one, or without
 * libsystemd. */
#ifndef VG_DAEMON_SERVICE_H
#define VG_DAEMON_SERVICE_H

void vg_service_ready(void);
void vg_service_reloading(void); /* followed by ready */
void vg_service_stopping(void);
void vg_service_status(const char *text);
/* To be called on progress, never from a timer of its own. */
void vg_service_watchdog(void);

#endif
