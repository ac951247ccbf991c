"""The database states the rules: every constraint is broken once, and must refuse."""

import datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from places.models import (
    PLACES,
    Country,
    LocalGovernment,
    Partner,
    PlaceName,
    Prefecture,
    Reorganisation,
    Succession,
)
from relationships.doubles.models import DistinctPair
from relationships.joins.models import Join
from relationships.register.models import Relationship, RelationshipEvent, RelationshipSource
from relationships.releases.models import Change, DatasetPart, ImportedRow, Release
from sistercity.faq.models import Question, QuestionSource
from sistercity.import_runs.models import ImportEntry, ImportRun
from sistercity.models import DataVersion
from sistercity.withdrawal import Withdrawable
from tests.message_breaches import MESSAGES
from tests.message_breaches import SOUND as SOUND_MESSAGES
from tests.neighbour_breaches import NEIGHBOURS
from tests.neighbours import SOUND, empty

DAY = datetime.date(1989, 5, 17)
LATER, EARLIER = datetime.date(2000, 1, 1), datetime.date(1999, 1, 1)

# Constraint: the model, and the values (or functions of the record) that break a sound record.
BREACHES: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "data_version_is_one_row": (DataVersion, {"pk": 2, "changed_at": "2026-01-01T00:00Z"}),
    "country_has_a_name": (Country, {"name_en": "", "name_ja": ""}),
    "country_code_is_iso": (Country, {"code": "x1"}),
    "prefecture_has_a_name": (Prefecture, {"name_en": "", "name_ja": ""}),
    "prefecture_code_is_jis": (Prefecture, {"code": "48", "slug": "x", "row": 99}),
    "prefecture_has_its_own_tile": (
        Prefecture,
        {
            name: lambda _, name=name: getattr(Prefecture.objects.get(code="02"), name)
            for name in ("row", "column")
        },
    ),
    "localgovernment_has_a_name": (LocalGovernment, {"name_en": "", "name_ja": ""}),
    "localgovernment_point_is_on_earth": (LocalGovernment, {"latitude": 91, "longitude": 0}),
    "localgovernment_ends_after_it_began": (
        LocalGovernment,
        {"exists_from": LATER, "exists_until": EARLIER},
    ),
    "local_government_code_is_of_one_at_a_time": (
        LocalGovernment,
        {"pk": None, "slug": "x", "kind": "city"},
    ),
    "local_government_code_is_six_digits": (LocalGovernment, {"code": "01100"}),
    "local_government_code_begins_with_the_prefecture": (LocalGovernment, {"code": "999999"}),
    "local_government_population_has_a_date": (LocalGovernment, {"population": 5}),
    "succession_is_stated_once": (Succession, {"pk": None}),
    "partner_has_a_name": (Partner, {"name_en": "", "name_ja": ""}),
    "partner_point_is_on_earth": (Partner, {"latitude": None, "longitude": 10}),
    "partner_ends_after_it_began": (Partner, {"exists_from": LATER, "exists_until": EARLIER}),
    "partner_is_recorded_once": (Partner, {"pk": None, "public_id": 999999}),
    "partner_wikidata_id_begins_with_q": (Partner, {"wikidata_id": "64"}),
    "partner_that_was_joined_is_withdrawn": (
        Partner,
        {"joined_to": lambda one: Partner.objects.exclude(pk=one.pk).first()},
    ),
    "join_is_of_two_records": (Join, {"joined_partner": None}),
    "join_has_a_reason": (Join, {"reason": ""}),
    "join_partner_is_joined_once": (Join, {"pk": None}),
    "join_relationship_is_joined_once": (
        Join,
        {
            "pk": None,
            "kept_partner": None,
            "joined_partner": None,
            "kept_relationship": lambda _: Relationship.objects.first(),
            "joined_relationship": lambda one: joined_into(one.kept_relationship),
        },
    ),
    "place_name_is_of_one_place": (PlaceName, {f"{place}_id": None for place in PLACES}),
    "place_name_is_not_empty": (PlaceName, {"text": ""}),
    "place_name_is_stated_once": (PlaceName, {"pk": None}),
    "relationship_established_precision": (
        Relationship,
        {"established_on": DAY, "established_precision": "year"},
    ),
    "relationship_re_signed_precision": (Relationship, {"re_signed_on": DAY}),
    "relationship_ended_precision": (Relationship, {"ended_precision": "day"}),
    "relationship_is_recorded_once": (Relationship, {"pk": None, "public_id": 999999}),
    "relationship_with_an_end_is_ended": (
        Relationship,
        {"ended_on": DAY, "ended_precision": "day", "status": "active"},
    ),
    "relationship_ended_is_not_before_established": (
        Relationship,
        {
            "established_on": LATER,
            "established_precision": "day",
            "ended_on": EARLIER,
            "ended_precision": "day",
            "status": "ended",
        },
    ),
    "relationship_re_signed_is_not_before_established": (
        Relationship,
        {
            "established_on": LATER,
            "established_precision": "day",
            "re_signed_on": EARLIER.replace(day=1),
            "re_signed_precision": "month",
        },
    ),
    "relationship_that_was_joined_is_ended": (
        Relationship,
        {"joined_to": lambda one: Relationship.objects.exclude(pk=one.pk).first()},
    ),
    "relationship_is_unconfirmed_with_confidence_c": (
        Relationship,
        {"confidence": "C", "counting": "one_field"},
    ),
    "relationship_kind_is_known": (Relationship, {"kind": "nonsense"}),
    "relationship_status_is_known": (Relationship, {"status": "nonsense"}),
    "relationship_counting_is_known": (Relationship, {"counting": "nonsense"}),
    "relationship_confidence_is_known": (Relationship, {"confidence": "D"}),
    "relationship_established_basis_is_known": (Relationship, {"established_basis": "nonsense"}),
    "relationship_fields_are_known": (Relationship, {"fields": ["nonsense"]}),
    "event_kind_is_known": (RelationshipEvent, {"kind": "nonsense"}),
    "country_world_region_is_known": (Country, {"world_region": "nonsense"}),
    "prefecture_region_is_known": (Prefecture, {"region": "nonsense"}),
    "local_government_kind_is_known": (LocalGovernment, {"kind": "nonsense"}),
    "prefecture_has_one_government": (
        LocalGovernment,
        {"pk": None, "code": "019999", "slug": "x"},
    ),
    "succession_kind_is_known": (Succession, {"kind": "nonsense"}),
    "reorganisation_kind_is_known": (Reorganisation, {"kind": "nonsense"}),
    "reorganisation_state_is_known": (Reorganisation, {"state": "nonsense"}),
    "partner_level_is_known": (Partner, {"level": "nonsense"}),
    "partner_wikidata_id_is_its_own": (
        Partner,
        {"wikidata_id": lambda _: Partner.objects.exclude(wikidata_id="").latest("pk").wikidata_id},
    ),
    "place_name_kind_is_known": (PlaceName, {"kind": "nonsense"}),
    "event_happened_precision": (RelationshipEvent, {"happened_on": DAY}),
    "source_stated_precision": (
        RelationshipSource,
        {"stated_on": DAY, "stated_precision": "month"},
    ),
    "source_is_stated_once": (RelationshipSource, {"pk": None}),
    "release_only_the_first_follows_none": (Release, {"number": 5}),
    "release_is_followed_by_one": (
        Release,
        {"pk": None, "number": 3, "previous_id": lambda _: following().previous_id},
    ),
    "change_kind_is_known": (Change, {"kind": "nonsense"}),
    "dataset_part_has_its_own_position": (DatasetPart, {"pk": None}),
    "imported_row_once_in_a_release": (ImportedRow, {"pk": None}),
    "change_differs": (Change, {"before": "a", "after": "a"}),
    "import_run_status_is_known": (ImportRun, {"status": "nonsense"}),
    "import_run_fraction_is_a_share": (ImportRun, {"fraction": 1.5}),
    "import_run_says_who_published": (ImportRun, {"published_at": "2026-01-01T00:00Z"}),
    "import_entry_kind_is_known": (ImportEntry, {"kind": "nonsense"}),
    "import_entry_has_its_own_position": (ImportEntry, {"pk": None}),
    "question_group_is_known": (Question, {"group": "nonsense"}),
    # The anchor of a stored question never changes, so a new one breaks the rule.
    "question_anchor_is_words": (Question, {"pk": None, "anchor": "main"}),
    "question_is_asked": (Question, {"question_en": "", "question_ja": "", "published_at": None}),
    "question_link_is_a_path": (Question, {"link_path": "https://example.org/"}),
    "question_is_complete_when_published": (Question, {"answer_ja": ""}),
    "question_source_is_stated_once": (QuestionSource, {"pk": None}),
    "distinct_pair_kind_is_known": (DistinctPair, {"kind": "nonsense"}),
    "distinct_pair_is_in_order": (DistinctPair, {"one": 4}),
    "distinct_pair_has_a_reason": (DistinctPair, {"reason": ""}),
    "distinct_pair_is_recorded_once": (DistinctPair, {"pk": None}),
    **NEIGHBOURS,
    **MESSAGES,
    **{
        f"{model.__name__.lower()}_is_withdrawn_with_a_reason": (
            model,
            {"withdrawn_at": "2026-01-01T00:00Z"},
        )
        for model in apps.get_models()
        if issubclass(model, Withdrawable)
    },
}


def constraints() -> set[str]:
    """Return the names of all constraints that our models state."""
    return {
        constraint.name
        for app in apps.get_app_configs()
        if app.name in settings.OWN_APPS
        for model in app.get_models()
        for constraint in model._meta.constraints
    }


def breach(name: str) -> models.Model:
    """Return a record that breaks the constraint and nothing else."""
    model, values = BREACHES[name]
    if model in SOUND:  # then the sound one is the only one
        empty()
    record = model._default_manager.order_by("pk").first() or sound(model)
    for field, value in values.items():
        setattr(record, field, value(record) if callable(value) else value)
    record._state.adding = record.pk is None or "pk" in values or "code" in values
    return record


def following() -> Release:
    """Return a release that follows the first one."""
    return Release.objects.create(
        number=2,
        previous=Release.objects.get(number=1),
        as_of=DAY,
        published_at="2026-01-01T00:00Z",
        published_by="x",
    )


def join_of(**sides: models.Model) -> Join:
    """Store a join of two records."""
    values = {"joined_at": "2026-01-01T00:00Z", "joined_by": "x", "reason": "x"}
    return Join.objects.create(history_context=UUID(int=1), **values, **sides)


def partner_join() -> Join:
    """Store a join of two partners."""
    kept, joined = Partner.objects.all()[:2]
    return join_of(kept_partner=kept, joined_partner=joined)


def joined_into(kept: Relationship) -> Relationship:
    """Return a relationship that was joined into another one."""
    joined = Relationship.objects.exclude(pk=kept.pk)[0]
    join_of(kept_relationship=kept, joined_relationship=joined)
    return joined


def distinct_pair() -> DistinctPair:
    """Store two partners that are two."""
    return DistinctPair.objects.create(kind="partner", one=2, other=3, reason="x")


def sound(model: type[models.Model]) -> models.Model:
    """Return a record of a model of which the data has none."""
    made = SOUND | SOUND_MESSAGES | {Join: partner_join, DistinctPair: distinct_pair}
    if model in made:
        return made[model]()
    if model in (Change, Reorganisation):
        change = Change(release=Release.objects.first(), public_id=1, kind="new", after="x")
        return change if model is Change else Reorganisation(kind="merged", on=LATER, title="x")
    if model is ImportedRow:
        return ImportedRow.objects.create(release=following(), public_id=1, cells={})
    if model in (ImportRun, ImportEntry):
        run = ImportRun.objects.create(importer="x", file_name="x.csv", as_of=DAY, created_by="x")
        entry = ImportEntry.objects.create(run=run, position=0, kind="new", data={})
        return run if model is ImportRun else entry
    assert model is RelationshipEvent
    return RelationshipEvent(relationship=Relationship.objects.first(), kind="other")


def test_every_constraint_has_its_breach() -> None:
    assert constraints() == set(BREACHES)


@pytest.mark.sampled(60)
@pytest.mark.django_db
@pytest.mark.parametrize("name", BREACHES)
def test_the_form_refuses_the_breach_with_a_message_for_people_and_the_database_too(
    name: str,
) -> None:
    record = breach(name)
    constraint = next(c for c in type(record)._meta.constraints if c.name == name)

    with pytest.raises(ValidationError) as error:
        constraint.validate(type(record), record)
    assert "Constraint" not in error.value.messages[0]

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        record.save(force_insert=record._state.adding)


@pytest.mark.django_db
def test_no_lineage_of_municipalities_leads_back() -> None:
    first = Succession.objects.select_related("successor", "predecessor").first()
    assert first is not None
    back = Succession(
        predecessor=first.successor, successor=first.predecessor, on=LATER, kind="renamed"
    )

    with pytest.raises(ValidationError, match="leads back"):
        back.full_clean()
    with pytest.raises(IntegrityError, match="refuse_cycle"), transaction.atomic():
        back.save()


@pytest.mark.django_db
def test_no_lineage_of_partners_leads_back() -> None:
    one, two, three = Partner.objects.order_by("pk")[:3]
    one.successor, two.successor, three.successor = two, three, one
    one.save()
    two.save()

    with pytest.raises(ValidationError, match="leads back"):
        three.full_clean()
    with pytest.raises(IntegrityError, match="refuse_cycle"), transaction.atomic():
        three.save()
