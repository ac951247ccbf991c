"""The WSGI entry point that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sistercity.settings")
# Before the first connection: no request may wait for the database for long.
settings.DATABASES["default"]["OPTIONS"] = settings.WEB_OPTIONS
application = get_wsgi_application()
