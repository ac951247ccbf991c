"""The register as a file for people to edit: its lines, each with a mark."""

from collections.abc import Iterator

from django.utils import timezone

from relationships.imports.importer import RegisterImporter
from relationships.imports.marks import ExportMark
from relationships.register.querysets import RelationshipQuerySet
from relationships.releases.dataset import line, values_in_order
from relationships.releases.models import Release


def marked_lines(relationships: RelationshipQuerySet) -> Iterator[list[str]]:
    """Yield the lines of relationships in the order of their numbers, each with its mark."""
    moment = timezone.now()
    newest = Release.objects.standing().order_by("-number").first()
    release = newest.number if newest else 0
    for values in values_in_order(relationships):
        yield [*line(values), str(ExportMark.of(values, RegisterImporter.cell, release, moment))]
