"""One timer for many deadlines: to look at all of them now and then costs less than a timer for each question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SECONDS = 0.05


class Ticks:
    """Calls `look` with the loop's time every `SECONDS`, from `wake` on until it says that there is nothing left."""

    def __init__(self, look: Callable[[float], bool]) -> None:
        self.look = look
        self.timer: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """Begins to look, unless that is being done."""
        if self.timer is None:
            self.timer = asyncio.get_running_loop().call_later(SECONDS, self._tick)

    def stop(self) -> None:
        """Looks no more."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _tick(self) -> None:
        self.timer = None
        self.wake()  # before the look, so that whatever goes wrong there does not stop the clock for all
        if not self.look(asyncio.get_running_loop().time()):
            self.stop()
