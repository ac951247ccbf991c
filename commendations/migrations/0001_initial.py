import django.contrib.postgres.fields
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
            name='EditionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text="Part of the page's address. Empty only where nobody knows it.", null=True, verbose_name='number of the edition')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, help_text='From April; named by its first calendar year.', null=True, verbose_name='fiscal year')),
                ('award_name_en', models.CharField(blank=True, max_length=200, verbose_name='name of the award (English)')),
                ('award_name_ja', models.CharField(blank=True, max_length=200, verbose_name='name of the award (Japanese)')),
                ('announced_on', models.DateField(blank=True, null=True, verbose_name='announced')),
                ('announced_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('ceremony_on', models.DateField(blank=True, null=True, verbose_name='ceremony')),
                ('ceremony_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('applicant_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of applicants')),
                ('recipient_count', models.PositiveSmallIntegerField(blank=True, help_text='As announced; it may be more than are recorded here.', null=True, verbose_name='number of recipients')),
                ('note_en', models.TextField(blank=True, verbose_name='remark (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='remark (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Commendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minister', 'Minister for Internal Affairs and Communications Award'), ('jury', 'Jury special award')], default='minister', max_length=10, verbose_name='kind of award')),
                ('recipient_en', models.CharField(blank=True, max_length=200, verbose_name='recipient (English)')),
                ('recipient_ja', models.CharField(blank=True, max_length=200, verbose_name='recipient (Japanese)')),
                ('recipient_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('government', 'local government'), ('association', 'regional international association'), ('non_profit', "non-profit or citizens' group")], max_length=20), blank=True, default=list, size=None, verbose_name='kind of recipient')),
                ('summary_en', models.TextField(blank=True, verbose_name='what they did (English)')),
                ('summary_ja', models.TextField(blank=True, verbose_name='what they did (Japanese)')),
                ('note_en', models.TextField(blank=True, verbose_name='remark (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='remark (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('search_text', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat('recipient_ja', models.Value(' '), 'recipient_en', models.Value(' ')), output_field=models.TextField(), template="replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize(%(expressions)s, NFKD), E'[\\u0300-\\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"), output_field=models.TextField())),
                ('prefecture', models.ForeignKey(help_text='Where the recipient is.', on_delete=django.db.models.deletion.PROTECT, related_name='commendations', to='places.prefecture', verbose_name='prefecture')),
            ],
            options={
                'verbose_name': 'commendation',
                'verbose_name_plural': 'commendations',
                'ordering': [models.OrderBy(models.F('edition__number'), descending=True, nulls_last=True), 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommendationGovernment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('commendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_governments', to='commendations.commendation', verbose_name='commendation')),
                ('local_government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.localgovernment', verbose_name='local government')),
            ],
            options={
                'verbose_name': 'local government of the recipient',
                'verbose_name_plural': 'local governments of the recipient',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='commendation',
            name='local_governments',
            field=models.ManyToManyField(related_name='commendations', through='commendations.CommendationGovernment', to='places.localgovernment', verbose_name='local governments'),
        ),
        migrations.CreateModel(
            name='CommendationGovernmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('commendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commendations.commendation', verbose_name='commendation')),
                ('local_government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='local government')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commendations.commendationgovernment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommendationPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('commendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_partners', to='commendations.commendation', verbose_name='commendation')),
                ('country', models.ForeignKey(blank=True, help_text='Only without a partner: a partner has its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.country', verbose_name='country or region')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.partner', verbose_name='partner overseas')),
            ],
            options={
                'verbose_name': 'partner of the exchange',
                'verbose_name_plural': 'partners of the exchange',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='commendation',
            name='partners',
            field=models.ManyToManyField(related_name='commendations', through='commendations.CommendationPartner', to='places.partner', verbose_name='partners overseas'),
        ),
        migrations.CreateModel(
            name='CommendationPartnerHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('commendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commendations.commendation', verbose_name='commendation')),
                ('country', models.ForeignKey(blank=True, db_constraint=False, help_text='Only without a partner: a partner has its own.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region')),
                ('partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='partner overseas')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commendations.commendationpartner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text="Part of the page's address. Empty only where nobody knows it.", null=True, verbose_name='number of the edition')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, help_text='From April; named by its first calendar year.', null=True, verbose_name='fiscal year')),
                ('award_name_en', models.CharField(blank=True, max_length=200, verbose_name='name of the award (English)')),
                ('award_name_ja', models.CharField(blank=True, max_length=200, verbose_name='name of the award (Japanese)')),
                ('announced_on', models.DateField(blank=True, null=True, verbose_name='announced')),
                ('announced_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('ceremony_on', models.DateField(blank=True, null=True, verbose_name='ceremony')),
                ('ceremony_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('applicant_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of applicants')),
                ('recipient_count', models.PositiveSmallIntegerField(blank=True, help_text='As announced; it may be more than are recorded here.', null=True, verbose_name='number of recipients')),
                ('note_en', models.TextField(blank=True, verbose_name='remark (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='remark (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'edition of the commendation',
                'verbose_name_plural': 'editions of the commendation',
                'ordering': [models.OrderBy(models.F('number'), descending=True, nulls_last=True)],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('announced_on__isnull', True), ('announced_precision', '')), models.Q(('announced_on__isnull', False), models.Q(('announced_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('announced_on', models.DateField())), 1), ('announced_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('announced_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('announced_on', models.DateField())), 1), ('announced_precision', 'year')), _connector='OR')), _connector='OR'), name='edition_announced_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'), models.CheckConstraint(condition=models.Q(models.Q(('ceremony_on__isnull', True), ('ceremony_precision', '')), models.Q(('ceremony_on__isnull', False), models.Q(('ceremony_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField())), 1), ('ceremony_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField())), 1), ('ceremony_precision', 'year')), _connector='OR')), _connector='OR'), name='edition_ceremony_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'), models.CheckConstraint(condition=models.Q(('announced_on', None), ('ceremony_on', None), ('ceremony_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField()), django.db.models.functions.comparison.Cast('announced_on', models.DateField())), ('ceremony_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('announced_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('announced_on', models.DateField())))), ('ceremony_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ceremony_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('announced_on', models.DateField()))), ('ceremony_precision', 'year')), _connector='OR'), name='edition_ceremony_is_not_before_announced', violation_error_message='The ceremony cannot be before the announcement.'), models.UniqueConstraint(fields=('number',), name='edition_number_is_its_own', nulls_distinct=False, violation_error_message='There is an edition of this number already.'), models.UniqueConstraint(fields=('fiscal_year',), name='edition_fiscal_year_is_its_own', violation_error_message='There is an edition of this fiscal year already.'), models.CheckConstraint(condition=models.Q(models.Q(('fiscal_year', None), ('number', None)), models.Q(('fiscal_year__gte', 2006), ('fiscal_year__isnull', False), ('number__gte', 1), ('number__isnull', False)), _connector='OR'), name='edition_with_a_number_has_a_year', violation_error_message='The number, from 1, and the fiscal year, from 2006, belong together.'), models.CheckConstraint(condition=models.Q(('applicant_count', None), ('recipient_count', None), ('recipient_count__lte', models.F('applicant_count')), _connector='OR'), name='edition_has_no_more_recipients_than_applicants', violation_error_message='There cannot be more recipients than applicants.')],
            },
        ),
        migrations.CreateModel(
            name='CommendationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('minister', 'Minister for Internal Affairs and Communications Award'), ('jury', 'Jury special award')], default='minister', max_length=10, verbose_name='kind of award')),
                ('recipient_en', models.CharField(blank=True, max_length=200, verbose_name='recipient (English)')),
                ('recipient_ja', models.CharField(blank=True, max_length=200, verbose_name='recipient (Japanese)')),
                ('recipient_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('government', 'local government'), ('association', 'regional international association'), ('non_profit', "non-profit or citizens' group")], max_length=20), blank=True, default=list, size=None, verbose_name='kind of recipient')),
                ('summary_en', models.TextField(blank=True, verbose_name='what they did (English)')),
                ('summary_ja', models.TextField(blank=True, verbose_name='what they did (Japanese)')),
                ('note_en', models.TextField(blank=True, verbose_name='remark (English)')),
                ('note_ja', models.TextField(blank=True, verbose_name='remark (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commendations.commendation')),
                ('prefecture', models.ForeignKey(db_constraint=False, help_text='Where the recipient is.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.prefecture', verbose_name='prefecture')),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commendations.edition', verbose_name='edition')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='commendation',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commendations', to='commendations.edition', verbose_name='edition'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='46cfe4a11214a1bf35dbba6f9d705d83eae3d1ad', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_43f2c', table='commendations_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_editionhistory" ("announced_on", "announced_precision", "applicant_count", "award_name_en", "award_name_ja", "ceremony_on", "ceremony_precision", "fiscal_year", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recipient_count", "source_url") VALUES (NEW."announced_on", NEW."announced_precision", NEW."applicant_count", NEW."award_name_en", NEW."award_name_ja", NEW."ceremony_on", NEW."ceremony_precision", NEW."fiscal_year", NEW."id", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."recipient_count", NEW."source_url"); RETURN NULL;', hash='51c97993f96e57fd00a096f05dcc1139b92b2b9b', operation='INSERT', pgid='pgtrigger_insert_insert_a8747', table='commendations_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commendations_editionhistory" ("announced_on", "announced_precision", "applicant_count", "award_name_en", "award_name_ja", "ceremony_on", "ceremony_precision", "fiscal_year", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recipient_count", "source_url") VALUES (NEW."announced_on", NEW."announced_precision", NEW."applicant_count", NEW."award_name_en", NEW."award_name_ja", NEW."ceremony_on", NEW."ceremony_precision", NEW."fiscal_year", NEW."id", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."recipient_count", NEW."source_url"); RETURN NULL;', hash='9957ea88add1250f4a562c4bc75b35dd84ac180b', operation='UPDATE', pgid='pgtrigger_update_update_6f4db', table='commendations_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_editionhistory" ("announced_on", "announced_precision", "applicant_count", "award_name_en", "award_name_ja", "ceremony_on", "ceremony_precision", "fiscal_year", "id", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recipient_count", "source_url") VALUES (OLD."announced_on", OLD."announced_precision", OLD."applicant_count", OLD."award_name_en", OLD."award_name_ja", OLD."ceremony_on", OLD."ceremony_precision", OLD."fiscal_year", OLD."id", OLD."note_en", OLD."note_ja", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."recipient_count", OLD."source_url"); RETURN NULL;', hash='75cd5b059477b1abbc03dfaaf8ddfaf361b8303b', operation='DELETE', pgid='pgtrigger_delete_delete_db7bd', table='commendations_edition', when='AFTER')),
        ),
        migrations.AddField(
            model_name='editionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='editionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commendations.edition'),
        ),
        migrations.AddConstraint(
            model_name='commendationgovernment',
            constraint=models.CheckConstraint(condition=models.Q(('local_government', None), ('name_en', ''), ('name_ja', ''), _negated=True), name='commendationgovernment_names_a_place', violation_error_message='Choose the local government, or give its name.'),
        ),
        migrations.AddConstraint(
            model_name='commendationgovernment',
            constraint=models.UniqueConstraint(condition=models.Q(('local_government__isnull', False)), fields=('commendation', 'local_government'), name='commendationgovernment_place_is_stated_once', violation_error_message='This place is named already.'),
        ),
        migrations.AddConstraint(
            model_name='commendationgovernment',
            constraint=models.UniqueConstraint(condition=models.Q(('local_government__isnull', True)), fields=('commendation', 'name_ja', 'name_en'), name='commendationgovernment_name_is_stated_once', nulls_distinct=False, violation_error_message='This place is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationgovernment',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='1abea61a40780fc5d134a98b3accac8ac160da67', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_d40fc', table='commendations_commendationgovernment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationgovernment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationgovernmenthistory" ("commendation_id", "id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."commendation_id", NEW."id", NEW."local_government_id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='5f213a820df1e978759d186be21fe06b7217f927', operation='INSERT', pgid='pgtrigger_insert_insert_1aa85', table='commendations_commendationgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationgovernment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commendations_commendationgovernmenthistory" ("commendation_id", "id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."commendation_id", NEW."id", NEW."local_government_id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='db322d21aaca6ccebb56c0fe94292fa663ce6bf8', operation='UPDATE', pgid='pgtrigger_update_update_f3069', table='commendations_commendationgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationgovernment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationgovernmenthistory" ("commendation_id", "id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."commendation_id", OLD."id", OLD."local_government_id", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='61d57acb3652bd5b0274ddba6c2a08e806aa667f', operation='DELETE', pgid='pgtrigger_delete_delete_402af', table='commendations_commendationgovernment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='commendationpartner',
            constraint=models.CheckConstraint(condition=models.Q(('country', None), ('name_en', ''), ('name_ja', ''), ('partner', None), _negated=True), name='commendationpartner_names_a_place', violation_error_message='Choose the partner or the country, or give a name.'),
        ),
        migrations.AddConstraint(
            model_name='commendationpartner',
            constraint=models.CheckConstraint(condition=models.Q(('partner', None), ('country', None), _connector='OR'), name='commendationpartner_has_one_country', violation_error_message='With a partner, leave the country empty.'),
        ),
        migrations.AddConstraint(
            model_name='commendationpartner',
            constraint=models.UniqueConstraint(condition=models.Q(('partner__isnull', False)), fields=('commendation', 'partner'), name='commendationpartner_place_is_stated_once', violation_error_message='This place is named already.'),
        ),
        migrations.AddConstraint(
            model_name='commendationpartner',
            constraint=models.UniqueConstraint(condition=models.Q(('partner__isnull', True)), fields=('commendation', 'country', 'name_ja', 'name_en'), name='commendationpartner_name_is_stated_once', nulls_distinct=False, violation_error_message='This place is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationpartner',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='1af888cdbefa218e8d9fb774d811a39f0777d174', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_2f7d1', table='commendations_commendationpartner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationpartner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationpartnerhistory" ("commendation_id", "country_id", "id", "name_en", "name_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."commendation_id", NEW."country_id", NEW."id", NEW."name_en", NEW."name_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='c86f648c530e5ccdf0425a4d43727ec705c9ff58', operation='INSERT', pgid='pgtrigger_insert_insert_c0e29', table='commendations_commendationpartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationpartner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commendations_commendationpartnerhistory" ("commendation_id", "country_id", "id", "name_en", "name_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."commendation_id", NEW."country_id", NEW."id", NEW."name_en", NEW."name_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='1fd59d5bb3f2997e797e4327faada5732397df15', operation='UPDATE', pgid='pgtrigger_update_update_2e0f1', table='commendations_commendationpartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendationpartner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationpartnerhistory" ("commendation_id", "country_id", "id", "name_en", "name_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."commendation_id", OLD."country_id", OLD."id", OLD."name_en", OLD."name_ja", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='c10ac5cfa8ad21501e8ef8eea0add1cd405ea50d', operation='DELETE', pgid='pgtrigger_delete_delete_5a8c2', table='commendations_commendationpartner', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='commendation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['minister', 'jury'])), name='commendation_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='commendation',
            constraint=models.CheckConstraint(condition=models.Q(('recipient_kinds__contained_by', ['government', 'association', 'non_profit'])), name='commendation_recipient_kinds_are_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='commendation',
            constraint=models.CheckConstraint(condition=models.Q(('recipient_en', ''), ('recipient_ja', ''), _negated=True), name='commendation_has_a_recipient', violation_error_message='Give the recipient in English, Japanese or both.'),
        ),
        migrations.AddConstraint(
            model_name='commendation',
            constraint=models.UniqueConstraint(fields=('edition', 'recipient_ja', 'recipient_en'), name='commendation_is_recorded_once', violation_error_message='This edition has this recipient already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='6be35f1db09ec68f40f8b497455f6ef78672c302', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_d64b2', table='commendations_commendation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationhistory" ("edition_id", "id", "kind", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "recipient_en", "recipient_ja", "recipient_kinds", "source_url", "summary_en", "summary_ja") VALUES (NEW."edition_id", NEW."id", NEW."kind", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefecture_id", NEW."recipient_en", NEW."recipient_ja", NEW."recipient_kinds", NEW."source_url", NEW."summary_en", NEW."summary_ja"); RETURN NULL;', hash='72da74a6d10e138dfb5c2193ef76071eb6ae139c', operation='INSERT', pgid='pgtrigger_insert_insert_c397e', table='commendations_commendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."prefecture_id" IS DISTINCT FROM (NEW."prefecture_id") OR OLD."recipient_en" IS DISTINCT FROM (NEW."recipient_en") OR OLD."recipient_ja" IS DISTINCT FROM (NEW."recipient_ja") OR OLD."recipient_kinds" IS DISTINCT FROM (NEW."recipient_kinds") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ja" IS DISTINCT FROM (NEW."summary_ja"))', func='INSERT INTO "commendations_commendationhistory" ("edition_id", "id", "kind", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "recipient_en", "recipient_ja", "recipient_kinds", "source_url", "summary_en", "summary_ja") VALUES (NEW."edition_id", NEW."id", NEW."kind", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefecture_id", NEW."recipient_en", NEW."recipient_ja", NEW."recipient_kinds", NEW."source_url", NEW."summary_en", NEW."summary_ja"); RETURN NULL;', hash='3ad166cb875e13f97e7bac63ced05085caa3885b', operation='UPDATE', pgid='pgtrigger_update_update_9e5b7', table='commendations_commendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commendation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commendations_commendationhistory" ("edition_id", "id", "kind", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "recipient_en", "recipient_ja", "recipient_kinds", "source_url", "summary_en", "summary_ja") VALUES (OLD."edition_id", OLD."id", OLD."kind", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefecture_id", OLD."recipient_en", OLD."recipient_ja", OLD."recipient_kinds", OLD."source_url", OLD."summary_en", OLD."summary_ja"); RETURN NULL;', hash='0e8562ceb3f205cd16085d10daf10ab174e15559', operation='DELETE', pgid='pgtrigger_delete_delete_195ec', table='commendations_commendation', when='AFTER')),
        ),
    ]
