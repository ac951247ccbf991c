"""The seminars of the real data: every cell of the file is in the database."""

import pytest

from seminars.models import Seminar
from sistercity.loading import rows

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row, as the file writes it."""
    seminar = next(
        one
        for one in Seminar.objects.filter(fiscal_year=row["fiscal_year"])
        if one.get_office_display() == row["clair_office"]
    )
    hosts = list(seminar.named_hosts.order_by("pk"))
    places = [place for place in (host.local_government for host in hosts) if place]
    origins = list(seminar.delegations.order_by("pk"))
    codes = " ".join(origin.country_id for origin in origins)
    text = "".join(f" ({origin.text_en})" for origin in origins if origin.text_en)
    return {
        "fiscal_year": str(seminar.fiscal_year),
        "clair_office": seminar.get_office_display(),
        "start_date": seminar.starts.isoformat() if seminar.starts else "",
        "end_date": seminar.ends.isoformat() if seminar.ends else "",
        "tokyo_programme": seminar.tokyo_programme_en,
        "host_en": "; ".join(host.name_en for host in hosts),
        "host_ja": "; ".join(host.name_ja for host in hosts),
        "host_codes": "; ".join(place.code for place in places),
        "theme": seminar.theme_en,
        "participants": str(seminar.participant_count or ""),
        "participants_from": codes + text,
        "mode": seminar.get_mode_display().lower() if seminar.mode else "",
        "status": seminar.status,
        "note": seminar.note_en,
        "source_url": seminar.source_url,
    }


def test_every_cell_of_the_file_is_in_the_database() -> None:
    assert Seminar.objects.count() == len(rows("seminars")) == 30
    for row in rows("seminars"):
        assert held(row) == row


def test_the_second_file_says_it_in_japanese() -> None:
    seminar = Seminar.objects.get(fiscal_year=2019, office="paris")

    (origin,) = seminar.delegations.all()
    assert (origin.country_id, origin.text_ja) == ("FR", "ブルターニュ、グラン・テストほか")
    assert seminar.theme_ja == "すべての市民の安全・安心な暮らし"
