"""Uploads: too much is cut off as it streams in, and a name with a path in it is noticed before Django cleans it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import ImmutableList

LARGEST = 20_000_000  # bytes in one file
TOO_LARGE, PATH_IN_NAME = "too_large", "path_in_name"


def faults_of(request: HttpRequest) -> set[str]:
    """What was wrong with the request's uploads; read it after ``request.POST``."""
    found: set[str] | None = getattr(request, "_upload_faults", None)
    if found is None:
        found = set()
        request._upload_faults = found  # type: ignore[attr-defined]  # beside the request, gone with it
    return found


class LimitedUpload(FileUploadHandler):
    """Stops keeping a file when it has grown too large: nothing of it reaches the disk after that."""

    size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > LARGEST:
            assert self.request is not None
            faults_of(self.request).add(TOO_LARGE)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one make the file."""


class _Parser(MultiPartParser):
    """Django's parser, which says when a name held a path before it is cut away."""

    faults: set[str]

    def sanitize_file_name(self, file_name: str) -> str | None:
        if "/" in file_name or "\\" in file_name or "\x00" in file_name:
            self.faults.add(PATH_IN_NAME)
        return super().sanitize_file_name(file_name)


def _parse(request: HttpRequest, meta: dict[str, Any], post_data: Any) -> Any:
    request.upload_handlers = ImmutableList(request.upload_handlers, warning="The upload has been handled already.")
    parser = _Parser(meta, post_data, request.upload_handlers, request.encoding)
    parser.faults = faults_of(request)
    return parser.parse()


class UploadMiddleware:
    """Stands before the one that reads the form for its CSRF token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.parse_file_upload = partial(_parse, request)  # type: ignore[method-assign]
        return self.get_response(request)
