"""Helpers of the staff desk's tests: reading its forms and lists."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client, RequestFactory
from django.urls import resolve


def soup(response: Any) -> BeautifulSoup:
    """Return the page."""
    return BeautifulSoup(response.content, "html.parser")


def form_data(response: Any, form: str) -> dict[str, Any]:
    """Return what a browser would send for a form as it stands: the change form of a model."""
    page = soup(response).select_one(f"form#{form}_form")
    assert page is not None, errors(response)
    data: dict[str, Any] = {}
    for field in page.select("input[name], textarea[name], select[name]"):
        name, value = str(field["name"]), value_of(field)
        if field.has_attr("multiple"):
            data[name] = [str(option["value"]) for option in field.select("option[selected]")]
        elif value is not None and "__prefix__" not in name:
            data.setdefault(name, []).append(value)
    return {name: values for name, values in data.items() if not name.startswith("_")}


def value_of(field: Tag) -> str | None:
    """Return what a field sends, or None."""
    if field.name == "textarea":
        return field.text.removeprefix("\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen.get("value", "")) if chosen else ""
    if field.get("type") in ("checkbox", "radio"):
        return str(field.get("value", "on")) if field.has_attr("checked") else None
    return None if field.get("type") == "submit" else str(field.get("value", ""))


def errors(response: Any) -> str:
    """Return every error that a page shows."""
    return " ".join(
        error.text.strip() for error in soup(response).select(".errorlist, .messagelist .error")
    )


def content_text(response: Any) -> str:
    """Return what a page says between its head and its foot."""
    content = soup(response).select_one("#content")
    assert content is not None
    return content.get_text(" ", strip=True)


def rows(response: Any) -> list[str]:
    """Return the first column of a list."""
    return [cell.text for cell in soup(response).select("#result_list tbody th")]


def total(response: Any) -> int:
    """Return how many records a list shows on all its pages."""
    return int(response.context["cl"].result_count)


def counted(address: str, user: User) -> int:
    """Return how many records the list of an address has for a user, without drawing the page."""
    request = RequestFactory().get(address)
    request.user = user
    view = resolve(request.path)
    if not str(view.url_name).endswith("_changelist"):
        response = view.func(request, *view.args, **view.kwargs)
        return int(response.context_data["page"].paginator.count)
    _, _, app, model, _ = request.path.split("/")
    entry = admin.site.get_model_admin(apps.get_model(app, model))
    return int(entry.get_changelist_instance(request).result_count)


def editor(*permissions: str) -> Client:
    """Return the browser of a member of staff who may do what is named and no more."""
    user = User.objects.create_user("editor", is_staff=True, first_name="花子", last_name="山田")
    for name in permissions:
        app, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def name_rows(*texts: str) -> dict[str, Any]:
    """Return what a browser sends for new rows of the table of names."""
    data: dict[str, Any] = {"names-TOTAL_FORMS": len(texts), "names-INITIAL_FORMS": 0}
    for number, text in enumerate(texts):
        data |= {
            f"names-{number}-text": text,
            f"names-{number}-kind": "exonym",
            f"names-{number}-language": "de",
            f"names-{number}-source": "",
        }
    return data
