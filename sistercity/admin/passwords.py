"""Forms of the desk that ask for a password: all their tries count towards one limit."""

from typing import Any, TypeVar

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sistercity import sign_in

LOCKED = (
    "入力の誤りが続いたため、しばらく受け付けません。15分たってから、もう一度入力してください。"
)
NOT_YOURS = "あなたのパスワードが違います。何も変更していません。入力し直してください。"
AnyForm = TypeVar("AnyForm", bound=type[forms.BaseForm])


def check_password(
    request: HttpRequest, username: str, password: str, error: ValidationError
) -> User:
    """Return the user whose password it is; raise the error, or that the limit was reached."""
    user = sign_in.authenticate(request, username, password)
    if user is None:
        raise ValidationError(LOCKED, code="locked") if sign_in.is_locked(request) else error
    return user


def for_request(form: AnyForm, request: HttpRequest) -> AnyForm:
    """Return a class of forms that know the request, for views that pass none to their form."""
    return type(form.__name__, (form,), {"request": request})  # type: ignore[return-value]


class SignInForm(AdminAuthenticationForm):
    """The form of the page for signing in."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        """Check name and password."""
        data = self.cleaned_data
        if data.get("username") is not None and data.get("password"):
            self.user_cache = check_password(
                self.request, data["username"], data["password"], self.get_invalid_login_error()
            )
        return data


class OwnPasswordChangeForm(AdminPasswordChangeForm):
    """A new password of one's own, for which the old one is asked."""

    request: HttpRequest

    def clean_old_password(self) -> str:
        """Check the old password."""
        password = self.cleaned_data["old_password"]
        code = "password_incorrect"
        error = ValidationError(self.error_messages[code], code=code)
        check_password(self.request, self.user.get_username(), password, error)
        return str(password)


class OwnPasswordField(forms.CharField):
    """The password of whoever is signed in."""

    def __init__(self) -> None:
        super().__init__(
            label="あなたのパスワード",
            help_text="本人の操作であることを確かめます。いまログインしているあなた自身のパスワードを入力してください。",
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return False: it is nothing of the record, so the record's history must not name it."""
        return False


class ConfirmationForm(forms.Form):
    """A form that does nothing without the password of whoever is signed in."""

    request: HttpRequest
    own_password = OwnPasswordField()

    def clean_own_password(self) -> str:
        """Check the password."""
        password = self.cleaned_data["own_password"]
        error = ValidationError(NOT_YOURS, code="password_incorrect")
        check_password(self.request, self.request.user.get_username(), password, error)
        return str(password)
