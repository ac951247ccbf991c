"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commendations', '0002_withdrawal'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0007_change_log_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='commendationgovernmenthistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='commendatio_pgh_cre_145fc4_idx'),
        ),
        migrations.AddIndex(
            model_name='commendationhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='commendatio_pgh_cre_6fe036_idx'),
        ),
        migrations.AddIndex(
            model_name='commendationpartnerhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='commendatio_pgh_cre_7c83bd_idx'),
        ),
        migrations.AddIndex(
            model_name='editionhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='commendatio_pgh_cre_631328_idx'),
        ),
    ]
