"""URLs. Public pages stand under /en/ and /ja/ at the same path in both languages."""

from typing import Any

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

# The root of the URLs is the one place that knows the apps above it.
import commendations.sitemaps
import conferences.sitemaps
import relationships.listings.sitemaps
import relationships.register.sitemaps
import relationships.releases.sitemaps
import seminars.sitemaps
from relationships.releases.urls import files
from sistercity import views
from sistercity.faq.views import faq
from sistercity.middleware import without_data
from sistercity.sitemaps import PagesSitemap
from sistercity.styleguide import StyleguideView

# Pages of words alone: the name of the template in pages/, and what the breadcrumb says.
PAGES = {
    "about": _("About this site"),
    "accessibility": _("Accessibility"),
    "privacy": _("Privacy"),
}
PARTS = (
    relationships.register.sitemaps,
    relationships.releases.sitemaps,
    relationships.listings.sitemaps,
    seminars.sitemaps,
    conferences.sitemaps,
    commendations.sitemaps,
)
NAMES = (*(name for part in PARTS for name in part.PAGES), "search", "faq", *PAGES)
SITEMAPS: dict[str, Any] = {"pages": PagesSitemap(*NAMES)}
for part in PARTS:
    SITEMAPS |= part.SITEMAPS
SECTIONS = {"sitemap_url_name": "sitemap_section"}

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error

urlpatterns = [
    path("admin/changes/", include("sistercity.changes.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
    path("livez", views.live, name="live"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, **SECTIONS}, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    *files,
    *i18n_patterns(
        path("", include("relationships.register.urls")),
        path("", include("relationships.releases.urls")),
        path("", include("relationships.listings.urls")),
        path("", include("relationships.enquiries.urls")),
        path("", include("relationships.search.urls")),
        path("", include("seminars.urls")),
        path("", include("conferences.urls")),
        path("", include("commendations.urls")),
        *(
            path(
                f"{name}/",
                without_data(
                    TemplateView.as_view(
                        template_name=f"pages/{name}.html",
                        extra_context={
                            "breadcrumbs": [(title, "")],
                            "retention_days": settings.ENQUIRY_RETENTION_DAYS,
                        },
                    )
                ),
                name=name,
            )
            for name, title in PAGES.items()
        ),
        path("faq/", faq, name="faq"),
        path("styleguide/", without_data(StyleguideView.as_view()), name="styleguide"),
    ),
]
