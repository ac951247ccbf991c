"""URLs of the conferences."""

from django.urls import path

from conferences import views

urlpatterns = [
    path("conferences/", views.conference_list, name="conference_list"),
    path("conferences/<slug:slug>/", views.series, name="series"),
    path("conferences/<slug:slug>/<int:number>/", views.conference, name="conference"),
    path(
        "conferences/<slug:slug>/<int:number>/calendar.ics",
        views.conference_calendar,
        name="conference_calendar",
    ),
]
