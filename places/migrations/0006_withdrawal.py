"""Records that have a page can be withdrawn, with a reason."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0005_last_day_of_former_names'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='country',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='country',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='country',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='localgovernment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='localgovernment',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='localgovernment',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partner',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partner',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partner',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='country',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='country',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='country',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='countryhistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='countryhistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='countryhistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='localgovernment',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='localgovernment',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='localgovernment',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='localgovernmenthistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='localgovernmenthistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='localgovernmenthistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='partner',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='partner',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='partner',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AlterField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='places.localgovernment', verbose_name='predecessor'),
        ),
        migrations.AlterField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inheritances', to='places.localgovernment', verbose_name='successor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_countryhistory" ("code", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at", "world_region") VALUES (NEW."code", NEW."kana", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at", NEW."world_region"); RETURN NULL;', hash='ba672018deed4f4526225ec1579f70d706e528fb', operation='INSERT', pgid='pgtrigger_insert_insert_18682', table='places_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_countryhistory" ("code", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at", "world_region") VALUES (NEW."code", NEW."kana", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at", NEW."world_region"); RETURN NULL;', hash='2e187623c03362f12e86cc2e1bc309bc2b5b437f', operation='UPDATE', pgid='pgtrigger_update_update_c84cf', table='places_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_countryhistory" ("code", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at", "world_region") VALUES (OLD."code", OLD."kana", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at", OLD."world_region"); RETURN NULL;', hash='bd1e1af1c8eaa5ae8ba2dc7832a05f5e5474ea6b', operation='DELETE', pgid='pgtrigger_delete_delete_bd929', table='places_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_localgovernmenthistory" ("code", "exists_from", "exists_until", "id", "kana", "kind", "latitude", "longitude", "name_en", "name_en_macron", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_on", "prefecture_id", "slug", "source_url", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."code", NEW."exists_from", NEW."exists_until", NEW."id", NEW."kana", NEW."kind", NEW."latitude", NEW."longitude", NEW."name_en", NEW."name_en_macron", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."population_on", NEW."prefecture_id", NEW."slug", NEW."source_url", NEW."website", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='3cc711eb3fe877fe4a3d0a6feb3464edee56e80f', operation='INSERT', pgid='pgtrigger_insert_insert_44c53', table='places_localgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_localgovernmenthistory" ("code", "exists_from", "exists_until", "id", "kana", "kind", "latitude", "longitude", "name_en", "name_en_macron", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_on", "prefecture_id", "slug", "source_url", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."code", NEW."exists_from", NEW."exists_until", NEW."id", NEW."kana", NEW."kind", NEW."latitude", NEW."longitude", NEW."name_en", NEW."name_en_macron", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."population_on", NEW."prefecture_id", NEW."slug", NEW."source_url", NEW."website", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='1796b8cbea7ef42944672e3773baf5ea450170b2', operation='UPDATE', pgid='pgtrigger_update_update_66d0f', table='places_localgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_localgovernmenthistory" ("code", "exists_from", "exists_until", "id", "kana", "kind", "latitude", "longitude", "name_en", "name_en_macron", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_on", "prefecture_id", "slug", "source_url", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."code", OLD."exists_from", OLD."exists_until", OLD."id", OLD."kana", OLD."kind", OLD."latitude", OLD."longitude", OLD."name_en", OLD."name_en_macron", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."population_on", OLD."prefecture_id", OLD."slug", OLD."source_url", OLD."website", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='24bbbc0abd4fed1c6a67ad76222542443e3d8e6a', operation='DELETE', pgid='pgtrigger_delete_delete_1dfa6', table='places_localgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."country_id", NEW."exists_from", NEW."exists_until", NEW."id", NEW."latitude", NEW."level", NEW."longitude", NEW."name_en", NEW."name_ja", NEW."name_ja_source", NEW."name_native", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."state_en", NEW."state_ja", NEW."successor_id", NEW."website", NEW."wikidata_id", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='3a0d8c050b9e005aecb026e855eeaf926a2620c3', operation='INSERT', pgid='pgtrigger_insert_insert_e7b2d', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."country_id", NEW."exists_from", NEW."exists_until", NEW."id", NEW."latitude", NEW."level", NEW."longitude", NEW."name_en", NEW."name_ja", NEW."name_ja_source", NEW."name_native", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."state_en", NEW."state_ja", NEW."successor_id", NEW."website", NEW."wikidata_id", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='d37dac26ec43064c182ef5878862d3616df6223e', operation='UPDATE', pgid='pgtrigger_update_update_6116d', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."country_id", OLD."exists_from", OLD."exists_until", OLD."id", OLD."latitude", OLD."level", OLD."longitude", OLD."name_en", OLD."name_ja", OLD."name_ja_source", OLD."name_native", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."state_en", OLD."state_ja", OLD."successor_id", OLD."website", OLD."wikidata_id", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='efd8b394ede1927204b55b2b2bd587d78d0029cb', operation='DELETE', pgid='pgtrigger_delete_delete_c9799', table='places_partner', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='country',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='country_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='localgovernment_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='partner_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
