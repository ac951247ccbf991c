"""Settings: everything that differs between machines comes from the environment.

The README's table "Settings" lists each variable; a test holds the two together.
"""

import datetime
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from sistercity.postgresql.limits import with_limits
from sistercity.unavailable import without_traceback

BASE_DIR = Path(__file__).resolve().parent.parent


def environment(name: str, default: str | None = None) -> str:
    """Return an environment variable; without a default it is required."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not set. bin/serve, bin/test and bin/manage set"
            " it for you; on a server of your own see the table “Settings” in README.md."
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


def database() -> dict[str, Any]:
    """Return Django's settings for the server that DATABASE_URL names."""
    wanted = "it must look like postgres://user:password@host:5432/name."
    try:
        found = dict(dj_database_url.parse(environment("DATABASE_URL"), conn_max_age=60))
    except (ValueError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read; {wanted}") from error
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"DATABASE_URL names no PostgreSQL server; {wanted}")
    return {"OPTIONS": {}} | found | {"ENGINE": "sistercity.postgresql"}


def number(name: str, default: int, least: int = 1) -> int:
    """Return an environment variable that must be a whole number, and not below the least."""
    value = environment(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value) >= least):
        raise ImproperlyConfigured(
            f"{name} is “{value}”; it must be a whole number, such as {default}."
        )
    return int(value)


def mail_server() -> dict[str, str | int | bool]:
    """Return host, port, user, password and security of the server that EMAIL_URL names.

    Nothing for ``console:``, where mail is printed and not sent.
    """
    url = environment("EMAIL_URL", "console:")
    if url == "console:":
        return {}
    try:
        parts = urlsplit(url)
        port, host, ports = parts.port, parts.hostname, MAIL_PORTS[parts.scheme]
    except (ValueError, KeyError):
        host = ""
    if not host:
        # Without the value: it holds a password.
        wanted = "smtp+tls://user:password@host:587, smtps://…:465, smtp://host:25, or console:"
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read; it must look like {wanted}.")
    return {
        "host": host,
        "port": port or ports,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parts.scheme == "smtp+tls",
        "tls": parts.scheme == "smtps",
    }


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}

# Development only: DEBUG shows tracebacks, so the system checks refuse it beside a public host.
DEBUG = switch("DEBUG")
SECRET_KEY = environment("SECRET_KEY")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
# HTTPS=1: the site is served over TLS behind a proxy that sets X-Forwarded-Proto itself.
HTTPS = switch("HTTPS")

# Where links in mails lead; a mail has no request to take the host from.
OWN_ADDRESS = f"{'https' if HTTPS else 'http'}://{(ALLOWED_HOSTS or ['localhost'])[0]}"
SITE_URL = environment("SITE_URL", OWN_ADDRESS).rstrip("/")
# The header in which the proxy tells a visitor's address: limits of forms go by it.
CLIENT_ADDRESS_HEADER = environment("CLIENT_ADDRESS_HEADER", "")

# Those of this project, each below the ones that may use it.
OWN_APPS = [
    "sistercity",
    "sistercity.backups",
    "sistercity.import_runs",
    "sistercity.faq",
    "places",
    "relationships.register",
    "relationships.releases",
    "relationships.imports",
    "relationships.listings",
    "relationships.joins",
    "relationships.enquiries",
    "relationships.search",
    "relationships.doubles",
    "commendations",
    "seminars",
    "conferences",
]
INSTALLED_APPS = [
    "sistercity.admin_config.AdminConfig",
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
    "axes",
    "django_tasks",
    "django_tasks_db",
    *OWN_APPS,
]

MIDDLEWARE = [
    # First: headers that every answer carries, static files and errors included.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sistercity.middleware.CompressionMiddleware",
    # Says how caches may keep a public page, whatever those below it say.
    "sistercity.middleware.DataVersionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "sistercity.middleware.JapaneseAdminMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sistercity.middleware.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    # Next to the views: only changes the status of an answer to a try above the limit.
    "axes.middleware.AxesMiddleware",
]
# On GET the history middleware would read the user and so add "Vary: Cookie" to public pages.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Megabytes of each worker process for public pages (sistercity/page_cache.py); 0 keeps none.
PAGE_CACHE = number("PAGE_CACHE", 64, least=0)

ROOT_URLCONF = "sistercity.urls"
WSGI_APPLICATION = "sistercity.wsgi.application"
TEMPLATES = [
    # Public pages and mails (sistercity/jinja.py).
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {
            "environment": "sistercity.jinja.environment",
            "context_processors": [
                "sistercity.context_processors.site",
                "relationships.releases.data_day.context_processor",
            ],
        },
    },
    # The staff desk.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "desk"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["sistercity.templatetags.site"],
        },
    },
]

DATABASES = {"default": database() | {"CONN_HEALTH_CHECKS": True}}
# Requests have limits (sistercity/wsgi.py chooses them); commands, imports among them, have none.
OPTIONS = DATABASES["default"]["OPTIONS"]
WEB_OPTIONS = with_limits(OPTIONS, connect=3, statement=10, lock=3, idle=60)
DATABASES["default"]["OPTIONS"] = with_limits(OPTIONS, connect=10, statement=0, lock=0, idle=0)
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

# Sign-ins (sistercity/sign_in.py): ten failures from an address, or half as many at an account,
# lock it until the last of them is a quarter of an hour old; tries meanwhile are not counted.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "sistercity.sign_in.StaffBackend",
]
AXES_HANDLER = "sistercity.sign_in.SignInHandler"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "sistercity.sign_in.account"
AXES_CLIENT_IP_CALLABLE = "sistercity.sign_in.address"
AXES_LOCKOUT_CALLABLE = "sistercity.sign_in.lock_response"
# What succeeded is in the log alone, and what failed is kept for no longer than it counts.
AXES_DISABLE_ACCESS_LOG, AXES_ENABLE_ADMIN = True, False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LOCALE_PATHS = [BASE_DIR / "locale"]

# What load_data reads.
FIXTURES = BASE_DIR / "fixtures"
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
# Only the forms and the desk have this cookie; no script needs it, and it goes with the browser.
CSRF_COOKIE_AGE, CSRF_COOKIE_HTTPONLY = None, True
CSRF_FAILURE_VIEW = "sistercity.views.csrf_failure"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|livez)$"]  # asked without TLS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # One script of our own: suggestions while a name is typed (static/suggest.js).
        "script-src": [SELF],
        "connect-src": [SELF],
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

# Mail: to the staff, when something was sent; to contacts of listings, by remind_listings.
MAIL_SERVER = mail_server()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SERVER else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.get("host", ""), MAIL_SERVER.get("port", 25)
EMAIL_HOST_USER = MAIL_SERVER.get("user", "")
EMAIL_HOST_PASSWORD = MAIL_SERVER.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.get("starttls", False), MAIL_SERVER.get("tls", False)
EMAIL_TIMEOUT = 10
STAFF_MAIL = words("STAFF_MAIL", "staff@localhost")
DEFAULT_FROM_EMAIL = environment("DEFAULT_FROM_EMAIL", "sister-cities@localhost")
# After so many days what was sent and handled loses its personal data (purge_enquiries).
ENQUIRY_RETENTION_DAYS = number("ENQUIRY_RETENTION_DAYS", 365)

# What no request waits for: imports, undoing a release, mail. ``manage.py worker`` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "filters": {
        "without_traceback": {
            "()": "django.utils.log.CallbackFilter",
            "callback": without_traceback,
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_traceback"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Several lines for each try, with what the browser sent; ours say it in one.
        "axes": {"level": "ERROR"},
    },
}

# Shares of the register beyond which an import must be accepted (relationships/imports/alarms.py).
IMPORT_THRESHOLDS = {
    "missing": 0.05,
    "country-drop": 0.5,
    "ended": 0.02,
    "new": 0.2,
    "corrected": 0.2,
    "moved-dates": 0.02,
    "emptied": 0.02,
}
# How many rows, or cells, may look so before an import must be accepted.
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
