"""URLs of the listings."""

from django.urls import path

from relationships.listings import match_views, views

urlpatterns = [
    path("partner-search/", views.japanese_listings, name="listing_list"),
    path("partner-search/overseas/", views.overseas_listings, name="listing_overseas"),
    path("partner-search/match/", match_views.match, name="listing_match"),
    path("partner-search/<int:public_id>/", views.listing, name="listing"),
]
