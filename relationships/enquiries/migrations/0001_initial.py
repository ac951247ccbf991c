import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('listings', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('begins_at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['begins_at'], name='form_count_begins_at')],
                'constraints': [models.UniqueConstraint(fields=('key', 'begins_at'), name='form_count_is_one_for_each_window', violation_error_message='This window is counted already.')],
            },
        ),
        migrations.CreateModel(
            name='RenewalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renewal_links', to='listings.listing', verbose_name='listing')),
            ],
            options={
                'verbose_name': 'signed link',
                'verbose_name_plural': 'signed links',
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='renewal_link_ends_after_it_began', violation_error_message='A link is valid for some time.')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=9, unique=True, verbose_name='reference number')),
                ('kind', models.CharField(choices=[('enquiry', 'enquiry to a local government'), ('listing', 'new listing'), ('change', 'change of a listing'), ('confirmation', 'confirmation of a listing'), ('report', 'report of a mistake')], max_length=12, verbose_name='kind of submission')),
                ('status', models.CharField(choices=[('new', 'new'), ('in_progress', 'in progress'), ('done', 'done'), ('rejected', 'rejected'), ('spam', 'spam')], default='new', max_length=11, verbose_name='status')),
                ('language', models.CharField(max_length=2, verbose_name='language of the form')),
                ('record', models.CharField(blank=True, max_length=200, verbose_name='record')),
                ('by_link', models.BooleanField(default=False, verbose_name='sent through a signed link')),
                ('data', models.JSONField(default=dict, editable=False)),
                ('content_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('over_hourly_limit', models.BooleanField(default=False, verbose_name='arrived beyond the hourly limit')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='staff were mailed')),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='handled')),
                ('handled_by', models.CharField(blank=True, max_length=200, verbose_name='handled by')),
                ('forwarded_at', models.DateTimeField(blank=True, null=True, verbose_name='forwarded')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('note', models.TextField(blank=True, verbose_name='note of the staff')),
                ('purged_at', models.DateTimeField(blank=True, null=True, verbose_name='personal data removed')),
                ('listing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='listings.listing', verbose_name='listing')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'ordering': ['-received_at'],
                'indexes': [models.Index(fields=['status', 'received_at'], name='submission_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['enquiry', 'listing', 'change', 'confirmation', 'report'])), name='submission_kind_is_known', violation_error_message='This is not one of the choices.'), models.CheckConstraint(condition=models.Q(('status__in', ['new', 'in_progress', 'done', 'rejected', 'spam'])), name='submission_status_is_known', violation_error_message='This is not one of the choices.'), models.CheckConstraint(condition=models.Q(('language__in', ('en', 'ja'))), name='submission_language_is_known', violation_error_message='This is not one of the choices.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('enquiry', 'change', 'confirmation')), _negated=True), ('listing__isnull', False), _connector='OR'), name='submission_names_its_listing', violation_error_message='Say which listing it is about.'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at', None), ('status__in', ('new', 'in_progress'))), models.Q(models.Q(('status__in', ('new', 'in_progress')), _negated=True), ('handled_at__isnull', False)), _connector='OR'), name='submission_is_handled_once_closed', violation_error_message='What is closed says when it was handled.'), models.CheckConstraint(condition=models.Q(('purged_at', None), ('reason', ''), ('status', 'rejected'), _negated=True), name='submission_is_rejected_with_a_reason', violation_error_message='Give the reason.'), models.CheckConstraint(condition=models.Q(('purged_at', None), models.Q(('content_key', None), ('data', {}), ('note', ''), ('reason', '')), _connector='OR'), name='submission_is_empty_once_purged', violation_error_message='What was purged holds no text any more.')],
            },
        ),
    ]
