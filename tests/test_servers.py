"""The files for servers, in real nginx and real Caddy: every line of the contract is opened over HTTP."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

import debian
import environment
import servers
from history import History
from sitebuild.publish.headers import RULES, TEXT, TYPES, rule_for, type_of
from sitebuild.publish.server_files import hosts_files, write_server_files

NGINX = """\
daemon off;
master_process off;
pid {work}/nginx.pid;
events {{}}
http {{
  access_log off;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {files}/nginx.conf;
  }}
}}
"""
CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * {root}
	import {files}/Caddyfile
}}
"""
# Who asks for a folder without its slash is led to it.
LEADS_ON = {301, 308}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def unpacked(self) -> bytes:
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


class Running:
    """A real server on a loopback port, until `close`."""

    def __init__(self, name: str, root: Path, files: Path, work: Path) -> None:
        program = os.environ.get(servers.VARIABLES[name]) or debian.find(name)
        assert program, f"{name} is not here. {servers.how_to_install(name)}"
        self.name, self.port = name, _free_port()
        values = {"work": work, "port": self.port, "root": root, "files": files}
        settings = work / ("Caddyfile" if name == "caddy" else "nginx.conf")
        settings.write_text((CADDY if name == "caddy" else NGINX).format(**values), encoding="utf-8")
        command = [program, "run", "--adapter", "caddyfile", "--config", str(settings)]
        if name == "nginx":
            command = [program, "-c", str(settings), "-e", str(work / "errors.log")]
        own = dict(os.environ, HOME=str(work), XDG_DATA_HOME=str(work), XDG_CONFIG_HOME=str(work))
        self.log = work / "said.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(command, env=own, stdout=log, stderr=log, cwd=work)
        self._wait()
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def _wait(self) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        self._process.kill()
        pytest.fail(f"{self.name} did not start: {self.log.read_text(errors='replace')[-2000:]}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One answer, as it is; the connection is kept."""
        asked = {name.replace("_", "-"): value for name, value in {"Accept_Encoding": "gzip", **headers}.items()}
        self._connection.request(method, path, headers=asked)
        found = self._connection.getresponse()
        return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())

    def close(self) -> None:
        self._connection.close()
        self._process.terminate()
        self._process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, past: History, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    work = tmp_path_factory.mktemp(request.param)
    found = Running(request.param, past.site, past.settings.work / "server", work)
    yield found
    found.close()


def test_every_line_of_the_contract_opens(server: Running, past: History) -> None:
    """With the id on the page it leads to, where the line has one; a redirect ends within two steps."""
    opened: dict[str, tuple[str, Answer]] = {}
    for line in past.old:
        path, _, anchor = line.partition("#")
        if path not in opened:
            opened[path] = _follow(server, path)
        where, answer = opened[path]
        assert answer.status == 200, line
        if anchor:
            assert f'id="{anchor}"'.encode() in answer.unpacked, (line, where)
    assert len(opened) > 200


def _follow(server: Running, path: str) -> tuple[str, Answer]:
    for _ in range(3):
        answer = server.get(path.partition("#")[0])
        if answer.status not in LEADS_ON:
            break
        path = answer.headers["location"]
    return path, answer


def test_every_file_of_the_site_is_sent_as_it_is_and_as_the_table_says(server: Running, past: History) -> None:
    lost = 0
    for file in sorted(path for path in past.site.rglob("*") if path.is_file()):
        name = file.relative_to(past.site).as_posix()
        if name in ("_headers", "_redirects"):
            assert server.get(f"/{name}").status == 404
            continue
        address = name.removesuffix("index.html") if file.name == "index.html" else name
        answer = server.get(f"/{address}")
        if answer.status in LEADS_ON:  # a short or a former address
            lost += 1
            continue
        assert answer.status == 200, name
        assert answer.unpacked == file.read_bytes(), name
        assert answer.headers["content-type"].lower() == type_of(name), name
        for header, value in rule_for(address).headers.items():
            assert answer.headers[header.lower()] == value, (name, header)
        if type_of(name).partition(";")[0] in TEXT[:6] and file.stat().st_size > 1000:
            assert answer.headers["content-encoding"] == "gzip" and "accept-encoding" in answer.headers["vary"].lower()
            assert len(answer.body) < file.stat().st_size * 0.8, name
    assert 30 < lost < 90


def test_short_and_former_addresses_are_led_on_by_the_server(server: Running) -> None:
    """301, without an id of its own, so that browsers keep the one that was asked for."""
    for path, target in {
        "/2022/3/": "/tilradingar/malbilete/",
        "/2023/3/": "/tilradingar/malbilete-2023/",
        "/2022/d/biodigsirk/": "/doeme/biodigsirk/",
        "/2022/d/udi/": "/doeme/utlendingar/",
        "/2022/d/": "/2022/#doeme",
        "/doeme/udi/": "/doeme/utlendingar/",
        "/last-ned/doeme-udi.pdf": "/last-ned/doeme-utlendingar.pdf",
        "/kort/2022-d-udi/": "/kort/2022-d-utlendingar/",
    }.items():
        answer = server.get(path)
        assert (answer.status, answer.headers["location"]) == (301, target), path
    assert server.get("/om").status in LEADS_ON and server.get("/om").headers["location"] == "/om/"
    assert server.get("/last-ned/doeme-ny-i-noreg.pdf").headers["location"] == "/last-ned/doeme-ny-i-noreg.pdf/"


UNKNOWN = ["/finst-ikkje", "/finst/ikkje/", "/assets/x.css", "/kort/x/", "/data/x.json", "/x.md", "/assets/"]


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_gets_our_page_and_404(server: Running, past: History, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert answer.unpacked == (past.site / "404.html").read_bytes()
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    for header, value in RULES[0].headers.items():
        assert answer.headers[header.lower()] == value, header


def test_only_cards_may_be_framed(server: Running) -> None:
    assert "frame-ancestors *" in server.get("/kort/2022-3/").headers["content-security-policy"]
    for path in ("/", "/om/", "/lenk/", "/2022/", "/404.html", "/data/doeme.json", "/last-ned/moteark.pdf"):
        assert "frame-ancestors 'none'" in server.get(path).headers["content-security-policy"], path


def test_what_has_not_changed_is_not_sent_again(server: Running) -> None:
    for path in ("/tilradingar/malbilete/", "/assets/css/site.css", "/last-ned/moteark.pdf"):
        first = server.get(path)
        again = server.get(path, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b""), path


def test_nothing_is_told_of_the_server_and_nothing_can_be_written(server: Running) -> None:
    assert not re.search(r"\d", server.get("/").headers.get("server", ""))
    for method in ("POST", "PUT", "DELETE"):
        assert server.get("/om/", method=method).status in (403, 404, 405), method
    assert server.get("/../../etc/passwd").status in (400, 404)
    assert server.get("/%2e%2e/%2e%2e/etc/passwd").status in (400, 404)


def test_the_browser_lands_at_the_step_under_the_policy(server: Running, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{server.url}/2022/3/#steg-2")
    assert page.url == f"{server.url}/tilradingar/malbilete/#steg-2"
    expect(page.locator("#steg-2")).to_be_in_viewport()
    page.get_by_label("Søk", exact=True).fill("personvern")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.goto(f"{server.url}/doeme/udi/#laerdom-1")
    assert page.url == f"{server.url}/doeme/utlendingar/#laerdom-1"
    page.goto(f"{server.url}/finst/ikkje/")
    expect(page.get_by_role("heading", name="Vi fann ikkje sida")).to_be_visible()
    assert [text for text in complaints if "404" not in text] == []
    page.close()


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_site_in_a_folder_of_its_server_works_too(name: str, past: History, tmp_path: Path) -> None:
    root, files = tmp_path / "root", tmp_path / "files"
    root.mkdir()
    (root / "ord").symlink_to(past.site)
    redirects = {"2022/3/": "tilradingar/malbilete/", "2022/d/": "2022/#doeme"}
    write_server_files(files, "/ord/", redirects)
    hosts = hosts_files(["assets/css/site.css", "om/index.html", "index.html"], "/ord/", redirects)
    assert "/ord/2022/3/ /ord/tilradingar/malbilete/ 301\n" in hosts["_redirects"].decode()
    assert "\n/ord/om/*\n" in hosts["_headers"].decode()
    server = Running(name, root, files, tmp_path)
    assert server.get("/ord/").status == 200
    assert server.get("/ord/2022/3/").headers["location"] == "/ord/tilradingar/malbilete/"
    assert "frame-ancestors *" in server.get("/ord/kort/2022-3/").headers["content-security-policy"]
    unknown = server.get("/ord/finst-ikkje")
    assert unknown.status == 404 and unknown.unpacked == (past.site / "404.html").read_bytes()
    server.close()


# --- hosts that read files in the site ---------------------------------------------------------------


def test_hosts_give_each_address_one_policy(past: History) -> None:
    blocks = re.split(r"\n(?=/)", (past.site / "_headers").read_text(encoding="utf-8").strip())
    rules = {block.split("\n")[0]: dict(re.findall(r"^  ([\w-]+): (.+)$", block, re.M)) for block in blocks}
    assert len(rules) < 100, "Cloudflare Pages reads no more"
    assert not {"Content-Security-Policy", "Cache-Control"} & rules["/*"].keys()
    for file in (path for path in past.site.rglob("*") if path.is_file()):
        name = file.relative_to(past.site).as_posix()
        if name in ("_headers", "_redirects"):
            continue
        address = name.removesuffix("index.html") if file.name == "index.html" else name
        found = {
            (pattern, header): value
            for pattern, headers in rules.items()
            for header, value in headers.items()
            if (f"/{address}".startswith(pattern[:-1]) if pattern.endswith("*") else f"/{address}" == pattern)
        }
        sent = {header: value for (_pattern, header), value in found.items()}
        assert len(sent) == len(found), f"{name} has a header twice"
        assert sent == rule_for(address).headers, name


def test_hosts_are_told_of_each_redirect_once_and_it_ends_at_a_page(past: History) -> None:
    lines = (past.site / "_redirects").read_text(encoding="utf-8").strip().split("\n")
    sources = [line.split(" ")[0] for line in lines]
    assert len(set(sources)) == len(sources) > 30
    for line in lines:
        _source, target, status = line.split(" ")
        path, _, anchor = target.partition("#")
        file = past.site / path.lstrip("/")
        assert status == "301" and path not in sources, line
        page = file / "index.html"
        assert file.is_file() or page.is_file(), line
        assert not anchor or anchor in html.fromstring(page.read_bytes()).xpath("//@id"), line


def test_every_kind_of_file_has_its_type(past: History) -> None:
    endings = {path.suffix.lstrip(".") for path in past.site.rglob("*") if path.is_file() and path.suffix}
    assert endings <= TYPES.keys()


# --- finding the servers -----------------------------------------------------------------------------


def test_a_named_server_that_is_not_there_is_told_and_a_missing_one_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(debian, "find", lambda program: None)
    monkeypatch.setattr(debian, "install", lambda package, program: None)
    for variable in servers.VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)
    assert servers.ensure() == {}
    shown = capsys.readouterr().out
    for name in ("nginx", "caddy"):
        assert f"{name} is not here, and its tests will fail" in shown and f"brew install {name}" in shown
    program = tmp_path / "nginx"
    program.write_bytes(b"")
    monkeypatch.setenv("SITE_NGINX", str(program))
    assert servers.ensure() == {"SITE_NGINX": str(program)}
    monkeypatch.setenv("SITE_CADDY", str(tmp_path / "caddy"))
    with pytest.raises(environment.SetupError, match=r"SITE_CADDY names .*, and there is no such file"):
        servers.ensure()


ODD = ("$(id)", "a;b", "{env.HOME}", 'x"y', "a b", "å", "*", ":x", "back\\slash", "$uri", "`id`", "h%sh", "(?<a>)")


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_names_that_a_server_could_read_as_code_are_names(name: str, tmp_path: Path) -> None:
    site, files = tmp_path / "site", tmp_path / "files"
    (site / "assets").mkdir(parents=True)
    redirects = {}
    for number, odd in enumerate(ODD):
        folder = site / f"{odd}-no"
        folder.mkdir()
        (folder / "index.html").write_text(odd, encoding="utf-8")
        redirects[f"{quote(odd)}-før/"] = f"{quote(odd)}-no/#s{number}"
    write_server_files(files, "/", redirects)
    server = Running(name, site, files, tmp_path)
    try:
        for number, odd in enumerate(ODD):
            led = server.get(f"/{quote(odd, safe='')}-f%C3%B8r/")
            assert (led.status, led.headers["location"]) == (301, f"/{quote(odd, safe='')}-no/#s{number}")
            answer = server.get(f"/{quote(odd, safe='')}-no/")
            assert answer.unpacked.decode() == odd and "content-security-policy" in answer.headers
    finally:
        server.close()


def test_names_that_a_host_could_read_as_patterns_are_names() -> None:
    redirects = {quote(odd): f"{quote(odd)}-no/" for odd in ODD}
    files = hosts_files([f"{odd}/index.html" for odd in ODD], "/", redirects)
    for line in files["_redirects"].decode().splitlines():
        assert re.fullmatch(r"(/[\w.~%-]+) (/[\w.~%/-]+) 301", line, re.ASCII), line
    patterns = re.findall(r"(?m)^/(\S+)/\*$", files["_headers"].decode())
    assert sorted(map(unquote, patterns)) == sorted(ODD)
    assert all(re.fullmatch(r"[\w.~%-]+", pattern, re.ASCII) for pattern in patterns)
