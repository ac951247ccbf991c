"""What is of today goes by the day in Japan, by one rule in Python and in SQL."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from places.finding import find
from places.lookup import Governments, PlaceNotFound
from places.models import LocalGovernment, Succession
from places.querysets import to_come
from tests.clock import set_clock
from tests.pages import get, soup

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 4, 1)
EVE, MORNING = "2027-03-31T23:59", "2027-04-01T00:01"


@pytest.fixture
def otaru() -> LocalGovernment:
    """A city that becomes 北小樽市 on the day, with the same code."""
    otaru = LocalGovernment.objects.get(code="012033")
    otaru.exists_until = DAY
    otaru.save()
    renamed = LocalGovernment.objects.create(
        code="012033",
        slug="012033-kitaotaru",
        prefecture_id="01",
        kind="city",
        name_ja="北小樽市",
        name_en="Kitaotaru City",
        exists_from=DAY,
    )
    Succession.objects.create(predecessor=otaru, successor=renamed, on=DAY, kind="renamed")
    return otaru


@pytest.mark.parametrize("moment", [EVE, MORNING])
@pytest.mark.usefixtures("otaru")
def test_python_and_sql_agree(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    set_clock(monkeypatch, moment)
    rows = LocalGovernment.objects.all()

    found = [set(queryset) for queryset in (rows.of_today(), rows.gone(), rows.filter(to_come()))]

    assert found == [
        {one for one in rows if one.is_of_today},
        {one for one in rows if one.is_gone},
        {one for one in rows if one.is_to_come},
    ]
    assert sum(map(len, found)) == rows.count()
    (holder,) = found[0] & set(rows.filter(code="012033"))
    assert holder.name_ja == ("小樽市" if moment == EVE else "北小樽市")


def test_a_code_leads_to_its_holder_of_the_day(
    client: Client, otaru: LocalGovernment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment, slug in ((EVE, "012033-otaru"), (MORNING, "012033-kitaotaru")):
        set_clock(monkeypatch, moment)
        assert client.get("/en/municipalities/012033/")["Location"].endswith(f"/{slug}/")
        found = Governments().find("012033", "", "", "小樽市", "").pk
        assert LocalGovernment.objects.get(pk=found).slug == slug
        assert [hit.place.slug for hit in find("小樽市").hits[:1]] == [slug]  # type: ignore[union-attr]


@pytest.mark.usefixtures("otaru")
def test_a_file_cannot_name_what_is_yet_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, EVE)

    with pytest.raises(PlaceNotFound) as error:
        Governments().find("", "北海道", "", "北小樽市", "")

    assert error.value.code == "government_to_come"
    assert find("北小樽市").hits == []


@pytest.mark.usefixtures("otaru")
def test_the_page_says_what_is_to_come_and_then_what_came(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {}
    for moment in (EVE, MORNING):
        set_clock(monkeypatch, moment)
        page = soup(get(client, "/en/municipalities/012033-otaru/"))
        texts[moment] = [note.get_text(" ", strip=True) for note in page.select(".notice")]

    assert texts[EVE][0].startswith("Otaru City will become Kitaotaru City on 1 April 2027")
    assert texts[MORNING][0].startswith("Otaru City became Kitaotaru City On 1 April 2027")
    assert [len(notices) for notices in texts.values()] == [1, 1]


def test_two_have_a_code_one_after_the_other_only(otaru: LocalGovernment) -> None:
    def second(**values: Any) -> LocalGovernment:
        name = {"name_ja": "別市", "kind": "city", "prefecture_id": "01", "slug": "x"}
        return LocalGovernment(code=otaru.code, **name, **values)

    for day in (None, DAY - datetime.timedelta(days=1)):
        with pytest.raises(ValidationError, match=r"code"):
            second(exists_from=day, exists_until=None).validate_constraints()
    LocalGovernment.objects.filter(slug="012033-kitaotaru").update(code="012980")
    second(exists_from=DAY).validate_constraints()
