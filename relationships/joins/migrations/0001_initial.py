"""Joins of partners and of relationships."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0008_joined_partners'),
        ('register', '0004_change_log_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Join',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField(verbose_name='joined at')),
                ('joined_by', models.CharField(max_length=200, verbose_name='joined by')),
                ('reason', models.TextField(verbose_name='reason')),
                ('parted_at', models.DateTimeField(blank=True, null=True, verbose_name='parted at')),
                ('parted_by', models.CharField(blank=True, max_length=200, verbose_name='parted by')),
                ('parting_reason', models.TextField(blank=True, verbose_name='reason of the parting')),
                ('history_context', models.UUIDField(editable=False)),
                ('joined_partner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_joins', to='places.partner', verbose_name='partner that was joined with it')),
                ('joined_relationship', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_joins', to='register.relationship', verbose_name='relationship that was joined with it')),
                ('kept_partner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joins', to='places.partner', verbose_name='kept partner')),
                ('kept_relationship', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joins', to='register.relationship', verbose_name='kept relationship')),
            ],
            options={
                'verbose_name': 'join of records',
                'verbose_name_plural': 'joins of records',
                'ordering': ['-joined_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='JoinHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('joined_at', models.DateTimeField(verbose_name='joined at')),
                ('joined_by', models.CharField(max_length=200, verbose_name='joined by')),
                ('reason', models.TextField(verbose_name='reason')),
                ('parted_at', models.DateTimeField(blank=True, null=True, verbose_name='parted at')),
                ('parted_by', models.CharField(blank=True, max_length=200, verbose_name='parted by')),
                ('parting_reason', models.TextField(blank=True, verbose_name='reason of the parting')),
                ('history_context', models.UUIDField(editable=False)),
                ('joined_partner', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='partner that was joined with it')),
                ('joined_relationship', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='register.relationship', verbose_name='relationship that was joined with it')),
                ('kept_partner', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='kept partner')),
                ('kept_relationship', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='register.relationship', verbose_name='kept relationship')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='joins.join')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='join',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('joined_partner__isnull', False), ('joined_relationship', None), ('kept_partner__isnull', False), ('kept_relationship', None)), models.Q(('joined_partner', None), ('joined_relationship__isnull', False), ('kept_partner', None), ('kept_relationship__isnull', False)), _connector='OR'), name='join_is_of_two_records', violation_error_message='A join is of two partners or of two relationships.'),
        ),
        migrations.AddConstraint(
            model_name='join',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('parted_at', None), models.Q(('parting_reason', ''), _negated=True), _connector='OR')), name='join_has_a_reason', violation_error_message='Give the reason.'),
        ),
        migrations.AddConstraint(
            model_name='join',
            constraint=models.UniqueConstraint(condition=models.Q(('parted_at', None)), fields=('joined_partner',), name='join_partner_is_joined_once', violation_error_message='This record was joined already.'),
        ),
        migrations.AddConstraint(
            model_name='join',
            constraint=models.UniqueConstraint(condition=models.Q(('parted_at', None)), fields=('joined_relationship',), name='join_relationship_is_joined_once', violation_error_message='This record was joined already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='join',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "joins_joinhistory" ("history_context", "id", "joined_at", "joined_by", "joined_partner_id", "joined_relationship_id", "kept_partner_id", "kept_relationship_id", "parted_at", "parted_by", "parting_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."history_context", NEW."id", NEW."joined_at", NEW."joined_by", NEW."joined_partner_id", NEW."joined_relationship_id", NEW."kept_partner_id", NEW."kept_relationship_id", NEW."parted_at", NEW."parted_by", NEW."parting_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='44975bbdf2acb4968b4bab22a5e2587a2f763b30', operation='INSERT', pgid='pgtrigger_insert_insert_e59a6', table='joins_join', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='join',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "joins_joinhistory" ("history_context", "id", "joined_at", "joined_by", "joined_partner_id", "joined_relationship_id", "kept_partner_id", "kept_relationship_id", "parted_at", "parted_by", "parting_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."history_context", NEW."id", NEW."joined_at", NEW."joined_by", NEW."joined_partner_id", NEW."joined_relationship_id", NEW."kept_partner_id", NEW."kept_relationship_id", NEW."parted_at", NEW."parted_by", NEW."parting_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='4182adafd97706eddd2016227ebb40f854c7c66d', operation='UPDATE', pgid='pgtrigger_update_update_ce878', table='joins_join', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='join',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "joins_joinhistory" ("history_context", "id", "joined_at", "joined_by", "joined_partner_id", "joined_relationship_id", "kept_partner_id", "kept_relationship_id", "parted_at", "parted_by", "parting_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."history_context", OLD."id", OLD."joined_at", OLD."joined_by", OLD."joined_partner_id", OLD."joined_relationship_id", OLD."kept_partner_id", OLD."kept_relationship_id", OLD."parted_at", OLD."parted_by", OLD."parting_reason", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='d6432dc7a58a6a3582a38cfbaac9927e1a7d9bb5', operation='DELETE', pgid='pgtrigger_delete_delete_bb541', table='joins_join', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='joinhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='joins_joinh_pgh_cre_95211e_idx'),
        ),
    ]
