/* event_json.h - the event record between struct and jansson; for wire/ alone. */
#ifndef VG_WIRE_EVENT_JSON_H
#define VG_WIRE_EVENT_JSON_H

#include "extract/event.h"
#include "wire/json.h"

/* Sets the record's fields in o, but for its confidence: messages have their own. */
void vg_j_event_fields(json_t *o, const struct vg_event *event);
/* The record as an object of its own, with confidence when it is known. */
json_t *vg_j_event(const struct vg_event *event);
/* Fills event (zeroed by the caller) from o; failures stick in r. */
void vg_jr_event(struct vg_jr *r, const json_t *o, struct vg_event *event);

#endif
