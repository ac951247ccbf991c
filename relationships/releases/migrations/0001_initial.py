import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='number')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
                ('published_by', models.CharField(max_length=200, verbose_name='published by')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                ('file_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                ('counts', models.JSONField(default=dict, verbose_name='counts')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='answered alarms')),
                ('note_en', models.TextField(blank=True, verbose_name='note (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='note (Japanese)')),
                ('dataset_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the dataset')),
                ('history_context', models.UUIDField(blank=True, editable=False, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('undone_by', models.CharField(blank=True, max_length=200, verbose_name='undone by')),
                ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='following', to='releases.release', verbose_name='release it follows')),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'ordering': ['-number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DatasetPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='releases.release')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.PositiveIntegerField(verbose_name='public number')),
                ('kind', models.CharField(choices=[('new', 'New'), ('ended', 'Ended'), ('corrected', 'Corrected'), ('renamed', 'Renamed'), ('removed', 'Removed')], max_length=10, verbose_name='kind of change')),
                ('column', models.CharField(blank=True, max_length=40, verbose_name='column')),
                ('before', models.TextField(blank=True, verbose_name='before')),
                ('after', models.TextField(blank=True, verbose_name='after')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='releases.release', verbose_name='release')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReleaseHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
                ('published_by', models.CharField(max_length=200, verbose_name='published by')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                ('file_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                ('counts', models.JSONField(default=dict, verbose_name='counts')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='answered alarms')),
                ('note_en', models.TextField(blank=True, verbose_name='note (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='note (Japanese)')),
                ('dataset_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the dataset')),
                ('history_context', models.UUIDField(blank=True, editable=False, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('undone_by', models.CharField(blank=True, max_length=200, verbose_name='undone by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='releases.release')),
                ('previous', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='releases.release', verbose_name='release it follows')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('previous', None)), models.Q(('number__gt', 1), ('previous__isnull', False)), _connector='OR'), name='release_only_the_first_follows_none', violation_error_message='Every release but the first follows another.'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('previous',), name='release_is_followed_by_one', violation_error_message='Another release follows this one already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='63a430b40a705020227e850de053e00046bb5243', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_ea251', table='releases_release', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "releases_releasehistory" ("answers", "as_of", "counts", "dataset_sha256", "file_name", "file_sha256", "history_context", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "published_at", "published_by", "undone_at", "undone_by") VALUES (NEW."answers", NEW."as_of", NEW."counts", NEW."dataset_sha256", NEW."file_name", NEW."file_sha256", NEW."history_context", NEW."id", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."previous_id", NEW."published_at", NEW."published_by", NEW."undone_at", NEW."undone_by"); RETURN NULL;', hash='5d7daa2f1c69cbb71ead108b68bf766546f88c3d', operation='INSERT', pgid='pgtrigger_insert_insert_2b00f', table='releases_release', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "releases_releasehistory" ("answers", "as_of", "counts", "dataset_sha256", "file_name", "file_sha256", "history_context", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "published_at", "published_by", "undone_at", "undone_by") VALUES (NEW."answers", NEW."as_of", NEW."counts", NEW."dataset_sha256", NEW."file_name", NEW."file_sha256", NEW."history_context", NEW."id", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."previous_id", NEW."published_at", NEW."published_by", NEW."undone_at", NEW."undone_by"); RETURN NULL;', hash='92da202bc633b3e1a7d60bc5180303e90fab2291', operation='UPDATE', pgid='pgtrigger_update_update_a89b1', table='releases_release', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "releases_releasehistory" ("answers", "as_of", "counts", "dataset_sha256", "file_name", "file_sha256", "history_context", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "published_at", "published_by", "undone_at", "undone_by") VALUES (OLD."answers", OLD."as_of", OLD."counts", OLD."dataset_sha256", OLD."file_name", OLD."file_sha256", OLD."history_context", OLD."id", OLD."note_en", OLD."note_ja", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."previous_id", OLD."published_at", OLD."published_by", OLD."undone_at", OLD."undone_by"); RETURN NULL;', hash='ceee248342c779000adec337bd977394d5151fe5', operation='DELETE', pgid='pgtrigger_delete_delete_a35d9', table='releases_release', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='datasetpart',
            constraint=models.UniqueConstraint(fields=('release', 'position'), name='dataset_part_has_its_own_position', violation_error_message='A release has one part at a position.'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['public_id'], name='change_of_relationship'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'ended', 'corrected', 'renamed', 'removed'])), name='change_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='change_differs', violation_error_message='A change has two different values.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='change',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='bbd8211fde3c0d40790539f21ba9302fbed87c50', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_8e2b3', table='releases_change', when='BEFORE')),
        ),
    ]
