"""The rule of what is there once does not see what was withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0008_joined_partners'),
        ('register', '0004_change_log_index'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='relationship',
            name='relationship_is_recorded_once',
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('status', 'ended'), _negated=True), ('withdrawn_at', None)), fields=('local_government', 'partner'), name='relationship_is_recorded_once', violation_error_message='These two have a relationship already.'),
        ),
    ]
