"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0007_change_log_index'),
        ('register', '0003_withdrawal'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='relationshipeventhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='register_re_pgh_cre_0290fd_idx'),
        ),
        migrations.AddIndex(
            model_name='relationshiphistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='register_re_pgh_cre_1f9414_idx'),
        ),
        migrations.AddIndex(
            model_name='relationshipsourcehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='register_re_pgh_cre_808f33_idx'),
        ),
    ]
