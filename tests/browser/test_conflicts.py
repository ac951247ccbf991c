"""Somebody at the desk whose save is refused chooses, without a script, what is to stay."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, expect

from relationships.register.models import Relationship
from tests.browser.test_listing_journeys import server, sign_in
from tests.browser.visits import OVERFLOW, RULES, VARIANTS, Visitor

__all__ = ["server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LONG = "提携の記念式典を、両市の市長と議長が出席して市民会館で行った。" * 8
AXE = """async rules => (await axe.run('.conflicts', {runOnly: {type: 'tag', values: rules}}))
    .violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 120)}`)"""


@pytest.fixture
def record() -> Relationship:
    """Return a relationship with two sources."""
    record = Relationship.objects.order_by("pk")[0]
    record.sources.all().delete()
    for name in ("a", "b"):
        record.sources.create(url=f"https://example.org/{name}")
    return record


def change(record: Relationship) -> None:
    """Be somebody else, who changes, deletes and adds."""
    Relationship.objects.filter(pk=record.pk).update(story_ja=LONG, kind="friendship", note="他")
    first, second = record.sources.all()
    first.delete()
    second.url = "https://example.org/corrected/" + "long" * 30
    second.save()
    record.events.create(kind="other", text_ja="記念式典")


def refuse(staff: Visitor, record: Relationship) -> None:
    """Open a record, and save it when somebody else changed it."""
    page = staff.open(f"/admin/register/relationship/{record.pk}/change/")
    change(record)
    page.locator("[name=note]").fill("自分のメモ")
    page.locator("[name=story_ja]").fill("自分の経緯")
    page.locator("[name=_save]").last.click()
    expect(page.locator("#conflicts-title")).to_be_visible()


def test_what_both_changed_is_chosen_with_radio_buttons(
    browser: Browser, site: str, record: Relationship
) -> None:
    staff = sign_in(browser, site, java_script_enabled=False)
    refuse(staff, record)
    conflicts = staff.page.locator(".conflicts")

    conflicts.get_by_role("group", name="担当者メモ").get_by_label("あなたの入力にする").check()
    conflicts.get_by_label("上の内容で追加し直す").check()
    staff.page.locator("[name=_save]").last.click()

    expect(staff.page.locator(".messagelist .success")).to_be_visible()
    record.refresh_from_db()
    assert (record.note, record.story_ja, record.kind) == ("自分のメモ", LONG, "friendship")
    urls = [row.url for row in record.sources.all()]
    assert len(urls) == 2
    assert urls[1] == "https://example.org/a"
    staff.context.close()


def test_a_refusal_is_laid_out_and_accessible_in_every_variant(
    browser: Browser, site: str, record: Relationship
) -> None:
    staff = sign_in(browser, site)
    refuse(staff, record)
    staff.page.evaluate(AXE_SCRIPT)
    found = []

    for width, scheme in VARIANTS:
        staff.look(width, scheme)
        found += staff.page.evaluate(AXE, RULES)
        found += [overflow] if (overflow := staff.page.evaluate(OVERFLOW)) else []

    staff.context.close()
    assert found == []
