"""The commendations of the real data: every cell of the file is in the database."""

import pytest

from commendations.models import Commendation, Edition
from sistercity.loading import joined_lines

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
LINES = joined_lines("commendations", "commendation_texts", ("edition", "recipient_ja"))
# What the second file says in other words of the same columns.
OVERRULED = ("partner", "partner_country")


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row, as the files write it."""
    one = Commendation.objects.get(
        edition__number=row["edition"] or None, recipient_ja=row["recipient_ja"]
    )
    edition = one.edition
    governments = [named.local_government for named in one.named_governments.all()]
    partners = list(one.named_partners.order_by("pk"))
    names = dict.fromkeys(partner.name_en for partner in partners)
    countries = [partner.country_or_region for partner in partners]
    return {
        "edition": str(edition.number or ""),
        "fiscal_year": str(edition.fiscal_year or ""),
        "event_date": edition.ceremony.isoformat() if edition.ceremony else "",
        "award_name_ja": edition.award_name_ja,
        "award_kind": one.get_kind_display(),
        "recipient_en": one.recipient_en,
        "recipient_ja": one.recipient_ja,
        "recipient_prefecture_code": one.prefecture_id,
        "jp_code": "; ".join(place.code for place in governments if place),
        "partner": "; ".join(names),
        "partner_country": " ".join(country.code for country in countries if country),
        "summary": one.summary_en,
        "note": one.note_en,
        "source_url": one.source_url,
    }


def test_every_cell_of_the_file_is_in_the_database() -> None:
    assert Commendation.objects.count() == len(LINES) == 33
    for line in LINES:
        more = line.more.cells if line.more else {}
        row = line.cells | {column: more[column] for column in OVERRULED}
        row["partner_country"] = row["partner_country"].replace(";", "")
        assert held(row) == row


def test_partners_are_found_by_country_and_state_or_kept() -> None:
    found = {
        named.name_en: named.partner and str(named.partner.name_en)
        for one in Commendation.objects.all()
        for named in one.named_partners.all()
    }

    assert found["Denver, Colorado"] == "Denver"
    assert found["Changshu (Jiangsu)"] == "Changshu"
    assert found["Certaldo"] == "Certaldo"
    assert found["Petaling Jaya, Selangor"] == "Petaling Jaya"
    assert found["Bhutan (national government)"] is None


def test_a_recipient_without_an_edition_belongs_to_the_unknown_one() -> None:
    unknown = Edition.objects.get(number=None)

    assert unknown.commendations.count() == 2
    assert unknown.award_name_ja == "姉妹自治体交流表彰 / 自治体国際交流表彰"


def test_an_edition_has_what_both_files_say_of_it() -> None:
    edition = Edition.objects.get(number=10)

    assert edition.ceremony.isoformat() == "2016-05-11"
    assert (edition.applicant_count, edition.recipient_count) == (24, 3)
    assert Edition.objects.get(number=19).announced.isoformat() == "2025-03-25"


def test_a_country_without_a_name_stands_alone() -> None:
    named = Commendation.objects.get(edition__number=15, prefecture="24")

    assert [(one.country_id, one.name_en) for one in named.named_partners.all()] == [("CN", "")]
