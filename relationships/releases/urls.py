"""URLs of the releases."""

from django.urls import path

from relationships.releases import feeds, views

urlpatterns = [
    path("releases/", views.release_list, name="release_list"),
    path("releases/feed.xml", feeds.release_feed, name="release_feed"),
    path("releases/<int:number>/", views.release, name="release"),
]

# Files that are the same in both languages, so they stand outside of the languages' URLs.
files = [
    path("releases/<int:number>/changes.csv", views.changes_file, name="release_changes"),
    path("releases/<int:number>/register.csv", views.register_file, name="release_register"),
]
