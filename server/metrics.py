"""What is counted, in Prometheus's form; all workers together where they share a folder."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """One worker's counters."""

    def __init__(self) -> None:
        own = self._own = CollectorRegistry()
        self.connections = Gauge(
            "inkrace_connections", "Open connections", registry=own, multiprocess_mode="livesum"
        )
        self.packets = Counter("inkrace_ink_packets", "Ink packets taken in", registry=own)
        self.refused = Counter(
            "inkrace_refused_packets", "Messages refused, by error", ["error"], registry=own
        )
        self.looks = Counter("inkrace_looks", "Looks of the judge", registry=own)
        self.accepted = Counter("inkrace_accepted_drawings", "Drawings recognised", registry=own)
        self.tick_seconds = Histogram("inkrace_tick_seconds", "Work of a tick", registry=own, buckets=SECONDS)
        self.store_seconds = Histogram(
            "inkrace_store_seconds", "A call to the store", registry=own, buckets=SECONDS
        )

    def text(self) -> bytes:
        """The exposition, of every worker where PROMETHEUS_MULTIPROC_DIR is set."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._own)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return generate_latest(everybody)
