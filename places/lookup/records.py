"""What is known of a place, what a row says of a new partner, and what the lookup finds."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class GovernmentRecord:
    """What is known of a local government."""

    pk: int
    code: str
    name_ja: str
    name_en: str
    prefecture: str
    since: datetime.date | None
    until: datetime.date | None

    def is_gone(self, day: datetime.date) -> bool:
        """Whether it is no more on a day."""
        return self.until is not None and self.until <= day

    def is_to_come(self, day: datetime.date) -> bool:
        """Whether it is not there yet on a day."""
        return self.since is not None and self.since > day

    @property
    def scope(self) -> str:
        """The code of the prefecture, within which its names are its own."""
        return self.prefecture

    @property
    def label(self) -> str:
        """Name and code."""
        return f"{self.name_ja or self.name_en} ({self.code})"


@dataclass(frozen=True)
class FoundGovernment:
    """The local government of today that a row means, and the one that is gone if it named it.

    ``completed`` tells what the row's code was read as, where it had not all six digits.
    """

    pk: int
    former: int | None = None
    completed: str = ""


@dataclass(frozen=True)
class NewPartner:
    """A partner that no record names: what a row says of it."""

    country: str
    name_en: str
    name_ja: str
    state_en: str
    state_ja: str
    level: str

    @property
    def label(self) -> str:
        """Name and country."""
        return f"{self.name_ja or self.name_en} ({self.country})"


@dataclass(frozen=True)
class FoundPartner:
    """The partner that a row means.

    ``new_names`` are those that no record has, by language, given for a partner that its number
    identifies; ``former`` is the partner that the row named, where that has a successor;
    ``state_unknown`` tells that the row gives a state, and the record has none.
    """

    pk: int
    new_names: tuple[tuple[str, str], ...] = ()
    former: int | None = None
    state_unknown: bool = False


@dataclass(frozen=True)
class PartnerRecord:
    """What is known of a partner."""

    pk: int
    public_id: int
    country: str
    name_en: str
    name_ja: str
    state_en: str
    state_ja: str
    level: str
    successor: int | None

    @property
    def scope(self) -> str:
        """The code of the country, within which its names are its own."""
        return self.country

    @property
    def label(self) -> str:
        """Name, state and number."""
        name = self.name_ja or self.name_en
        english = self.name_en if self.name_en != name else ""
        parts = [english, self.state_en or self.state_ja, f"No.{self.public_id}"]
        return f"{name} ({', '.join(filter(None, parts))})"
