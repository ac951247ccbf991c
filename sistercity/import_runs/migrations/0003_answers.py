"""Answers to names, skipped rows and missing records."""

from hashlib import blake2s
from typing import Any

from django.db import migrations, models


def keep_answers_by_code(apps: Any, schema_editor: Any) -> None:
    """Write answers to names under the codes of their questions; plans are to be made anew."""
    runs = apps.get_model("imports", "ImportRun").objects
    for run in runs.exclude(names=[]).only("names"):
        run.names = [
            {
                "question": f"{side}-{blake2s(repr(tuple(asked)).encode(), digest_size=8).hexdigest()}",
                "place": place,
                "meaning": "other",
                "last_day": "",
            }
            for side, _name, place, *asked in run.names
        ]
        run.save(update_fields=["names"])
    runs.filter(status="planned").update(status="outdated")
    apps.get_model("imports", "ImportEntry").objects.filter(kind="name").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0002_conflicts'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='importentry',
            name='import_entry_kind_is_known',
        ),
        migrations.AddField(
            model_name='importrun',
            name='missing',
            field=models.JSONField(default=dict, editable=False, verbose_name='answered missing records'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='skipped',
            field=models.JSONField(default=dict, editable=False, verbose_name='skipped rows'),
        ),
        migrations.AlterField(
            model_name='importentry',
            name='kind',
            field=models.CharField(choices=[('new', 'New'), ('ended', 'Ended'), ('corrected', 'Corrected'), ('renamed', 'Renamed'), ('missing', 'Missing in the file'), ('kept', 'Kept although the file differs'), ('conflict', 'Conflict'), ('skipped', 'Skipped row'), ('error', 'Error'), ('warning', 'Warning'), ('notice', 'Notice'), ('name', 'Unknown name'), ('rejected', 'Row with errors')], max_length=10, verbose_name='group'),
        ),
        migrations.AddConstraint(
            model_name='importentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'ended', 'corrected', 'renamed', 'missing', 'kept', 'conflict', 'skipped', 'error', 'warning', 'notice', 'name', 'rejected'])), name='import_entry_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.RunPython(keep_answers_by_code, migrations.RunPython.noop),
    ]
