"""Records that have a page can be withdrawn, with a reason."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0006_withdrawal'),
        ('register', '0002_joined_relationships'),
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
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='relationship',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='relationship',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='relationshiphistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='relationshiphistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='relationshiphistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "joined_to_id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."agreement_exists", NEW."agreement_title", NEW."confidence", NEW."counting", NEW."end_reason_en", NEW."end_reason_ja", NEW."ended_on", NEW."ended_precision", NEW."established_basis", NEW."established_on", NEW."established_precision", NEW."fields", NEW."former_local_government_id", NEW."former_name", NEW."id", NEW."joined_to_id", NEW."kind", NEW."last_confirmed_on", NEW."local_government_id", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."re_signed_on", NEW."re_signed_precision", NEW."status", NEW."story_en", NEW."story_ja", NEW."story_ja_is_translated", NEW."term_ends_on", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='3e1e8ca78999222c0dc9992004cc16050c471fed', operation='INSERT', pgid='pgtrigger_insert_insert_b3d06', table='register_relationship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "joined_to_id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."agreement_exists", NEW."agreement_title", NEW."confidence", NEW."counting", NEW."end_reason_en", NEW."end_reason_ja", NEW."ended_on", NEW."ended_precision", NEW."established_basis", NEW."established_on", NEW."established_precision", NEW."fields", NEW."former_local_government_id", NEW."former_name", NEW."id", NEW."joined_to_id", NEW."kind", NEW."last_confirmed_on", NEW."local_government_id", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."re_signed_on", NEW."re_signed_precision", NEW."status", NEW."story_en", NEW."story_ja", NEW."story_ja_is_translated", NEW."term_ends_on", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='b848eafcbc27d325072ee832417644a7ccfec0c1', operation='UPDATE', pgid='pgtrigger_update_update_920a9', table='register_relationship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "joined_to_id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."agreement_exists", OLD."agreement_title", OLD."confidence", OLD."counting", OLD."end_reason_en", OLD."end_reason_ja", OLD."ended_on", OLD."ended_precision", OLD."established_basis", OLD."established_on", OLD."established_precision", OLD."fields", OLD."former_local_government_id", OLD."former_name", OLD."id", OLD."joined_to_id", OLD."kind", OLD."last_confirmed_on", OLD."local_government_id", OLD."note", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."re_signed_on", OLD."re_signed_precision", OLD."status", OLD."story_en", OLD."story_ja", OLD."story_ja_is_translated", OLD."term_ends_on", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='45e904be749b8211e0327bc3906036b9330bb485', operation='DELETE', pgid='pgtrigger_delete_delete_6d1e1', table='register_relationship', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='relationship_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
