"""The change log reads tables of history by time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0006_withdrawal'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='countryhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_coun_pgh_cre_e52df8_idx'),
        ),
        migrations.AddIndex(
            model_name='localgovernmenthistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_loca_pgh_cre_d059ce_idx'),
        ),
        migrations.AddIndex(
            model_name='partnerhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_part_pgh_cre_ded2a3_idx'),
        ),
        migrations.AddIndex(
            model_name='placenamehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_plac_pgh_cre_c821a7_idx'),
        ),
        migrations.AddIndex(
            model_name='prefecturehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_pref_pgh_cre_e23439_idx'),
        ),
        migrations.AddIndex(
            model_name='reorganisationhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_reor_pgh_cre_f03679_idx'),
        ),
        migrations.AddIndex(
            model_name='successionhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='places_succ_pgh_cre_6150c6_idx'),
        ),
    ]
