"""Permissions in words, and which of them mean anything at the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm

from sistercity.withdrawal import Withdrawable

WORDS = {
    "view": "閲覧できる",
    "add": "追加できる",
    "change": "変更できる",
    "delete": "削除できる",
    "publish": "公開と取消ができる",
}
WITHDRAWAL = "公開の取下げができる"


def permission_name(permission: Permission) -> str:
    """Return what a permission allows, such as 提携：追加できる."""
    model = permission.content_type.model_class()
    action = permission.codename.partition("_")[0]
    if model is None or action not in WORDS:
        return str(permission)
    is_withdrawal = action == "delete" and issubclass(model, Withdrawable)
    word = WITHDRAWAL if is_withdrawal else WORDS[action]
    return f"{model._meta.verbose_name}：{word}"


def shown_models() -> set[type[Model]]:
    """Return the kinds of record of the desk, and their parts; nothing technical."""
    site: Any = admin.site
    registered = site._registry.items()  # noqa: SLF001
    entries = [entry for model, entry in registered if site.position(model) is not None]
    return {entry.model for entry in entries} | {
        inline.model for entry in entries for inline in entry.inlines
    }


def shown_permissions(*models: type[Model]) -> QuerySet[Permission]:
    """Return the permissions of some kinds of record, in the order of their apps."""
    types = ContentType.objects.get_for_models(*models)
    return Permission.objects.filter(content_type__in=types.values()).select_related("content_type")


class PermissionsForm(ModelForm):  # type: ignore[type-arg]  # of users and of groups
    """A form that offers what means something at the desk, and what is given already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"permissions", "user_permissions"} & set(self.fields):
            shown = Q(pk__in=shown_permissions(*shown_models()))
            if self.instance.pk:  # what is not offered would be lost with a save
                shown |= Q(pk__in=getattr(self.instance, name).all())
            field: Any = self.fields[name]
            field.queryset = field.queryset.filter(shown).select_related("content_type")
            field.label_from_instance = permission_name
