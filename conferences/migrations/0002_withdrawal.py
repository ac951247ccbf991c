"""Records that have a page can be withdrawn, with a reason."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conferences', '0001_initial'),
        ('places', '0006_withdrawal'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='series',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='series',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='series',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='conference',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='conference',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='conference',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='series',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='series',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='series',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='serieshistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='serieshistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='serieshistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencehistory" ("city_en", "city_ja", "country_id", "declaration_en", "declaration_ja", "ends_on", "ends_precision", "host_government_id", "host_name_en", "host_name_ja", "host_partner_id", "id", "latitude", "longitude", "mode", "note_en", "note_ja", "number", "participants_en", "participants_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "published_at", "series_id", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "venue_en", "venue_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."city_en", NEW."city_ja", NEW."country_id", NEW."declaration_en", NEW."declaration_ja", NEW."ends_on", NEW."ends_precision", NEW."host_government_id", NEW."host_name_en", NEW."host_name_ja", NEW."host_partner_id", NEW."id", NEW."latitude", NEW."longitude", NEW."mode", NEW."note_en", NEW."note_ja", NEW."number", NEW."participants_en", NEW."participants_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefecture_id", NEW."published_at", NEW."series_id", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."venue_en", NEW."venue_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='4c41523e571a5298ddc6c3913fcc53caed4cbb07', operation='INSERT', pgid='pgtrigger_insert_insert_7b4d6', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."city_en" IS DISTINCT FROM (NEW."city_en") OR OLD."city_ja" IS DISTINCT FROM (NEW."city_ja") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."declaration_en" IS DISTINCT FROM (NEW."declaration_en") OR OLD."declaration_ja" IS DISTINCT FROM (NEW."declaration_ja") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."ends_precision" IS DISTINCT FROM (NEW."ends_precision") OR OLD."host_government_id" IS DISTINCT FROM (NEW."host_government_id") OR OLD."host_name_en" IS DISTINCT FROM (NEW."host_name_en") OR OLD."host_name_ja" IS DISTINCT FROM (NEW."host_name_ja") OR OLD."host_partner_id" IS DISTINCT FROM (NEW."host_partner_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."participants_en" IS DISTINCT FROM (NEW."participants_en") OR OLD."participants_ja" IS DISTINCT FROM (NEW."participants_ja") OR OLD."prefecture_id" IS DISTINCT FROM (NEW."prefecture_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."starts_precision" IS DISTINCT FROM (NEW."starts_precision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."theme_en" IS DISTINCT FROM (NEW."theme_en") OR OLD."theme_ja" IS DISTINCT FROM (NEW."theme_ja") OR OLD."venue_en" IS DISTINCT FROM (NEW."venue_en") OR OLD."venue_ja" IS DISTINCT FROM (NEW."venue_ja") OR OLD."withdrawal_reason_en" IS DISTINCT FROM (NEW."withdrawal_reason_en") OR OLD."withdrawal_reason_ja" IS DISTINCT FROM (NEW."withdrawal_reason_ja") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "conferences_conferencehistory" ("city_en", "city_ja", "country_id", "declaration_en", "declaration_ja", "ends_on", "ends_precision", "host_government_id", "host_name_en", "host_name_ja", "host_partner_id", "id", "latitude", "longitude", "mode", "note_en", "note_ja", "number", "participants_en", "participants_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "published_at", "series_id", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "venue_en", "venue_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."city_en", NEW."city_ja", NEW."country_id", NEW."declaration_en", NEW."declaration_ja", NEW."ends_on", NEW."ends_precision", NEW."host_government_id", NEW."host_name_en", NEW."host_name_ja", NEW."host_partner_id", NEW."id", NEW."latitude", NEW."longitude", NEW."mode", NEW."note_en", NEW."note_ja", NEW."number", NEW."participants_en", NEW."participants_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefecture_id", NEW."published_at", NEW."series_id", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."venue_en", NEW."venue_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='6c9ae52fcc914efc3bc4195628d235b6e3941540', operation='UPDATE', pgid='pgtrigger_update_update_d23b4', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencehistory" ("city_en", "city_ja", "country_id", "declaration_en", "declaration_ja", "ends_on", "ends_precision", "host_government_id", "host_name_en", "host_name_ja", "host_partner_id", "id", "latitude", "longitude", "mode", "note_en", "note_ja", "number", "participants_en", "participants_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "published_at", "series_id", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "venue_en", "venue_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."city_en", OLD."city_ja", OLD."country_id", OLD."declaration_en", OLD."declaration_ja", OLD."ends_on", OLD."ends_precision", OLD."host_government_id", OLD."host_name_en", OLD."host_name_ja", OLD."host_partner_id", OLD."id", OLD."latitude", OLD."longitude", OLD."mode", OLD."note_en", OLD."note_ja", OLD."number", OLD."participants_en", OLD."participants_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefecture_id", OLD."published_at", OLD."series_id", OLD."source_url", OLD."starts_on", OLD."starts_precision", OLD."status", OLD."theme_en", OLD."theme_ja", OLD."venue_en", OLD."venue_ja", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='10000f3b6722c781aeb695ec28a5e6f8aeebe390', operation='DELETE', pgid='pgtrigger_delete_delete_dbf6e', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_serieshistory" ("about_en", "about_ja", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."about_en", NEW."about_ja", NEW."id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."website", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='9fd171740846736d671e016ee0d480aeafffe6a6', operation='INSERT', pgid='pgtrigger_insert_insert_d68c6', table='conferences_series', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_serieshistory" ("about_en", "about_ja", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."about_en", NEW."about_ja", NEW."id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."website", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='6b483d610387b756fcb368fb2e80fa74959dede2', operation='UPDATE', pgid='pgtrigger_update_update_2278c', table='conferences_series', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_serieshistory" ("about_en", "about_ja", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."about_en", OLD."about_ja", OLD."id", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."website", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='9ac6f3b1bb47cfa5895f5bc68f1c4f6181a59453', operation='DELETE', pgid='pgtrigger_delete_delete_12db0', table='conferences_series', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='conference_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='series_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
