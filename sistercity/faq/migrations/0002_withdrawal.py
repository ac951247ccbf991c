"""Records that have a page can be withdrawn, with a reason."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='question',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='question',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='question',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "faq_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."anchor", NEW."answer_en", NEW."answer_ja", NEW."group", NEW."id", NEW."link_label_en", NEW."link_label_ja", NEW."link_path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."published_at", NEW."question_en", NEW."question_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='59851bf58cc107e29214274d874d0c47e0e7f39c', operation='INSERT', pgid='pgtrigger_insert_insert_866aa', table='faq_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor" IS DISTINCT FROM (NEW."anchor") OR OLD."answer_en" IS DISTINCT FROM (NEW."answer_en") OR OLD."answer_ja" IS DISTINCT FROM (NEW."answer_ja") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_label_en" IS DISTINCT FROM (NEW."link_label_en") OR OLD."link_label_ja" IS DISTINCT FROM (NEW."link_label_ja") OR OLD."link_path" IS DISTINCT FROM (NEW."link_path") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."question_en" IS DISTINCT FROM (NEW."question_en") OR OLD."question_ja" IS DISTINCT FROM (NEW."question_ja") OR OLD."withdrawal_reason_en" IS DISTINCT FROM (NEW."withdrawal_reason_en") OR OLD."withdrawal_reason_ja" IS DISTINCT FROM (NEW."withdrawal_reason_ja") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "faq_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."anchor", NEW."answer_en", NEW."answer_ja", NEW."group", NEW."id", NEW."link_label_en", NEW."link_label_ja", NEW."link_path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."published_at", NEW."question_en", NEW."question_ja", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='b392735061e50ad23327eeab5d7a0ada67f68f37', operation='UPDATE', pgid='pgtrigger_update_update_b0081', table='faq_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "faq_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."anchor", OLD."answer_en", OLD."answer_ja", OLD."group", OLD."id", OLD."link_label_en", OLD."link_label_ja", OLD."link_path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."published_at", OLD."question_en", OLD."question_ja", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='cdd6cee0c19a32f4287aa04384d4bc76302c5461', operation='DELETE', pgid='pgtrigger_delete_delete_77748', table='faq_question', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='question_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
