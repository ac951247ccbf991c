"""A record that the file lacks can be withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0003_answers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='importentry',
            name='import_entry_kind_is_known',
        ),
        migrations.AlterField(
            model_name='importentry',
            name='kind',
            field=models.CharField(choices=[('new', 'New'), ('ended', 'Ended'), ('withdrawn', 'Withdrawn'), ('corrected', 'Corrected'), ('renamed', 'Renamed'), ('missing', 'Missing in the file'), ('kept', 'Kept although the file differs'), ('conflict', 'Conflict'), ('skipped', 'Skipped row'), ('error', 'Error'), ('warning', 'Warning'), ('notice', 'Notice'), ('name', 'Unknown name'), ('rejected', 'Row with errors')], max_length=10, verbose_name='group'),
        ),
        migrations.AddConstraint(
            model_name='importentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'ended', 'withdrawn', 'corrected', 'renamed', 'missing', 'kept', 'conflict', 'skipped', 'error', 'warning', 'notice', 'name', 'rejected'])), name='import_entry_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
    ]
