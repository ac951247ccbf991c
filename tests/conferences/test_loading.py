"""The conferences of the real data: every cell of the file is in the database."""

import pytest

from conferences.models import Conference, Series
from sistercity.loading import rows

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
STATUS = {"unknown": "planned; outcome not found"}


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row, as the file writes it."""
    one = Conference.objects.get(series__name_en=row["series"], number=row["edition"])
    starts = one.starts.isoformat() if one.starts else ""
    abroad = one.country_id or ("JP" if one.prefecture_id else "")
    return {
        "series": one.series.name_en,
        "edition": str(one.number),
        # The year alone has a column of its own.
        "start_date": "" if row["start_date"] == "" and starts == row["year"] else starts,
        "end_date": one.ends.isoformat() if one.ends else "",
        "year": starts[:4],
        "host_en": one.host_name_en,
        "venue_city_en": one.city_en,
        "country": abroad,
        "host_jp_code": one.host_government.code if one.host_government else "",
        "theme": one.theme_en,
        "participants": one.participants_en,
        "status": STATUS.get(one.status, one.status),
        "note": one.note_en,
        "source_url": one.source_url,
        "sub_themes": "; ".join(theme.text_en for theme in one.sub_themes.order_by("pk")),
        "declaration": one.declaration_en,
        "jp_governments_ja": "; ".join(
            named.name_ja for named in one.named_governments.order_by("pk")
        ),
        "partner_governments": "; ".join(
            named.name_en for named in one.named_partners.order_by("pk")
        ),
    }


def test_every_cell_of_the_file_is_in_the_database() -> None:
    assert Conference.objects.count() == len(rows("conferences")) == 40
    for row in rows("conferences"):
        assert held(row) == row


def test_every_cell_of_the_second_file_is_in_the_database() -> None:
    for row in rows("conference_details"):
        one = Conference.objects.get(series__name_en=row["series"], number=row["edition"])
        governments = [named.local_government for named in one.named_governments.order_by("pk")]
        assert (
            row
            | {
                "prefecture": one.prefecture.name_ja if one.prefecture else "",
                "host_name_ja": one.host_name_ja,
                "city_ja": one.city_ja,
                "theme_ja": one.theme_ja,
                "sub_themes_ja": "; ".join(
                    theme.text_ja for theme in one.sub_themes.order_by("pk")
                ),
                "participants_ja": one.participants_ja,
                "declaration_ja": one.declaration_ja,
                "governments_codes": "; ".join(place.code for place in governments if place),
                "note_ja": one.note_ja,
            }
            == row
        )


def test_series_are_made_with_their_countries() -> None:
    found = {
        series.slug: sorted(series.countries.values_list("code", flat=True))
        for series in Series.objects.all()
    }

    assert found == {"trilateral": ["CN", "KR"], "japan-france": ["FR"], "japan-china": ["CN"]}
    assert Series.objects.get(slug="japan-france").name_ja == "日仏自治体交流会議"


def test_hosts_and_participants_abroad_are_found_in_their_country() -> None:
    nancy = Conference.objects.get(series__slug="japan-france", number=1)
    named = {one.name_en: one for one in nancy.named_partners.all()}

    assert nancy.host_partner and nancy.host_partner.name_en == "Nancy"
    assert named["Tours"].partner and named["Tours"].partner.name_en == "Tours"
    # A participant that is no partner is from the series' only country.
    assert named["Lamalou-les-Bains"].partner is None
    assert named["Lamalou-les-Bains"].country_id == "FR"
