from django.db import migrations

# Each row is written as it is, so that its trigger enters its keys; the history takes no note.
FILL = """
    UPDATE places_country SET code = code;
    UPDATE places_prefecture SET code = code;
    UPDATE places_localgovernment SET id = id;
    UPDATE places_partner SET id = id;
    UPDATE places_placename SET id = id;
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0002_search_keys")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
