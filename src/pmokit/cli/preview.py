"""The server of the preview: the pages of one folder, for the browser of this machine and for nobody else."""

from __future__ import annotations

import io
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO

LOCAL = ("127.0.0.1", "localhost")


class PreviewServer(ThreadingHTTPServer):
    """A server that says nothing of browsers that hang up: the builds have the terminal."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


class Pages(SimpleHTTPRequestHandler):
    """Pages and what they need; folders without a page are not listed.

    A site of the outside that lets its own name lead here is refused: its scripts could read the pages.
    """

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The file that is asked for, or an error and None."""
        port = self.connection.getsockname()[1]
        if self.headers.get("host", "") not in {f"{name}:{port}" for name in LOCAL}:
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        try:
            return super().send_head()
        except ValueError:  # a path with a NUL, which no file has
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def list_directory(self, path: Any) -> None:
        """An error in the place of a list."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
