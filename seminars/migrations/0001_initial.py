import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seminar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled'), ('unknown', 'Outcome not recorded')], default='planned', max_length=10, verbose_name='status')),
                ('mode', models.CharField(blank=True, choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'In person and online'), ('', 'Not recorded')], default='', max_length=10, verbose_name='how it is held')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('starts_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('ends_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('theme_en', models.CharField(blank=True, max_length=300, verbose_name='theme (English)')),
                ('theme_ja', models.CharField(blank=True, max_length=300, verbose_name='theme (Japanese)')),
                ('note_en', models.TextField(blank=True, verbose_name='remark (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='remark (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('fiscal_year', models.PositiveSmallIntegerField(help_text='From April; named by its first calendar year.', verbose_name='fiscal year')),
                ('office', models.CharField(choices=[('new-york', 'New York'), ('london', 'London'), ('paris', 'Paris'), ('singapore', 'Singapore'), ('seoul', 'Seoul'), ('sydney', 'Sydney'), ('beijing', 'Beijing')], max_length=10, verbose_name='overseas office')),
                ('sequence', models.PositiveSmallIntegerField(default=1, help_text='2 for the second one that the office held in the year.', verbose_name='which of the year')),
                ('tokyo_programme_en', models.TextField(blank=True, verbose_name='programme in Tokyo (English)')),
                ('tokyo_programme_ja', models.TextField(blank=True, verbose_name='programme in Tokyo (Japanese)')),
                ('participant_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of participants')),
                ('apply_en', models.TextField(blank=True, help_text='Language, fee, whom to write to; shown until the deadline.', verbose_name='how to apply (English)')),
                ('apply_ja', models.TextField(blank=True, verbose_name='how to apply (Japanese)')),
                ('apply_url', models.URLField(blank=True, max_length=500, verbose_name='page of the application')),
                ('apply_by', models.DateField(blank=True, null=True, verbose_name='deadline of the application')),
                ('search_text', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat('theme_ja', models.Value(' '), 'theme_en', models.Value(' ')), output_field=models.TextField(), template="replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize(%(expressions)s, NFKD), E'[\\u0300-\\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"), output_field=models.TextField())),
            ],
            options={
                'verbose_name': 'seminar',
                'verbose_name_plural': 'seminars',
                'ordering': ['-fiscal_year', 'office', 'sequence'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeminarDelegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='places and bodies (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='places and bodies (Japanese)')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.country', verbose_name='country or region')),
                ('seminar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='seminars.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'origin of participants',
                'verbose_name_plural': 'origins of participants',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='seminar',
            name='countries',
            field=models.ManyToManyField(related_name='seminars', through='seminars.SeminarDelegation', to='places.country', verbose_name='countries and regions of the participants'),
        ),
        migrations.CreateModel(
            name='SeminarDelegationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='places and bodies (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='places and bodies (Japanese)')),
                ('country', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seminars.seminardelegation')),
                ('seminar', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seminars.seminar', verbose_name='seminar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeminarHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled'), ('unknown', 'Outcome not recorded')], default='planned', max_length=10, verbose_name='status')),
                ('mode', models.CharField(blank=True, choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'In person and online'), ('', 'Not recorded')], default='', max_length=10, verbose_name='how it is held')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('starts_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('ends_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('theme_en', models.CharField(blank=True, max_length=300, verbose_name='theme (English)')),
                ('theme_ja', models.CharField(blank=True, max_length=300, verbose_name='theme (Japanese)')),
                ('note_en', models.TextField(blank=True, verbose_name='remark (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='remark (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('fiscal_year', models.PositiveSmallIntegerField(help_text='From April; named by its first calendar year.', verbose_name='fiscal year')),
                ('office', models.CharField(choices=[('new-york', 'New York'), ('london', 'London'), ('paris', 'Paris'), ('singapore', 'Singapore'), ('seoul', 'Seoul'), ('sydney', 'Sydney'), ('beijing', 'Beijing')], max_length=10, verbose_name='overseas office')),
                ('sequence', models.PositiveSmallIntegerField(default=1, help_text='2 for the second one that the office held in the year.', verbose_name='which of the year')),
                ('tokyo_programme_en', models.TextField(blank=True, verbose_name='programme in Tokyo (English)')),
                ('tokyo_programme_ja', models.TextField(blank=True, verbose_name='programme in Tokyo (Japanese)')),
                ('participant_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of participants')),
                ('apply_en', models.TextField(blank=True, help_text='Language, fee, whom to write to; shown until the deadline.', verbose_name='how to apply (English)')),
                ('apply_ja', models.TextField(blank=True, verbose_name='how to apply (Japanese)')),
                ('apply_url', models.URLField(blank=True, max_length=500, verbose_name='page of the application')),
                ('apply_by', models.DateField(blank=True, null=True, verbose_name='deadline of the application')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seminars.seminar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeminarHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('local_government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.localgovernment', verbose_name='local government')),
                ('seminar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_hosts', to='seminars.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'host',
                'verbose_name_plural': 'hosts',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='seminar',
            name='hosts',
            field=models.ManyToManyField(related_name='hosted_seminars', through='seminars.SeminarHost', to='places.localgovernment', verbose_name='hosts'),
        ),
        migrations.CreateModel(
            name='SeminarHostHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('local_government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='local government')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seminars.seminarhost')),
                ('seminar', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seminars.seminar', verbose_name='seminar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='seminardelegation',
            constraint=models.UniqueConstraint(fields=('seminar', 'country'), name='delegation_is_stated_once', violation_error_message='This country or region is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminardelegation',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='ac50a8c0ba79955a2b4a378d43a93819771011bd', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_86ee0', table='seminars_seminardelegation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminardelegation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminardelegationhistory" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seminar_id", "text_en", "text_ja") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seminar_id", NEW."text_en", NEW."text_ja"); RETURN NULL;', hash='b6ca3525f8ff326a761d517e116ca39f0ee32ba2', operation='INSERT', pgid='pgtrigger_insert_insert_80fb9', table='seminars_seminardelegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminardelegation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "seminars_seminardelegationhistory" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seminar_id", "text_en", "text_ja") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seminar_id", NEW."text_en", NEW."text_ja"); RETURN NULL;', hash='2f2665c4e0b072d9a927c29ae30f213002c78ae3', operation='UPDATE', pgid='pgtrigger_update_update_68fa8', table='seminars_seminardelegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminardelegation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminardelegationhistory" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seminar_id", "text_en", "text_ja") VALUES (OLD."country_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seminar_id", OLD."text_en", OLD."text_ja"); RETURN NULL;', hash='ec4ba755faa6a893ea305c1a95f5857864707b5a', operation='DELETE', pgid='pgtrigger_delete_delete_3c401', table='seminars_seminardelegation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='seminarhost',
            constraint=models.CheckConstraint(condition=models.Q(('local_government', None), ('name_en', ''), ('name_ja', ''), _negated=True), name='seminarhost_names_a_place', violation_error_message='Choose the local government, or give its name.'),
        ),
        migrations.AddConstraint(
            model_name='seminarhost',
            constraint=models.UniqueConstraint(condition=models.Q(('local_government__isnull', False)), fields=('seminar', 'local_government'), name='seminarhost_place_is_stated_once', violation_error_message='This place is named already.'),
        ),
        migrations.AddConstraint(
            model_name='seminarhost',
            constraint=models.UniqueConstraint(condition=models.Q(('local_government__isnull', True)), fields=('seminar', 'name_ja', 'name_en'), name='seminarhost_name_is_stated_once', nulls_distinct=False, violation_error_message='This place is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminarhost',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='0d85eeed147d47eb1591cd1fb99bbe92c208afcd', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_50238', table='seminars_seminarhost', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminarhost',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminarhosthistory" ("id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seminar_id") VALUES (NEW."id", NEW."local_government_id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seminar_id"); RETURN NULL;', hash='a8e10ffd2aa5f3462c918ca251a7e97cc17a2638', operation='INSERT', pgid='pgtrigger_insert_insert_f1ab9', table='seminars_seminarhost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminarhost',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "seminars_seminarhosthistory" ("id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seminar_id") VALUES (NEW."id", NEW."local_government_id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seminar_id"); RETURN NULL;', hash='1819b43b83f323b42f97544678e5f9b8a82e91ed', operation='UPDATE', pgid='pgtrigger_update_update_5293e', table='seminars_seminarhost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminarhost',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminarhosthistory" ("id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seminar_id") VALUES (OLD."id", OLD."local_government_id", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seminar_id"); RETURN NULL;', hash='1afa73fbfdd0ea93f84dd61a63960973abbf323f', operation='DELETE', pgid='pgtrigger_delete_delete_64247', table='seminars_seminarhost', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('starts_on__isnull', True), ('starts_precision', '')), models.Q(('starts_on__isnull', False), models.Q(('starts_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), 1), ('starts_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), 1), ('starts_precision', 'year')), _connector='OR')), _connector='OR'), name='seminar_starts_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_on__isnull', True), ('ends_precision', '')), models.Q(('ends_on__isnull', False), models.Q(('ends_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), 1), ('ends_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), 1), ('ends_precision', 'year')), _connector='OR')), _connector='OR'), name='seminar_ends_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('ends_on', models.DateField()), django.db.models.functions.comparison.Cast('starts_on', models.DateField())), ('ends_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ends_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('starts_on', models.DateField())))), ('ends_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('starts_on', models.DateField()))), ('ends_precision', 'year')), _connector='OR'), name='seminar_ends_is_not_before_starts', violation_error_message='The last day cannot be before the first.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'held', 'cancelled', 'unknown'])), name='seminar_status_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['in_person', 'online', 'hybrid', ''])), name='seminar_mode_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('office__in', ['new-york', 'london', 'paris', 'singapore', 'seoul', 'sydney', 'beijing'])), name='seminar_office_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('fiscal_year__gte', 1988), ('sequence__gte', 1)), name='seminar_numbers_begin', violation_error_message='The fiscal year is 1988 or later, when CLAIR was founded, and counting begins at 1.'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.UniqueConstraint(fields=('fiscal_year', 'office', 'sequence'), name='seminar_is_recorded_once', violation_error_message='This office has a seminar of this year already. A second one has the sequence 2.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='a7ce403300381ea45ab25b852eb692ceb560d954', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_c688f', table='seminars_seminar', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminarhistory" ("apply_by", "apply_en", "apply_ja", "apply_url", "ends_on", "ends_precision", "fiscal_year", "id", "mode", "note_en", "note_ja", "office", "participant_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "sequence", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "tokyo_programme_en", "tokyo_programme_ja") VALUES (NEW."apply_by", NEW."apply_en", NEW."apply_ja", NEW."apply_url", NEW."ends_on", NEW."ends_precision", NEW."fiscal_year", NEW."id", NEW."mode", NEW."note_en", NEW."note_ja", NEW."office", NEW."participant_count", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."sequence", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."tokyo_programme_en", NEW."tokyo_programme_ja"); RETURN NULL;', hash='eadd35f01a4373fcf74ca6bbf9000b5a23c0893e', operation='INSERT', pgid='pgtrigger_insert_insert_f4e91', table='seminars_seminar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."apply_by" IS DISTINCT FROM (NEW."apply_by") OR OLD."apply_en" IS DISTINCT FROM (NEW."apply_en") OR OLD."apply_ja" IS DISTINCT FROM (NEW."apply_ja") OR OLD."apply_url" IS DISTINCT FROM (NEW."apply_url") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."ends_precision" IS DISTINCT FROM (NEW."ends_precision") OR OLD."fiscal_year" IS DISTINCT FROM (NEW."fiscal_year") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."participant_count" IS DISTINCT FROM (NEW."participant_count") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."starts_precision" IS DISTINCT FROM (NEW."starts_precision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."theme_en" IS DISTINCT FROM (NEW."theme_en") OR OLD."theme_ja" IS DISTINCT FROM (NEW."theme_ja") OR OLD."tokyo_programme_en" IS DISTINCT FROM (NEW."tokyo_programme_en") OR OLD."tokyo_programme_ja" IS DISTINCT FROM (NEW."tokyo_programme_ja"))', func='INSERT INTO "seminars_seminarhistory" ("apply_by", "apply_en", "apply_ja", "apply_url", "ends_on", "ends_precision", "fiscal_year", "id", "mode", "note_en", "note_ja", "office", "participant_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "sequence", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "tokyo_programme_en", "tokyo_programme_ja") VALUES (NEW."apply_by", NEW."apply_en", NEW."apply_ja", NEW."apply_url", NEW."ends_on", NEW."ends_precision", NEW."fiscal_year", NEW."id", NEW."mode", NEW."note_en", NEW."note_ja", NEW."office", NEW."participant_count", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."sequence", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."tokyo_programme_en", NEW."tokyo_programme_ja"); RETURN NULL;', hash='7edfcad2201d938af92c862414dd53d53b1565f3', operation='UPDATE', pgid='pgtrigger_update_update_b66c3', table='seminars_seminar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seminar',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "seminars_seminarhistory" ("apply_by", "apply_en", "apply_ja", "apply_url", "ends_on", "ends_precision", "fiscal_year", "id", "mode", "note_en", "note_ja", "office", "participant_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "sequence", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "tokyo_programme_en", "tokyo_programme_ja") VALUES (OLD."apply_by", OLD."apply_en", OLD."apply_ja", OLD."apply_url", OLD."ends_on", OLD."ends_precision", OLD."fiscal_year", OLD."id", OLD."mode", OLD."note_en", OLD."note_ja", OLD."office", OLD."participant_count", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."sequence", OLD."source_url", OLD."starts_on", OLD."starts_precision", OLD."status", OLD."theme_en", OLD."theme_ja", OLD."tokyo_programme_en", OLD."tokyo_programme_ja"); RETURN NULL;', hash='6c87dd1c1d1eab68bfd7e088cd6d250e6dd9aa55', operation='DELETE', pgid='pgtrigger_delete_delete_ed3b9', table='seminars_seminar', when='AFTER')),
        ),
    ]
