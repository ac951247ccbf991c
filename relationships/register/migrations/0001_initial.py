import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Relationship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.PositiveIntegerField(help_text="Part of the page's address; never changes.", unique=True, verbose_name='public number')),
                ('former_name', models.CharField(blank=True, help_text='Where the source names a place that is no former municipality, as a ward.', max_length=100, verbose_name='former name in the source')),
                ('kind', models.CharField(blank=True, choices=[('sister', 'Sister city'), ('friendship', 'Friendship city'), ('partner_city', 'Partner city'), ('memorandum', 'Memorandum'), ('', 'Not recorded')], default='', max_length=20, verbose_name='kind')),
                ('status', models.CharField(choices=[('active', 'Active'), ('suspended', 'Suspended'), ('dormant', 'Dormant'), ('ended', 'Ended')], default='active', max_length=10, verbose_name='status')),
                ('counting', models.CharField(choices=[('counted', 'Counted'), ('one_field', 'Not counted: memorandum or agreement on one field'), ('no_agreement', 'Not counted: no agreement signed by both heads'), ('no_budget', 'Not counted: no budget approved by the assembly'), ('unconfirmed', 'Not counted: unconfirmed, under review')], default='counted', max_length=20, verbose_name='counted')),
                ('confidence', models.CharField(choices=[('A', 'A: official page of a government, CLAIR, an embassy or a consulate'), ('B', 'B: current list, two lists, or the press'), ('C', 'C: one older list only')], max_length=1, verbose_name='confidence')),
                ('established_on', models.DateField(blank=True, null=True, verbose_name='established')),
                ('established_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('established_basis', models.CharField(blank=True, choices=[('signing', 'day of signing'), ('assembly_resolution', 'resolution of the assembly'), ('exchange_of_documents', 'exchange of documents'), ('ceremony', 'ceremony'), ('', 'Not recorded')], default='', max_length=30, verbose_name='basis of the date')),
                ('re_signed_on', models.DateField(blank=True, null=True, verbose_name='re-signed')),
                ('re_signed_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
                ('ended_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('end_reason_en', models.TextField(blank=True, verbose_name='reason of the end (English)')),
                ('end_reason_ja', models.TextField(blank=True, verbose_name='reason of the end (Japanese)')),
                ('term_ends_on', models.DateField(blank=True, help_text='For agreements with a fixed term.', null=True, verbose_name='end of the term')),
                ('agreement_exists', models.BooleanField(blank=True, null=True, verbose_name='written agreement')),
                ('agreement_title', models.CharField(blank=True, max_length=200, verbose_name='title of the agreement')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('administration', 'administration'), ('education', 'education and youth'), ('culture', 'culture'), ('sports', 'sports'), ('economy', 'economy and tourism'), ('health', 'health and welfare'), ('environment', 'environment'), ('other', 'other fields')], max_length=20), blank=True, default=list, size=None, verbose_name='fields of exchange')),
                ('story_en', models.TextField(blank=True, verbose_name='history (English)')),
                ('story_ja', models.TextField(blank=True, verbose_name='history (Japanese)')),
                ('story_ja_is_translated', models.BooleanField(default=False, verbose_name='Japanese history is a translation')),
                ('last_confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                ('note', models.TextField(blank=True, help_text='Not public.', verbose_name='note of the staff')),
                ('former_local_government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='begun_relationships', to='places.localgovernment', verbose_name='begun by (former municipality)')),
                ('local_government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relationships', to='places.localgovernment', verbose_name='local government')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relationships', to='places.partner', verbose_name='partner overseas')),
            ],
            options={
                'verbose_name': 'relationship',
                'verbose_name_plural': 'relationships',
                'ordering': ['public_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RelationshipEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('suspended', 'suspended'), ('resumed', 'resumed'), ('renewed', 'renewed for another term'), ('lapsed', 'lapsed'), ('other', 'other event')], max_length=20, verbose_name='what happened')),
                ('happened_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('happened_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='text (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='text (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='register.relationship', verbose_name='relationship')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': [models.OrderBy(models.F('happened_on'), descending=True, nulls_last=True)],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RelationshipEventHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('suspended', 'suspended'), ('resumed', 'resumed'), ('renewed', 'renewed for another term'), ('lapsed', 'lapsed'), ('other', 'other event')], max_length=20, verbose_name='what happened')),
                ('happened_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('happened_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='text (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='text (Japanese)')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='register.relationshipevent')),
                ('relationship', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='register.relationship', verbose_name='relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RelationshipHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.PositiveIntegerField(help_text="Part of the page's address; never changes.", verbose_name='public number')),
                ('former_name', models.CharField(blank=True, help_text='Where the source names a place that is no former municipality, as a ward.', max_length=100, verbose_name='former name in the source')),
                ('kind', models.CharField(blank=True, choices=[('sister', 'Sister city'), ('friendship', 'Friendship city'), ('partner_city', 'Partner city'), ('memorandum', 'Memorandum'), ('', 'Not recorded')], default='', max_length=20, verbose_name='kind')),
                ('status', models.CharField(choices=[('active', 'Active'), ('suspended', 'Suspended'), ('dormant', 'Dormant'), ('ended', 'Ended')], default='active', max_length=10, verbose_name='status')),
                ('counting', models.CharField(choices=[('counted', 'Counted'), ('one_field', 'Not counted: memorandum or agreement on one field'), ('no_agreement', 'Not counted: no agreement signed by both heads'), ('no_budget', 'Not counted: no budget approved by the assembly'), ('unconfirmed', 'Not counted: unconfirmed, under review')], default='counted', max_length=20, verbose_name='counted')),
                ('confidence', models.CharField(choices=[('A', 'A: official page of a government, CLAIR, an embassy or a consulate'), ('B', 'B: current list, two lists, or the press'), ('C', 'C: one older list only')], max_length=1, verbose_name='confidence')),
                ('established_on', models.DateField(blank=True, null=True, verbose_name='established')),
                ('established_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('established_basis', models.CharField(blank=True, choices=[('signing', 'day of signing'), ('assembly_resolution', 'resolution of the assembly'), ('exchange_of_documents', 'exchange of documents'), ('ceremony', 'ceremony'), ('', 'Not recorded')], default='', max_length=30, verbose_name='basis of the date')),
                ('re_signed_on', models.DateField(blank=True, null=True, verbose_name='re-signed')),
                ('re_signed_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
                ('ended_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('end_reason_en', models.TextField(blank=True, verbose_name='reason of the end (English)')),
                ('end_reason_ja', models.TextField(blank=True, verbose_name='reason of the end (Japanese)')),
                ('term_ends_on', models.DateField(blank=True, help_text='For agreements with a fixed term.', null=True, verbose_name='end of the term')),
                ('agreement_exists', models.BooleanField(blank=True, null=True, verbose_name='written agreement')),
                ('agreement_title', models.CharField(blank=True, max_length=200, verbose_name='title of the agreement')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('administration', 'administration'), ('education', 'education and youth'), ('culture', 'culture'), ('sports', 'sports'), ('economy', 'economy and tourism'), ('health', 'health and welfare'), ('environment', 'environment'), ('other', 'other fields')], max_length=20), blank=True, default=list, size=None, verbose_name='fields of exchange')),
                ('story_en', models.TextField(blank=True, verbose_name='history (English)')),
                ('story_ja', models.TextField(blank=True, verbose_name='history (Japanese)')),
                ('story_ja_is_translated', models.BooleanField(default=False, verbose_name='Japanese history is a translation')),
                ('last_confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                ('note', models.TextField(blank=True, help_text='Not public.', verbose_name='note of the staff')),
                ('former_local_government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='begun by (former municipality)')),
                ('local_government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='local government')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='partner overseas')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='register.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RelationshipSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('stated_on', models.DateField(blank=True, null=True, verbose_name='date it states')),
                ('stated_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='register.relationship', verbose_name='relationship')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RelationshipSourceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('stated_on', models.DateField(blank=True, null=True, verbose_name='date it states')),
                ('stated_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='register.relationshipsource')),
                ('relationship', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='register.relationship', verbose_name='relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('established_on__isnull', True), ('established_precision', '')), models.Q(('established_on__isnull', False), models.Q(('established_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('established_on', models.DateField())), 1), ('established_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('established_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('established_on', models.DateField())), 1), ('established_precision', 'year')), _connector='OR')), _connector='OR'), name='relationship_established_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('re_signed_on__isnull', True), ('re_signed_precision', '')), models.Q(('re_signed_on__isnull', False), models.Q(('re_signed_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField())), 1), ('re_signed_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField())), 1), ('re_signed_precision', 'year')), _connector='OR')), _connector='OR'), name='relationship_re_signed_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_precision', '')), models.Q(('ended_on__isnull', False), models.Q(('ended_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ended_on', models.DateField())), 1), ('ended_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('ended_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ended_on', models.DateField())), 1), ('ended_precision', 'year')), _connector='OR')), _connector='OR'), name='relationship_ended_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('established_on', None), ('re_signed_on', None), ('re_signed_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField()), django.db.models.functions.comparison.Cast('established_on', models.DateField())), ('re_signed_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('established_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('established_on', models.DateField())))), ('re_signed_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('re_signed_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('established_on', models.DateField()))), ('re_signed_precision', 'year')), _connector='OR'), name='relationship_re_signed_is_not_before_established', violation_error_message='A relationship cannot be re-signed before it began.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('established_on', None), ('ended_on', None), ('ended_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('ended_on', models.DateField()), django.db.models.functions.comparison.Cast('established_on', models.DateField())), ('ended_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ended_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('ended_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('established_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('established_on', models.DateField())))), ('ended_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('ended_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('established_on', models.DateField()))), ('ended_precision', 'year')), _connector='OR'), name='relationship_ended_is_not_before_established', violation_error_message='A relationship cannot end before it began.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['sister', 'friendship', 'partner_city', 'memorandum', ''])), name='relationship_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'suspended', 'dormant', 'ended'])), name='relationship_status_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('counting__in', ['counted', 'one_field', 'no_agreement', 'no_budget', 'unconfirmed'])), name='relationship_counting_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__in', ['A', 'B', 'C'])), name='relationship_confidence_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('established_basis__in', ['signing', 'assembly_resolution', 'exchange_of_documents', 'ceremony', ''])), name='relationship_established_basis_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('fields__contained_by', ['administration', 'education', 'culture', 'sports', 'economy', 'health', 'environment', 'other'])), name='relationship_fields_are_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'ended'), _negated=True), fields=('local_government', 'partner'), name='relationship_is_recorded_once', violation_error_message='These two have a relationship already.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('status', 'ended'), _connector='OR'), name='relationship_with_an_end_is_ended', violation_error_message='With a date of its end, the status must be “Ended”.'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confidence', 'C'), ('counting', 'unconfirmed')), models.Q(models.Q(('confidence', 'C'), _negated=True), models.Q(('counting', 'unconfirmed'), _negated=True)), _connector='OR'), name='relationship_is_unconfirmed_with_confidence_c', violation_error_message='Confidence C and “Not counted: unconfirmed” belong together.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='bb8c2104b7db40c515980fde24e53103f6ba3672', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_d4401', table='register_relationship', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on") VALUES (NEW."agreement_exists", NEW."agreement_title", NEW."confidence", NEW."counting", NEW."end_reason_en", NEW."end_reason_ja", NEW."ended_on", NEW."ended_precision", NEW."established_basis", NEW."established_on", NEW."established_precision", NEW."fields", NEW."former_local_government_id", NEW."former_name", NEW."id", NEW."kind", NEW."last_confirmed_on", NEW."local_government_id", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."re_signed_on", NEW."re_signed_precision", NEW."status", NEW."story_en", NEW."story_ja", NEW."story_ja_is_translated", NEW."term_ends_on"); RETURN NULL;', hash='076fa5e63a49dec29d14f6e158e05f84350f4aa1', operation='INSERT', pgid='pgtrigger_insert_insert_b3d06', table='register_relationship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on") VALUES (NEW."agreement_exists", NEW."agreement_title", NEW."confidence", NEW."counting", NEW."end_reason_en", NEW."end_reason_ja", NEW."ended_on", NEW."ended_precision", NEW."established_basis", NEW."established_on", NEW."established_precision", NEW."fields", NEW."former_local_government_id", NEW."former_name", NEW."id", NEW."kind", NEW."last_confirmed_on", NEW."local_government_id", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."re_signed_on", NEW."re_signed_precision", NEW."status", NEW."story_en", NEW."story_ja", NEW."story_ja_is_translated", NEW."term_ends_on"); RETURN NULL;', hash='9216ed4f03323529b8990c2708576cb88d65f6f9', operation='UPDATE', pgid='pgtrigger_update_update_920a9', table='register_relationship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationship',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshiphistory" ("agreement_exists", "agreement_title", "confidence", "counting", "end_reason_en", "end_reason_ja", "ended_on", "ended_precision", "established_basis", "established_on", "established_precision", "fields", "former_local_government_id", "former_name", "id", "kind", "last_confirmed_on", "local_government_id", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "re_signed_on", "re_signed_precision", "status", "story_en", "story_ja", "story_ja_is_translated", "term_ends_on") VALUES (OLD."agreement_exists", OLD."agreement_title", OLD."confidence", OLD."counting", OLD."end_reason_en", OLD."end_reason_ja", OLD."ended_on", OLD."ended_precision", OLD."established_basis", OLD."established_on", OLD."established_precision", OLD."fields", OLD."former_local_government_id", OLD."former_name", OLD."id", OLD."kind", OLD."last_confirmed_on", OLD."local_government_id", OLD."note", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."re_signed_on", OLD."re_signed_precision", OLD."status", OLD."story_en", OLD."story_ja", OLD."story_ja_is_translated", OLD."term_ends_on"); RETURN NULL;', hash='a1a65d70a9f02c4867c24d8af259202b4b913084', operation='DELETE', pgid='pgtrigger_delete_delete_6d1e1', table='register_relationship', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='relationshipevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happened_on__isnull', True), ('happened_precision', '')), models.Q(('happened_on__isnull', False), models.Q(('happened_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('happened_on', models.DateField())), 1), ('happened_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('happened_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('happened_on', models.DateField())), 1), ('happened_precision', 'year')), _connector='OR')), _connector='OR'), name='event_happened_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='relationshipevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['suspended', 'resumed', 'renewed', 'lapsed', 'other'])), name='event_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipevent',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='2fe54c762bce93987dfadea0ad36a25a13af9fe2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_4a592', table='register_relationshipevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipevent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshipeventhistory" ("happened_on", "happened_precision", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_id", "source_url", "text_en", "text_ja") VALUES (NEW."happened_on", NEW."happened_precision", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relationship_id", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;', hash='3162e77b0cc40322971e2a8c7748a5b7f69c9364', operation='INSERT', pgid='pgtrigger_insert_insert_d1962', table='register_relationshipevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "register_relationshipeventhistory" ("happened_on", "happened_precision", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_id", "source_url", "text_en", "text_ja") VALUES (NEW."happened_on", NEW."happened_precision", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relationship_id", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;', hash='3313cca5b8b09ed7f4fc61b318d2c492f934ff5d', operation='UPDATE', pgid='pgtrigger_update_update_a4819', table='register_relationshipevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshipeventhistory" ("happened_on", "happened_precision", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_id", "source_url", "text_en", "text_ja") VALUES (OLD."happened_on", OLD."happened_precision", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relationship_id", OLD."source_url", OLD."text_en", OLD."text_ja"); RETURN NULL;', hash='45362196016fac40a0d28268ff9ea44d7b60f743', operation='DELETE', pgid='pgtrigger_delete_delete_499a8', table='register_relationshipevent', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='relationshipsource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stated_on__isnull', True), ('stated_precision', '')), models.Q(('stated_on__isnull', False), models.Q(('stated_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('stated_on', models.DateField())), 1), ('stated_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('stated_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('stated_on', models.DateField())), 1), ('stated_precision', 'year')), _connector='OR')), _connector='OR'), name='source_stated_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='relationshipsource',
            constraint=models.UniqueConstraint(fields=('relationship', 'url'), name='source_is_stated_once', violation_error_message='This source is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipsource',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='237aef56ad573bc7423e7db73c84b2f368f779d5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_e33d1', table='register_relationshipsource', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshipsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_id", "stated_on", "stated_precision", "url") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relationship_id", NEW."stated_on", NEW."stated_precision", NEW."url"); RETURN NULL;', hash='2b6bd12c23a690e84df3a57e9b6002b69016d420', operation='INSERT', pgid='pgtrigger_insert_insert_730cc', table='register_relationshipsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "register_relationshipsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_id", "stated_on", "stated_precision", "url") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relationship_id", NEW."stated_on", NEW."stated_precision", NEW."url"); RETURN NULL;', hash='227cf7e8195ea0e254bd6590b4ffe4292553f2c7', operation='UPDATE', pgid='pgtrigger_update_update_f31ec', table='register_relationshipsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relationshipsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "register_relationshipsourcehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_id", "stated_on", "stated_precision", "url") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relationship_id", OLD."stated_on", OLD."stated_precision", OLD."url"); RETURN NULL;', hash='cf7f450e4ab69353a4a27ef4c395be5171f41416', operation='DELETE', pgid='pgtrigger_delete_delete_a3f21', table='register_relationshipsource', when='AFTER')),
        ),
    ]
