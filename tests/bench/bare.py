"""The least that gunicorn can serve: /12345 is answered with 12,345 bytes that never change."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any


@cache
def body(size: int) -> bytes:
    """Return a body of so many bytes."""
    return b"x" * size


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer."""
    answer = body(int(environ["PATH_INFO"].strip("/") or "0"))
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", f"{len(answer)}")]
    start_response("200 OK", headers)
    return [answer]
