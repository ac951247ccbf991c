"""The registers that bin/bench measures: the real one, and larger ones made of it.

A made relationship is a copy of a real one, with a partner whose name is put together from those of
two real ones. Countries, prefectures, kinds, dates and texts are therefore spread as in the real
data. The same number of relationships is always the same register.
"""

import copy
import datetime
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from django.db import connection
from django.db.models import F, Max
from psycopg import sql

from places.models import LocalGovernment, Partner
from relationships.register.models import Relationship, RelationshipSource
from tests import databases

SEED = 13
# Of five relationships one is with a partner that has another one too, as in the real data.
SHARE_OF_NEW_PARTNERS = 0.8
# Committed one by one: the triggers of a row walk all that waits for the end of a transaction.
BATCH = 5_000


class Maker:
    """Makes relationships like those of the database, and the partners they are with."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.patterns = list(Relationship.objects.order_by("public_id"))
        self.real = Partner.objects.select_related("country").order_by("public_id").in_bulk()
        self.sides = {
            (one.local_government_id, self.real[one.partner_id].public_id) for one in self.patterns
        }
        self.names = {(one.country_id, one.name_en) for one in self.real.values()}
        self.partners = defaultdict[str, list[Partner]](list)
        self.named = defaultdict[str, list[Partner]](list)
        for one in self.real.values():
            self.partners[one.country_id].append(one)
            for area in (one.country_id, one.country.world_region, "world"):
                if one.name_ja and one.name_en.replace(" ", "").isalpha():
                    self.named[area].append(one)
        self.governments = defaultdict[tuple[str, str], list[int]](list)
        for government in LocalGovernment.objects.filter(exists_until=None).order_by("code"):
            self.governments[government.prefecture_id, government.kind].append(government.pk)
        self.alike = {pk: group for group in self.governments.values() for pk in group}
        self.partner_numbers = count(1 + last_number(Partner))

    def relationships(self) -> Iterator[tuple[Relationship, Relationship]]:
        """Yield a real relationship and one made like it, without end.

        The partner of the made one has no key yet where it is new.
        """
        for number in count(1 + last_number(Relationship)):
            pattern = self.random.choice(self.patterns)
            made = copy.copy(pattern)
            made.pk, made.public_id = None, number
            own = pattern.local_government_id
            made.local_government_id = self.random.choice(self.alike.get(own, [own]))
            made.partner = self.partner(made, self.real[pattern.partner_id])
            if made.established_on and made.established_precision == "day":
                made.established_on -= datetime.timedelta(days=self.random.randrange(365))
            yield pattern, made

    def partner(self, made: Relationship, like: Partner) -> Partner:
        """Return a partner for a relationship: a new one, or one that has another one too."""
        known = self.partners[like.country_id]
        other = self.random.choice(known)
        sides = made.local_government_id, other.public_id
        if self.random.random() < SHARE_OF_NEW_PARTNERS or sides in self.sides:
            other = self.new_partner(like)
            known.append(other)
        self.sides.add((made.local_government_id, other.public_id))
        return other

    def new_partner(self, like: Partner) -> Partner:
        """Return a partner of the same country, state and level as a real one."""
        name_en, name_ja = self.name(like)
        return Partner(
            public_id=next(self.partner_numbers),
            country_id=like.country_id,
            state_en=like.state_en,
            state_ja=like.state_ja,
            name_en=name_en,
            name_ja=name_ja,
            level=like.level,
            latitude=like.latitude,
            longitude=like.longitude,
        )

    def name(self, like: Partner) -> tuple[str, str]:
        """Return a new name, English and Japanese: half of one of the country, half of another."""
        for attempt in count():
            area = like.country.world_region if attempt < 5 else "world"
            first = self.random.choice(self.named[like.country_id] or self.named["world"])
            second = self.random.choice(self.named[area])
            name_en = joined(first.name_en, second.name_en)
            if (like.country_id, name_en) not in self.names:
                self.names.add((like.country_id, name_en))
                return name_en, joined(first.name_ja, second.name_ja)
        raise AssertionError


def joined(first: str, second: str) -> str:
    """Return the first half of a name with the second half of another: Springport, Melpool."""
    return f"{first[: (len(first) + 1) // 2]}{second[len(second) // 2 :]}"[:100].strip()


def last_number(model: type[Partner] | type[Relationship]) -> int:
    """Return the highest public number in use."""
    number: int | None = model.with_withdrawn.aggregate(last=Max("public_id"))["last"]
    return number or 0


def fill(rows: int) -> None:
    """Add relationships to the default database until there are so many, if there are fewer."""
    missing = rows - Relationship.objects.count()
    sources = defaultdict[int, list[RelationshipSource]](list)
    for source in RelationshipSource.objects.order_by("pk"):
        sources[source.relationship_id].append(source)
    made = Maker().relationships()
    while missing > 0:
        batch = list(islice(made, min(missing, BATCH)))
        new = {one.partner.public_id: one.partner for _, one in batch if one.partner._state.adding}
        Partner.objects.bulk_create(new.values())
        Relationship.objects.bulk_create(one for _, one in batch)
        RelationshipSource.objects.bulk_create(
            copied(source, one) for pattern, one in batch for source in sources[pattern.pk]
        )
        missing -= len(batch)


def copied(source: RelationshipSource, relationship: Relationship) -> RelationshipSource:
    """Return a source of a real relationship for one that was made like it."""
    made = copy.copy(source)
    made.pk, made.relationship = None, relationship
    return made


def make(rows: int) -> str:
    """Make the database with so many relationships, unless it is there; return its name.

    The real ones are in it at any rate. It is made anew where the files that it is made of changed,
    or the day did.
    """
    name = f"{databases.USUAL}_bench_{rows}"
    wanted = hashlib.sha256(databases.digest("real").encode() + Path(__file__).read_bytes())
    with databases.server("postgres") as postgres:
        if databases.comment(postgres, name) != wanted.hexdigest():
            databases.build_templates(anew=False)
            databases.create(postgres, name, databases.template("real"))
            databases.use(name)
            fill(rows)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            databases.use(databases.USUAL)
            statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
            postgres.execute(statement.format(sql.Identifier(name), wanted.hexdigest()))
    return name


def make_outdated() -> str:
    """Make a copy of the real register to import into; return its name.

    One in fifty relationships is missing, and one in fifty began a year earlier.
    """
    real, name = make(0), f"{databases.USUAL}_bench_import"
    with databases.server("postgres") as postgres:
        databases.create(postgres, name, real)
    databases.use(name)
    Relationship.objects.annotate(part=F("public_id") % 50).filter(part=7).delete()
    moved = Relationship.objects.annotate(part=F("public_id") % 50).filter(part=8)
    moved.filter(established_precision="day", ended_on=None).update(
        established_on=F("established_on") - datetime.timedelta(days=365)
    )
    databases.use(databases.USUAL)
    return name
