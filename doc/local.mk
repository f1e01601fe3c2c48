EXTRA_DIST += doc/protocol.md
EXTRA_DIST += doc/politeness.md
EXTRA_DIST += doc/message.schema.json
EXTRA_DIST += doc/examples/subscriber.c
EXTRA_DIST += doc/examples/subscriber.py
EXTRA_DIST += doc/examples/subscriber.js
EXTRA_DIST += doc/examples/package.json
EXTRA_DIST += doc/examples/subscriber.sh

# the list of keys in vigie.yaml(5) comes from the table that reads them
noinst_PROGRAMS += doc/config-keys
doc_config_keys_SOURCES = doc/config_keys.c
doc_config_keys_LDADD = libdaemon.la
EXTRA_DIST += doc/vigie.yaml.5.in
CLEANFILES += doc/vigie.yaml.5
dist_man_MANS = doc/vigie.1 doc/vigied.8
man_MANS = doc/vigie.yaml.5
doc/vigie.yaml.5: $(top_srcdir)/doc/vigie.yaml.5.in doc/config-keys$(EXEEXT)
	$(AM_V_GEN)./doc/config-keys > $@.keys && ./doc/config-keys sources > $@.sources && \
	sed -e '/^@KEYS@/{r $@.keys' -e 'd}' -e '/^@SOURCES@/{r $@.sources' -e 'd}' \
		$(top_srcdir)/doc/vigie.yaml.5.in > $@ && rm -f $@.keys $@.sources
EXTRA_DIST += doc/design.md
EXTRA_DIST += doc/events.md
