"""The command about how the screens are served: whether the port that was chosen is free."""

import argparse
import errno
import os
import socket
import sys

from commands.frame.command import WELL, Command, WrongUse
from framework.language.texts import Texts

PORT = "STREAMLIT_SERVER_PORT"
_HERE = "127.0.0.1"
_FURTHER = 100
_LAST = 65_535


def _check_port(_: argparse.Namespace, t: Texts) -> int:
    """Say so where another program has the port that was chosen; where none was, the next free one is taken."""
    chosen = os.environ.get(PORT, "").strip()
    if not chosen:
        return WELL
    port = int(chosen) if chosen.isdecimal() else 0
    if not 0 < port <= _LAST:
        raise WrongUse(t("web.no_port", name=PORT, found=chosen))
    if _is_taken(port):
        other = port + _FURTHER if port + _FURTHER <= _LAST else port - _FURTHER
        raise WrongUse(t("web.port_taken", name=PORT, port=str(port), other=str(other)))
    return WELL


def _is_taken(port: int) -> bool:
    with socket.socket() as trial:
        if sys.platform != "win32":  # there it would share the port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((_HERE, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


COMMANDS = (Command("port", 110, "web.port", _check_port),)
