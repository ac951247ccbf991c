"""A code is of one local government at a time, also where one of them is planned."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_one_form_of_each_kanji'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.RemoveConstraint(
            model_name='localgovernment',
            name='local_government_code_is_unique_today',
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('exists_until', None), ('exists_until__gt', datetime.date(2026, 12, 1)), _connector='OR'), expressions=[('code', '='), (models.Func(models.F('exists_from'), models.F('exists_until'), function='DATERANGE', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='local_government_code_is_of_one_at_a_time', violation_error_message='Another local government has this code on the same days.'),
        ),
    ]
