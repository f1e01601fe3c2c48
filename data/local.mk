# The French pack is compiled at build time by the vigie just built. Every table is a row of FR_TABLES; the slow part
# (the dictionary's 470,000 forms) is made once and kept in data/fr.morph.
FR_TABLES =
FR_TABLES += data/fr/text.tsv
FR_TABLES += data/fr/function.tsv
FR_TABLES += data/fr/endings.tsv
FR_TABLES += data/fr/pos.tsv
FR_TABLES += data/fr/where.tsv
FR_TABLES += data/gazetteer.tsv
FR_TABLES += data/fr/numbers.tsv
FR_TABLES += data/fr/when.tsv
FR_TABLES += data/actors.tsv
FR_TABLES += data/fr/who.tsv
FR_TABLES += data/fr/toll.tsv
FR_TABLES += data/fr/claim.tsv
FR_TABLES += data/fr/grammar.tsv
FR_TABLES += data/fr/nouns.tsv
FR_TABLES += data/fr/frames.tsv
EXTRA_DIST += $(FR_TABLES)

pkgdata_DATA = data/fr.pack
CLEANFILES += data/fr.pack data/fr.morph
MORPH_CODE = extract/hunspell.c extract/morph_build.c extract/morph_table.h

data/fr.morph: $(MORPH_CODE) | vigie$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) data && ./vigie$(EXEEXT) pack compile --only-morph --hunspell '$(HUNSPELL_FR)' -o $@

data/fr.pack: data/fr.morph $(FR_TABLES) extract/pack.c extract/packfile.c | vigie$(EXEEXT)
	$(AM_V_GEN)./vigie$(EXEEXT) pack compile --morph data/fr.morph --data $(top_srcdir)/data -o $@
