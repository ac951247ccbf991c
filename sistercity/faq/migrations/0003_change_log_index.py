"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0002_withdrawal'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='questionhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='faq_questio_pgh_cre_480c13_idx'),
        ),
        migrations.AddIndex(
            model_name='questionsourcehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='faq_questio_pgh_cre_fab7c9_idx'),
        ),
    ]
