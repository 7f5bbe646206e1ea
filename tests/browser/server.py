"""The site served to a real browser: in a thread of the test's own process, or by one that can be killed."""

import socket
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Thread

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler

HOUR = 60 * 60
AXE = "/axe.js"


class RequestHandler(QuietWSGIRequestHandler):
    """Sends each part at once: the system would hold back what follows the head for 40 ms."""

    disable_nagle_algorithm = True


class Handler(WSGIHandler):
    """The site, and beside it the script that reads its pages: a browser keeps it, compiled, from page to page."""

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] != AXE:
            return super().__call__(environ, start_response)
        script = (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_bytes()
        headers = {
            "Content-Type": "text/javascript",
            "Content-Length": str(len(script)),
            "Cache-Control": f"max-age={HOUR}, immutable",
        }
        start_response("200 OK", [*headers.items()])
        return [script]


def listening(port=0, **options):
    """A server that answers when its loop runs. The browser keeps style sheets from page to page, as in production."""
    with override_settings(WHITENOISE_MAX_AGE=HOUR):
        handler = Handler()
    server = ThreadedWSGIServer(("127.0.0.1", port), RequestHandler, **options)
    server.set_app(handler)
    return server


@contextmanager
def serving():
    """The address of the running site."""
    server = listening(allow_reuse_address=False)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Site:
    """The site as a process of its own, which can be killed and started again at the same address.

    The process is forked from the test's, which has imported everything already.
    """

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        ready, told = get_context("fork").Pipe(duplex=False)
        self.process = get_context("fork").Process(target=_serve, args=[self.port, told], daemon=True)
        self.process.start()
        assert ready.poll(60), "The site did not start."

    def kill(self):
        self.process.kill()
        self.process.join()


def _serve(port, told):
    server = listening(port)
    told.send(port)
    server.serve_forever()
