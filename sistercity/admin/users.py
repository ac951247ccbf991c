"""Users and groups at the desk: whoever changes who may do what gives the own password again."""

import copy
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse, QueryDict
from django_tasks_db.models import DBTaskResult

from sistercity.admin.conflicts import GuardedAdmin
from sistercity.admin.passwords import ConfirmationForm, for_request
from sistercity.admin.permissions import PermissionsForm
from sistercity.forms import RefusableForm

CONFIRMATION = ("本人確認", {"fields": ("own_password",)})


class UserAddForm(RefusableForm, ConfirmationForm, AdminUserCreationForm):  # type: ignore[type-arg]
    """A new user."""


class UserForm(RefusableForm, ConfirmationForm, PermissionsForm, UserChangeForm):  # type: ignore[type-arg]
    """A user's data and permissions."""


class UserPasswordForm(ConfirmationForm, AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A user's password, set by somebody else."""

    # Django's own stays English in every language: it is put together when it is imported.
    usable_password_help_text = (
        "「無効」にすると、今のパスワードは失われ、パスワードでログインできなくなります。"  # noqa: S105
    )


class GroupForm(RefusableForm, ConfirmationForm, PermissionsForm):
    """A group and its permissions."""


class ConfirmedAdmin(GuardedAdmin):
    """Records that are added, changed and deleted with the password of whoever is signed in.

    There is no time in which it need not be typed again: a form that somebody else wrote into a
    page, or a session that was stolen, can never know it. The forms are ConfirmationForms.
    """

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the class of the form, which knows the request."""
        return for_request(super().get_form(request, obj, change=change, **kwargs), request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add the password for those who may save."""
        fieldsets = super().get_fieldsets(request, obj)
        may_save = (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        )
        return (*fieldsets, CONFIRMATION) if may_save else fieldsets

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask whether to delete the record, again where the password is not right."""
        form = for_request(ConfirmationForm, request)(request.POST or None)
        if request.method == "POST" and not form.is_valid():
            request.POST = QueryDict()  # to Django, a page that was only opened
        return super().delete_view(
            request, object_id, {"confirmation": form, **(extra_context or {})}
        )


# Users and groups have pages of their own below. The pages of tasks say how far the worker is.
admin.site.unregister([User, Group, DBTaskResult])


@admin.register(Group)
class ConfirmedGroupAdmin(ConfirmedAdmin, GroupAdmin):
    """Groups."""

    form = GroupForm
    fieldsets = ((None, {"fields": ("name", "permissions")}),)


@admin.register(User)
class ConfirmedUserAdmin(ConfirmedAdmin, UserAdmin):  # type: ignore[type-arg]
    """Users."""

    form = UserForm
    readonly_fields = ("last_login", "date_joined")  # else every sign-in would refuse a save
    add_form = UserAddForm
    change_password_form = UserPasswordForm
    change_user_password_template = "admin/confirmed_password.html"  # noqa: S105  (no password)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002  (Django's name)
        form_url: str = "",
    ) -> HttpResponse:
        """Set a user's password, with a form that knows the request."""
        view = copy.copy(self)
        view.change_password_form = for_request(UserPasswordForm, request)
        return super(ConfirmedUserAdmin, view).user_change_password(request, id, form_url)
