"""The admin site of this project in place of the stock one."""

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    """Django's admin with this project's site object; not in sistercity.admin, which has models."""

    default_site = "sistercity.admin.StaffSite"
