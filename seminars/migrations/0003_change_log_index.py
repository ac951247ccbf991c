"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0007_change_log_index'),
        ('seminars', '0002_withdrawal'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='seminardelegationhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='seminars_se_pgh_cre_2561bc_idx'),
        ),
        migrations.AddIndex(
            model_name='seminarhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='seminars_se_pgh_cre_267203_idx'),
        ),
        migrations.AddIndex(
            model_name='seminarhosthistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='seminars_se_pgh_cre_96738f_idx'),
        ),
    ]
