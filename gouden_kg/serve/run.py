"""Starts the server, keeps it in step with the build, and stops it in good order."""

from __future__ import annotations

import asyncio
import functools
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from ..problem import GoudenError
from .access_log import AccessLog
from .app import Application
from .guard import Guarded
from .metrics import Metrics
from .release import Current, Source, open_release
from .settings import Settings


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
    server = uvicorn.Server(_config(Application(current, settings, metrics, log), settings, metrics, log))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops in good order and then raises the signal anew, which should not end the process before the rest
        loop.add_signal_handler(number, lambda: None)
    background = [asyncio.create_task(server.serve([listener]))]
    if settings.watch:
        background.append(asyncio.create_task(current.watch()))
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = asyncio.create_task(current.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)
    while not server.started and not background[0].done():
        await asyncio.sleep(0.01)
    ready(_address(listener), current.release.tag)
    try:
        await background[0]
    finally:
        for task in background[1:]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await current.release.close()
        log.close()


def _config(app: Application, settings: Settings, metrics: Metrics, log: AccessLog) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=functools.partial(Guarded, settings, metrics, log),  # type: ignore[arg-type]  # made by calling, like a class
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",  # what clients do wrong is told by the access log
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=settings.idle_seconds,  # type: ignore[arg-type]  # goes to `call_later`, which takes both
        timeout_graceful_shutdown=settings.stop_seconds,  # type: ignore[arg-type]  # likewise, to `wait_for`
    )


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
