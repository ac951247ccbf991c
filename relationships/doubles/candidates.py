"""Likely doubles: what they are, and those of today that nobody has told apart yet."""

from relationships.doubles.models import DistinctPair, PairKind
from relationships.doubles.partners import near_partners
from relationships.doubles.relationships import repeated_relationships
from relationships.doubles.results import LikelyDouble
from sistercity.kept import KeptForVersion

KEPT = {
    PairKind.PARTNER: KeptForVersion(near_partners),
    PairKind.RELATIONSHIP: KeptForVersion(repeated_relationships),
}


def likely_doubles(kind: PairKind) -> list[LikelyDouble]:
    """Return the pairs of a kind that look like doubles, the likeliest first.

    They are looked for once for each data version; those told apart are left out anew each time.
    """
    found = KEPT[kind].now()
    known = set(DistinctPair.objects.filter(kind=kind).values_list("one", "other"))
    return [pair for pair in found if pair.numbers not in known]
