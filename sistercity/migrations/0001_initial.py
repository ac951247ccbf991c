import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='QuestionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('group', models.CharField(choices=[('basics', 'Getting started'), ('forming', 'Forming a relationship'), ('exchange', 'Exchange activities'), ('programmes', 'Awards, seminars and conferences'), ('data', 'The data')], max_length=10, verbose_name='group')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Within the group; the smallest number is first.', verbose_name='position')),
                ('anchor', models.CharField(help_text='Part of the address; never changes. For example what-is-counted.', max_length=60, verbose_name='anchor')),
                ('question_en', models.CharField(blank=True, max_length=200, verbose_name='question (English)')),
                ('question_ja', models.CharField(blank=True, max_length=200, verbose_name='question (Japanese)')),
                ('answer_en', models.TextField(blank=True, help_text='An empty line begins a paragraph. Lines that begin with “1. ” or “- ” are a list.', verbose_name='answer (English)')),
                ('answer_ja', models.TextField(blank=True, verbose_name='answer (Japanese)')),
                ('link_path', models.CharField(blank=True, help_text='Its path without the language, for example partner-search/.', max_length=200, verbose_name='page that does it')),
                ('link_label_en', models.CharField(blank=True, max_length=100, verbose_name='text of the link (English)')),
                ('link_label_ja', models.CharField(blank=True, max_length=100, verbose_name='text of the link (Japanese)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuestionSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuestionSourceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('url', models.URLField(max_length=500, verbose_name='address')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DataVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='data_version_is_one_row', violation_error_message='There is one data version only.')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importer', models.CharField(max_length=50, verbose_name='kind of import')),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('content', models.BinaryField()),
                ('file_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='sheet')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('end_missing', models.BooleanField(default=False, verbose_name='end what the file lacks')),
                ('status', models.CharField(choices=[('planning', 'being compared'), ('planned', 'compared'), ('outdated', 'to be compared again'), ('refused', 'file refused'), ('publishing', 'being published'), ('published', 'published'), ('failed', 'failed'), ('discarded', 'discarded')], default='planning', max_length=10, verbose_name='status')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('attempt', models.PositiveIntegerField(default=0, editable=False)),
                ('pid', models.PositiveIntegerField(editable=False, null=True)),
                ('host', models.CharField(blank=True, editable=False, max_length=255)),
                ('step', models.CharField(blank=True, editable=False, max_length=20)),
                ('step_began_at', models.DateTimeField(editable=False, null=True)),
                ('fraction', models.FloatField(default=0, editable=False)),
                ('rows', models.PositiveIntegerField(default=0, editable=False)),
                ('heartbeat', models.DateTimeField(editable=False, null=True)),
                ('head', models.JSONField(default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('answers', models.JSONField(default=dict, editable=False, verbose_name='answered alarms')),
                ('names', models.JSONField(default=list, editable=False, verbose_name='answered names')),
                ('note_en', models.TextField(blank=True, verbose_name='note (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='note (Japanese)')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded at')),
                ('created_by', models.CharField(max_length=200, verbose_name='uploaded by')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('published_by', models.CharField(blank=True, max_length=200, verbose_name='published by')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='what was published')),
                ('result_url', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-pk'],
                'permissions': [('publish_importrun', 'Can publish an import and take it back')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['planning', 'planned', 'outdated', 'refused', 'publishing', 'published', 'failed', 'discarded'])), name='import_run_status_is_known', violation_error_message='This is not one of the choices.'), models.CheckConstraint(condition=models.Q(('fraction__range', (0, 1))), name='import_run_fraction_is_a_share', violation_error_message='A share is between 0 and 1.'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('status', 'published'), models.Q(('published_by', ''), _negated=True)), models.Q(models.Q(('status', 'published'), _negated=True), ('published_at', None)), _connector='OR'), name='import_run_says_who_published', violation_error_message='A published import names who published it, and when.')],
            },
        ),
        migrations.CreateModel(
            name='ImportEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('new', 'New'), ('ended', 'Ended'), ('corrected', 'Corrected'), ('renamed', 'Renamed'), ('missing', 'Missing in the file'), ('error', 'Error'), ('warning', 'Warning'), ('notice', 'Notice'), ('name', 'Unknown name')], max_length=10, verbose_name='group')),
                ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='sistercity.importrun', verbose_name='import')),
            ],
            options={
                'ordering': ['run', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('group', models.CharField(choices=[('basics', 'Getting started'), ('forming', 'Forming a relationship'), ('exchange', 'Exchange activities'), ('programmes', 'Awards, seminars and conferences'), ('data', 'The data')], max_length=10, verbose_name='group')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Within the group; the smallest number is first.', verbose_name='position')),
                ('anchor', models.CharField(help_text='Part of the address; never changes. For example what-is-counted.', max_length=60, unique=True, verbose_name='anchor')),
                ('question_en', models.CharField(blank=True, max_length=200, verbose_name='question (English)')),
                ('question_ja', models.CharField(blank=True, max_length=200, verbose_name='question (Japanese)')),
                ('answer_en', models.TextField(blank=True, help_text='An empty line begins a paragraph. Lines that begin with “1. ” or “- ” are a list.', verbose_name='answer (English)')),
                ('answer_ja', models.TextField(blank=True, verbose_name='answer (Japanese)')),
                ('link_path', models.CharField(blank=True, help_text='Its path without the language, for example partner-search/.', max_length=200, verbose_name='page that does it')),
                ('link_label_en', models.CharField(blank=True, max_length=100, verbose_name='text of the link (English)')),
                ('link_label_ja', models.CharField(blank=True, max_length=100, verbose_name='text of the link (Japanese)')),
                ('search_text', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat(models.F('question_en'), models.Value(' '), models.F('question_ja'), models.Value(' '), models.F('answer_en'), models.Value(' '), models.F('answer_ja'), models.Value(' '), output_field=models.TextField()), output_field=models.TextField(), template="replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize(%(expressions)s, NFKD), E'[\\u0300-\\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"), output_field=models.TextField())),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions and answers',
                'ordering': [models.Case(models.When(group='basics', then=0), models.When(group='forming', then=1), models.When(group='exchange', then=2), models.When(group='programmes', then=3), models.When(group='data', then=4), output_field=models.SmallIntegerField()), 'position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('group__in', ['basics', 'forming', 'exchange', 'programmes', 'data'])), name='question_group_is_known', violation_error_message='This is not one of the choices.'), models.CheckConstraint(condition=models.Q(('anchor__regex', '^[a-z0-9]+(-[a-z0-9]+)+$')), name='question_anchor_is_words', violation_error_message='The anchor is two or more words in small letters, with hyphens between.'), models.CheckConstraint(condition=models.Q(('question_en', ''), ('question_ja', ''), _negated=True), name='question_is_asked', violation_error_message='Give the question in English, Japanese or both.'), models.CheckConstraint(condition=models.Q(('link_path', ''), ('link_path__regex', '^([a-z0-9-]+/)+([?][A-Za-z0-9_=&-]+)?(#[a-z0-9-]+)?$'), _connector='OR'), name='question_link_is_a_path', violation_error_message='The page is a path of this site without the language: relationships/.'), models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('question_en', ''), ('question_ja', ''), ('answer_en', ''), ('answer_ja', ''), ('link_path', ''), ('link_label_en', ''), ('link_label_ja', ''), _connector='OR', _negated=True), _connector='OR'), name='question_is_complete_when_published', violation_error_message='Before it is published, a question needs question, answer and link in both languages.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='e4dcc6926a8d29e1c658771c9fc29b48c065cea6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_63ec2', table='sistercity_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='keep_anchor', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor" IS DISTINCT FROM (NEW."anchor"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d1fb091506c65e991a2d13e9c54f9ff6158b77d1', operation='UPDATE', pgid='pgtrigger_keep_anchor_375be', table='sistercity_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sistercity_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja") VALUES (NEW."anchor", NEW."answer_en", NEW."answer_ja", NEW."group", NEW."id", NEW."link_label_en", NEW."link_label_ja", NEW."link_path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."published_at", NEW."question_en", NEW."question_ja"); RETURN NULL;', hash='8ec5ca81924e397e076e1b9419bf108a3e24ea86', operation='INSERT', pgid='pgtrigger_insert_insert_ed383', table='sistercity_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor" IS DISTINCT FROM (NEW."anchor") OR OLD."answer_en" IS DISTINCT FROM (NEW."answer_en") OR OLD."answer_ja" IS DISTINCT FROM (NEW."answer_ja") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_label_en" IS DISTINCT FROM (NEW."link_label_en") OR OLD."link_label_ja" IS DISTINCT FROM (NEW."link_label_ja") OR OLD."link_path" IS DISTINCT FROM (NEW."link_path") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."question_en" IS DISTINCT FROM (NEW."question_en") OR OLD."question_ja" IS DISTINCT FROM (NEW."question_ja"))', func='INSERT INTO "sistercity_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja") VALUES (NEW."anchor", NEW."answer_en", NEW."answer_ja", NEW."group", NEW."id", NEW."link_label_en", NEW."link_label_ja", NEW."link_path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."published_at", NEW."question_en", NEW."question_ja"); RETURN NULL;', hash='5667b807df2fbaa44ab58a1723d38024a838966a', operation='UPDATE', pgid='pgtrigger_update_update_74ce6', table='sistercity_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sistercity_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja") VALUES (OLD."anchor", OLD."answer_en", OLD."answer_ja", OLD."group", OLD."id", OLD."link_label_en", OLD."link_label_ja", OLD."link_path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."published_at", OLD."question_en", OLD."question_ja"); RETURN NULL;', hash='3ca6f438430bd6107277ff58c14ccce896c52b8a', operation='DELETE', pgid='pgtrigger_delete_delete_608cf', table='sistercity_question', when='AFTER')),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='sistercity.question'),
        ),
        migrations.AddField(
            model_name='questionsource',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='sistercity.question', verbose_name='question'),
        ),
        migrations.AddField(
            model_name='questionsourcehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='questionsourcehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='sistercity.questionsource'),
        ),
        migrations.AddField(
            model_name='questionsourcehistory',
            name='question',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sistercity.question', verbose_name='question'),
        ),
        migrations.AddIndex(
            model_name='importentry',
            index=models.Index(fields=['run', 'kind', 'position'], name='import_entry_of_kind'),
        ),
        migrations.AddConstraint(
            model_name='importentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'ended', 'corrected', 'renamed', 'missing', 'error', 'warning', 'notice', 'name'])), name='import_entry_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='importentry',
            constraint=models.UniqueConstraint(fields=('run', 'position'), name='import_entry_has_its_own_position', violation_error_message='Another entry stands at this position.'),
        ),
        migrations.AddConstraint(
            model_name='questionsource',
            constraint=models.UniqueConstraint(fields=('question', 'url'), name='question_source_is_stated_once', violation_error_message='This source is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='62814a1705fc84504a608590fdaea2367ab40d68', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_03cf6', table='sistercity_questionsource', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sistercity_questionsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "url") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."url"); RETURN NULL;', hash='1643e4cdc74f5b4643145a86483280c99f4f1346', operation='INSERT', pgid='pgtrigger_insert_insert_d5392', table='sistercity_questionsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sistercity_questionsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "url") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."url"); RETURN NULL;', hash='ef2ff7660187a7b3eeb2f86427aa7379869cace3', operation='UPDATE', pgid='pgtrigger_update_update_d5bba', table='sistercity_questionsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sistercity_questionsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "url") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question_id", OLD."url"); RETURN NULL;', hash='6d775b2e5fa457b2cccd3e233c12bc4bceba283d', operation='DELETE', pgid='pgtrigger_delete_delete_4b887', table='sistercity_questionsource', when='AFTER')),
        ),
        migrations.RunSQL(
            "INSERT INTO sistercity_dataversion (id, number, changed_at) VALUES (1, 1, now())",
            "DELETE FROM sistercity_dataversion",
        ),
    ]
