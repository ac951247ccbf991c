"""The steps of every form: written, looked over, sent. No step needs a session or a script."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views import View

from relationships.enquiries import actions, mail, protection
from relationships.enquiries.forms import MessageForm
from relationships.enquiries.models import Submission
from relationships.enquiries.rows import error_list

MOST_BYTES = 100_000
NO_COOKIE = "cookie"


class MessageView(View):
    """A form's page: GET shows it, POST looks it over, sends it, or shows what is wrong.

    The URL never changes on the way, so nothing that was typed gets into one.
    """

    http_method_names = ["get", "head", "post", "options"]
    template_name: ClassVar[str]
    form_class: ClassVar[type[MessageForm]]
    title: ClassVar[Any]
    # For the middleware: bodies over this are refused before anything reads them.
    most_bytes = MOST_BYTES

    # what each form decides

    def prepare(self, **kwargs: Any) -> None:
        """Fetch what the form is about; raise NotFound where there is nothing."""

    def closed(self) -> HttpResponse | None:
        """Return the page that stands in the place of the form, if there is none any more."""
        return None

    def form(self, *data: Any) -> MessageForm:
        """Return the form, with what was typed if there is any."""
        return self.form_class(*data)

    def about(self) -> dict[str, Any]:
        """Return the columns of a submission that say what it is about."""
        return {}

    def context(self) -> dict[str, Any]:
        """Return what the page shows beside the form."""
        return {}

    def after(self, submission: Submission) -> None:
        """Do what else belongs to a submission that was stored."""

    # the steps

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Return the view, marked for the middleware and for a form without its cookie."""
        view = super().as_view(**initkwargs)
        view.most_bytes = cls.most_bytes  # type: ignore[attr-defined]
        view.without_cookie = cls.without_cookie  # type: ignore[attr-defined]
        return view

    @classmethod
    def without_cookie(cls, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Answer a form that came without the cookie, or with another one: show it again."""
        view = cls()
        view.setup(request, **kwargs)
        return view.dispatch(request, refused=NO_COOKIE, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and keep caches from keeping it."""
        refused = kwargs.pop("refused", "")
        response: HttpResponseBase | None = None
        if (request.method or "").lower() in self.http_method_names:
            self.prepare(**kwargs)
            response = self.closed()
        if response is None and refused:
            response = self.refuse(refused)
        response = response or super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Show the empty form, or the listing's values in it."""
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Take the step that the button says, if nothing is wrong."""
        form, step = self.form(request.POST), request.POST.get("step")
        if seconds := protection.rate_limit_retry_after(request, form.kind, protection.POSTS):
            return self.too_often(seconds)
        if step == "change":
            return self.page(form)
        if not form.is_valid():
            return self.page(form, 400, error_list(form))
        if step != "send":
            return self.page(form, template="enquiries/preview.html")
        if seconds := protection.rate_limit_retry_after(request, form.kind, protection.SENDS):
            return self.too_often(seconds)
        return self.send(form)

    def send(self, form: MessageForm) -> HttpResponse:
        """Store what was written and the mail about it; redirect to the page with the reference."""
        with transaction.atomic():
            submission, number = actions.receive(
                stamp=str(form.cleaned_data["stamp"]),
                kind=form.kind,
                language=get_language() or "en",
                data=form.stored(),
                **self.about(),
            )
            if number:
                self.after(submission)
                mail.notify_staff(submission, number)
        return redirect("message_sent", submission.reference)

    # the answers

    def page(
        self,
        form: MessageForm,
        status: int = 200,
        errors: list[tuple[str, str]] | None = None,
        template: str = "",
    ) -> HttpResponse:
        """Return a page of the form: to be filled in, or to be looked over."""
        is_looked_over = bool(template)
        context = {
            "form": form,
            "form_title": self.title,
            "stamp": form.fresh_stamp() if form.is_bound else form.initial["stamp"],
            "errors": errors or [],
            "noindex": True,
            "place": None,
            "record": None,
            "token": "",
            "shown": form.in_words(form.stored()) if is_looked_over else [],
            "hidden": hidden(form) if is_looked_over else [],
            **self.context(),
        }
        context.setdefault("breadcrumbs", [(self.title, "")])
        return render(self.request, template or self.template_name, context, status=status)

    def refuse(self, reason: str) -> HttpResponse:
        """Show the form again, with all that was typed, and say which cookie is missing."""
        message = _(
            "Your browser did not send back the cookie that protects this form, so nothing was"
            " sent. Allow cookies for this site, then send the form again: what you wrote is still"
            " here."
        )
        kind = self.form_class.kind
        if seconds := protection.rate_limit_retry_after(self.request, kind, protection.POSTS):
            return self.too_often(seconds)
        return self.page(self.form(self.request.POST), 403, [("form", message)])

    def too_often(self, seconds: int) -> HttpResponse:
        """Show the form again, with all that was typed, and say how long to wait."""
        minutes = -(-seconds // 60)
        message = ngettext(
            "This form was sent too often from your internet address. Try again in %(minutes)s"
            " minute: what you wrote is still here.",
            "This form was sent too often from your internet address. Try again in %(minutes)s"
            " minutes: what you wrote is still here.",
            minutes,
        ) % {"minutes": minutes}
        response = self.page(self.form(self.request.POST), 429, [("form", message)])
        response["Retry-After"] = str(seconds)
        return response


def hidden(form: MessageForm) -> list[tuple[str, str]]:
    """Return names and values that the page to look over carries on, as a browser sent them."""
    data = cast("Any", form.data)
    return [
        (name, value) for name in form.fields if name != "stamp" for value in data.getlist(name)
    ]
