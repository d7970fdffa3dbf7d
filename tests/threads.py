"""Many who do the same at once."""

from collections.abc import Callable
from threading import Thread


def together(count: int, work: Callable[[], None]) -> None:
    """Wait until so many threads have done the work."""
    threads = [Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
