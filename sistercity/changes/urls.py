"""URLs of the change log: they stand below those of the admin site, and are of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_safe

from sistercity.changes import views


def for_staff(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view that the admin site guards, and which is given that site."""
    return admin.site.admin_view(partial(view, admin.site))


app_name = "changes"
urlpatterns = [
    path("", require_safe(for_staff(views.change_log)), name="log"),
    path("file.<str:ending>", require_safe(for_staff(views.change_file)), name="file"),
    path("<str:name>/<int:number>/", for_staff(views.put_back), name="put_back"),
]
