"""A wire between browser and server that can be cut: Playwright's own "offline" leaves an open socket alone."""

import contextlib
import socket
import threading

from tests.browser.server import find_free_port


class Wire:
    """Passes everything on to `port` of this machine. Cut, it closes every socket and takes no new one until mended."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._cut = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.port = find_free_port()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Close every socket, and every new one at once."""
        with self._lock:
            self._cut = True
            ends, self._open = self._open, set()
        for end in ends:
            _close(end)

    def mend(self) -> None:
        """Take new sockets again."""
        self._cut = False

    def close(self) -> None:
        self.cut()
        _close(self._listener)

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target)) if not self._cut else None
            except OSError:
                if self._listener.fileno() < 0:
                    return
                far = None
            if far is None:
                _close(near)
                continue
            with self._lock:
                self._open |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65_536):
                sink.sendall(part)
        for end in (source, sink):
            _close(end)
            with self._lock:
                self._open.discard(end)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
