"""Files that are sent while they are written."""

from collections.abc import Iterable
from itertools import chain
from typing import AnyStr

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

READ_AHEAD = 2**16
# Of files that hold a table, by the end of their name.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(content: Iterable[AnyStr], name: str, content_type: str) -> StreamingHttpResponse:
    """Return a file to be saved under a name; no browser shows it as a page of ours.

    Its beginning, mostly the whole file, is made before the answer begins: an error there is still
    an answer 500 or 503, not a file that breaks off.
    """
    parts = iter(content)
    head: list[AnyStr] = []
    length = 0
    while length < READ_AHEAD and (part := next(parts, None)) is not None:
        head.append(part)
        length += len(part)
    header = content_disposition_header(as_attachment=True, filename=name)
    return StreamingHttpResponse(
        chain(head, parts),
        content_type=content_type,
        headers={"Content-Disposition": header or "attachment"},
    )
