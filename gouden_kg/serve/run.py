"""Starts the server, keeps it in step with the build, and stops it in good order."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from ..problem import GoudenError
from .access_log import AccessLog
from .app import Application
from .clients import Clients
from .connection import Connection
from .metrics import Metrics
from .release import Current, Source, open_release
from .settings import Settings

_BACKLOG = 2048  # connections that the system may hold until they are taken in


def serve(source: Source, settings: Settings, ready: Callable[[str, str], None]) -> None:
    """Serves until it is told to stop (SIGTERM, Ctrl-C); `ready` is called with address and release when it begins.

    Raises `GoudenError` when there is nothing to serve or the address cannot be listened on.
    """
    listener = _listener(settings)
    try:
        asyncio.run(_serve(source, settings, listener, ready))
    finally:
        listener.close()


async def _serve(
    source: Source, settings: Settings, listener: socket.socket, ready: Callable[[str, str], None]
) -> None:
    log = AccessLog(settings)
    metrics = Metrics()
    current = Current(source, settings, await open_release(source, settings), log.event)
    clients = Clients(settings, metrics, log)
    application = Application(current, settings, metrics, log)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(lambda: Connection(clients, application), sock=listener, backlog=_BACKLOG)
    watching = asyncio.create_task(current.watch()) if settings.watch else None
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        if len(reloads) < 2:  # one that runs, and one that waits and will see whatever stands built by then
            task = asyncio.create_task(current.reload())
            reloads.add(task)
            task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)
    ready(_address(listener), current.release.tag)
    try:
        await stop.wait()
        server.close()
        await clients.stop()
    finally:
        if watching is not None:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        await current.release.close()
        log.close()


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = getattr(error, "strerror", None) or str(error)
        hint = "name another with --host and --port; --port 0 takes a free one"
        raise GoudenError(f"cannot listen on {settings.host}:{settings.port}: {why}", hint) from None
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
