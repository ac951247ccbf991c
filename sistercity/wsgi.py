"""The WSGI entry point that gunicorn serves."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sistercity.settings")
# Before the first connection: no request may wait for the database for long.
settings.DATABASES["default"]["OPTIONS"] = settings.WEB_OPTIONS
application: Any = get_wsgi_application()
if settings.PAGE_CACHE:
    from sistercity.page_cache import PageCache  # needs the models, which are loaded now

    application = PageCache(application, settings.PAGE_CACHE * 2**20)
