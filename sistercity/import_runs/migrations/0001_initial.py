import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
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
                'permissions': [('publish_importrun', 'Can publish an import and undo it')],
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
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='imports.importrun', verbose_name='import')),
            ],
            options={
                'ordering': ['run', 'position'],
                'indexes': [models.Index(fields=['run', 'kind', 'position'], name='import_entry_of_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'ended', 'corrected', 'renamed', 'missing', 'error', 'warning', 'notice', 'name'])), name='import_entry_kind_is_known', violation_error_message='This is not one of the choices.'), models.UniqueConstraint(fields=('run', 'position'), name='import_entry_has_its_own_position', violation_error_message='Another entry stands at this position.')],
            },
        ),
    ]
