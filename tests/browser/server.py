"""The site served to a real browser, in a thread of the test's own process."""

from contextlib import contextmanager
from threading import Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler

HOUR = 60 * 60


@contextmanager
def serving():
    """The address of the running site. The browser keeps style sheets from page to page, as in production."""
    with override_settings(WHITENOISE_MAX_AGE=HOUR):
        handler = WSGIHandler()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    server.set_app(handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
