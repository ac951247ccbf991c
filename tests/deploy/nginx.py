"""Running docs/deploy/nginx.conf on loopback ports, in front of a backend that echoes."""

import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "docs" / "deploy"
CONFIGURATION = FOLDER / "nginx.conf"
HOST = "sister.example.jp"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
OPENSSL = shutil.which("openssl")
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
    def log(self) -> str:
        """Return the access log."""
        return (self.folder / "access.log").read_text()

    def ask(self, request: str, body: bytes = b"", host: str = HOST) -> tuple[HTTPResponse, bytes]:
        """Send a request line and headers, with lines split by a plain newline, over TLS."""
        with self.connect(host) as connection:
            head = "".join(f"{line}\r\n" for line in [*request.split("\n"), f"Host: {host}"])
            connection.sendall(f"{head}Connection: close\r\n\r\n".encode() + body)
            response = HTTPResponse(connection, method=request.split(maxsplit=1)[0])
            response.begin()
            return response, response.read()

    def connect(self, host: str = HOST) -> ssl.SSLSocket:
        """Return a connection over TLS, checked against the certificate."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=20)
        try:
            return context.wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            raise


def certify(folder: Path) -> None:
    """Write a self-signed certificate and its key."""
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)


def prepare(folder: Path, *, backend: int, header_timeout: str = "10s") -> Proxy:
    """Write the file as a server would have it, but with ports and paths of the tests."""
    proxy = Proxy(folder, free_port(), free_port())
    own = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    text = CONFIGURATION.read_text()
    for old, new in {
        "http {\n": f"http {{\n{own}",
        "/etc/ssl/sister.example.jp/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "/srv/sister-city-information/docs/deploy": str(FOLDER),
        "http://127.0.0.1:8000": f"http://127.0.0.1:{backend}",
        "listen [::]:": "# ",  # not every machine has IPv6
        "listen 80": f"listen 127.0.0.1:{proxy.http}",
        "listen 443": f"listen 127.0.0.1:{proxy.https}",
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
