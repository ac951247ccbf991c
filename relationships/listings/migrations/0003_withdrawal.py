"""Records that have a page can be withdrawn, with a reason."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0002_may_lapse_on'),
        ('places', '0006_withdrawal'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='listing',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='listing',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='listing',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='listing',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='listing',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='listing',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='listinghistory',
            name='withdrawal_reason_en',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (English)'),
        ),
        migrations.AddField(
            model_name='listinghistory',
            name='withdrawal_reason_ja',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal (Japanese)'),
        ),
        migrations.AddField(
            model_name='listinghistory',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listinghistory" ("area_km2", "closed_on", "confirmed_on", "confirmed_precision", "contact_address", "contact_email", "contact_languages", "contact_office_en", "contact_office_ja", "counted_on", "counted_precision", "exchange_so_far_en", "exchange_so_far_ja", "fields", "id", "industries_en", "industries_ja", "local_government_id", "looks_for_en", "looks_for_ja", "note", "offers_en", "offers_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "posted_on", "posted_precision", "profile_en", "profile_ja", "public_id", "published_at", "wanted_population_max", "wanted_population_min", "wants_similar_size", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."area_km2", NEW."closed_on", NEW."confirmed_on", NEW."confirmed_precision", NEW."contact_address", NEW."contact_email", NEW."contact_languages", NEW."contact_office_en", NEW."contact_office_ja", NEW."counted_on", NEW."counted_precision", NEW."exchange_so_far_en", NEW."exchange_so_far_ja", NEW."fields", NEW."id", NEW."industries_en", NEW."industries_ja", NEW."local_government_id", NEW."looks_for_en", NEW."looks_for_ja", NEW."note", NEW."offers_en", NEW."offers_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."posted_on", NEW."posted_precision", NEW."profile_en", NEW."profile_ja", NEW."public_id", NEW."published_at", NEW."wanted_population_max", NEW."wanted_population_min", NEW."wants_similar_size", NEW."website", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='c94e74be701c7aba822f57beeb2429d63127ce01', operation='INSERT', pgid='pgtrigger_insert_insert_fe290', table='listings_listing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_km2" IS DISTINCT FROM (NEW."area_km2") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."confirmed_precision" IS DISTINCT FROM (NEW."confirmed_precision") OR OLD."contact_address" IS DISTINCT FROM (NEW."contact_address") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_languages" IS DISTINCT FROM (NEW."contact_languages") OR OLD."contact_office_en" IS DISTINCT FROM (NEW."contact_office_en") OR OLD."contact_office_ja" IS DISTINCT FROM (NEW."contact_office_ja") OR OLD."counted_on" IS DISTINCT FROM (NEW."counted_on") OR OLD."counted_precision" IS DISTINCT FROM (NEW."counted_precision") OR OLD."exchange_so_far_en" IS DISTINCT FROM (NEW."exchange_so_far_en") OR OLD."exchange_so_far_ja" IS DISTINCT FROM (NEW."exchange_so_far_ja") OR OLD."fields" IS DISTINCT FROM (NEW."fields") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industries_en" IS DISTINCT FROM (NEW."industries_en") OR OLD."industries_ja" IS DISTINCT FROM (NEW."industries_ja") OR OLD."local_government_id" IS DISTINCT FROM (NEW."local_government_id") OR OLD."looks_for_en" IS DISTINCT FROM (NEW."looks_for_en") OR OLD."looks_for_ja" IS DISTINCT FROM (NEW."looks_for_ja") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."offers_en" IS DISTINCT FROM (NEW."offers_en") OR OLD."offers_ja" IS DISTINCT FROM (NEW."offers_ja") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."population" IS DISTINCT FROM (NEW."population") OR OLD."posted_on" IS DISTINCT FROM (NEW."posted_on") OR OLD."posted_precision" IS DISTINCT FROM (NEW."posted_precision") OR OLD."profile_en" IS DISTINCT FROM (NEW."profile_en") OR OLD."profile_ja" IS DISTINCT FROM (NEW."profile_ja") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."wanted_population_max" IS DISTINCT FROM (NEW."wanted_population_max") OR OLD."wanted_population_min" IS DISTINCT FROM (NEW."wanted_population_min") OR OLD."wants_similar_size" IS DISTINCT FROM (NEW."wants_similar_size") OR OLD."website" IS DISTINCT FROM (NEW."website") OR OLD."withdrawal_reason_en" IS DISTINCT FROM (NEW."withdrawal_reason_en") OR OLD."withdrawal_reason_ja" IS DISTINCT FROM (NEW."withdrawal_reason_ja") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "listings_listinghistory" ("area_km2", "closed_on", "confirmed_on", "confirmed_precision", "contact_address", "contact_email", "contact_languages", "contact_office_en", "contact_office_ja", "counted_on", "counted_precision", "exchange_so_far_en", "exchange_so_far_ja", "fields", "id", "industries_en", "industries_ja", "local_government_id", "looks_for_en", "looks_for_ja", "note", "offers_en", "offers_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "posted_on", "posted_precision", "profile_en", "profile_ja", "public_id", "published_at", "wanted_population_max", "wanted_population_min", "wants_similar_size", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (NEW."area_km2", NEW."closed_on", NEW."confirmed_on", NEW."confirmed_precision", NEW."contact_address", NEW."contact_email", NEW."contact_languages", NEW."contact_office_en", NEW."contact_office_ja", NEW."counted_on", NEW."counted_precision", NEW."exchange_so_far_en", NEW."exchange_so_far_ja", NEW."fields", NEW."id", NEW."industries_en", NEW."industries_ja", NEW."local_government_id", NEW."looks_for_en", NEW."looks_for_ja", NEW."note", NEW."offers_en", NEW."offers_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."posted_on", NEW."posted_precision", NEW."profile_en", NEW."profile_ja", NEW."public_id", NEW."published_at", NEW."wanted_population_max", NEW."wanted_population_min", NEW."wants_similar_size", NEW."website", NEW."withdrawal_reason_en", NEW."withdrawal_reason_ja", NEW."withdrawn_at"); RETURN NULL;', hash='8d7acef1b7def185ad8d0eeeb14429ab9cfec47b', operation='UPDATE', pgid='pgtrigger_update_update_2a8a8', table='listings_listing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listinghistory" ("area_km2", "closed_on", "confirmed_on", "confirmed_precision", "contact_address", "contact_email", "contact_languages", "contact_office_en", "contact_office_ja", "counted_on", "counted_precision", "exchange_so_far_en", "exchange_so_far_ja", "fields", "id", "industries_en", "industries_ja", "local_government_id", "looks_for_en", "looks_for_ja", "note", "offers_en", "offers_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "posted_on", "posted_precision", "profile_en", "profile_ja", "public_id", "published_at", "wanted_population_max", "wanted_population_min", "wants_similar_size", "website", "withdrawal_reason_en", "withdrawal_reason_ja", "withdrawn_at") VALUES (OLD."area_km2", OLD."closed_on", OLD."confirmed_on", OLD."confirmed_precision", OLD."contact_address", OLD."contact_email", OLD."contact_languages", OLD."contact_office_en", OLD."contact_office_ja", OLD."counted_on", OLD."counted_precision", OLD."exchange_so_far_en", OLD."exchange_so_far_ja", OLD."fields", OLD."id", OLD."industries_en", OLD."industries_ja", OLD."local_government_id", OLD."looks_for_en", OLD."looks_for_ja", OLD."note", OLD."offers_en", OLD."offers_ja", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."posted_on", OLD."posted_precision", OLD."profile_en", OLD."profile_ja", OLD."public_id", OLD."published_at", OLD."wanted_population_max", OLD."wanted_population_min", OLD."wants_similar_size", OLD."website", OLD."withdrawal_reason_en", OLD."withdrawal_reason_ja", OLD."withdrawn_at"); RETURN NULL;', hash='325a3387abe1b2899260e72d45322164d3d5ce5c', operation='DELETE', pgid='pgtrigger_delete_delete_bca1a', table='listings_listing', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason_en', ''), ('withdrawal_reason_ja', ''), _negated=True)), _connector='OR'), name='listing_is_withdrawn_with_a_reason', violation_error_message='A withdrawal has a reason.'),
        ),
    ]
