# units, users, the configuration that is there after installing
VG_SUBST = sed -e 's|@sbindir[@]|$(sbindir)|g' -e 's|@sysconfdir[@]|$(sysconfdir)|g' \
	-e 's|@localstatedir[@]|$(localstatedir)|g' -e 's|@pkgdatadir[@]|$(pkgdatadir)|g'

EXTRA_DIST += systemd/vigied.service.in
EXTRA_DIST += systemd/vigie.sysusers.in
EXTRA_DIST += data/vigie.yaml.in
EXTRA_DIST += data/feeds/sahel.yaml
CLEANFILES += systemd/vigied.service
CLEANFILES += systemd/vigie.conf
CLEANFILES += data/vigie.yaml

systemd/vigied.service: $(top_srcdir)/systemd/vigied.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) systemd && $(VG_SUBST) $(top_srcdir)/systemd/vigied.service.in > $@
systemd/vigie.conf: $(top_srcdir)/systemd/vigie.sysusers.in Makefile
	$(AM_V_GEN)$(MKDIR_P) systemd && $(VG_SUBST) $(top_srcdir)/systemd/vigie.sysusers.in > $@
data/vigie.yaml: $(top_srcdir)/data/vigie.yaml.in Makefile
	$(AM_V_GEN)$(MKDIR_P) data && $(VG_SUBST) $(top_srcdir)/data/vigie.yaml.in > $@

feedsdir = $(pkgdatadir)/feeds
feeds_DATA = data/feeds/sahel.yaml
exampledir = $(pkgdatadir)
example_DATA = data/vigie.yaml
if SYSTEMD
systemdsystemunit_DATA = systemd/vigied.service
sysusers_DATA = systemd/vigie.conf
endif

# A configuration that is there already stays as it is; the shipped one lies in $(pkgdatadir) for comparison.
install-data-hook:
	$(MKDIR_P) '$(DESTDIR)$(sysconfdir)/vigie'
	test -f '$(DESTDIR)$(sysconfdir)/vigie/vigie.yaml' || \
		$(INSTALL_DATA) data/vigie.yaml '$(DESTDIR)$(sysconfdir)/vigie/vigie.yaml'
uninstall-hook:
	if cmp -s data/vigie.yaml '$(DESTDIR)$(sysconfdir)/vigie/vigie.yaml'; then \
		rm -f '$(DESTDIR)$(sysconfdir)/vigie/vigie.yaml'; fi
	-rmdir '$(DESTDIR)$(sysconfdir)/vigie' 2>/dev/null
