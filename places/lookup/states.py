"""States and provinces of partners: whether a record is in the one that a row gives."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from places.lookup.names import forms, is_same_area
from places.lookup.records import NewPartner, PartnerRecord
from places.models import PartnerLevel


class States:
    """The states of each country, by every way in which a record writes them.

    A record may have its state in one language and a row in the other: records that have both,
    and partners that are states themselves, tell which two are one.
    """

    def __init__(self, records: Iterable[PartnerRecord]) -> None:
        self.translations: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.written = cache(self._written)
        for one in records:
            pairs = [(one.state_en, one.state_ja)]
            if one.level == PartnerLevel.REGION:
                pairs.append((one.name_en, one.name_ja))
            for english, japanese in pairs:
                if english and japanese:
                    self.translations[one.country, forms(english).bare].add(japanese)
                    self.translations[one.country, forms(japanese).bare].add(english)

    def _written(self, country: str, name: str) -> set[str]:
        """Return a state's name, and what it is called in the other language."""
        keys = {forms(name).key, forms(name).bare}
        return {name}.union(*(self.translations.get((country, key), ()) for key in keys))

    def agree(self, record: PartnerRecord, wanted: NewPartner) -> bool | None:
        """Whether a partner is in the state of a row; None where one of the two has none."""
        own = [name for name in (record.state_en, record.state_ja) if name]
        stated = [name for name in (wanted.state_en, wanted.state_ja) if name]
        if not own or not stated:
            return None
        known = set().union(*(self.written(record.country, name) for name in own))
        return all(any(is_same_area(name, one) for one in known) for name in stated)
