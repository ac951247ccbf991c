"""URLs of the seminar."""

from django.urls import path

from seminars import views

urlpatterns = [
    path("seminars/", views.seminar_list, name="seminar_list"),
    path("seminars/offices/", views.office_list, name="office_list"),
    path("seminars/<slug:key>/", views.seminar, name="seminar"),
    path("seminars/<slug:key>/calendar.ics", views.seminar_calendar, name="seminar_calendar"),
]
