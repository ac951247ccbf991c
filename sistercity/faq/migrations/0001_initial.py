import django.db.models.deletion
import django.db.models.functions.text
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
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='cc8735189d81882fd3b087ae81b432fc06fb6e0f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_50be3', table='faq_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='keep_anchor', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor" IS DISTINCT FROM (NEW."anchor"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='473d1fe0715fd1d904ebaf8c2b50c3d8f9fa1d55', operation='UPDATE', pgid='pgtrigger_keep_anchor_05290', table='faq_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "faq_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja") VALUES (NEW."anchor", NEW."answer_en", NEW."answer_ja", NEW."group", NEW."id", NEW."link_label_en", NEW."link_label_ja", NEW."link_path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."published_at", NEW."question_en", NEW."question_ja"); RETURN NULL;', hash='9eec11f1e8532f3bd1e123a5732e12b6d90d579e', operation='INSERT', pgid='pgtrigger_insert_insert_866aa', table='faq_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor" IS DISTINCT FROM (NEW."anchor") OR OLD."answer_en" IS DISTINCT FROM (NEW."answer_en") OR OLD."answer_ja" IS DISTINCT FROM (NEW."answer_ja") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_label_en" IS DISTINCT FROM (NEW."link_label_en") OR OLD."link_label_ja" IS DISTINCT FROM (NEW."link_label_ja") OR OLD."link_path" IS DISTINCT FROM (NEW."link_path") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."question_en" IS DISTINCT FROM (NEW."question_en") OR OLD."question_ja" IS DISTINCT FROM (NEW."question_ja"))', func='INSERT INTO "faq_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja") VALUES (NEW."anchor", NEW."answer_en", NEW."answer_ja", NEW."group", NEW."id", NEW."link_label_en", NEW."link_label_ja", NEW."link_path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."published_at", NEW."question_en", NEW."question_ja"); RETURN NULL;', hash='e5fee47160515308eca21f3722a76ad200b6e217', operation='UPDATE', pgid='pgtrigger_update_update_b0081', table='faq_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "faq_questionhistory" ("anchor", "answer_en", "answer_ja", "group", "id", "link_label_en", "link_label_ja", "link_path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "question_en", "question_ja") VALUES (OLD."anchor", OLD."answer_en", OLD."answer_ja", OLD."group", OLD."id", OLD."link_label_en", OLD."link_label_ja", OLD."link_path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."published_at", OLD."question_en", OLD."question_ja"); RETURN NULL;', hash='edd3db89046ae5b00a86126706f3f69fb7e54513', operation='DELETE', pgid='pgtrigger_delete_delete_77748', table='faq_question', when='AFTER')),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='questionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='faq.question'),
        ),
        migrations.AddField(
            model_name='questionsource',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='faq.question', verbose_name='question'),
        ),
        migrations.AddField(
            model_name='questionsourcehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='questionsourcehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='faq.questionsource'),
        ),
        migrations.AddField(
            model_name='questionsourcehistory',
            name='question',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='faq.question', verbose_name='question'),
        ),
        migrations.AddConstraint(
            model_name='questionsource',
            constraint=models.UniqueConstraint(fields=('question', 'url'), name='question_source_is_stated_once', violation_error_message='This source is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='9d2755a28a443884b66c3dc9827721ab7b1902e3', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_667c0', table='faq_questionsource', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "faq_questionsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "url") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."url"); RETURN NULL;', hash='57cc56bed8e6273003c9a6b4a6a6e81e9059e643', operation='INSERT', pgid='pgtrigger_insert_insert_4177f', table='faq_questionsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "faq_questionsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "url") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."url"); RETURN NULL;', hash='c22770a534f9395f6cd7c5cbcfac96e862b465ea', operation='UPDATE', pgid='pgtrigger_update_update_aa95e', table='faq_questionsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "faq_questionsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "url") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question_id", OLD."url"); RETURN NULL;', hash='6d20dbd30d2d278caeebf46b8725a9d11e24db36', operation='DELETE', pgid='pgtrigger_delete_delete_e7af7', table='faq_questionsource', when='AFTER')),
        ),
    ]
