"""Records that have a page can be withdrawn, with a reason."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commendations', '0001_initial'),
        ('places', '0006_withdrawal'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='commendation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='commendation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='commendation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='commendation',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='commendation',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='commendation',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='commendationhistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='commendationhistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='commendationhistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='edition',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='edition',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='edition',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='editionhistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='editionhistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='editionhistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationhistory" ("edition_id", "id", "kind", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "recipient_en", "recipient_ja", "recipient_kinds", "source_url", "summary_en", "summary_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."edition_id", NEW."id", NEW."kind", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefecture_id", NEW."recipient_en", NEW."recipient_ja", NEW."recipient_kinds", NEW."source_url", NEW."summary_en", NEW."summary_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='b0d4435bb1baf41b3a4a11ded12a90db895e6025', operation='INSERT', pgid='pgtrigger_insert_insert_c397e', table='commendations_commendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."prefecture_id" IS DISTINCT FROM (NEW."prefecture_id") OR OLD."recipient_en" IS DISTINCT FROM (NEW."recipient_en") OR OLD."recipient_ja" IS DISTINCT FROM (NEW."recipient_ja") OR OLD."recipient_kinds" IS DISTINCT FROM (NEW."recipient_kinds") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ja" IS DISTINCT FROM (NEW."summary_ja") OR OLD."withdrawal_reason_en" IS DISTINCT FROM (NEW."withdrawal_reason_en") OR OLD."withdrawal_reason_ja" IS DISTINCT FROM (NEW."withdrawal_reason_ja") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "commendations_commendationhistory" ("edition_id", "id", "kind", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "recipient_en", "recipient_ja", "recipient_kinds", "source_url", "summary_en", "summary_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."edition_id", NEW."id", NEW."kind", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefecture_id", NEW."recipient_en", NEW."recipient_ja", NEW."recipient_kinds", NEW."source_url", NEW."summary_en", NEW."summary_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='63a67a536c66666a85b7730945b340ddae86dccc', operation='UPDATE', pgid='pgtrigger_update_update_9e5b7', table='commendations_commendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationhistory" ("edition_id", "id", "kind", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "recipient_en", "recipient_ja", "recipient_kinds", "source_url", "summary_en", "summary_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."edition_id", OLD."id", OLD."kind", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefecture_id", OLD."recipient_en", OLD."recipient_ja", OLD."recipient_kinds", OLD."source_url", OLD."summary_en", OLD."summary_ja", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='31baba2c8cecc2d485c50d9223dd800cb9d5832b', operation='DELETE', pgid='pgtrigger_delete_delete_195ec', table='commendations_commendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_editionhistory" ("announced_on", "announced_precision", "applicant_count", "award_name_en", "award_name_ja", "ceremony_on", "ceremony_precision", "fiscal_year", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recipient_count", "source_url", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."announced_on", NEW."announced_precision", NEW."applicant_count", NEW."award_name_en", NEW."award_name_ja", NEW."ceremony_on", NEW."ceremony_precision", NEW."fiscal_year", NEW."id", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."recipient_count", NEW."source_url", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='e2d0f286dfea9644c168bdb7b341bf99c116e8cb', operation='INSERT', pgid='pgtrigger_insert_insert_a8747', table='commendations_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commendations_editionhistory" ("announced_on", "announced_precision", "applicant_count", "award_name_en", "award_name_ja", "ceremony_on", "ceremony_precision", "fiscal_year", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recipient_count", "source_url", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."announced_on", NEW."announced_precision", NEW."applicant_count", NEW."award_name_en", NEW."award_name_ja", NEW."ceremony_on", NEW."ceremony_precision", NEW."fiscal_year", NEW."id", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."recipient_count", NEW."source_url", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='a66ae63b831a364295a4875b2b9b6e5a28b8e474', operation='UPDATE', pgid='pgtrigger_update_update_6f4db', table='commendations_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_editionhistory" ("announced_on", "announced_precision", "applicant_count", "award_name_en", "award_name_ja", "ceremony_on", "ceremony_precision", "fiscal_year", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recipient_count", "source_url", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."announced_on", OLD."announced_precision", OLD."applicant_count", OLD."award_name_en", OLD."award_name_ja", OLD."ceremony_on", OLD."ceremony_precision", OLD."fiscal_year", OLD."id", OLD."note_en", OLD."note_ja", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."recipient_count", OLD."source_url", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='78abc37bd193906ee69ceba5208d98e4f493518e', operation='DELETE', pgid='pgtrigger_delete_delete_db7bd', table='commendations_edition', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='commendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='commendation_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='edition_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
