"""The preview's server: on this machine only, with the policy and the types that a real server sends."""

from __future__ import annotations

import http.server
import re
import sys
import traceback
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..problems import ContentError, ToolError
from ..publish.headers import TYPES, rule_for, type_of
from .live import Answer, Live
from .news import News

PORT = 8000
_OWN_HOST = re.compile(r"(?i:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?")
# What the script of the preview itself is asked for at; no page of a site has such an address.
OWN = "_preview/"
_HERE = Path(__file__).parent
_FOLLOW = (
    f'<link rel="stylesheet" href="/{OWN}follow.css"><script src="/{OWN}follow.js" defer></script></head>'.encode()
)
# What is shown where nothing could be made yet; the script fills it with what is wrong.
_EMPTY = b'<!doctype html><html lang="en"><head><title>Preview</title></head><body></body></html>'
# A browser that has gone away is noticed when it is told something.
_SECONDS_BETWEEN_SIGNS = 15.0


def serve(live: Live, news: News) -> tuple[Server, int]:
    """A server on the first free port from 8000, and the port."""
    for port in range(PORT, PORT + 20):
        try:
            return Server(live, news, port), port
        except OSError:
            continue
    found = Server(live, news, 0)
    return found, found.server_address[1]


class Server(http.server.ThreadingHTTPServer):
    """Answers with what `live` has, and tells pages of `news`."""

    daemon_threads = True

    def handle_error(self, *request: Any) -> None:
        """A browser that has gone on before its answer came is no error; what else goes wrong is told as ever."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*request)

    def __init__(self, live: Live, news: News, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.live, self.news = live, news


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if not self._is_for_us():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This server answers for localhost alone.\n", "text/plain")
            return
        try:
            path = unquote(urlsplit(self.path).path, errors="strict").lstrip("/")
            if "\0" in path or "\\" in path:
                raise ValueError(path)
        except ValueError:
            self._send(HTTPStatus.BAD_REQUEST, b"There is no such address.\n", "text/plain")
            return
        if path == f"{OWN}news":
            self._tell_news()
        elif path in (f"{OWN}follow.js", f"{OWN}follow.css"):
            self._send(HTTPStatus.OK, (_HERE / path.removeprefix(OWN)).read_bytes(), type_of(path))
        elif not self.server.live.is_ready:
            self._send(HTTPStatus.OK, _EMPTY.replace(b"</head>", _FOLLOW), "text/html; charset=utf-8")
        else:
            self._answer(path)

    def _is_for_us(self) -> bool:
        """A page elsewhere must not reach what an editor has on this machine by giving a name of its own to it."""
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and _OWN_HOST.fullmatch(hosts[0].strip()) is not None

    def send_error(self, code: int, *_said: str | None, **_more: str | None) -> None:
        """What is no request of a browser's is answered as everything else: in plain text, with the policy."""
        self.close_connection = True
        self._send(HTTPStatus(code), f"{HTTPStatus(code).phrase}\n".encode(), "text/plain")

    def _answer(self, path: str) -> None:
        try:
            found = self.server.live.answer(path)
        except (ContentError, ToolError, OSError) as error:
            said = "\n".join(map(str, error.problems)) if isinstance(error, ContentError) else str(error)
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, f"{said}\n".encode(), "text/plain; charset=utf-8")
            return
        except Exception:
            traceback.print_exc()
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, b"The preview failed; see the terminal.\n", "text/plain")
            return
        if found.elsewhere:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", found.elsewhere)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._send_file(found)

    def _send_file(self, found: Answer) -> None:
        known = found.path.rsplit(".", 1)[-1] in TYPES
        kind = type_of(found.path) if known else "application/octet-stream"
        data = found.data.replace(b"</head>", _FOLLOW, 1) if kind.startswith("text/html") else found.data
        self._send(HTTPStatus.OK if found.found else HTTPStatus.NOT_FOUND, data, kind, found.path)

    def _send(self, status: HTTPStatus, data: bytes, kind: str, path: str = "") -> None:
        headers = {**rule_for(path).headers, "Content-Type": kind, "Cache-Control": "no-store"}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _tell_news(self) -> None:
        """A stream of events, until the browser goes away: the state at once, and each one after it."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = -1
        try:
            while True:
                number, state = self.server.news.after(seen, _SECONDS_BETWEEN_SIGNS)
                line = f"data: {state.as_json()}\n\n" if number != seen else ": still here\n\n"
                self.wfile.write(line.encode())
                self.wfile.flush()
                seen = number
        except OSError:
            self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Quiet: the terminal is for what the editor should read."""
