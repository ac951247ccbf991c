"""A relationship that was joined with another one leads to that one."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_codes_of_one_at_a_time'),
        ('register', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='relationship',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='relationship',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='relationship',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='relationship',
            name='joined_to',
            field=models.ForeignKey(blank=True, editable=False, help_text='The number leads to that relationship.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='register.relationship', verbose_name='joined with'),
        ),
        migrations.AddField(
            model_name='relationshiphistory',
            name='joined_to',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The number leads to that relationship.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='register.relationship', verbose_name='joined with'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "joined_to_id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on") VALUES (NEW."agreement_exists", NEW."agreement_title", NEW."confidence", NEW."counting", NEW."end_reason_en", NEW."end_reason_ja", NEW."ended_on", NEW."ended_precision", NEW."established_basis", NEW."established_on", NEW."established_precision", NEW."fields", NEW."former_local_government_id", NEW."former_name", NEW."id", NEW."joined_to_id", NEW."kind", NEW."last_confirmed_on", NEW."local_government_id", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."re_signed_on", NEW."re_signed_precision", NEW."status", NEW."story_en", NEW."story_ja", NEW."story_ja_is_translated", NEW."term_ends_on"); RETURN NULL;', hash='9573cb384e62d310f0751c3817af7eae5c3e553d', operation='INSERT', pgid='pgtrigger_insert_insert_b3d06', table='register_relationship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "joined_to_id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on") VALUES (NEW."agreement_exists", NEW."agreement_title", NEW."confidence", NEW."counting", NEW."end_reason_en", NEW."end_reason_ja", NEW."ended_on", NEW."ended_precision", NEW."established_basis", NEW."established_on", NEW."established_precision", NEW."fields", NEW."former_local_government_id", NEW."former_name", NEW."id", NEW."joined_to_id", NEW."kind", NEW."last_confirmed_on", NEW."local_government_id", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."re_signed_on", NEW."re_signed_precision", NEW."status", NEW."story_en", NEW."story_ja", NEW."story_ja_is_translated", NEW."term_ends_on"); RETURN NULL;', hash='3941c3438b6cc7882d8ec420c5acc49db957c0e4', operation='UPDATE', pgid='pgtrigger_update_update_920a9', table='register_relationship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "joined_to_id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on") VALUES (OLD."agreement_exists", OLD."agreement_title", OLD."confidence", OLD."counting", OLD."end_reason_en", OLD."end_reason_ja", OLD."ended_on", OLD."ended_precision", OLD."established_basis", OLD."established_on", OLD."established_precision", OLD."fields", OLD."former_local_government_id", OLD."former_name", OLD."id", OLD."joined_to_id", OLD."kind", OLD."last_confirmed_on", OLD."local_government_id", OLD."note", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."re_signed_on", OLD."re_signed_precision", OLD."status", OLD."story_en", OLD."story_ja", OLD."story_ja_is_translated", OLD."term_ends_on"); RETURN NULL;', hash='afa1ec8266ad60725fe36c8b1a2467493fd8efb6', operation='DELETE', pgid='pgtrigger_delete_delete_6d1e1', table='register_relationship', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('joined_to', None), ('status', 'ended'), _connector='OR'), name='relationship_that_was_joined_is_ended', violation_error_message='It was joined with another one: leave it ended.'),
        ),
    ]
