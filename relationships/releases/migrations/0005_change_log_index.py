"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('releases', '0004_skipped_rows'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='releasehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='releases_re_pgh_cre_1470af_idx'),
        ),
    ]
