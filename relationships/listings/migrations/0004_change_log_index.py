"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0003_withdrawal'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0007_change_log_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='listinghistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='listings_li_pgh_cre_c7fafa_idx'),
        ),
        migrations.AddIndex(
            model_name='listingsourcehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='listings_li_pgh_cre_3525b3_idx'),
        ),
        migrations.AddIndex(
            model_name='listingwishhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='listings_li_pgh_cre_1e2807_idx'),
        ),
    ]
