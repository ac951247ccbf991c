import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# What places.keys.functions() said then: an edit there needs a migration with the new text.
FUNCTIONS = r"""
        CREATE OR REPLACE FUNCTION places_squeeze(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        BEGIN RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(translate($1, E' \u0009\u000a\u000d\u000c\u000b\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u3000-‐‑‒–—―−·・･.,，、。()（）[]［］{}<>「」『』〈〉【】/\u005c|&+*#@^_~〜=＝:;!?…%$"“”„«»‹›', ''), '龍澤濱廣國齋邊邉藏萬鹽竈圓縣會櫻瀧嶋嶌條檜籠蘆讚與豐靜淺德惠榮氣學樂眞禮穗莊舊藝觀賴鐵關黑臺灣增淵嶽壽彌來傳兩﨑', '竜沢浜広国斎辺辺蔵万塩釜円県会桜滝島島条桧篭芦讃与豊静浅徳恵栄気学楽真礼穂荘旧芸観頼鉄関黒台湾増渕岳寿弥来伝両崎'), '([一-鿿々])[ガヵヶ]([一-鿿々])', '\1ケ\2', 'g'), 'ヴァ', 'バ', 'g'), 'ヴィ', 'ビ', 'g'), 'ヴェ', 'ベ', 'g'), 'ヴォ', 'ボ', 'g'), 'ヴ', 'ブ', 'g'), 'oh([bcdfghjklmnpqrstvwxyz]|$)', 'o\1', 'g'), 'ou', 'o', 'g'), '([aeiou])\1+', '\1', 'g'), 'm([bmp])', 'n\1', 'g'); END $body$;

        CREATE OR REPLACE FUNCTION places_key(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        BEGIN RETURN places_squeeze(replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize($1, NFKD), E'[\u0300-\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')); END $body$;

        CREATE OR REPLACE FUNCTION places_bare(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        BEGIN RETURN places_squeeze(regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize($1, NFKD), E'[\u0300-\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), ' *[(][^()]*[)] *$', '', 'g'), '^(city|shi|si|municipality|town|machi|cho|chou|township|borough|village|mura|son|ward|ku|gu|prefecture|ken|fu|to|county|gun|shire|state|province|region|do|oblast|krai|district) of (the )?', '', 'g'), '[ -](city|shi|si|municipality|town|machi|cho|chou|township|borough|village|mura|son|ward|ku|gu|prefecture|ken|fu|to|county|gun|shire|state|province|region|do|oblast|krai|district)$', '', 'g'), '([^ ])(市|シ|町|マチ|チョウ|村|ムラ|ソン|区|ク|県|府|都|道|郡|グン|州|省)$', '\1', 'g')); END $body$;

        CREATE OR REPLACE FUNCTION places_keys(text) RETURNS TABLE (key text, is_bare boolean)
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        DECLARE
            whole text := places_key($1);
            short text := places_bare($1);
        BEGIN
            RETURN QUERY SELECT whole, false WHERE whole <> '';
            RETURN QUERY SELECT short, true WHERE short <> '' AND short <> whole;
        END $body$;

        CREATE OR REPLACE FUNCTION places_slips(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        DECLARE
            start text := left($1, 7);
            two boolean := $1 ~ '^[\x01-\x7f]*$' AND length($1) >= 6;
            found text[] := ARRAY[start];
            rest text;
        BEGIN
            FOR n IN 1..length(start) LOOP
                rest := overlay(start PLACING '' FROM n FOR 1);
                found := found || rest;
                IF two THEN
                    FOR m IN n..length(rest) LOOP
                        found := found || overlay(rest PLACING '' FROM m FOR 1);
                    END LOOP;
                END IF;
            END LOOP;
            RETURN found;
        END $body$;
    """


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sistercity', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='CountryHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('code', models.CharField(max_length=2, serialize=False, verbose_name='ISO code')),
                ('kana', models.CharField(max_length=100, verbose_name='reading (hiragana)')),
                ('world_region', models.CharField(choices=[('asia', 'Asia'), ('europe', 'Europe'), ('north_america', 'North America'), ('latin_america', 'Latin America and the Caribbean'), ('oceania', 'Oceania'), ('africa', 'Africa')], max_length=20, verbose_name='region of the world')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LocalGovernment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('exists_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('exists_until', models.DateField(blank=True, help_text='The first day on which it was gone.', null=True, verbose_name='exists until')),
                ('code', models.CharField(max_length=6, verbose_name='local government code')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='name in addresses')),
                ('kind', models.CharField(choices=[('prefecture', 'Prefecture'), ('designated_city', 'Designated city'), ('city', 'City'), ('special_ward', 'Special ward'), ('town', 'Town'), ('village', 'Village')], max_length=20, verbose_name='type')),
                ('kana', models.CharField(blank=True, max_length=100, verbose_name='reading (hiragana)')),
                ('name_en_macron', models.CharField(blank=True, max_length=100, verbose_name='romanised name with long vowels')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('population_on', models.DateField(blank=True, null=True, verbose_name='date of the population')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'local government',
                'verbose_name_plural': 'local governments',
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LocalGovernmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('exists_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('exists_until', models.DateField(blank=True, help_text='The first day on which it was gone.', null=True, verbose_name='exists until')),
                ('code', models.CharField(max_length=6, verbose_name='local government code')),
                ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='name in addresses')),
                ('kind', models.CharField(choices=[('prefecture', 'Prefecture'), ('designated_city', 'Designated city'), ('city', 'City'), ('special_ward', 'Special ward'), ('town', 'Town'), ('village', 'Village')], max_length=20, verbose_name='type')),
                ('kana', models.CharField(blank=True, max_length=100, verbose_name='reading (hiragana)')),
                ('name_en_macron', models.CharField(blank=True, max_length=100, verbose_name='romanised name with long vowels')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('population_on', models.DateField(blank=True, null=True, verbose_name='date of the population')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('exists_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('exists_until', models.DateField(blank=True, help_text='The first day on which it was gone.', null=True, verbose_name='exists until')),
                ('public_id', models.PositiveIntegerField(help_text="Part of the page's address; never changes.", unique=True, verbose_name='public number')),
                ('state_en', models.CharField(blank=True, max_length=100, verbose_name='state or province (English)')),
                ('state_ja', models.CharField(blank=True, max_length=100, verbose_name='state or province (Japanese)')),
                ('name_ja_source', models.CharField(blank=True, max_length=500, verbose_name='source of the Japanese name')),
                ('name_native', models.CharField(blank=True, max_length=100, verbose_name='native name')),
                ('level', models.CharField(choices=[('region', 'State, province or region'), ('local', 'City, town or district')], max_length=10, verbose_name='level')),
                ('wikidata_id', models.CharField(blank=True, max_length=20, verbose_name='Wikidata number')),
            ],
            options={
                'verbose_name': 'partner overseas',
                'verbose_name_plural': 'partners overseas',
                'ordering': ['country', 'name_en'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnerHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('exists_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('exists_until', models.DateField(blank=True, help_text='The first day on which it was gone.', null=True, verbose_name='exists until')),
                ('public_id', models.PositiveIntegerField(help_text="Part of the page's address; never changes.", verbose_name='public number')),
                ('state_en', models.CharField(blank=True, max_length=100, verbose_name='state or province (English)')),
                ('state_ja', models.CharField(blank=True, max_length=100, verbose_name='state or province (Japanese)')),
                ('name_ja_source', models.CharField(blank=True, max_length=500, verbose_name='source of the Japanese name')),
                ('name_native', models.CharField(blank=True, max_length=100, verbose_name='native name')),
                ('level', models.CharField(choices=[('region', 'State, province or region'), ('local', 'City, town or district')], max_length=10, verbose_name='level')),
                ('wikidata_id', models.CharField(blank=True, max_length=20, verbose_name='Wikidata number')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='name')),
                ('language', models.CharField(help_text='BCP 47, for example ja; und if not known.', max_length=12, verbose_name='language')),
                ('kind', models.CharField(choices=[('former', 'former name'), ('kana', 'kana'), ('romanisation', 'romanisation'), ('exonym', 'name in another language'), ('native', 'native name'), ('abbreviation', 'abbreviation'), ('official', 'official name'), ('short', 'short form')], max_length=20, verbose_name='kind of name')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'other name',
                'verbose_name_plural': 'other names',
                'ordering': ['text'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceNameHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=200, verbose_name='name')),
                ('language', models.CharField(help_text='BCP 47, for example ja; und if not known.', max_length=12, verbose_name='language')),
                ('kind', models.CharField(choices=[('former', 'former name'), ('kana', 'kana'), ('romanisation', 'romanisation'), ('exonym', 'name in another language'), ('native', 'native name'), ('abbreviation', 'abbreviation'), ('official', 'official name'), ('short', 'short form')], max_length=20, verbose_name='kind of name')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Prefecture',
            fields=[
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='JIS code')),
                ('kana', models.CharField(max_length=20, verbose_name='reading (hiragana)')),
                ('slug', models.SlugField(max_length=20, unique=True, verbose_name='name in addresses')),
                ('region', models.CharField(choices=[('hokkaido', 'Hokkaido'), ('tohoku', 'Tohoku'), ('kanto', 'Kanto'), ('chubu', 'Chubu'), ('kinki', 'Kinki (Kansai)'), ('chugoku', 'Chugoku'), ('shikoku', 'Shikoku'), ('kyushu', 'Kyushu and Okinawa')], max_length=10, verbose_name='region')),
                ('row', models.PositiveSmallIntegerField(verbose_name='row on the tile map')),
                ('column', models.PositiveSmallIntegerField(verbose_name='column on the tile map')),
            ],
            options={
                'verbose_name': 'prefecture',
                'verbose_name_plural': 'prefectures',
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PrefectureHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('code', models.CharField(max_length=2, serialize=False, verbose_name='JIS code')),
                ('kana', models.CharField(max_length=20, verbose_name='reading (hiragana)')),
                ('slug', models.SlugField(db_index=False, max_length=20, verbose_name='name in addresses')),
                ('region', models.CharField(choices=[('hokkaido', 'Hokkaido'), ('tohoku', 'Tohoku'), ('kanto', 'Kanto'), ('chubu', 'Chubu'), ('kinki', 'Kinki (Kansai)'), ('chugoku', 'Chugoku'), ('shikoku', 'Shikoku'), ('kyushu', 'Kyushu and Okinawa')], max_length=10, verbose_name='region')),
                ('row', models.PositiveSmallIntegerField(verbose_name='row on the tile map')),
                ('column', models.PositiveSmallIntegerField(verbose_name='column on the tile map')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(db_collation='C', max_length=400)),
                ('is_bare', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='date')),
                ('kind', models.CharField(choices=[('merged', 'merged'), ('renamed', 'renamed'), ('became_city', 'became a city'), ('became_town', 'became a town')], max_length=20, verbose_name='what happened')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'succession',
                'verbose_name_plural': 'successions',
                'ordering': ['-on', 'predecessor__code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SuccessionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField(verbose_name='date')),
                ('kind', models.CharField(choices=[('merged', 'merged'), ('renamed', 'renamed'), ('became_city', 'became a city'), ('became_town', 'became a town')], max_length=20, verbose_name='what happened')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('name_ja', models.CharField(blank=True, max_length=100, verbose_name='name (Japanese)')),
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='ISO code')),
                ('kana', models.CharField(max_length=100, verbose_name='reading (hiragana)')),
                ('world_region', models.CharField(choices=[('asia', 'Asia'), ('europe', 'Europe'), ('north_america', 'North America'), ('latin_america', 'Latin America and the Caribbean'), ('oceania', 'Oceania'), ('africa', 'Africa')], max_length=20, verbose_name='region of the world')),
            ],
            options={
                'verbose_name': 'country or region',
                'verbose_name_plural': 'countries and regions',
                'ordering': ['code'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ja', ''), _negated=True), name='country_has_a_name', violation_error_message='Give the name in English, in Japanese or in both.'), models.CheckConstraint(condition=models.Q(('world_region__in', ['asia', 'europe', 'north_america', 'latin_america', 'oceania', 'africa'])), name='country_world_region_is_known', violation_error_message='This is not one of the choices.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z]{2}$')), name='country_code_is_iso', violation_error_message='The code is two capital letters (ISO 3166-1 alpha-2).')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='02321b11733b2b8f626784bc17a588fe88afe76c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_9b3c8', table='places_country', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='keep_keys', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP <> 'INSERT' THEN\n                DELETE FROM places_searchkey\n                WHERE country_id = OLD.code AND place_name_id IS NULL;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;\n            IF false THEN RETURN NULL; END IF;\n            INSERT INTO places_searchkey (country_id, text, kind, key, is_bare)\n            SELECT DISTINCT ON (keys.key)\n                NEW.code, names.text, names.kind, keys.key, keys.is_bare\n            FROM (VALUES (0, NEW.name_ja, 'official'), (1, NEW.name_en, 'official'), (2, NEW.kana, 'kana'), (3, NEW.code, 'code')) AS names (position, text, kind)\n            CROSS JOIN LATERAL places_keys(names.text) AS keys\n            ORDER BY keys.key, keys.is_bare, names.position;\n            RETURN NULL;\n        ", hash='ed20f1f25ada6c972fad9bb0c608534f07e00857', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_keys_58715', table='places_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_countryhistory" ("code", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "world_region") VALUES (NEW."code", NEW."kana", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."world_region"); RETURN NULL;', hash='407418ec8ad3de394908fa80f7c7ccd3875674d8', operation='INSERT', pgid='pgtrigger_insert_insert_18682', table='places_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_countryhistory" ("code", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "world_region") VALUES (NEW."code", NEW."kana", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."world_region"); RETURN NULL;', hash='a0616ce1ceabb6d4573cf99b05ce43d4243325c4', operation='UPDATE', pgid='pgtrigger_update_update_c84cf', table='places_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_countryhistory" ("code", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "world_region") VALUES (OLD."code", OLD."kana", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."world_region"); RETURN NULL;', hash='7e9a6366b0be18dee456cc888c123048d017abc5', operation='DELETE', pgid='pgtrigger_delete_delete_bd929', table='places_country', when='AFTER')),
        ),
        migrations.AddField(
            model_name='countryhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='countryhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.country'),
        ),
        migrations.AddField(
            model_name='localgovernmenthistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='localgovernmenthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.localgovernment'),
        ),
        migrations.AddField(
            model_name='partner',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='places.country', verbose_name='country or region'),
        ),
        migrations.AddField(
            model_name='partner',
            name='successor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='places.partner', verbose_name='successor'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='country',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.partner'),
        ),
        migrations.AddField(
            model_name='partnerhistory',
            name='successor',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='successor'),
        ),
        migrations.AddField(
            model_name='placename',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.country', verbose_name='country or region'),
        ),
        migrations.AddField(
            model_name='placename',
            name='local_government',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.localgovernment', verbose_name='local government'),
        ),
        migrations.AddField(
            model_name='placename',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.partner', verbose_name='partner overseas'),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.country', verbose_name='country or region'),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='local_government',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='local government'),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='partner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.partner', verbose_name='partner overseas'),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.placename'),
        ),
        migrations.AddConstraint(
            model_name='prefecture',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ja', ''), _negated=True), name='prefecture_has_a_name', violation_error_message='Give the name in English, in Japanese or in both.'),
        ),
        migrations.AddConstraint(
            model_name='prefecture',
            constraint=models.CheckConstraint(condition=models.Q(('region__in', ['hokkaido', 'tohoku', 'kanto', 'chubu', 'kinki', 'chugoku', 'shikoku', 'kyushu'])), name='prefecture_region_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='prefecture',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^(0[1-9]|[1-3][0-9]|4[0-7])$')), name='prefecture_code_is_jis', violation_error_message='The code is a number from 01 to 47 (JIS X 0401).'),
        ),
        migrations.AddConstraint(
            model_name='prefecture',
            constraint=models.UniqueConstraint(fields=('row', 'column'), name='prefecture_has_its_own_tile', violation_error_message='Another prefecture has this place on the map.'),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='prefecture',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.prefecture', verbose_name='prefecture'),
        ),
        migrations.AddField(
            model_name='placename',
            name='prefecture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.prefecture', verbose_name='prefecture'),
        ),
        migrations.AddField(
            model_name='localgovernmenthistory',
            name='prefecture',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.prefecture', verbose_name='prefecture'),
        ),
        migrations.AddField(
            model_name='localgovernment',
            name='prefecture',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_governments', to='places.prefecture', verbose_name='prefecture'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prefecture',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='da85092b317584f494e44ee6728efdd1034b10d2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_11959', table='places_prefecture', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prefecture',
            trigger=pgtrigger.compiler.Trigger(name='keep_keys', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP <> 'INSERT' THEN\n                DELETE FROM places_searchkey\n                WHERE prefecture_id = OLD.code AND place_name_id IS NULL;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;\n            IF false THEN RETURN NULL; END IF;\n            INSERT INTO places_searchkey (prefecture_id, text, kind, key, is_bare)\n            SELECT DISTINCT ON (keys.key)\n                NEW.code, names.text, names.kind, keys.key, keys.is_bare\n            FROM (VALUES (0, NEW.name_ja, 'official'), (1, NEW.name_en, 'official'), (2, NEW.kana, 'kana')) AS names (position, text, kind)\n            CROSS JOIN LATERAL places_keys(names.text) AS keys\n            ORDER BY keys.key, keys.is_bare, names.position;\n            RETURN NULL;\n        ", hash='a6ff6f9fb6e65660822f3660eeb944d21844a9f7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_keys_32e06', table='places_prefecture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prefecture',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_prefecturehistory" ("code", "column", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "row", "slug") VALUES (NEW."code", NEW."column", NEW."kana", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."region", NEW."row", NEW."slug"); RETURN NULL;', hash='82afb2708a90314bb39e9e71b49e7ac9b0e7616a', operation='INSERT', pgid='pgtrigger_insert_insert_03c8a', table='places_prefecture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prefecture',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_prefecturehistory" ("code", "column", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "row", "slug") VALUES (NEW."code", NEW."column", NEW."kana", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."region", NEW."row", NEW."slug"); RETURN NULL;', hash='d5b027d06b725e99416c4e297122f64c7712dd0c', operation='UPDATE', pgid='pgtrigger_update_update_e385c', table='places_prefecture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prefecture',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_prefecturehistory" ("code", "column", "kana", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "row", "slug") VALUES (OLD."code", OLD."column", OLD."kana", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."region", OLD."row", OLD."slug"); RETURN NULL;', hash='14d0860f48aa9df4ffaa09e322f090c698f25992', operation='DELETE', pgid='pgtrigger_delete_delete_9606c', table='places_prefecture', when='AFTER')),
        ),
        migrations.AddField(
            model_name='prefecturehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='prefecturehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.prefecture'),
        ),
        migrations.AddField(
            model_name='searchkey',
            name='country',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='places.country'),
        ),
        migrations.AddField(
            model_name='searchkey',
            name='local_government',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='places.localgovernment'),
        ),
        migrations.AddField(
            model_name='searchkey',
            name='partner',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='places.partner'),
        ),
        migrations.AddField(
            model_name='searchkey',
            name='place_name',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='places.placename'),
        ),
        migrations.AddField(
            model_name='searchkey',
            name='prefecture',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='places.prefecture'),
        ),
        migrations.AddField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='places.localgovernment', verbose_name='predecessor'),
        ),
        migrations.AddField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inheritances', to='places.localgovernment', verbose_name='successor'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='places.succession'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='predecessor',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='predecessor'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='successor',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.localgovernment', verbose_name='successor'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ja', ''), _negated=True), name='partner_has_a_name', violation_error_message='Give the name in English, in Japanese or in both.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='partner_point_is_on_earth', violation_error_message='Give latitude (-90 to 90) and longitude (-180 to 180), or neither.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('exists_from', None), ('exists_until', None), ('exists_until__gt', models.F('exists_from')), _connector='OR'), name='partner_ends_after_it_began', violation_error_message='A place cannot be gone before it began.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['region', 'local'])), name='partner_level_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('country', 'state_en', 'name_en', 'name_ja', 'level'), name='partner_is_recorded_once', violation_error_message='This country and state have a partner of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(condition=models.Q(('wikidata_id', ''), _negated=True), fields=('wikidata_id',), name='partner_wikidata_id_is_its_own', violation_error_message='Another partner has this Wikidata number.'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('wikidata_id__regex', '^(Q[1-9][0-9]*)?$')), name='partner_wikidata_id_begins_with_q', violation_error_message='A Wikidata number looks like Q64.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='eacf6c74d84d5029fd941c4d3d28520798dd3fd9', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_ffb1b', table='places_partner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='refuse_cycle', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                WITH RECURSIVE later(id) AS (\n                    SELECT NEW.successor_id\n                    UNION\n                    SELECT step.successor_id\n                    FROM places_partner step JOIN later ON step.id = later.id\n                )\n                SELECT FROM later WHERE id = NEW.id\n            ) THEN\n                RAISE check_violation USING MESSAGE = 'refuse_cycle: a successor leads back';\n            END IF;\n            RETURN NEW;\n        ", hash='97bacbc34fb50a0a08ceeb308a1b970c9f9703bc', operation='INSERT OR UPDATE', pgid='pgtrigger_refuse_cycle_b71f3', table='places_partner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='keep_keys', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP <> 'INSERT' THEN\n                DELETE FROM places_searchkey\n                WHERE partner_id = OLD.id AND place_name_id IS NULL;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;\n            IF false THEN RETURN NULL; END IF;\n            INSERT INTO places_searchkey (partner_id, text, kind, key, is_bare)\n            SELECT DISTINCT ON (keys.key)\n                NEW.id, names.text, names.kind, keys.key, keys.is_bare\n            FROM (VALUES (0, NEW.name_ja, 'official'), (1, NEW.name_en, 'official'), (2, NEW.name_native, 'native'), (3, NEW.state_ja, 'area'), (4, NEW.state_en, 'area')) AS names (position, text, kind)\n            CROSS JOIN LATERAL places_keys(names.text) AS keys\n            ORDER BY keys.key, keys.is_bare, names.position;\n            RETURN NULL;\n        ", hash='e7d20da0db642e9c75df46891f74260729b6df44', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_keys_89228', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id") VALUES (NEW."country_id", NEW."exists_from", NEW."exists_until", NEW."id", NEW."latitude", NEW."level", NEW."longitude", NEW."name_en", NEW."name_ja", NEW."name_ja_source", NEW."name_native", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."state_en", NEW."state_ja", NEW."successor_id", NEW."website", NEW."wikidata_id"); RETURN NULL;', hash='424e2726f102db83ca7d1592ccfd578c1cae4cc1', operation='INSERT', pgid='pgtrigger_insert_insert_e7b2d', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id") VALUES (NEW."country_id", NEW."exists_from", NEW."exists_until", NEW."id", NEW."latitude", NEW."level", NEW."longitude", NEW."name_en", NEW."name_ja", NEW."name_ja_source", NEW."name_native", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."state_en", NEW."state_ja", NEW."successor_id", NEW."website", NEW."wikidata_id"); RETURN NULL;', hash='ac002f154b65e6dfe1898245820ad7fc587bf033', operation='UPDATE', pgid='pgtrigger_update_update_6116d', table='places_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_partnerhistory" ("country_id", "exists_from", "exists_until", "id", "latitude", "level", "longitude", "name_en", "name_ja", "name_ja_source", "name_native", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state_en", "state_ja", "successor_id", "website", "wikidata_id") VALUES (OLD."country_id", OLD."exists_from", OLD."exists_until", OLD."id", OLD."latitude", OLD."level", OLD."longitude", OLD."name_en", OLD."name_ja", OLD."name_ja_source", OLD."name_native", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."state_en", OLD."state_ja", OLD."successor_id", OLD."website", OLD."wikidata_id"); RETURN NULL;', hash='f3dc95ac9eb520922370eaf4bd75e313c6dc9536', operation='DELETE', pgid='pgtrigger_delete_delete_c9799', table='places_partner', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['former', 'kana', 'romanisation', 'exonym', 'native', 'abbreviation', 'official', 'short'])), name='place_name_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country__isnull', True), ('local_government__isnull', False), ('partner__isnull', True), ('prefecture__isnull', True)), models.Q(('country__isnull', True), ('local_government__isnull', True), ('partner__isnull', False), ('prefecture__isnull', True)), models.Q(('country__isnull', False), ('local_government__isnull', True), ('partner__isnull', True), ('prefecture__isnull', True)), models.Q(('country__isnull', True), ('local_government__isnull', True), ('partner__isnull', True), ('prefecture__isnull', False)), _connector='OR'), name='place_name_is_of_one_place', violation_error_message='A name is of one place.'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='place_name_is_not_empty', violation_error_message='Give the name.'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.UniqueConstraint(fields=('local_government', 'partner', 'country', 'prefecture', 'text', 'kind'), name='place_name_is_stated_once', nulls_distinct=False, violation_error_message='This name is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='19bc63971ea47eeb430218ad2a7cc6b04e79943f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_2d4a1', table='places_placename', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='keep_keys', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP <> 'INSERT' THEN\n            DELETE FROM places_searchkey WHERE place_name_id = OLD.id;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;\n        INSERT INTO places_searchkey (\n            local_government_id, partner_id, country_id, prefecture_id, place_name_id,\n            text, kind, key, is_bare\n        )\n        SELECT\n            NEW.local_government_id, NEW.partner_id, NEW.country_id, NEW.prefecture_id, NEW.id,\n            NEW.text, NEW.kind, keys.key, keys.is_bare\n        FROM places_keys(NEW.text) AS keys;\n        RETURN NULL;\n    ", hash='9c4e24d2edd5907c64da48431d62f7a35b253108', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_keys_aaae5', table='places_placename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_placenamehistory" ("country_id", "id", "kind", "language", "local_government_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "source", "text") VALUES (NEW."country_id", NEW."id", NEW."kind", NEW."language", NEW."local_government_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefecture_id", NEW."source", NEW."text"); RETURN NULL;', hash='e98dd8f90fb38e06b37911005c10b919255eaf7a', operation='INSERT', pgid='pgtrigger_insert_insert_e9636', table='places_placename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_placenamehistory" ("country_id", "id", "kind", "language", "local_government_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "source", "text") VALUES (NEW."country_id", NEW."id", NEW."kind", NEW."language", NEW."local_government_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefecture_id", NEW."source", NEW."text"); RETURN NULL;', hash='8f55e325784beadc0fda9f0cece9ab339837d71a', operation='UPDATE', pgid='pgtrigger_update_update_1e866', table='places_placename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placename',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_placenamehistory" ("country_id", "id", "kind", "language", "local_government_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture_id", "source", "text") VALUES (OLD."country_id", OLD."id", OLD."kind", OLD."language", OLD."local_government_id", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefecture_id", OLD."source", OLD."text"); RETURN NULL;', hash='11d1eea31c686703910a198edff81a6374dc3406', operation='DELETE', pgid='pgtrigger_delete_delete_5024c', table='places_placename', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ja', ''), _negated=True), name='localgovernment_has_a_name', violation_error_message='Give the name in English, in Japanese or in both.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='localgovernment_point_is_on_earth', violation_error_message='Give latitude (-90 to 90) and longitude (-180 to 180), or neither.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(('exists_from', None), ('exists_until', None), ('exists_until__gt', models.F('exists_from')), _connector='OR'), name='localgovernment_ends_after_it_began', violation_error_message='A place cannot be gone before it began.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['prefecture', 'designated_city', 'city', 'special_ward', 'town', 'village'])), name='local_government_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.UniqueConstraint(condition=models.Q(('exists_until', None), ('kind', 'prefecture')), fields=('prefecture',), name='prefecture_has_one_government', violation_error_message='This prefecture has a government already.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.UniqueConstraint(condition=models.Q(('exists_until', None)), fields=('code',), name='local_government_code_is_unique_today', violation_error_message='Another local government of today has this code.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{6}$')), name='local_government_code_is_six_digits', violation_error_message='The code is six digits, the last a check digit.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(('code__startswith', models.F('prefecture'))), name='local_government_code_begins_with_the_prefecture', violation_error_message='The code begins with the code of the prefecture.'),
        ),
        migrations.AddConstraint(
            model_name='localgovernment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('population', None), ('population_on', None)), models.Q(('population__isnull', False), ('population_on__isnull', False)), _connector='OR'), name='local_government_population_has_a_date', violation_error_message='A population and its date belong together.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='e2fca52ac03814e8a207725aa9fad0e00a931991', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_18a39', table='places_localgovernment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='keep_keys', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP <> 'INSERT' THEN\n                DELETE FROM places_searchkey\n                WHERE local_government_id = OLD.id AND place_name_id IS NULL;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;\n            IF NEW.kind = 'prefecture' THEN RETURN NULL; END IF;\n            INSERT INTO places_searchkey (local_government_id, text, kind, key, is_bare)\n            SELECT DISTINCT ON (keys.key)\n                NEW.id, names.text, names.kind, keys.key, keys.is_bare\n            FROM (VALUES (0, NEW.name_ja, 'official'), (1, NEW.name_en, 'official'), (2, NEW.name_en_macron, 'romanisation'), (3, NEW.kana, 'kana'), (4, NEW.code, 'code')) AS names (position, text, kind)\n            CROSS JOIN LATERAL places_keys(names.text) AS keys\n            ORDER BY keys.key, keys.is_bare, names.position;\n            RETURN NULL;\n        ", hash='ceacc652ec7a611f316e2454e1880db6f389841e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_keys_d38bf', table='places_localgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_localgovernmenthistory" ("code", "exists_from", "exists_until", "id", "kana", "kind", "latitude", "longitude", "name_en", "name_en_macron", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_on", "prefecture_id", "slug", "source_url", "website") VALUES (NEW."code", NEW."exists_from", NEW."exists_until", NEW."id", NEW."kana", NEW."kind", NEW."latitude", NEW."longitude", NEW."name_en", NEW."name_en_macron", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."population_on", NEW."prefecture_id", NEW."slug", NEW."source_url", NEW."website"); RETURN NULL;', hash='ba0c6efadcf68ba94028ae2f31619029b464dbe1', operation='INSERT', pgid='pgtrigger_insert_insert_44c53', table='places_localgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_localgovernmenthistory" ("code", "exists_from", "exists_until", "id", "kana", "kind", "latitude", "longitude", "name_en", "name_en_macron", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_on", "prefecture_id", "slug", "source_url", "website") VALUES (NEW."code", NEW."exists_from", NEW."exists_until", NEW."id", NEW."kana", NEW."kind", NEW."latitude", NEW."longitude", NEW."name_en", NEW."name_en_macron", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."population_on", NEW."prefecture_id", NEW."slug", NEW."source_url", NEW."website"); RETURN NULL;', hash='7b1f52d5b5eb485baa074bd53c9c21c0bac9055c', operation='UPDATE', pgid='pgtrigger_update_update_66d0f', table='places_localgovernment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='localgovernment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_localgovernmenthistory" ("code", "exists_from", "exists_until", "id", "kana", "kind", "latitude", "longitude", "name_en", "name_en_macron", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_on", "prefecture_id", "slug", "source_url", "website") VALUES (OLD."code", OLD."exists_from", OLD."exists_until", OLD."id", OLD."kana", OLD."kind", OLD."latitude", OLD."longitude", OLD."name_en", OLD."name_en_macron", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."population_on", OLD."prefecture_id", OLD."slug", OLD."source_url", OLD."website"); RETURN NULL;', hash='a5493f56dcd9e90648b32d9c046ef62e0a60cab4', operation='DELETE', pgid='pgtrigger_delete_delete_1dfa6', table='places_localgovernment', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='searchkey',
            index=models.Index(models.F('key'), name='search_key'),
        ),
        migrations.AddIndex(
            model_name='searchkey',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('key', 'gin_trgm_ops'), name='search_key_trigrams'),
        ),
        migrations.AddIndex(
            model_name='searchkey',
            index=django.contrib.postgres.indexes.GinIndex(models.Func('key', function='places_slips', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), name='search_key_slips'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['merged', 'renamed', 'became_city', 'became_town'])), name='succession_kind_is_known', violation_error_message='This is not one of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor'), name='succession_is_stated_once', violation_error_message='This succession is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='bump_data_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO sistercity_dataversion (id, number, changed_at)\n        VALUES (1, 1, clock_timestamp())\n        ON CONFLICT (id) DO UPDATE\n        SET number = sistercity_dataversion.number + 1, changed_at = clock_timestamp();\n        RETURN NULL;\n    ', hash='da46127f9dac0e4933b8d72204ec42cba87db685', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bump_data_version_62e3d', table='places_succession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='refuse_cycle', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                WITH RECURSIVE later(id) AS (\n                    SELECT NEW.successor_id\n                    UNION\n                    SELECT step.successor_id\n                    FROM places_succession step JOIN later ON step.predecessor_id = later.id\n                )\n                SELECT FROM later WHERE id = NEW.predecessor_id\n            ) THEN\n                RAISE check_violation USING MESSAGE = 'refuse_cycle: a successor leads back';\n            END IF;\n            RETURN NEW;\n        ", hash='5902a1cc5eda10d748a9c9f66a8baaae2b44b055', operation='INSERT OR UPDATE', pgid='pgtrigger_refuse_cycle_9122d', table='places_succession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_successionhistory" ("id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "source_url", "successor_id") VALUES (NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."predecessor_id", NEW."source_url", NEW."successor_id"); RETURN NULL;', hash='e68b0a24698673808dec4b92af0ae891a8859fe8', operation='INSERT', pgid='pgtrigger_insert_insert_a94b1', table='places_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "places_successionhistory" ("id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "source_url", "successor_id") VALUES (NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."predecessor_id", NEW."source_url", NEW."successor_id"); RETURN NULL;', hash='0871d2796bec4e0df79c8ac5ace1d9f1e14cd921', operation='UPDATE', pgid='pgtrigger_update_update_45643', table='places_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "places_successionhistory" ("id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "source_url", "successor_id") VALUES (OLD."id", OLD."kind", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."predecessor_id", OLD."source_url", OLD."successor_id"); RETURN NULL;', hash='d4a2544c0f90e95a4a71aa75663007ea5fce1f3e', operation='DELETE', pgid='pgtrigger_delete_delete_942df', table='places_succession', when='AFTER')),
        ),
    ]
