"""A partner can be joined with another record of it, to which its number leads then."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0007_change_log_index'),
    ]

    operations = [
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
        migrations.RemoveConstraint(
            model_name='partner',
            name='partner_is_recorded_once',
        ),
        migrations.RemoveConstraint(
            model_name='partner',
            name='partner_wikidata_id_is_its_own',
        ),
        migrations.AddField(
            model_name='partner',
            name='joined_to',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='places.partner', verbose_name='joined with'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='joined_to',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='joined with'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "joined_to_id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."country_id", NEW."exists_from", NEW."exists_until", NEW."id", NEW."joined_to_id", NEW."latitude", NEW."level", NEW."longitude", NEW."name_en", NEW."name_ja", NEW."name_ja_source", NEW."name_native", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."state_en", NEW."state_ja", NEW."successor_id", NEW."website", NEW."wikidata_id", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='d88b56356cc19d66f2a560aad0dd4ab8416f690f', operation='INSERT', pgid='pgtrigger_insert_insert_e7b2d', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "joined_to_id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."country_id", NEW."exists_from", NEW."exists_until", NEW."id", NEW."joined_to_id", NEW."latitude", NEW."level", NEW."longitude", NEW."name_en", NEW."name_ja", NEW."name_ja_source", NEW."name_native", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."state_en", NEW."state_ja", NEW."successor_id", NEW."website", NEW."wikidata_id", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='2a3d9b541d5692448a9634dc9df7d112d4990072', operation='UPDATE', pgid='pgtrigger_update_update_6116d', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "joined_to_id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."country_id", OLD."exists_from", OLD."exists_until", OLD."id", OLD."joined_to_id", OLD."latitude", OLD."level", OLD."longitude", OLD."name_en", OLD."name_ja", OLD."name_ja_source", OLD."name_native", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."state_en", OLD."state_ja", OLD."successor_id", OLD."website", OLD."wikidata_id", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='a96267b9b7315669f765dc0f49ecfff144e13648', operation='DELETE', pgid='pgtrigger_delete_delete_c9799', table='places_partner', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(condition=models.Q(('joined_to', None)), fields=('country', 'state_en', 'name_en', 'name_ja', 'level'), name='partner_is_recorded_once', violation_error_message='This country and state have a partner of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('wikidata_id', ''), _negated=True), ('joined_to', None)), fields=('wikidata_id',), name='partner_wikidata_id_is_its_own', violation_error_message='Another partner has this Wikidata number.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('joined_to', None), ('withdrawn_at__isnull', False), _connector='OR'), name='partner_that_was_joined_is_withdrawn', violation_error_message='It was joined with another one: part them first.'),
        ),
    ]
