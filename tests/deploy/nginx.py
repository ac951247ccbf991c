"""Running docs/deploy/nginx.conf on loopback ports, in front of backends of the tests."""

import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "docs" / "deploy"
CONFIGURATION = FOLDER / "nginx.conf"
HOST = "sister.example.jp"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
OPENSSL = shutil.which("openssl")
NEEDED = pytest.mark.skipif(
    not (NGINX and OPENSSL), reason="nginx or openssl is not on this machine"
)
# nginx's folders of compiled-in paths belong to root.
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Echo(BaseHTTPRequestHandler):
    """Answers with what arrived; /busy is a 503 of the site's own."""

    protocol_version = "HTTP/1.1"
    arrived: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.arrived.append(self.path)
        length = int(self.headers.get("Content-Length", 0))
        heard = {
            "path": self.path,
            "headers": [[name.lower(), value] for name, value in self.headers.items()],
            "length": len(self.rfile.read(length)),
        }
        body = json.dumps(heard).encode()
        self.send_response(503 if self.path == "/busy" else 200)
        if self.path == "/busy":
            self.send_header("Retry-After", "7")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  (named by http.server)

    def log_message(self, *args: object) -> None:
        """Keep the tests quiet."""


class Backend(ThreadingHTTPServer):
    """Answers with the pages it is given, and notes who asked for which, by If-None-Match.

    A page is its status, its headers and its body; an empty body stands for the encoding that was
    asked for. Nobody is answered while it is not ``open``.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Given)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: dict[str, list[str | None]] = defaultdict(list)
        self.port = self.server_port
        self.open = threading.Event()
        self.open.set()


class Given(BaseHTTPRequestHandler):
    """Answers one request to a Backend."""

    server: Backend

    def do_GET(self) -> None:
        known = self.headers["If-None-Match"]
        self.server.asked[self.path].append(known)
        self.server.open.wait()
        status, headers, body = self.server.pages[self.path]
        if known and known == headers.get("ETag"):
            status, body = 304, b""
        elif not body:
            body = self.headers.get("Accept-Encoding", "").encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  (named by http.server)

    def log_message(self, *args: object) -> None:
        """Keep the tests quiet."""


@contextmanager
def answering() -> Iterator[Backend]:
    """Run a backend."""
    with Backend() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def echo() -> Iterator[int]:
    """Run the backend; yield its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Proxy:
    """The folder and the ports of an nginx; port 0 where it is not started."""

    folder: Path
    http: int
    https: int

    @property
    def command(self) -> list[str]:
        """Return nginx with the file, and nothing of this machine's own configuration."""
        mine = f"daemon off; pid {self.folder}/nginx.pid;"
        file = str(self.folder / "nginx.conf")
        return [str(NGINX), "-p", str(self.folder), "-c", file, "-e", "stderr", "-g", mine]

    @property
    def errors(self) -> str:
        """Return the log of errors."""
        return (self.folder / "error.log").read_text()

    @property
    def log(self) -> str:
        """Return the access log."""
        return (self.folder / "access.log").read_text()

    def cached(self, path: str) -> list[str]:
        """Return what became of each request for a path, as MISS or HIT, in the log's order."""
        self.settle()
        return re.findall(rf' "\w+ {re.escape(path)}" .* cache=(\S+)', self.log)

    def settle(self) -> None:
        """Return when all requests so far are in the log, which nginx writes after its answers."""
        mark = f"/settled/{time.monotonic_ns()}"
        self.ask(f"GET {mark} HTTP/1.1")
        end = time.monotonic() + 10
        while mark not in self.log:
            assert time.monotonic() < end, "nothing was logged"
            time.sleep(0.01)

    def kept(self, zone: str = "*") -> dict[str, str]:
        """Return the head of each answer that is kept in a zone, by its key."""
        files = [file for file in self.folder.glob(f"kept-{zone}/*/*/*") if file.is_file()]
        found = {}
        for file in files:
            key, _, answer = file.read_bytes().partition(b"\nKEY: ")[2].partition(b"\n")
            found[key.decode()] = answer.partition(b"\r\n\r\n")[0].decode()
        return found

    def ask(self, request: str, body: bytes = b"", host: str = HOST) -> tuple[HTTPResponse, bytes]:
        """Send a request line and headers, with lines split by a plain newline, over TLS."""
        with self.connect(host) as connection:
            head = "".join(f"{line}\r\n" for line in [*request.split("\n"), f"Host: {host}"])
            connection.sendall(f"{head}Connection: close\r\n\r\n".encode() + body)
            response = HTTPResponse(connection, method=request.split(maxsplit=1)[0])
            response.begin()
            return response, response.read()

    def connect(self, host: str = HOST, protocols: Sequence[str] = ()) -> ssl.SSLSocket:
        """Return a connection over TLS, checked against the certificate."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        if protocols:
            context.set_alpn_protocols(protocols)
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=20)
        try:
            return context.wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            raise


def http2_request(path: str) -> bytes:
    """Return a whole connection of HTTP/2 (RFC 9113) that asks for one path."""
    fields = b"\x82\x87"  # ":method: GET", ":scheme: https"
    for number, value in ((4, path), (1, HOST)):  # ":path", ":authority", not to be remembered
        fields += bytes([number, len(value)]) + value.encode()
    frames = [(4, 0, 0, b""), (1, 0x5, 1, fields)]  # SETTINGS; HEADERS, the last of stream 1
    parts = [
        len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload
        for kind, flags, stream, payload in frames
    ]
    return b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"".join(parts)


def http2_frames(connection: ssl.SSLSocket) -> Iterator[tuple[int, bytes]]:
    """Yield kind and payload of each frame that comes."""
    with connection.makefile("rb") as file:
        while head := file.read(9):
            yield head[3], file.read(int.from_bytes(head[:3], "big"))


def certify(folder: Path) -> None:
    """Write a self-signed certificate and its key."""
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)


def prepare(
    folder: Path,
    *,
    backend: int,
    header_timeout: str = "10s",
    is_limited: bool = True,
    more: str = "",
) -> Proxy:
    """Write the file as a server would have it, but with ports and paths of the tests."""
    proxy = Proxy(folder, free_port(), free_port())
    own = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    text = CONFIGURATION.read_text()
    for old, new in {
        "user www-data;\n": "",  # only root may choose one, and not every machine has it
        "http {\n": f"http {{\n{own}{more}",
        "/var/cache/nginx-": f"{folder}/kept-",
        "/etc/ssl/sister.example.jp/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "/srv/sister-city-information/docs/deploy": str(FOLDER),
        "http://127.0.0.1:8000": f"http://127.0.0.1:{backend}",
        "listen [::]:": "# ",  # not every machine has IPv6
        "listen 80": f"listen 127.0.0.1:{proxy.http}",
        "listen 443": f"listen 127.0.0.1:{proxy.https}",
        "rate=10r/s": "rate=10r/s" if is_limited else "rate=1000r/s",
        "rate=30r/m": "rate=30r/m" if is_limited else "rate=1000r/s",
        "client_header_timeout 10s": f"client_header_timeout {header_timeout}",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(text)
    certify(folder)
    return proxy


@contextmanager
def running(proxy: Proxy) -> Iterator[Proxy]:
    """Run nginx; its worker is who it likes, so the folder is everybody's."""
    proxy.folder.chmod(0o777)
    process = subprocess.Popen(proxy.command, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(proxy.https, process)
        yield proxy
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Return when the port takes connections."""
    for _ in range(100):
        if process.poll() is not None:
            raise AssertionError(process.stderr.read() if process.stderr else "")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.1)
    raise AssertionError(f"nobody listens on {port}")
