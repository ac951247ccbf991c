"""Settings of the tutorial version of the site: those that ``startproject`` writes."""

from sistercity import settings as site

SECRET_KEY, ALLOWED_HOSTS, USE_TZ, TIME_ZONE = site.SECRET_KEY, ["127.0.0.1"], True, "Asia/Tokyo"
INSTALLED_APPS = site.INSTALLED_APPS  # the models need them
DATABASES = {
    "default": site.DATABASES["default"] | {"ENGINE": "django.db.backends.postgresql"},
}
DEFAULT_AUTO_FIELD = site.DEFAULT_AUTO_FIELD
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.bench.tutorial"
STATIC_URL = "static/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [site.BASE_DIR / "tests" / "bench" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
