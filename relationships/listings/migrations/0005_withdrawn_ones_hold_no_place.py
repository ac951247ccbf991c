"""The rule of what is there once does not see what was withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0004_change_log_index'),
        ('places', '0008_joined_partners'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='listing',
            name='listing_is_one_for_each_government',
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('local_government', 'partner'), name='listing_is_one_for_each_government', nulls_distinct=False, violation_error_message='This government has a listing already: add the wish to that one.'),
        ),
    ]
