"""Reorganisations, and which successor takes over."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0003_codes_of_one_at_a_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merged', 'merged'), ('renamed', 'renamed'), ('became_city', 'became a city'), ('became_town', 'became a town'), ('divided', 'divided')], max_length=20, verbose_name='what happens')),
                ('on', models.DateField(verbose_name='date')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('carried_out', 'carried out'), ('taken_back', 'taken back')], default='planned', max_length=20, verbose_name='state')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.TextField(blank=True, help_text='Not public.', verbose_name='note of the staff')),
            ],
            options={
                'verbose_name': 'reorganisation',
                'verbose_name_plural': 'reorganisations',
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReorganisationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('merged', 'merged'), ('renamed', 'renamed'), ('became_city', 'became a city'), ('became_town', 'became a town'), ('divided', 'divided')], max_length=20, verbose_name='what happens')),
                ('on', models.DateField(verbose_name='date')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('carried_out', 'carried out'), ('taken_back', 'taken back')], default='planned', max_length=20, verbose_name='state')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.TextField(blank=True, help_text='Not public.', verbose_name='note of the staff')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='succession',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='succession',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='succession',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='succession',
            name='succession_kind_is_known',
        ),
        migrations.AddField(
            model_name='succession',
            name='takes_over',
            field=models.BooleanField(default=True, verbose_name='takes over the relationships'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='takes_over',
            field=models.BooleanField(default=True, verbose_name='takes over the relationships'),
        ),
        migrations.AlterField(
            model_name='succession',
            name='kind',
            field=models.CharField(choices=[('merged', 'merged'), ('renamed', 'renamed'), ('became_city', 'became a city'), ('became_town', 'became a town'), ('divided', 'divided')], max_length=20, verbose_name='what happened'),
        ),
        migrations.AlterField(
            model_name='successionhistory',
            name='kind',
            field=models.CharField(choices=[('merged', 'merged'), ('renamed', 'renamed'), ('became_city', 'became a city'), ('became_town', 'became a town'), ('divided', 'divided')], max_length=20, verbose_name='what happened'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_successionhistory" ("id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "reorganisation_id", "source_url", "successor_id", "takes_over") VALUES (NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."predecessor_id", NEW."reorganisation_id", NEW."source_url", NEW."successor_id", NEW."takes_over"); RETURN NULL;', hash='d83fbd90c79d5bcb91e13f860e8eb880140038c3', operation='INSERT', pgid='pgtrigger_insert_insert_a94b1', table='places_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_successionhistory" ("id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "reorganisation_id", "source_url", "successor_id", "takes_over") VALUES (NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."predecessor_id", NEW."reorganisation_id", NEW."source_url", NEW."successor_id", NEW."takes_over"); RETURN NULL;', hash='11fac65accea5aebfc3827df58da3f12a09fb3bd', operation='UPDATE', pgid='pgtrigger_update_update_45643', table='places_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_successionhistory" ("id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "reorganisation_id", "source_url", "successor_id", "takes_over") VALUES (OLD."id", OLD."kind", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."predecessor_id", OLD."reorganisation_id", OLD."source_url", OLD."successor_id", OLD."takes_over"); RETURN NULL;', hash='8cd3ea373afb7a78d682bf04764220b52bc40061', operation='DELETE', pgid='pgtrigger_delete_delete_942df', table='places_succession', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['merged', 'renamed', 'became_city', 'became_town', 'divided'])), name='reorganisation_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'carried_out', 'taken_back'])), name='reorganisation_state_is_known', violation_error_message='This is not one of the choices.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='b25281d29a13487371e22ca3c2cdec898d0993ce', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_518c1', table='places_reorganisation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_reorganisationhistory" ("id", "kind", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "state", "title") VALUES (NEW."id", NEW."kind", NEW."note", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_url", NEW."state", NEW."title"); RETURN NULL;', hash='d467968245fc81581aeffc9896adf9c5fcef07ca', operation='INSERT', pgid='pgtrigger_insert_insert_9bf38', table='places_reorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_reorganisationhistory" ("id", "kind", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "state", "title") VALUES (NEW."id", NEW."kind", NEW."note", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_url", NEW."state", NEW."title"); RETURN NULL;', hash='b62748c4f3e6731cda64fb70b14a6e989a65b668', operation='UPDATE', pgid='pgtrigger_update_update_97d04', table='places_reorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_reorganisationhistory" ("id", "kind", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "state", "title") VALUES (OLD."id", OLD."kind", OLD."note", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_url", OLD."state", OLD."title"); RETURN NULL;', hash='666b09f43fee4289f7acb3c0e4694107b3ccf233', operation='DELETE', pgid='pgtrigger_delete_delete_783e7', table='places_reorganisation', when='AFTER')),
        ),
        migrations.AddField(
            model_name='succession',
            name='reorganisation',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='places.reorganisation', verbose_name='reorganisation'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='reorganisation',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.reorganisation', verbose_name='reorganisation'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['merged', 'renamed', 'became_city', 'became_town', 'divided'])), name='succession_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddField(
            model_name='reorganisationhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reorganisationhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.reorganisation'),
        ),
    ]
