"""URLs of the forms."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from relationships.enquiries import renewal, views

# The link itself is what a forger would have to know, and its pages send no referrer, without which
# browsers name no origin either: Django's check would refuse them.
renew, renew_change = (
    csrf_exempt(view) for view in (renewal.renew, renewal.RenewChangeView.as_view())
)

urlpatterns = [
    path("partner-search/propose/", views.ProposeView.as_view(), name="propose_listing"),
    path("partner-search/<int:public_id>/enquiry/", views.EnquiryView.as_view(), name="enquiry"),
    path(
        "partner-search/<int:public_id>/change/", views.ChangeView.as_view(), name="change_listing"
    ),
    path("partner-search/renew/<str:token>/", renew, name="renew_listing"),
    path("partner-search/renew/<str:token>/change/", renew_change, name="renew_listing_change"),
    path("report/", views.ReportView.as_view(), name="report"),
    path("sent/<str:reference>/", views.sent, name="message_sent"),
]
