noinst_LTLIBRARIES += libextract.la
libextract_la_SOURCES = \
	extract/extract.h extract/document.h \
	extract/event.h extract/event.c \
	extract/text.c extract/text_in.h extract/text_sentence.c \
	extract/terms.h extract/terms.c \
	extract/toll.h extract/toll_in.h extract/toll.c extract/toll_name.c extract/toll_verb.c extract/toll_theirs.c extract/toll_guess.c extract/toll_add.c extract/toll_more.c extract/toll_side.c extract/toll_loss.c \
	extract/toll.h extract/toll_in.h extract/toll.c extract/toll_party.c extract/toll_side.c extract/toll_loss.c \
	extract/toll.h extract/toll_in.h extract/toll.c extract/toll_revise.c extract/toll_side.c extract/toll_loss.c \
	extract/toll.h extract/toll_in.h extract/toll.c extract/toll_parts.c extract/toll_side.c extract/toll_loss.c \
	extract/link.h extract/link.c extract/link_key.c extract/story.h extract/story.c \
	extract/claim.h extract/claim_in.h extract/claim.c extract/claim_apply.c \
	extract/claim_speaker.c extract/claim_say.c extract/claim_issuer.c extract/claim_status.c \
	extract/claim_check.c extract/claim_name.c extract/claim_verb.c \
	extract/claim_meant.c extract/claim_source.c
libextract_la_SOURCES += extract/frame.h extract/merge.h
libextract_la_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS)
libextract_la_LIBADD = libbase.la
libextract_la_SOURCES += extract/lexicon.h extract/lexicon.c
libextract_la_SOURCES += extract/gazetteer.h extract/where.h extract/who.h
libextract_la_SOURCES += extract/gazetteer_form.h extract/gazetteer_form.c
libextract_la_SOURCES += extract/gazetteer.c
libextract_la_SOURCES += extract/gazetteer_import.c
libextract_la_SOURCES += extract/where_internal.h extract/where_lead.c
libextract_la_SOURCES += extract/where_anaphor.c
libextract_la_SOURCES += extract/where_name.c extract/where_choose.c extract/where_tie.c extract/where.c
libextract_la_SOURCES += extract/where_person.c extract/where_told.c
libextract_la_SOURCES += extract/who_internal.h extract/who_table.c extract/who.c extract/who_resolve.c extract/who_author.c
libextract_la_SOURCES += extract/who_names.c
libextract_la_SOURCES += extract/who_period.c
libextract_la_SOURCES += extract/packfile.h extract/packfile.c
libextract_la_SOURCES += extract/pack.h extract/pack.c
libextract_la_SOURCES += extract/wordtab.h extract/wordtab.c
libextract_la_SOURCES += extract/hunspell.h extract/hunspell.c
libextract_la_SOURCES += extract/morph.h extract/morph.c extract/morph_context.c
libextract_la_SOURCES += extract/morph_table.h extract/morph_build.c
libextract_la_SOURCES += \
	extract/vocab.h extract/vocab.c \
	extract/grammar.h extract/grammar.c \
	extract/frame_load.c \
	extract/particle.h extract/particle.c \
	extract/group.h extract/group.c \
	extract/group_vp.c \
	extract/group_np.c \
	extract/clause.c
libextract_la_SOURCES += extract/number.h extract/number_words.h extract/number.c extract/number_run.c
libextract_la_SOURCES += extract/when.h extract/when_in.h extract/when.c extract/when_words.c
libextract_la_SOURCES += extract/when_calendar.c extract/when_simple.c extract/when_read.c
libextract_la_SOURCES += extract/when_rules.h extract/when_day.c extract/when_unit.c extract/when_part.c
libextract_la_SOURCES += extract/frame.c extract/frame_in.h
libextract_la_SOURCES += extract/frame_actors.c
libextract_la_SOURCES += extract/frame_patient.c
libextract_la_SOURCES += extract/frame_roles.c
libextract_la_SOURCES += extract/frame_where.c
libextract_la_SOURCES += extract/frame_mood.c
libextract_la_SOURCES += extract/frame_judge.c
libextract_la_SOURCES += extract/frame_others.c
libextract_la_SOURCES += extract/frame_parts.c
libextract_la_SOURCES += extract/frame_time.c
libextract_la_SOURCES += extract/frame_veto.c
libextract_la_SOURCES += extract/frame_control.c
libextract_la_SOURCES += extract/frame_holder.c
libextract_la_SOURCES += extract/topic.h extract/topic.c
libextract_la_SOURCES += extract/clause_marks.c extract/clause_in.h
libextract_la_SOURCES += extract/merge.c extract/merge_in.h
libextract_la_SOURCES += extract/merge_fold.c
libextract_la_SOURCES += extract/merge_pair.c
libextract_la_SOURCES += extract/merge_type.c
libextract_la_SOURCES += extract/merge_facts.c
libextract_la_SOURCES += extract/merge_near.c
libextract_la_SOURCES += extract/merge_echo.c
libextract_la_SOURCES += extract/merge_items.c
libextract_la_SOURCES += extract/merge_list.c
libextract_la_SOURCES += extract/merge_fields.c
libextract_la_SOURCES += extract/merge_place.c
libextract_la_SOURCES += extract/merge_casualties.c
libextract_la_SOURCES += extract/merge_figures.c
libextract_la_SOURCES += extract/merge_means.c
libextract_la_SOURCES += extract/merge_actors.c
libextract_la_SOURCES += extract/merge_author.c
libextract_la_SOURCES += extract/merge_answer.c
libextract_la_SOURCES += extract/merge_named.c
libextract_la_SOURCES += extract/merge_control.c extract/merge_control_in.h
libextract_la_SOURCES += extract/merge_politics.c
libextract_la_SOURCES += extract/merge_forces.c
libextract_la_SOURCES += extract/merge_roles.c
libextract_la_SOURCES += extract/merge_filter.c
libextract_la_SOURCES += extract/merge_background.c
libextract_la_SOURCES += extract/merge_date.c
libextract_la_SOURCES += extract/extract.c extract/extract_in.h
libextract_la_SOURCES += extract/morph_in.h
libextract_la_SOURCES += extract/words.h extract/words.c
