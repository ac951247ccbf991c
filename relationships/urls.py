"""Addresses of the register and of the places in it."""

from django.urls import path
from django.views.generic import RedirectView

from relationships import (
    feeds,
    listing_views,
    match_views,
    place_views,
    release_views,
    search_views,
    views,
)
from relationships.messages.urls import urlpatterns as messages
from sistercity.middleware import without_data

urlpatterns = [
    *messages,
    path("", views.home, name="home"),
    path("search/", search_views.search, name="search"),
    path("search/suggest", search_views.suggest, name="search_suggest"),
    path("relationships/", views.relationship_list, name="relationship_list"),
    path("relationships/<int:public_id>/", views.relationship, name="relationship"),
    path("releases/", release_views.release_list, name="release_list"),
    path("releases/feed.xml", feeds.release_feed, name="release_feed"),
    path("releases/<int:number>/", release_views.release, name="release"),
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
    path("partner-search/", listing_views.japanese_listings, name="listing_list"),
    path("partner-search/overseas/", listing_views.overseas_listings, name="listing_overseas"),
    path("partner-search/match/", match_views.match, name="listing_match"),
    path("partner-search/<int:public_id>/", listing_views.listing, name="listing"),
]

# Files that are the same in both languages, so they stand outside of the languages' addresses.
files = [
    path("releases/<int:number>/changes.csv", release_views.changes_file, name="release_changes"),
    path(
        "releases/<int:number>/register.csv", release_views.register_file, name="release_register"
    ),
]
