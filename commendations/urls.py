"""URLs of the International Exchange Commendation."""

from django.urls import path

from commendations import views

urlpatterns = [
    path("commendations/", views.commendation_list, name="commendation_list"),
    path("commendations/programme/", views.programme, name="commendation_programme"),
    path("commendations/<slug:key>/", views.edition, name="commendation_edition"),
]
