"""Records that have a page can be withdrawn, with a reason."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0006_withdrawal'),
        ('seminars', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='seminar',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seminar',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seminar',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='seminar',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='seminar',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='seminar',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='seminarhistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='seminarhistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='seminarhistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminarhistory" ("apply_by", "apply_en", "apply_ja", "apply_url", "ends_on", "ends_precision", "fiscal_year", "id", "mode", "note_en", "note_ja", "office", "participant_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "sequence", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "tokyo_programme_en", "tokyo_programme_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."apply_by", NEW."apply_en", NEW."apply_ja", NEW."apply_url", NEW."ends_on", NEW."ends_precision", NEW."fiscal_year", NEW."id", NEW."mode", NEW."note_en", NEW."note_ja", NEW."office", NEW."participant_count", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."sequence", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."tokyo_programme_en", NEW."tokyo_programme_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='6b826714f65cb496347af3945f16e2f54997a730', operation='INSERT', pgid='pgtrigger_insert_insert_f4e91', table='seminars_seminar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."apply_by" IS DISTINCT FROM (NEW."apply_by") OR OLD."apply_en" IS DISTINCT FROM (NEW."apply_en") OR OLD."apply_ja" IS DISTINCT FROM (NEW."apply_ja") OR OLD."apply_url" IS DISTINCT FROM (NEW."apply_url") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."ends_precision" IS DISTINCT FROM (NEW."ends_precision") OR OLD."fiscal_year" IS DISTINCT FROM (NEW."fiscal_year") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."participant_count" IS DISTINCT FROM (NEW."participant_count") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."starts_precision" IS DISTINCT FROM (NEW."starts_precision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."theme_en" IS DISTINCT FROM (NEW."theme_en") OR OLD."theme_ja" IS DISTINCT FROM (NEW."theme_ja") OR OLD."tokyo_programme_en" IS DISTINCT FROM (NEW."tokyo_programme_en") OR OLD."tokyo_programme_ja" IS DISTINCT FROM (NEW."tokyo_programme_ja") OR OLD."withdrawal_reason_en" IS DISTINCT FROM (NEW."withdrawal_reason_en") OR OLD."withdrawal_reason_ja" IS DISTINCT FROM (NEW."withdrawal_reason_ja") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "seminars_seminarhistory" ("apply_by", "apply_en", "apply_ja", "apply_url", "ends_on", "ends_precision", "fiscal_year", "id", "mode", "note_en", "note_ja", "office", "participant_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "sequence", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "tokyo_programme_en", "tokyo_programme_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."apply_by", NEW."apply_en", NEW."apply_ja", NEW."apply_url", NEW."ends_on", NEW."ends_precision", NEW."fiscal_year", NEW."id", NEW."mode", NEW."note_en", NEW."note_ja", NEW."office", NEW."participant_count", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."sequence", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."tokyo_programme_en", NEW."tokyo_programme_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='eddf17860efce7fb3b2754f73bb28b1ac22c2319', operation='UPDATE', pgid='pgtrigger_update_update_b66c3', table='seminars_seminar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminarhistory" ("apply_by", "apply_en", "apply_ja", "apply_url", "ends_on", "ends_precision", "fiscal_year", "id", "mode", "note_en", "note_ja", "office", "participant_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "sequence", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "tokyo_programme_en", "tokyo_programme_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."apply_by", OLD."apply_en", OLD."apply_ja", OLD."apply_url", OLD."ends_on", OLD."ends_precision", OLD."fiscal_year", OLD."id", OLD."mode", OLD."note_en", OLD."note_ja", OLD."office", OLD."participant_count", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."sequence", OLD."source_url", OLD."starts_on", OLD."starts_precision", OLD."status", OLD."theme_en", OLD."theme_ja", OLD."tokyo_programme_en", OLD."tokyo_programme_ja", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='7c83ef86fbda9cad2003cec1df2a9b757ffb05d4', operation='DELETE', pgid='pgtrigger_delete_delete_ed3b9', table='seminars_seminar', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='seminar_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
