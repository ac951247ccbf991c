"""The import of conferences and their series."""

import pytest

from conferences.models import Conference, Series
from tests.imports import Importing, code, fixture, name, where

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
FRANCE = "Japan-France Local Government Exchange Conference"
STATUS = {"unknown": "planned; outcome not found"}


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row of the fixture, as the fixture writes it."""
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
        "host_jp_code": code(one.host_government) if row["host_jp_code"] else "",
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


def test_every_cell_of_the_fixture_is_in_the_database(desk: Importing) -> None:
    sheet = desk.load()

    assert Conference.objects.count() == len(sheet.rows) == 40
    for row in sheet.rows:
        assert held(row) == row


def test_series_that_are_known_are_made_with_their_countries(desk: Importing) -> None:
    desk.load()

    found = {
        series.slug: sorted(series.countries.values_list("code", flat=True))
        for series in Series.objects.all()
    }

    assert found == {"trilateral": ["CN", "KR"], "japan-france": ["FR"], "japan-china": ["CN"]}
    assert Series.objects.get(slug="japan-france").name_ja == "日仏自治体交流会議"


def test_a_series_of_the_desk_is_used_and_an_unknown_one_is_an_error(desk: Importing) -> None:
    sheet = fixture("conferences")
    for row in sheet.rows:
        row["series"] = "Japan-Moon" if row["series"] == FRANCE else row["series"]

    found = [p for p in desk.dry(sheet).problems if p["code"] == "unknown_series"]
    assert len(found) == 9

    Series.objects.create(slug="moon", name_en="Japan-Moon", name_ja="日月")
    desk.apply(sheet)
    assert Series.objects.get(slug="moon").conferences.count() == 9


def test_a_japanese_host_tells_the_prefecture_and_its_city_is_no_partner(desk: Importing) -> None:
    desk.load()

    kanazawa = Conference.objects.get(series__slug="japan-france", number=2)
    niigata = Conference.objects.get(series__slug="trilateral", number=6)

    assert (kanazawa.prefecture_id, kanazawa.country_id) == ("17", None)
    assert code(kanazawa.host_government) == "172014" and kanazawa.host_partner is None
    # Which Niigata, the source does not say.
    assert (niigata.host_government, niigata.prefecture, niigata.country_id) == (None, None, "JP")


def test_a_prefecture_that_the_desk_added_stays(desk: Importing) -> None:
    sheet = desk.load()
    Conference.objects.filter(series__slug="trilateral", number=6).update(
        prefecture="15", country=None
    )

    outcome = desk.dry(sheet)

    assert (outcome.kinds, outcome.errors) == ({}, set())


def test_a_host_that_the_desk_chose_stays_and_a_new_name_is_looked_up(desk: Importing) -> None:
    from places.models import LocalGovernment

    sheet = desk.load()
    city = LocalGovernment.objects.get(code="151009", exists_until=None)
    Conference.objects.filter(series__slug="trilateral", number=6).update(host_government=city)

    assert desk.dry(sheet).kinds == {}

    where(sheet, series=sheet.rows[0]["series"], edition="6")["host_en"] = "Toyama City, Toyama"
    (changes,) = desk.dry(sheet).changes()
    assert changes["host_government"][1] == "富山市 (162019)"


def test_hosts_and_participants_abroad_are_found_in_their_country(desk: Importing) -> None:
    desk.load()

    nancy = Conference.objects.get(series__slug="japan-france", number=1)
    named = {one.name_en: one for one in nancy.named_partners.all()}

    assert name(nancy.host_partner) == "Nancy"
    assert name(named["Tours"].partner) == "Tours"
    # A participant that is no partner is from the series' only country.
    assert named["Lamalou-les-Bains"].partner is None
    assert named["Lamalou-les-Bains"].country_id == "FR"


def test_a_prefecture_is_found_by_its_name_and_a_city_is_not(desk: Importing) -> None:
    outcome = desk.apply(fixture("conferences"))

    nancy = Conference.objects.get(series__slug="japan-france", number=1)
    found = {one.name_ja: one.local_government for one in nancy.named_governments.all()}
    assert code(found["兵庫県"]) == "280003"
    assert found["仙台市"] is None
    kept = {p["values"]["name"] for p in outcome.problems if p["code"] == "kept_government"}
    assert {"仙台市", "Niigata"} <= kept


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        ("start_date", "1999-13-01", "impossible_date"),
        ("year", "1998", "other_year"),
        ("end_date", "1998", "broken_rule"),
        ("edition", "", "empty_key"),
        ("series", "", "empty_key"),
        ("country", "Utopia", "unknown_country"),
        ("host_jp_code", "131059", "broken_rule"),
        ("host_jp_code", "999999", "unknown_code"),
        ("sub_themes", "x" * 301, "too_long"),
        ("status", "perhaps", "unknown_choice"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(
    desk: Importing, column: str, text: str, problem: str
) -> None:
    sheet = fixture("conferences")
    sheet.rows[0][column] = text

    outcome = desk.dry(sheet, "--apply")

    if (column, problem) == ("host_jp_code", "broken_rule"):  # a Japanese host may meet abroad
        assert outcome.errors == set()
    else:
        assert (outcome.code, outcome.problem(problem)["row"]) == (1, 2)
        assert Conference.objects.count() == Series.objects.count() == 0


def test_the_same_edition_twice_is_an_error(desk: Importing) -> None:
    sheet = fixture("conferences")
    sheet.rows.append(dict(sheet.rows[0]))

    assert desk.dry(sheet).problem("row_twice")["values"] == {"first": 2}


def test_two_editions_on_the_same_day_are_an_alarm(desk: Importing) -> None:
    sheet = desk.load()
    row = dict(where(sheet, series=FRANCE, edition="8"))
    sheet.rows.append(row | {"edition": "10"})

    assert desk.dry(sheet).alarms == {"duplicates"}


def test_a_corrected_list_of_sub_themes_keeps_those_that_stay(desk: Importing) -> None:
    sheet = desk.load()
    conference = Conference.objects.get(series__slug="trilateral", number=22)
    kept = conference.sub_themes.get(text_en="local economic recovery").pk
    row = where(sheet, series=sheet.rows[0]["series"], edition="22")
    row["sub_themes"] = "local economic recovery; masks"

    desk.apply(sheet)

    themes = dict(conference.sub_themes.values_list("pk", "text_en"))
    assert themes.pop(kept) == "local economic recovery"
    assert list(themes.values()) == ["masks"]
