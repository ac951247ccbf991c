"""The admin site of this project in place of the stock one."""

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    """Django's admin with our site object; here, because sistercity.admin needs loaded models."""

    default_site = "sistercity.admin.StaffSite"
