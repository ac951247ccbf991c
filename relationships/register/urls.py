"""URLs of the register and of the places in it."""

from django.urls import path
from django.views.generic import RedirectView

from relationships.register import place_views, views
from sistercity.middleware import without_data

urlpatterns = [
    path("", views.home, name="home"),
    path("relationships/", views.relationship_list, name="relationship_list"),
    path("relationships/<int:public_id>/", views.relationship, name="relationship"),
    path("data/", views.data, name="data"),
    path("statistics/", views.statistics, name="statistics"),
    path("prefectures/", place_views.prefecture_list, name="prefecture_list"),
    path("prefectures/<slug:slug>/", place_views.prefecture, name="prefecture"),
    path("countries/", place_views.country_list, name="country_list"),
    path("countries/<slug:code>/", place_views.country, name="country"),
    path("municipalities/", place_views.local_government_list, name="local_government_list"),
    path("municipalities/<slug:slug>/", place_views.local_government, name="local_government"),
    path("partners/", without_data(RedirectView.as_view(pattern_name="country_list"))),
    path("partners/<int:public_id>/", place_views.partner),
    path("partners/<int:public_id>-<slug:slug>/", place_views.partner, name="partner"),
]
