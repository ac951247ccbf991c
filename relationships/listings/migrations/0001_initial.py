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
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('public_id', models.PositiveIntegerField(help_text="Part of the page's address; never changes.", unique=True, verbose_name='public number')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('counted_on', models.DateField(blank=True, null=True, verbose_name='date of the population')),
                ('counted_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('area_km2', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='area (km²)')),
                ('profile_en', models.TextField(blank=True, verbose_name='outline (English)')),
                ('profile_ja', models.TextField(blank=True, verbose_name='outline (Japanese)')),
                ('industries_en', models.TextField(blank=True, verbose_name='industries (English)')),
                ('industries_ja', models.TextField(blank=True, verbose_name='industries (Japanese)')),
                ('exchange_so_far_en', models.TextField(blank=True, verbose_name='international exchange so far (English)')),
                ('exchange_so_far_ja', models.TextField(blank=True, verbose_name='international exchange so far (Japanese)')),
                ('offers_en', models.TextField(blank=True, verbose_name='what it offers (English)')),
                ('offers_ja', models.TextField(blank=True, verbose_name='what it offers (Japanese)')),
                ('looks_for_en', models.TextField(blank=True, verbose_name='what it looks for (English)')),
                ('looks_for_ja', models.TextField(blank=True, verbose_name='what it looks for (Japanese)')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('administration', 'administration'), ('education', 'education and youth'), ('culture', 'culture'), ('sports', 'sports'), ('economy', 'economy and tourism'), ('health', 'health and welfare'), ('environment', 'environment'), ('other', 'other fields')], max_length=20), blank=True, default=list, size=None, verbose_name='wished-for fields of exchange')),
                ('wants_similar_size', models.BooleanField(default=False, verbose_name='wishes for a similar size')),
                ('wanted_population_min', models.PositiveIntegerField(blank=True, null=True, verbose_name='wished-for population, from')),
                ('wanted_population_max', models.PositiveIntegerField(blank=True, null=True, verbose_name='wished-for population, to')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('contact_office_en', models.CharField(blank=True, max_length=300, verbose_name='contact office (English)')),
                ('contact_office_ja', models.CharField(blank=True, max_length=300, verbose_name='contact office (Japanese)')),
                ('contact_address', models.TextField(blank=True, verbose_name='postal address')),
                ('contact_email', models.EmailField(blank=True, help_text='Not public: enquiries go through CLAIR.', max_length=254, verbose_name='mail address')),
                ('contact_languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ja', 'Japanese'), ('en', 'English'), ('zh', 'Chinese'), ('ko', 'Korean'), ('fr', 'French'), ('de', 'German'), ('es', 'Spanish'), ('pt', 'Portuguese'), ('it', 'Italian'), ('nl', 'Dutch'), ('ru', 'Russian'), ('mn', 'Mongolian'), ('vi', 'Vietnamese'), ('th', 'Thai'), ('id', 'Indonesian'), ('ar', 'Arabic')], max_length=12), blank=True, default=list, size=None, verbose_name='languages it answers in')),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='posted')),
                ('posted_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                ('confirmed_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('lapses_on', models.GeneratedField(db_persist=True, expression=models.Func(models.Case(models.When(confirmed_precision='year', then=models.Func('confirmed_on', interval='1 year -1 day', output_field=models.DateField(), template="(%(expressions)s + interval '%(interval)s')::date")), models.When(confirmed_precision='month', then=models.Func('confirmed_on', interval='1 month -1 day', output_field=models.DateField(), template="(%(expressions)s + interval '%(interval)s')::date")), default='confirmed_on', output_field=models.DateField()), interval='12 months', output_field=models.DateField(), template="(%(expressions)s + interval '%(interval)s')::date"), output_field=models.DateField(), verbose_name='lapses')),
                ('closed_on', models.DateField(blank=True, help_text='From this day on it is not looking any more.', null=True, verbose_name='closed')),
                ('note', models.TextField(blank=True, help_text='Not public.', verbose_name='note of the staff')),
                ('local_government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='places.localgovernment', verbose_name='local government')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='places.partner', verbose_name='government overseas')),
            ],
            options={
                'verbose_name': 'listing',
                'verbose_name_plural': 'listings',
                'ordering': ['public_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft. In the future: a draft until then.', null=True, verbose_name='public from')),
                ('public_id', models.PositiveIntegerField(help_text="Part of the page's address; never changes.", verbose_name='public number')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('counted_on', models.DateField(blank=True, null=True, verbose_name='date of the population')),
                ('counted_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('area_km2', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='area (km²)')),
                ('profile_en', models.TextField(blank=True, verbose_name='outline (English)')),
                ('profile_ja', models.TextField(blank=True, verbose_name='outline (Japanese)')),
                ('industries_en', models.TextField(blank=True, verbose_name='industries (English)')),
                ('industries_ja', models.TextField(blank=True, verbose_name='industries (Japanese)')),
                ('exchange_so_far_en', models.TextField(blank=True, verbose_name='international exchange so far (English)')),
                ('exchange_so_far_ja', models.TextField(blank=True, verbose_name='international exchange so far (Japanese)')),
                ('offers_en', models.TextField(blank=True, verbose_name='what it offers (English)')),
                ('offers_ja', models.TextField(blank=True, verbose_name='what it offers (Japanese)')),
                ('looks_for_en', models.TextField(blank=True, verbose_name='what it looks for (English)')),
                ('looks_for_ja', models.TextField(blank=True, verbose_name='what it looks for (Japanese)')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('administration', 'administration'), ('education', 'education and youth'), ('culture', 'culture'), ('sports', 'sports'), ('economy', 'economy and tourism'), ('health', 'health and welfare'), ('environment', 'environment'), ('other', 'other fields')], max_length=20), blank=True, default=list, size=None, verbose_name='wished-for fields of exchange')),
                ('wants_similar_size', models.BooleanField(default=False, verbose_name='wishes for a similar size')),
                ('wanted_population_min', models.PositiveIntegerField(blank=True, null=True, verbose_name='wished-for population, from')),
                ('wanted_population_max', models.PositiveIntegerField(blank=True, null=True, verbose_name='wished-for population, to')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('contact_office_en', models.CharField(blank=True, max_length=300, verbose_name='contact office (English)')),
                ('contact_office_ja', models.CharField(blank=True, max_length=300, verbose_name='contact office (Japanese)')),
                ('contact_address', models.TextField(blank=True, verbose_name='postal address')),
                ('contact_email', models.EmailField(blank=True, help_text='Not public: enquiries go through CLAIR.', max_length=254, verbose_name='mail address')),
                ('contact_languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ja', 'Japanese'), ('en', 'English'), ('zh', 'Chinese'), ('ko', 'Korean'), ('fr', 'French'), ('de', 'German'), ('es', 'Spanish'), ('pt', 'Portuguese'), ('it', 'Italian'), ('nl', 'Dutch'), ('ru', 'Russian'), ('mn', 'Mongolian'), ('vi', 'Vietnamese'), ('th', 'Thai'), ('id', 'Indonesian'), ('ar', 'Arabic')], max_length=12), blank=True, default=list, size=None, verbose_name='languages it answers in')),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='posted')),
                ('posted_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                ('confirmed_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('closed_on', models.DateField(blank=True, help_text='From this day on it is not looking any more.', null=True, verbose_name='closed')),
                ('note', models.TextField(blank=True, help_text='Not public.', verbose_name='note of the staff')),
                ('local_government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='local government')),
                ('partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='government overseas')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='listings.listing')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListingSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('language', models.CharField(blank=True, help_text='Of the page: BCP 47, for example ja.', max_length=12, verbose_name='language')),
                ('seen_from_on', models.DateField(blank=True, null=True, verbose_name='seen from')),
                ('seen_from_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('seen_until_on', models.DateField(blank=True, null=True, verbose_name='seen until')),
                ('seen_until_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='date on the page')),
                ('dated_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('text_en', models.TextField(blank=True, verbose_name='what it said (English)')),
                ('text_ja', models.TextField(blank=True, verbose_name='what it said (Japanese)')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='listings.listing', verbose_name='listing')),
            ],
            options={
                'verbose_name': 'page of the listing',
                'verbose_name_plural': 'pages of the listing',
                'ordering': [models.OrderBy(models.F('seen_until_on'), descending=True, nulls_last=True), 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListingSourceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('language', models.CharField(blank=True, help_text='Of the page: BCP 47, for example ja.', max_length=12, verbose_name='language')),
                ('seen_from_on', models.DateField(blank=True, null=True, verbose_name='seen from')),
                ('seen_from_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('seen_until_on', models.DateField(blank=True, null=True, verbose_name='seen until')),
                ('seen_until_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='date on the page')),
                ('dated_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision')),
                ('text_en', models.TextField(blank=True, verbose_name='what it said (English)')),
                ('text_ja', models.TextField(blank=True, verbose_name='what it said (Japanese)')),
                ('listing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='listings.listing', verbose_name='listing')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='listings.listingsource')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListingWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('world_region', models.CharField(blank=True, choices=[('asia', 'Asia'), ('europe', 'Europe'), ('north_america', 'North America'), ('latin_america', 'Latin America and the Caribbean'), ('oceania', 'Oceania'), ('africa', 'Africa')], max_length=20, verbose_name='region of the world')),
                ('language_area', models.CharField(blank=True, choices=[('ja', 'Japanese'), ('en', 'English'), ('zh', 'Chinese'), ('ko', 'Korean'), ('fr', 'French'), ('de', 'German'), ('es', 'Spanish'), ('pt', 'Portuguese'), ('it', 'Italian'), ('nl', 'Dutch'), ('ru', 'Russian'), ('mn', 'Mongolian'), ('vi', 'Vietnamese'), ('th', 'Thai'), ('id', 'Indonesian'), ('ar', 'Arabic')], max_length=12, verbose_name='language area')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='cities, or other words (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='cities, or other words (Japanese)')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='places.country', verbose_name='country or region')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='listings.listing', verbose_name='listing')),
                ('prefecture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='places.prefecture', verbose_name='prefecture')),
            ],
            options={
                'verbose_name': 'wish',
                'verbose_name_plural': 'wishes',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListingWishHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('world_region', models.CharField(blank=True, choices=[('asia', 'Asia'), ('europe', 'Europe'), ('north_america', 'North America'), ('latin_america', 'Latin America and the Caribbean'), ('oceania', 'Oceania'), ('africa', 'Africa')], max_length=20, verbose_name='region of the world')),
                ('language_area', models.CharField(blank=True, choices=[('ja', 'Japanese'), ('en', 'English'), ('zh', 'Chinese'), ('ko', 'Korean'), ('fr', 'French'), ('de', 'German'), ('es', 'Spanish'), ('pt', 'Portuguese'), ('it', 'Italian'), ('nl', 'Dutch'), ('ru', 'Russian'), ('mn', 'Mongolian'), ('vi', 'Vietnamese'), ('th', 'Thai'), ('id', 'Indonesian'), ('ar', 'Arabic')], max_length=12, verbose_name='language area')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='cities, or other words (English)')),
                ('text_ja', models.CharField(blank=True, max_length=300, verbose_name='cities, or other words (Japanese)')),
                ('country', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region')),
                ('listing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='listings.listing', verbose_name='listing')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='listings.listingwish')),
                ('prefecture', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.prefecture', verbose_name='prefecture')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counted_on__isnull', True), ('counted_precision', '')), models.Q(('counted_on__isnull', False), models.Q(('counted_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('counted_on', models.DateField())), 1), ('counted_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('counted_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('counted_on', models.DateField())), 1), ('counted_precision', 'year')), _connector='OR')), _connector='OR'), name='listing_counted_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('posted_on__isnull', True), ('posted_precision', '')), models.Q(('posted_on__isnull', False), models.Q(('posted_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('posted_on', models.DateField())), 1), ('posted_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('posted_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('posted_on', models.DateField())), 1), ('posted_precision', 'year')), _connector='OR')), _connector='OR'), name='listing_posted_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_on__isnull', True), ('confirmed_precision', '')), models.Q(('confirmed_on__isnull', False), models.Q(('confirmed_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField())), 1), ('confirmed_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField())), 1), ('confirmed_precision', 'year')), _connector='OR')), _connector='OR'), name='listing_confirmed_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('posted_on', None), ('confirmed_on', None), ('confirmed_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField()), django.db.models.functions.comparison.Cast('posted_on', models.DateField())), ('confirmed_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('posted_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('posted_on', models.DateField())))), ('confirmed_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('confirmed_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('posted_on', models.DateField()))), ('confirmed_precision', 'year')), _connector='OR'), name='listing_confirmed_is_not_before_posted', violation_error_message='A listing cannot be confirmed before it was posted.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('local_government__isnull', True), ('partner__isnull', False)), models.Q(('local_government__isnull', False), ('partner__isnull', True)), _connector='OR'), name='listing_is_of_one_government', violation_error_message='A listing is of one local government or of one government overseas.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.UniqueConstraint(fields=('local_government', 'partner'), name='listing_is_one_for_each_government', nulls_distinct=False, violation_error_message='This government has a listing already: add the wish to that one.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('counted_on', None), ('population__isnull', False), _connector='OR'), name='listing_date_is_of_a_population', violation_error_message='Give the population that the date is of.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('area_km2', None), ('area_km2__gt', 0), _connector='OR'), name='listing_area_is_positive', violation_error_message='The area is more than nothing.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('wanted_population_min', None), ('wanted_population_max', None), ('wanted_population_max__gte', models.F('wanted_population_min')), _connector='OR'), name='listing_wanted_population_is_a_range', violation_error_message='The range ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('fields__contained_by', ['administration', 'education', 'culture', 'sports', 'economy', 'health', 'environment', 'other'])), name='listing_fields_are_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('contact_languages__contained_by', ['ja', 'en', 'zh', 'ko', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ru', 'mn', 'vi', 'th', 'id', 'ar'])), name='listing_contact_languages_are_known', violation_error_message='This is not one of the choices.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='5f351951c99945cf551516c72b97251c8318bfd5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_1cd68', table='listings_listing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listinghistory" ("area_km2", "closed_on", "confirmed_on", "confirmed_precision", "contact_address", "contact_email", "contact_languages", "contact_office_en", "contact_office_ja", "counted_on", "counted_precision", "exchange_so_far_en", "exchange_so_far_ja", "fields", "id", "industries_en", "industries_ja", "local_government_id", "looks_for_en", "looks_for_ja", "note", "offers_en", "offers_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "posted_on", "posted_precision", "profile_en", "profile_ja", "public_id", "published_at", "wanted_population_max", "wanted_population_min", "wants_similar_size", "website") VALUES (NEW."area_km2", NEW."closed_on", NEW."confirmed_on", NEW."confirmed_precision", NEW."contact_address", NEW."contact_email", NEW."contact_languages", NEW."contact_office_en", NEW."contact_office_ja", NEW."counted_on", NEW."counted_precision", NEW."exchange_so_far_en", NEW."exchange_so_far_ja", NEW."fields", NEW."id", NEW."industries_en", NEW."industries_ja", NEW."local_government_id", NEW."looks_for_en", NEW."looks_for_ja", NEW."note", NEW."offers_en", NEW."offers_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."posted_on", NEW."posted_precision", NEW."profile_en", NEW."profile_ja", NEW."public_id", NEW."published_at", NEW."wanted_population_max", NEW."wanted_population_min", NEW."wants_similar_size", NEW."website"); RETURN NULL;', hash='79dc26e4c372594896a6802888e04730bdff99e2', operation='INSERT', pgid='pgtrigger_insert_insert_fe290', table='listings_listing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_km2" IS DISTINCT FROM (NEW."area_km2") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."confirmed_precision" IS DISTINCT FROM (NEW."confirmed_precision") OR OLD."contact_address" IS DISTINCT FROM (NEW."contact_address") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_languages" IS DISTINCT FROM (NEW."contact_languages") OR OLD."contact_office_en" IS DISTINCT FROM (NEW."contact_office_en") OR OLD."contact_office_ja" IS DISTINCT FROM (NEW."contact_office_ja") OR OLD."counted_on" IS DISTINCT FROM (NEW."counted_on") OR OLD."counted_precision" IS DISTINCT FROM (NEW."counted_precision") OR OLD."exchange_so_far_en" IS DISTINCT FROM (NEW."exchange_so_far_en") OR OLD."exchange_so_far_ja" IS DISTINCT FROM (NEW."exchange_so_far_ja") OR OLD."fields" IS DISTINCT FROM (NEW."fields") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industries_en" IS DISTINCT FROM (NEW."industries_en") OR OLD."industries_ja" IS DISTINCT FROM (NEW."industries_ja") OR OLD."local_government_id" IS DISTINCT FROM (NEW."local_government_id") OR OLD."looks_for_en" IS DISTINCT FROM (NEW."looks_for_en") OR OLD."looks_for_ja" IS DISTINCT FROM (NEW."looks_for_ja") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."offers_en" IS DISTINCT FROM (NEW."offers_en") OR OLD."offers_ja" IS DISTINCT FROM (NEW."offers_ja") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."population" IS DISTINCT FROM (NEW."population") OR OLD."posted_on" IS DISTINCT FROM (NEW."posted_on") OR OLD."posted_precision" IS DISTINCT FROM (NEW."posted_precision") OR OLD."profile_en" IS DISTINCT FROM (NEW."profile_en") OR OLD."profile_ja" IS DISTINCT FROM (NEW."profile_ja") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."wanted_population_max" IS DISTINCT FROM (NEW."wanted_population_max") OR OLD."wanted_population_min" IS DISTINCT FROM (NEW."wanted_population_min") OR OLD."wants_similar_size" IS DISTINCT FROM (NEW."wants_similar_size") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='INSERT INTO "listings_listinghistory" ("area_km2", "closed_on", "confirmed_on", "confirmed_precision", "contact_address", "contact_email", "contact_languages", "contact_office_en", "contact_office_ja", "counted_on", "counted_precision", "exchange_so_far_en", "exchange_so_far_ja", "fields", "id", "industries_en", "industries_ja", "local_government_id", "looks_for_en", "looks_for_ja", "note", "offers_en", "offers_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "posted_on", "posted_precision", "profile_en", "profile_ja", "public_id", "published_at", "wanted_population_max", "wanted_population_min", "wants_similar_size", "website") VALUES (NEW."area_km2", NEW."closed_on", NEW."confirmed_on", NEW."confirmed_precision", NEW."contact_address", NEW."contact_email", NEW."contact_languages", NEW."contact_office_en", NEW."contact_office_ja", NEW."counted_on", NEW."counted_precision", NEW."exchange_so_far_en", NEW."exchange_so_far_ja", NEW."fields", NEW."id", NEW."industries_en", NEW."industries_ja", NEW."local_government_id", NEW."looks_for_en", NEW."looks_for_ja", NEW."note", NEW."offers_en", NEW."offers_ja", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."posted_on", NEW."posted_precision", NEW."profile_en", NEW."profile_ja", NEW."public_id", NEW."published_at", NEW."wanted_population_max", NEW."wanted_population_min", NEW."wants_similar_size", NEW."website"); RETURN NULL;', hash='2e3bacab8d26f028717e44592d6b097b3acd8b03', operation='UPDATE', pgid='pgtrigger_update_update_2a8a8', table='listings_listing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listinghistory" ("area_km2", "closed_on", "confirmed_on", "confirmed_precision", "contact_address", "contact_email", "contact_languages", "contact_office_en", "contact_office_ja", "counted_on", "counted_precision", "exchange_so_far_en", "exchange_so_far_ja", "fields", "id", "industries_en", "industries_ja", "local_government_id", "looks_for_en", "looks_for_ja", "note", "offers_en", "offers_ja", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "posted_on", "posted_precision", "profile_en", "profile_ja", "public_id", "published_at", "wanted_population_max", "wanted_population_min", "wants_similar_size", "website") VALUES (OLD."area_km2", OLD."closed_on", OLD."confirmed_on", OLD."confirmed_precision", OLD."contact_address", OLD."contact_email", OLD."contact_languages", OLD."contact_office_en", OLD."contact_office_ja", OLD."counted_on", OLD."counted_precision", OLD."exchange_so_far_en", OLD."exchange_so_far_ja", OLD."fields", OLD."id", OLD."industries_en", OLD."industries_ja", OLD."local_government_id", OLD."looks_for_en", OLD."looks_for_ja", OLD."note", OLD."offers_en", OLD."offers_ja", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."posted_on", OLD."posted_precision", OLD."profile_en", OLD."profile_ja", OLD."public_id", OLD."published_at", OLD."wanted_population_max", OLD."wanted_population_min", OLD."wants_similar_size", OLD."website"); RETURN NULL;', hash='5112c6a6052cc1a0204851fbe4bedfb481469bd5', operation='DELETE', pgid='pgtrigger_delete_delete_bca1a', table='listings_listing', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='listingsource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_from_on__isnull', True), ('seen_from_precision', '')), models.Q(('seen_from_on__isnull', False), models.Q(('seen_from_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('seen_from_on', models.DateField())), 1), ('seen_from_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('seen_from_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('seen_from_on', models.DateField())), 1), ('seen_from_precision', 'year')), _connector='OR')), _connector='OR'), name='listing_source_seen_from_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='listingsource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_until_on__isnull', True), ('seen_until_precision', '')), models.Q(('seen_until_on__isnull', False), models.Q(('seen_until_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField())), 1), ('seen_until_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField())), 1), ('seen_until_precision', 'year')), _connector='OR')), _connector='OR'), name='listing_source_seen_until_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='listingsource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dated_on__isnull', True), ('dated_precision', '')), models.Q(('dated_on__isnull', False), models.Q(('dated_precision', 'day'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('dated_on', models.DateField())), 1), ('dated_precision', 'month')), models.Q(django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractDay(django.db.models.functions.comparison.Cast('dated_on', models.DateField())), 1), django.db.models.lookups.Exact(django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('dated_on', models.DateField())), 1), ('dated_precision', 'year')), _connector='OR')), _connector='OR'), name='listing_source_dated_precision', violation_error_message='A date and its precision belong together, and parts that are not known must be 1.'),
        ),
        migrations.AddConstraint(
            model_name='listingsource',
            constraint=models.CheckConstraint(condition=models.Q(('seen_from_on', None), ('seen_until_on', None), ('seen_until_precision', ''), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField()), django.db.models.functions.comparison.Cast('seen_from_on', models.DateField())), ('seen_until_precision', 'day')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField()))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('seen_from_on', models.DateField())), '*', models.Value(12)), '+', django.db.models.functions.datetime.ExtractMonth(django.db.models.functions.comparison.Cast('seen_from_on', models.DateField())))), ('seen_until_precision', 'month')), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('seen_until_on', models.DateField())), django.db.models.functions.datetime.ExtractYear(django.db.models.functions.comparison.Cast('seen_from_on', models.DateField()))), ('seen_until_precision', 'year')), _connector='OR'), name='listing_source_seen_until_is_not_before_seen_from', violation_error_message='It cannot have been last seen before it was first seen.'),
        ),
        migrations.AddConstraint(
            model_name='listingsource',
            constraint=models.UniqueConstraint(fields=('listing', 'url', 'seen_from_on', 'seen_until_on'), name='listing_source_is_stated_once', nulls_distinct=False, violation_error_message='This source is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingsource',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='1805cad73a9719a4090e1b9cf05b95717f2fcbd7', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_85f14', table='listings_listingsource', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listingsourcehistory" ("dated_on", "dated_precision", "id", "language", "listing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_from_on", "seen_from_precision", "seen_until_on", "seen_until_precision", "text_en", "text_ja", "url") VALUES (NEW."dated_on", NEW."dated_precision", NEW."id", NEW."language", NEW."listing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seen_from_on", NEW."seen_from_precision", NEW."seen_until_on", NEW."seen_until_precision", NEW."text_en", NEW."text_ja", NEW."url"); RETURN NULL;', hash='5ef26eefd18bffc3d6bf9a6897592fe563694819', operation='INSERT', pgid='pgtrigger_insert_insert_4d2d4', table='listings_listingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "listings_listingsourcehistory" ("dated_on", "dated_precision", "id", "language", "listing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_from_on", "seen_from_precision", "seen_until_on", "seen_until_precision", "text_en", "text_ja", "url") VALUES (NEW."dated_on", NEW."dated_precision", NEW."id", NEW."language", NEW."listing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seen_from_on", NEW."seen_from_precision", NEW."seen_until_on", NEW."seen_until_precision", NEW."text_en", NEW."text_ja", NEW."url"); RETURN NULL;', hash='984a2382ff0870d3cf662cc4d42568a97149ade2', operation='UPDATE', pgid='pgtrigger_update_update_96c09', table='listings_listingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listingsourcehistory" ("dated_on", "dated_precision", "id", "language", "listing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_from_on", "seen_from_precision", "seen_until_on", "seen_until_precision", "text_en", "text_ja", "url") VALUES (OLD."dated_on", OLD."dated_precision", OLD."id", OLD."language", OLD."listing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seen_from_on", OLD."seen_from_precision", OLD."seen_until_on", OLD."seen_until_precision", OLD."text_en", OLD."text_ja", OLD."url"); RETURN NULL;', hash='d6d483d3405be99e70ab90e3472223145f840c62', operation='DELETE', pgid='pgtrigger_delete_delete_fe14e', table='listings_listingsource', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='listingwish',
            constraint=models.CheckConstraint(condition=models.Q(('world_region__in', ['', 'asia', 'europe', 'north_america', 'latin_america', 'oceania', 'africa'])), name='wish_world_region_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='listingwish',
            constraint=models.CheckConstraint(condition=models.Q(('language_area__in', ['', 'ja', 'en', 'zh', 'ko', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ru', 'mn', 'vi', 'th', 'id', 'ar'])), name='wish_language_area_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='listingwish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('language_area', ''), ('prefecture', None), ('world_region', '')), models.Q(('country', None), ('language_area', ''), ('prefecture', None)), models.Q(('country', None), ('prefecture', None), ('world_region', '')), models.Q(('country', None), ('language_area', ''), ('world_region', '')), _connector='OR'), name='wish_is_for_one_thing', violation_error_message='Give a country, a region of the world, a language area or a prefecture: one of them in each row.'),
        ),
        migrations.AddConstraint(
            model_name='listingwish',
            constraint=models.CheckConstraint(condition=models.Q(('country', None), ('language_area', ''), ('prefecture', None), ('text_en', ''), ('text_ja', ''), ('world_region', ''), _negated=True), name='wish_is_not_empty', violation_error_message='Say what is wished for.'),
        ),
        migrations.AddConstraint(
            model_name='listingwish',
            constraint=models.UniqueConstraint(fields=('listing', 'country', 'world_region', 'language_area', 'prefecture'), name='wish_is_stated_once', nulls_distinct=False, violation_error_message='This wish is recorded already: add to its text.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingwish',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='90234ea9930fc991ea5776569cd8be93400fbaf2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_3e324', table='listings_listingwish', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingwish',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listingwishhistory" ("country_id", "id", "language_area", "listing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "text_en", "text_ja", "world_region") VALUES (NEW."country_id", NEW."id", NEW."language_area", NEW."listing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefecture_id", NEW."text_en", NEW."text_ja", NEW."world_region"); RETURN NULL;', hash='e2a16b82cfae2140a56e39318eb5fce63749fb04', operation='INSERT', pgid='pgtrigger_insert_insert_88857', table='listings_listingwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingwish',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "listings_listingwishhistory" ("country_id", "id", "language_area", "listing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "text_en", "text_ja", "world_region") VALUES (NEW."country_id", NEW."id", NEW."language_area", NEW."listing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefecture_id", NEW."text_en", NEW."text_ja", NEW."world_region"); RETURN NULL;', hash='57de9b2fa9d464467cc130de348b2ef13b9852b2', operation='UPDATE', pgid='pgtrigger_update_update_43458', table='listings_listingwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingwish',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "listings_listingwishhistory" ("country_id", "id", "language_area", "listing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "text_en", "text_ja", "world_region") VALUES (OLD."country_id", OLD."id", OLD."language_area", OLD."listing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefecture_id", OLD."text_en", OLD."text_ja", OLD."world_region"); RETURN NULL;', hash='608da1348baed471fb9cc955046aa841cad2b773', operation='DELETE', pgid='pgtrigger_delete_delete_4e427', table='listings_listingwish', when='AFTER')),
        ),
    ]
