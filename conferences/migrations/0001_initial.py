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
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='name in addresses')),
                ('name_en', models.CharField(max_length=200, verbose_name='name (English)')),
                ('name_ja', models.CharField(max_length=200, verbose_name='name (Japanese)')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position in lists')),
                ('about_en', models.TextField(blank=True, verbose_name='what it is (English)')),
                ('about_ja', models.TextField(blank=True, verbose_name='what it is (Japanese)')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
            ],
            options={
                'verbose_name': 'series of conferences',
                'verbose_name_plural': 'series of conferences',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Conference',
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
                ('number', models.PositiveSmallIntegerField(help_text="Part of the page's address.", verbose_name='number of the edition')),
                ('city_en', models.CharField(blank=True, max_length=200, verbose_name='city (English)')),
                ('city_ja', models.CharField(blank=True, max_length=200, verbose_name='city (Japanese)')),
                ('venue_en', models.CharField(blank=True, max_length=300, verbose_name='venue (English)')),
                ('venue_ja', models.CharField(blank=True, max_length=300, verbose_name='venue (Japanese)')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('host_name_en', models.CharField(blank=True, max_length=200, verbose_name='host in the source (English)')),
                ('host_name_ja', models.CharField(blank=True, max_length=200, verbose_name='host in the source (Japanese)')),
                ('participants_en', models.TextField(blank=True, verbose_name='participants (English)')),
                ('participants_ja', models.TextField(blank=True, verbose_name='participants (Japanese)')),
                ('declaration_en', models.TextField(blank=True, verbose_name='declaration (English)')),
                ('declaration_ja', models.TextField(blank=True, verbose_name='declaration (Japanese)')),
                ('search_text', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat('theme_ja', models.Value(' '), 'theme_en', models.Value(' '), 'city_ja', models.Value(' '), 'city_en', models.Value(' '), 'host_name_ja', models.Value(' ')), output_field=models.TextField(), template="replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize(%(expressions)s, NFKD), E'[\\u0300-\\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"), output_field=models.TextField())),
                ('country', models.ForeignKey(blank=True, help_text='Where it is held, abroad.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conferences', to='places.country', verbose_name='country or region')),
                ('host_government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_conferences', to='places.localgovernment', verbose_name='host (local government)')),
                ('host_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_conferences', to='places.partner', verbose_name='host (partner overseas)')),
                ('prefecture', models.ForeignKey(blank=True, help_text='Where it is held, in Japan.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conferences', to='places.prefecture', verbose_name='prefecture')),
            ],
            options={
                'verbose_name': 'conference',
                'verbose_name_plural': 'conferences',
                'ordering': ['series__position', '-number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConferenceDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title (English)')),
                ('title_ja', models.CharField(blank=True, max_length=200, verbose_name='title (Japanese)')),
                ('language', models.CharField(blank=True, help_text='Of the document: BCP 47, for example ja.', max_length=12, verbose_name='language')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='conferences.conference', verbose_name='conference')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConferenceDocumentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title (English)')),
                ('title_ja', models.CharField(blank=True, max_length=200, verbose_name='title (Japanese)')),
                ('language', models.CharField(blank=True, help_text='Of the document: BCP 47, for example ja.', max_length=12, verbose_name='language')),
                ('conference', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference', verbose_name='conference')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.conferencedocument')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConferenceGovernment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_governments', to='conferences.conference', verbose_name='conference')),
                ('local_government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.localgovernment', verbose_name='local government')),
            ],
            options={
                'verbose_name': 'Japanese participant',
                'verbose_name_plural': 'Japanese participants',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='conference',
            name='local_governments',
            field=models.ManyToManyField(related_name='attended_conferences', through='conferences.ConferenceGovernment', to='places.localgovernment', verbose_name='local governments'),
        ),
        migrations.CreateModel(
            name='ConferenceGovernmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('conference', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference', verbose_name='conference')),
                ('local_government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='local government')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.conferencegovernment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConferencePartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_partners', to='conferences.conference', verbose_name='conference')),
                ('country', models.ForeignKey(blank=True, help_text='Only without a partner: a partner has its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.country', verbose_name='country or region')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.partner', verbose_name='partner overseas')),
            ],
            options={
                'verbose_name': 'participant overseas',
                'verbose_name_plural': 'participants overseas',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='conference',
            name='partners',
            field=models.ManyToManyField(related_name='attended_conferences', through='conferences.ConferencePartner', to='places.partner', verbose_name='partners overseas'),
        ),
        migrations.CreateModel(
            name='ConferencePartnerHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in the source (English)')),
                ('name_ja', models.CharField(blank=True, max_length=200, verbose_name='name in the source (Japanese)')),
                ('conference', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference', verbose_name='conference')),
                ('country', models.ForeignKey(blank=True, db_constraint=False, help_text='Only without a partner: a partner has its own.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region')),
                ('partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='partner overseas')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.conferencepartner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConferenceHistory',
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
                ('number', models.PositiveSmallIntegerField(help_text="Part of the page's address.", verbose_name='number of the edition')),
                ('city_en', models.CharField(blank=True, max_length=200, verbose_name='city (English)')),
                ('city_ja', models.CharField(blank=True, max_length=200, verbose_name='city (Japanese)')),
                ('venue_en', models.CharField(blank=True, max_length=300, verbose_name='venue (English)')),
                ('venue_ja', models.CharField(blank=True, max_length=300, verbose_name='venue (Japanese)')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('host_name_en', models.CharField(blank=True, max_length=200, verbose_name='host in the source (English)')),
                ('host_name_ja', models.CharField(blank=True, max_length=200, verbose_name='host in the source (Japanese)')),
                ('participants_en', models.TextField(blank=True, verbose_name='participants (English)')),
                ('participants_ja', models.TextField(blank=True, verbose_name='participants (Japanese)')),
                ('declaration_en', models.TextField(blank=True, verbose_name='declaration (English)')),
                ('declaration_ja', models.TextField(blank=True, verbose_name='declaration (Japanese)')),
                ('country', models.ForeignKey(blank=True, db_constraint=False, help_text='Where it is held, abroad.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region')),
                ('host_government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='host (local government)')),
                ('host_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='host (partner overseas)')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.conference')),
                ('prefecture', models.ForeignKey(blank=True, db_constraint=False, help_text='Where it is held, in Japan.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.prefecture', verbose_name='prefecture')),
                ('series', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.series', verbose_name='series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='conference',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conferences', to='conferences.series', verbose_name='series'),
        ),
        migrations.CreateModel(
            name='SeriesCountry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.country', verbose_name='country or region')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_countries', to='conferences.series', verbose_name='series')),
            ],
            options={
                'verbose_name': 'other country or region',
                'verbose_name_plural': 'other countries and regions',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='series',
            name='countries',
            field=models.ManyToManyField(related_name='conference_series', through='conferences.SeriesCountry', to='places.country', verbose_name='other countries and regions'),
        ),
        migrations.CreateModel(
            name='SeriesCountryHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('country', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.seriescountry')),
                ('series', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.series', verbose_name='series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeriesHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False, max_length=40, verbose_name='name in addresses')),
                ('name_en', models.CharField(max_length=200, verbose_name='name (English)')),
                ('name_ja', models.CharField(max_length=200, verbose_name='name (Japanese)')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position in lists')),
                ('about_en', models.TextField(blank=True, verbose_name='what it is (English)')),
                ('about_ja', models.TextField(blank=True, verbose_name='what it is (Japanese)')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='text (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='text (Japanese)')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sub_themes', to='conferences.conference', verbose_name='conference')),
            ],
            options={
                'verbose_name': 'sub-theme',
                'verbose_name_plural': 'sub-themes',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubThemeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='text (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='text (Japanese)')),
                ('conference', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference', verbose_name='conference')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='conferences.subtheme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='conferencedocument',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ja', ''), _negated=True), name='document_has_a_title', violation_error_message='Give the title in English, Japanese or both.'),
        ),
        migrations.AddConstraint(
            model_name='conferencedocument',
            constraint=models.UniqueConstraint(fields=('conference', 'url'), name='document_is_stated_once', violation_error_message='This document is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencedocument',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='f0c1225958486572ff76a44031c3565decc822bc', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_a8272', table='conferences_conferencedocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencedocument',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencedocumenthistory" ("conference_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_ja", "url") VALUES (NEW."conference_id", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title_en", NEW."title_ja", NEW."url"); RETURN NULL;', hash='3b535e17aba151dac781b92ff4e459c3d0553fac', operation='INSERT', pgid='pgtrigger_insert_insert_46904', table='conferences_conferencedocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencedocument',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_conferencedocumenthistory" ("conference_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_ja", "url") VALUES (NEW."conference_id", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title_en", NEW."title_ja", NEW."url"); RETURN NULL;', hash='f4958b80e08cd5a0ed7a2ad5fc698f1a32cd54c1', operation='UPDATE', pgid='pgtrigger_update_update_7aab4', table='conferences_conferencedocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencedocument',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencedocumenthistory" ("conference_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_ja", "url") VALUES (OLD."conference_id", OLD."id", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title_en", OLD."title_ja", OLD."url"); RETURN NULL;', hash='a576c7a3ae73195155ad4a95e058b7237850d50d', operation='DELETE', pgid='pgtrigger_delete_delete_0bc06', table='conferences_conferencedocument', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='conferencegovernment',
            constraint=models.CheckConstraint(condition=models.Q(('local_government', None), ('name_en', ''), ('name_ja', ''), _negated=True), name='conferencegovernment_names_a_place', violation_error_message='Choose the local government, or give its name.'),
        ),
        migrations.AddConstraint(
            model_name='conferencegovernment',
            constraint=models.UniqueConstraint(condition=models.Q(('local_government__isnull', False)), fields=('conference', 'local_government'), name='conferencegovernment_place_is_stated_once', violation_error_message='This place is named already.'),
        ),
        migrations.AddConstraint(
            model_name='conferencegovernment',
            constraint=models.UniqueConstraint(condition=models.Q(('local_government__isnull', True)), fields=('conference', 'name_ja', 'name_en'), name='conferencegovernment_name_is_stated_once', nulls_distinct=False, violation_error_message='This place is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencegovernment',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='7b5a1de140d3ece24a91351448b3a3be6e712d35', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_e9c26', table='conferences_conferencegovernment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencegovernment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencegovernmenthistory" ("conference_id", "id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."conference_id", NEW."id", NEW."local_government_id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='7bd411fd8f2d0bf448cc656a4822e101806c346d', operation='INSERT', pgid='pgtrigger_insert_insert_da451', table='conferences_conferencegovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencegovernment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_conferencegovernmenthistory" ("conference_id", "id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."conference_id", NEW."id", NEW."local_government_id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='a3430511ce4adf6058ad855b2716c298f6e7c2cb', operation='UPDATE', pgid='pgtrigger_update_update_86fab', table='conferences_conferencegovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencegovernment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencegovernmenthistory" ("conference_id", "id", "local_government_id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."conference_id", OLD."id", OLD."local_government_id", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='cb0c2004e58907bdb0e908f9e910a96613b895c7', operation='DELETE', pgid='pgtrigger_delete_delete_f0f6f', table='conferences_conferencegovernment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='conferencepartner',
            constraint=models.CheckConstraint(condition=models.Q(('country', None), ('name_en', ''), ('name_ja', ''), ('partner', None), _negated=True), name='conferencepartner_names_a_place', violation_error_message='Choose the partner or the country, or give a name.'),
        ),
        migrations.AddConstraint(
            model_name='conferencepartner',
            constraint=models.CheckConstraint(condition=models.Q(('partner', None), ('country', None), _connector='OR'), name='conferencepartner_has_one_country', violation_error_message='With a partner, leave the country empty.'),
        ),
        migrations.AddConstraint(
            model_name='conferencepartner',
            constraint=models.UniqueConstraint(condition=models.Q(('partner__isnull', False)), fields=('conference', 'partner'), name='conferencepartner_place_is_stated_once', violation_error_message='This place is named already.'),
        ),
        migrations.AddConstraint(
            model_name='conferencepartner',
            constraint=models.UniqueConstraint(condition=models.Q(('partner__isnull', True)), fields=('conference', 'country', 'name_ja', 'name_en'), name='conferencepartner_name_is_stated_once', nulls_distinct=False, violation_error_message='This place is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencepartner',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='1cf65f9d5fc0cd913afd1f14028623e404ff9784', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_1a032', table='conferences_conferencepartner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencepartner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencepartnerhistory" ("conference_id", "country_id", "id", "name_en", "name_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."conference_id", NEW."country_id", NEW."id", NEW."name_en", NEW."name_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='356b2d09d8ab2ac31824b9dccbed28ef94bb1195', operation='INSERT', pgid='pgtrigger_insert_insert_c1bec', table='conferences_conferencepartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencepartner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_conferencepartnerhistory" ("conference_id", "country_id", "id", "name_en", "name_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."conference_id", NEW."country_id", NEW."id", NEW."name_en", NEW."name_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='3a157fa90a20958d306a6467aecd575ad8b2c67a', operation='UPDATE', pgid='pgtrigger_update_update_75bf8', table='conferences_conferencepartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conferencepartner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencepartnerhistory" ("conference_id", "country_id", "id", "name_en", "name_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."conference_id", OLD."country_id", OLD."id", OLD."name_en", OLD."name_ja", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='eb10295922669b9e96dc3d57d01ec334be9cec41', operation='DELETE', pgid='pgtrigger_delete_delete_b634c', table='conferences_conferencepartner', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('starts_on__isnull', True), ('starts_precision', '')), models.Q(('starts_on__isnull', False), models.Q(('starts_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), 1), ('starts_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), 1), ('starts_precision', 'year')), _connector='OR')), _connector='OR'), name='conference_starts_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_on__isnull', True), ('ends_precision', '')), models.Q(('ends_on__isnull', False), models.Q(('ends_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), 1), ('ends_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), 1), ('ends_precision', 'year')), _connector='OR')), _connector='OR'), name='conference_ends_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('ends_on', models.DateField()), django.db.models.functions.comparison.Cast('starts_on', models.DateField())), ('ends_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ends_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('starts_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('starts_on', models.DateField())))), ('ends_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ends_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('starts_on', models.DateField()))), ('ends_precision', 'year')), _connector='OR'), name='conference_ends_is_not_before_starts', violation_error_message='The last day cannot be before the first.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'held', 'cancelled', 'unknown'])), name='conference_status_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['in_person', 'online', 'hybrid', ''])), name='conference_mode_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.UniqueConstraint(fields=('series', 'number'), name='conference_is_recorded_once', violation_error_message='This series has an edition of this number already.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='conference_number_begins_at_one', violation_error_message='Editions are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('prefecture', None), ('country', None), _connector='OR'), name='conference_is_in_japan_or_abroad', violation_error_message='Give the prefecture or the country, not both.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('host_government', None), ('host_partner', None), _connector='OR'), name='conference_has_one_host', violation_error_message='The host is a local government or a partner, not both.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='conference_point_is_on_earth', violation_error_message='Give latitude (-90 to 90) and longitude (-180 to 180), or neither.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='f902941fd5b88b026dc72d9355bfd1919babba12', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_66332', table='conferences_conference', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencehistory" ("city_en", "city_ja", "country_id", "declaration_en", "declaration_ja", "ends_on", "ends_precision", "host_government_id", "host_name_en", "host_name_ja", "host_partner_id", "id", "latitude", "longitude", "mode", "note_en", "note_ja", "number", "participants_en", "participants_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "published_at", "series_id", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "venue_en", "venue_ja") VALUES (NEW."city_en", NEW."city_ja", NEW."country_id", NEW."declaration_en", NEW."declaration_ja", NEW."ends_on", NEW."ends_precision", NEW."host_government_id", NEW."host_name_en", NEW."host_name_ja", NEW."host_partner_id", NEW."id", NEW."latitude", NEW."longitude", NEW."mode", NEW."note_en", NEW."note_ja", NEW."number", NEW."participants_en", NEW."participants_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefecture_id", NEW."published_at", NEW."series_id", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."venue_en", NEW."venue_ja"); RETURN NULL;', hash='e57d8fc33503e7ba665bc3dbb4301bed457ad86d', operation='INSERT', pgid='pgtrigger_insert_insert_7b4d6', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."city_en" IS DISTINCT FROM (NEW."city_en") OR OLD."city_ja" IS DISTINCT FROM (NEW."city_ja") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."declaration_en" IS DISTINCT FROM (NEW."declaration_en") OR OLD."declaration_ja" IS DISTINCT FROM (NEW."declaration_ja") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."ends_precision" IS DISTINCT FROM (NEW."ends_precision") OR OLD."host_government_id" IS DISTINCT FROM (NEW."host_government_id") OR OLD."host_name_en" IS DISTINCT FROM (NEW."host_name_en") OR OLD."host_name_ja" IS DISTINCT FROM (NEW."host_name_ja") OR OLD."host_partner_id" IS DISTINCT FROM (NEW."host_partner_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."participants_en" IS DISTINCT FROM (NEW."participants_en") OR OLD."participants_ja" IS DISTINCT FROM (NEW."participants_ja") OR OLD."prefecture_id" IS DISTINCT FROM (NEW."prefecture_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."starts_precision" IS DISTINCT FROM (NEW."starts_precision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."theme_en" IS DISTINCT FROM (NEW."theme_en") OR OLD."theme_ja" IS DISTINCT FROM (NEW."theme_ja") OR OLD."venue_en" IS DISTINCT FROM (NEW."venue_en") OR OLD."venue_ja" IS DISTINCT FROM (NEW."venue_ja"))', func='INSERT INTO "conferences_conferencehistory" ("city_en", "city_ja", "country_id", "declaration_en", "declaration_ja", "ends_on", "ends_precision", "host_government_id", "host_name_en", "host_name_ja", "host_partner_id", "id", "latitude", "longitude", "mode", "note_en", "note_ja", "number", "participants_en", "participants_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "published_at", "series_id", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "venue_en", "venue_ja") VALUES (NEW."city_en", NEW."city_ja", NEW."country_id", NEW."declaration_en", NEW."declaration_ja", NEW."ends_on", NEW."ends_precision", NEW."host_government_id", NEW."host_name_en", NEW."host_name_ja", NEW."host_partner_id", NEW."id", NEW."latitude", NEW."longitude", NEW."mode", NEW."note_en", NEW."note_ja", NEW."number", NEW."participants_en", NEW."participants_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefecture_id", NEW."published_at", NEW."series_id", NEW."source_url", NEW."starts_on", NEW."starts_precision", NEW."status", NEW."theme_en", NEW."theme_ja", NEW."venue_en", NEW."venue_ja"); RETURN NULL;', hash='f2f04433de8239db8184686810782875be795421', operation='UPDATE', pgid='pgtrigger_update_update_d23b4', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferencehistory" ("city_en", "city_ja", "country_id", "declaration_en", "declaration_ja", "ends_on", "ends_precision", "host_government_id", "host_name_en", "host_name_ja", "host_partner_id", "id", "latitude", "longitude", "mode", "note_en", "note_ja", "number", "participants_en", "participants_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "published_at", "series_id", "source_url", "starts_on", "starts_precision", "status", "theme_en", "theme_ja", "venue_en", "venue_ja") VALUES (OLD."city_en", OLD."city_ja", OLD."country_id", OLD."declaration_en", OLD."declaration_ja", OLD."ends_on", OLD."ends_precision", OLD."host_government_id", OLD."host_name_en", OLD."host_name_ja", OLD."host_partner_id", OLD."id", OLD."latitude", OLD."longitude", OLD."mode", OLD."note_en", OLD."note_ja", OLD."number", OLD."participants_en", OLD."participants_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefecture_id", OLD."published_at", OLD."series_id", OLD."source_url", OLD."starts_on", OLD."starts_precision", OLD."status", OLD."theme_en", OLD."theme_ja", OLD."venue_en", OLD."venue_ja"); RETURN NULL;', hash='2aa4188b74b737812d86fba5fe4b165fc8dc4481', operation='DELETE', pgid='pgtrigger_delete_delete_dbf6e', table='conferences_conference', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='seriescountry',
            constraint=models.UniqueConstraint(fields=('series', 'country'), name='series_country_is_stated_once', violation_error_message='This country or region is named already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriescountry',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='0be8cbe2a582908f719354cb39066b466077434e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_ff39c', table='conferences_seriescountry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriescountry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_seriescountryhistory" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."series_id"); RETURN NULL;', hash='fbc6c8ad6dbb12209e1c46034709928695005c35', operation='INSERT', pgid='pgtrigger_insert_insert_3be85', table='conferences_seriescountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriescountry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_seriescountryhistory" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."series_id"); RETURN NULL;', hash='0a51f4355f4a4f66a58b9cc3441987bf1ba9bbe5', operation='UPDATE', pgid='pgtrigger_update_update_e5fcc', table='conferences_seriescountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriescountry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_seriescountryhistory" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") VALUES (OLD."country_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."series_id"); RETURN NULL;', hash='4892891e54b80dc412c2007a4128f6d6f051b174', operation='DELETE', pgid='pgtrigger_delete_delete_c9077', table='conferences_seriescountry', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name_en', ''), _negated=True), models.Q(('name_ja', ''), _negated=True)), name='series_has_both_names', violation_error_message='Give the name in both languages.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='0fad77ce1fd25ffaff2842c7ba4d86c6bdbbb2ee', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_74901', table='conferences_series', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_serieshistory" ("about_en", "about_ja", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "website") VALUES (NEW."about_en", NEW."about_ja", NEW."id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."website"); RETURN NULL;', hash='779b2ea13011471a299e62774b4cbe194aaab86d', operation='INSERT', pgid='pgtrigger_insert_insert_d68c6', table='conferences_series', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_serieshistory" ("about_en", "about_ja", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "website") VALUES (NEW."about_en", NEW."about_ja", NEW."id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."website"); RETURN NULL;', hash='b5ffa43f7cc50a7cf3b1c9036c296781785c649c', operation='UPDATE', pgid='pgtrigger_update_update_2278c', table='conferences_series', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_serieshistory" ("about_en", "about_ja", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "website") VALUES (OLD."about_en", OLD."about_ja", OLD."id", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."website"); RETURN NULL;', hash='b8e242c3d2f8888bd281e1da797b74040cc7e907', operation='DELETE', pgid='pgtrigger_delete_delete_12db0', table='conferences_series', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='subtheme',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_ja', ''), _negated=True), name='sub_theme_has_a_text', violation_error_message='Give the text in English, Japanese or both.'),
        ),
        migrations.AddConstraint(
            model_name='subtheme',
            constraint=models.UniqueConstraint(fields=('conference', 'text_en', 'text_ja'), name='sub_theme_is_stated_once', violation_error_message='This sub-theme is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='subtheme',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='1f421e6e69ee633725f22ede681d0191bf268e61', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_cf549', table='conferences_subtheme', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='subtheme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_subthemehistory" ("conference_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_ja") VALUES (NEW."conference_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text_en", NEW."text_ja"); RETURN NULL;', hash='477e9027626d964970e51a5a5834df7d76f8c76b', operation='INSERT', pgid='pgtrigger_insert_insert_7711b', table='conferences_subtheme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='subtheme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_subthemehistory" ("conference_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_ja") VALUES (NEW."conference_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text_en", NEW."text_ja"); RETURN NULL;', hash='2625218a1365c788bab9f7d8b7818c187530d2e4', operation='UPDATE', pgid='pgtrigger_update_update_b086a', table='conferences_subtheme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='subtheme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_subthemehistory" ("conference_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_ja") VALUES (OLD."conference_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text_en", OLD."text_ja"); RETURN NULL;', hash='bc9f0d7c1248b1ec59fb284920b35de26361a22f', operation='DELETE', pgid='pgtrigger_delete_delete_6b0e2', table='conferences_subtheme', when='AFTER')),
        ),
    ]
