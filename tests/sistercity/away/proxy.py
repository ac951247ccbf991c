"""A TCP proxy in front of the tests' own PostgreSQL, which can be stopped or frozen.

Frozen, it is what a client sees of a server whose processes were stopped (SIGSTOP): connections
are accepted and all bytes acknowledged, by the kernel, and no answer ever comes.
"""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from typing import Any

Connect = Callable[[], socket.socket]


def upstream(settings: dict[str, Any]) -> Connect:
    """Return what connects to the server of Django's settings."""
    host, port = settings["HOST"] or "127.0.0.1", int(settings["PORT"] or 5432)

    def connect() -> socket.socket:
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        made = socket.socket(socket.AF_UNIX)
        made.connect(f"{host}/.s.PGSQL.{port}")
        return made

    return connect


class Proxy:
    """Forwards connections from a port of this machine."""

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self.flowing = threading.Event()
        self.flowing.set()
        self.listener: socket.socket | None = None
        self.sockets: list[socket.socket] = []
        self.port = 0
        self.start()

    def start(self) -> None:
        """Accept connections, on the same port as before."""
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=200)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, args=[self.listener], daemon=True).start()

    def stop(self) -> None:
        """Refuse connections, and break those that are open."""
        assert self.listener
        for one in (self.listener, *self.sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.sockets.clear()

    def freeze(self) -> None:
        """Accept connections and bytes, and answer nothing."""
        self.flowing.clear()

    def thaw(self) -> None:
        """Forward what was held back."""
        self.flowing.set()

    def accept(self, listener: socket.socket) -> None:
        """Serve each connection in a thread, until the listener is closed."""
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self.serve, args=[client], daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        """Forward both ways until one side ends."""
        self.flowing.wait()
        server = self.connect()
        self.sockets += [client, server]
        other = {client: server, server: client}
        with selectors.DefaultSelector() as selector, contextlib.suppress(OSError, ValueError):
            for one in other:
                selector.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    self.flowing.wait()
                    sender: Any = key.fileobj
                    data = sender.recv(65_536)
                    if not data:
                        raise OSError
                    other[sender].sendall(data)
        for one in other:
            one.close()
