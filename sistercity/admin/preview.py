"""The public page of a record that may still be a draft, as the public will see it."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from sistercity.admin.publication import PublicationAdmin
from sistercity.languages import LANGUAGES

PREVIEWS = {"ja": "プレビュー（日本語）", "en": "プレビュー（英語）"}


class PreviewAdmin(PublicationAdmin):
    """A kind of record whose page the staff see before the public does, in each language."""

    change_form_template = "admin/preview_form.html"

    def public_page(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Return the page that shows a record as it is stored, published or not."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        """Add the preview's URL."""
        view = self.admin_site.admin_view(require_safe(self.preview_view))
        own = path("<path:object_id>/preview/<slug:language>/", view, name=self.url_name("preview"))
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str, language: str) -> HttpResponse:
        """Show the public page in a language to those who may see the record."""
        record = self.get_object(request, unquote(object_id))
        if record is None or language not in LANGUAGES:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        request.is_draft = not self.view_on_site(record)  # type: ignore[attr-defined]
        with override(language):
            return self.public_page(request, record)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the links to the previews of a record that is stored."""
        record = context.get("original")
        context["previews"] = [
            (label, reverse(f"admin:{self.url_name('preview')}", args=[record.pk, language]))
            for language, label in PREVIEWS.items()
            if record
        ]
        return super().render_change_form(request, context, *args, **kwargs)
