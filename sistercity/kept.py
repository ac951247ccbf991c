"""What a process keeps of the database until somebody writes: counts, options, small sets."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Generic, ParamSpec, TypeVar

from sistercity.models import DataVersion

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")

# The version that the request being answered has read; None outside of requests for public pages.
version_of_request: ContextVar[DataVersion | None] = ContextVar("version_of_request", default=None)


def data_version() -> DataVersion:
    """Return the data version that this request has read, else the one of the database."""
    return version_of_request.get() or DataVersion.objects.get()


class KeptForVersion(Generic[Value]):
    """What is read from the database, kept in a process for as long as nothing is written.

    Each write of a public table moves the data version on, so a process asks the database once
    for each version. All other requests cost no query. A version is read before the data is, so
    what is kept for it is never older than the version.
    """

    def __init__(self, read: Callable[[], Value]) -> None:
        self.read = read
        self.known: tuple[object, Value] | None = None

    def of(self, version: DataVersion) -> Value:
        """Return what the data of a version says."""
        state, known = version.state, self.known
        if known is None or known[0] != state:
            known = self.known = (state, self.read())
        return known[1]

    def now(self) -> Value:
        """Return what the data says now, or said when the request began."""
        return self.of(data_version())


def kept_for_version(
    most: int,
) -> Callable[[Callable[Arguments, Value]], Callable[Arguments, Value]]:
    """Return the decorator that keeps a function's results for the data version.

    Those of the ``most`` arguments that were last asked for are kept; these must be hashable. The
    result is shared by all requests: nobody may change it, and it holds no text in a language.
    """

    def decorate(read: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
        kept = KeptForVersion(lambda: lru_cache(most)(read))

        @wraps(read)
        def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Value:
            return kept.now()(*args, **kwargs)  # type: ignore[arg-type]  # they are hashable

        return call

    return decorate
