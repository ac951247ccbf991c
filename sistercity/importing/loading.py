"""Loading files of ``fixtures/`` through the imports that read them for the staff."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils import timezone

from sistercity.importing.importer import Importer, Options
from sistercity.importing.registry import IMPORTERS
from sistercity.importing.runs import Publication, import_file
from sistercity.loading import Report


def load_through_imports(files: Mapping[str, Iterable[str]], report: Report) -> None:
    """Import each file into a table that is still empty; one that holds records is left alone.

    ``files`` are names of ``fixtures/`` by the name of the import. Raises ValueError for a file
    that its import does not take as it is.
    """
    for import_name, names in files.items():
        importer = IMPORTERS[import_name]
        present = importer.model._default_manager.count()
        if present:
            report.say(f"{importer.model._meta.model_name}: 0 added, {present} already there")
            continue
        for name in names:
            load_file(importer, name)
        added = importer.model._default_manager.count()
        report.say(f"{importer.model._meta.model_name}: {added} added, 0 already there")


def load_file(importer: type[Importer], name: str) -> None:
    """Import one file, whatever its alarms say; raise ValueError where that cannot be."""
    today = timezone.localdate()
    accepted = dict.fromkeys(importer.alarm_names, "load_data")
    plan, published = import_file(
        importer=importer(Options(frozenset(accepted), as_of=today)),
        path=settings.FIXTURES / f"{name}.csv",
        publication=Publication("load_data", today, accepted),
    )
    if published is None:
        raise ValueError(f"fixtures/{name}.csv: {[str(problem) for problem in plan.problems]}")
