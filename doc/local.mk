examplesdir = $(docdir)/examples
dist_doc_DATA = README.md
dist_examples_DATA =
dist_doc_DATA += doc/protocol.md
dist_doc_DATA += doc/politeness.md
dist_doc_DATA += doc/export.md
dist_doc_DATA += doc/message.schema.json
dist_examples_DATA += doc/examples/subscriber.c
dist_examples_DATA += doc/examples/subscriber.py
dist_examples_DATA += doc/examples/subscriber.js
dist_examples_DATA += doc/examples/package.json
dist_examples_DATA += doc/examples/subscriber.sh

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
dist_doc_DATA += doc/design.md
dist_doc_DATA += doc/events.md
dist_doc_DATA += doc/accuracy.md
dist_doc_DATA += doc/language-pack.md
