"""Runs a sandbox on a free port of this machine, for tests and the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

HOST: Final = "127.0.0.1"


class Quiet(WSGIRequestHandler):
    """Answers without waiting for the peer's delayed ACK, closes the connection, logs nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet."""


@contextmanager
def running(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve the app in threads, yield its URL (its wwwroot from now on), stop at the end."""
    server = make_server(HOST, port, app, threaded=True, request_handler=Quiet)
    url = f"http://{HOST}:{server.server_port}"
    app.config["WWWROOT"] = url
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
