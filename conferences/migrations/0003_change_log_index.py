"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conferences', '0002_withdrawal'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0007_change_log_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='conferencedocumenthistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_e1d136_idx'),
        ),
        migrations.AddIndex(
            model_name='conferencegovernmenthistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_67d252_idx'),
        ),
        migrations.AddIndex(
            model_name='conferencehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_fd8c74_idx'),
        ),
        migrations.AddIndex(
            model_name='conferencepartnerhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_9724a3_idx'),
        ),
        migrations.AddIndex(
            model_name='seriescountryhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_5725e0_idx'),
        ),
        migrations.AddIndex(
            model_name='serieshistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_072da0_idx'),
        ),
        migrations.AddIndex(
            model_name='subthemehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='conferences_pgh_cre_3a9de1_idx'),
        ),
    ]
