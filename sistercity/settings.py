"""Settings: everything that differs between machines comes from the environment.

The README's table "Settings" lists each variable; a test holds the two together.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def environment(name: str, default: str | None = None) -> str:
    """Return an environment variable; without a default it is required."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not set. bin/serve and bin/test set it for"
            " you; on a server of your own see the table “Settings” in README.md."
        )
    return value


def switch(name: str) -> bool:
    """Return an environment variable that must be 0 or 1; unset means 0."""
    value = environment(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be 0 or 1.")
    return value == "1"


def words(name: str, default: str = "") -> list[str]:
    """Return an environment variable as a list split at commas."""
    return [word.strip() for word in environment(name, default).split(",") if word.strip()]


def database() -> dict[str, object]:
    """Return Django's settings for the server that DATABASE_URL names."""
    wanted = "it must look like postgres://user:password@host:5432/name."
    try:
        found = dict(dj_database_url.parse(environment("DATABASE_URL"), conn_max_age=60))
    except (ValueError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read; {wanted}") from error
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"DATABASE_URL names no PostgreSQL server; {wanted}")
    return found


# Development only: DEBUG shows tracebacks, so the system checks refuse it beside a public host.
DEBUG = switch("DEBUG")
SECRET_KEY = environment("SECRET_KEY")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
# HTTPS=1: the site is served over TLS behind a proxy that sets X-Forwarded-Proto itself.
HTTPS = switch("HTTPS")

INSTALLED_APPS = [
    "sistercity.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "csp",
    "sistercity.apps.SisterCityConfig",
    "places",
    "relationships",
    "commendations",
    "seminars",
    "conferences",
]

MIDDLEWARE = [
    # First: headers that every answer carries, static files and errors included.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Answers 304 before any view runs, so it stands before all that needs a session.
    "sistercity.middleware.DataVersionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "sistercity.middleware.JapaneseAdminMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]
# On GET the history middleware would read the user and so add "Vary: Cookie" to public pages.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

ROOT_URLCONF = "sistercity.urls"
WSGI_APPLICATION = "sistercity.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sistercity.context_processors.site",
            ],
            "builtins": ["sistercity.templatetags.site"],
        },
    }
]

DATABASES = {"default": database() | {"CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the balancer asks without TLS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}

# Shares of the register beyond which an import must be accepted (relationships/alarms.py).
IMPORT_THRESHOLDS = {
    "missing": 0.05,
    "country-drop": 0.5,
    "ended": 0.02,
    "new": 0.2,
    "corrected": 0.2,
    "moved-dates": 0.02,
    "emptied": 0.02,
}

# Imports of the desk run in processes of their own; tests run them within the request.
IMPORT_RUNS_INLINE = False
# How many rows, or days, may look so before an import must be accepted.
IMPORT_TOLERATED = {
    "date-slips": 0,
    "early-dates": 0,
    "changed-sides": 0,
    "reopened": 0,
    "duplicates": 0,
    "new-names": 0,
    "new-partners": 0,
    "older-file": 0,
}

SITE_NAME = _("Sister City Information")
