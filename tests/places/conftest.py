"""Places of our own making."""

import pytest

from places.models import (
    LocalGovernment,
    Partner,
)


@pytest.fixture
def ward() -> LocalGovernment:
    """A local government of our own making."""
    return LocalGovernment.objects.create(
        code="139998",
        slug="139998-kobo",
        prefecture_id="13",
        kind="special_ward",
        name_ja="弘法区",
        name_en="Kobo City",
        name_en_macron="Kōbō",
        kana="こうぼうく",
    )


@pytest.fixture
def partner() -> Partner:
    """A partner of our own making."""
    return Partner.objects.create(
        public_id=90_001,
        country_id="FR",
        name_ja="モンヴェール",
        name_en="Montvert",
        state_en="Testland",
        state_ja="試験州",
        level="local",
    )
