"""The triggers that keep the search keys of places, and what sorts of names there are."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameKind(models.TextChoices):
    """What sort of name a place name is."""

    FORMER = "former", _("former name")
    KANA = "kana", _("kana")
    ROMANISATION = "romanisation", _("romanisation")
    EXONYM = "exonym", _("name in another language")
    NATIVE = "native", _("native name")
    ABBREVIATION = "abbreviation", _("abbreviation")
    OFFICIAL = "official", _("official name")
    SHORT = "short", _("short form")


# Sorts of keys that are no names: a code, and the state or province that a partner lies in.
CODE, AREA = "code", "area"


class KeepKeys(pgtrigger.Trigger):
    """Keeps the search keys of a place's own names in step with its row, whoever writes it.

    ``place`` is the column of the keys that names the place, ``primary_key`` that of its table,
    ``names`` are columns of names, the best first, with the kind of each; ``unless`` is a
    condition on which the place has no keys.
    """

    name = "keep_keys"
    level = pgtrigger.Row
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(
        self, place: str, names: dict[str, str], primary_key: str = "id", unless: str = "false"
    ) -> None:
        self.place, self.names = place, names
        self.primary_key, self.unless = primary_key, unless
        super().__init__()

    def get_func(self, model: models.Model) -> str:
        """Return the trigger's body."""
        names = ", ".join(
            f"({n}, NEW.{column}, '{kind}')" for n, (column, kind) in enumerate(self.names.items())
        )
        return f"""
            IF TG_OP <> 'INSERT' THEN
                DELETE FROM places_searchkey
                WHERE {self.place}_id = OLD.{self.primary_key} AND place_name_id IS NULL;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
            IF {self.unless} THEN RETURN NULL; END IF;
            INSERT INTO places_searchkey ({self.place}_id, text, kind, key, is_bare)
            SELECT DISTINCT ON (keys.key)
                NEW.{self.primary_key}, names.text, names.kind, keys.key, keys.is_bare
            FROM (VALUES {names}) AS names (position, text, kind)
            CROSS JOIN LATERAL places_keys(names.text) AS keys
            ORDER BY keys.key, keys.is_bare, names.position;
            RETURN NULL;
        """  # noqa: S608  (names of our own columns)


class KeepOtherKeys(pgtrigger.Trigger):
    """Keeps the search keys of a place's other names in step."""

    name = "keep_keys"
    level = pgtrigger.Row
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    func = """
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM places_searchkey WHERE place_name_id = OLD.id;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
        INSERT INTO places_searchkey (
            local_government_id, partner_id, country_id, prefecture_id, place_name_id,
            text, kind, key, is_bare
        )
        SELECT
            NEW.local_government_id, NEW.partner_id, NEW.country_id, NEW.prefecture_id, NEW.id,
            NEW.text, NEW.kind, keys.key, keys.is_bare
        FROM places_keys(NEW.text) AS keys;
        RETURN NULL;
    """
