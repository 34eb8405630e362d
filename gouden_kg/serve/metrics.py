"""Counters for those who run the server, in Prometheus's text format; nothing in them is about a person."""

from __future__ import annotations

import resource
import sys
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .release import Current

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)


@dataclass
class Metrics:
    """What happened since the server started."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: list[int] = field(default_factory=lambda: [0] * (len(_BUCKETS) + 1))
    seconds: float = 0.0
    sent: int = 0
    sending: int = 0
    connections: int = 0

    def count(self, part: str, status: int, seconds: float, size: int) -> None:
        """One more request answered."""
        self.requests[part, status] += 1
        self.seconds += seconds
        self.sent += size
        self.buckets[bisect_left(_BUCKETS, seconds)] += 1

    def text(self, current: Current) -> str:
        """All of it as Prometheus reads it."""
        release = current.release
        total = sum(self.requests.values())
        lines = ["# HELP gouden_requests_total Requests answered.", "# TYPE gouden_requests_total counter"]
        lines += [
            f'gouden_requests_total{{part="{p}",status="{s}"}} {n}' for (p, s), n in sorted(self.requests.items())
        ]
        lines += ["# HELP gouden_request_seconds Time to answer.", "# TYPE gouden_request_seconds histogram"]
        within = zip(_BUCKETS, accumulate(self.buckets), strict=False)
        lines += [f'gouden_request_seconds_bucket{{le="{b:g}"}} {n}' for b, n in within]
        lines += [
            f'gouden_request_seconds_bucket{{le="+Inf"}} {total}',
            f"gouden_request_seconds_sum {self.seconds:.6f}",
        ]
        lines.append(f"gouden_request_seconds_count {total}")
        for name, kind, words, value in (
            ("sent_bytes_total", "counter", "Bytes of bodies sent.", self.sent),
            ("sending_bytes", "gauge", "Bytes of results on their way out.", self.sending),
            ("connections", "gauge", "Connections open.", self.connections),
            ("queries_running", "gauge", "Queries running.", release.engine.running),
            ("queries_waiting", "gauge", "Queries waiting for their turn.", release.engine.waiting),
            ("queries_refused_total", "counter", "Queries for which there was no room.", release.engine.refused),
            ("cache_hits_total", "counter", "Answers found in the cache.", release.results.hits + release.sent.hits),
            ("cache_bytes", "gauge", "Bytes of answers kept.", release.results.held + release.sent.held),
            ("reloads_total", "counter", "Builds taken over.", current.reloads),
            ("reload_failures_total", "counter", "Builds refused.", current.failures),
            ("memory_peak_bytes", "gauge", "Largest memory of the server process.", _peak()),
        ):
            lines += [f"# HELP gouden_{name} {words}", f"# TYPE gouden_{name} {kind}", f"gouden_{name} {value}"]
        lines += ["# HELP gouden_release Release in force.", "# TYPE gouden_release gauge"]
        lines.append(f'gouden_release{{tag="{release.tag}"}} 1')
        return "\n".join(lines) + "\n"


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
