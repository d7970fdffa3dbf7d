"""What undo, redo and clear do to ink, whatever it is counted in. Pure."""

from __future__ import annotations


class Spans:
    """What is visible of things that stand in the order drawn: a span of them.

    Every action leaves a new span: so undo and redo only step through the list of spans.
    """

    def __init__(self) -> None:
        self._spans = [(0, 0)]
        self._at = 0

    @property
    def visible(self) -> tuple[int, int]:
        """From which of them on, and up to which."""
        return self._spans[self._at]

    def grow(self, end: int) -> None:
        """The last action goes on: it is visible up to `end`."""
        self._spans[self._at] = (self.visible[0], end)

    def add(self, end: int) -> None:
        """A new action makes more visible, up to `end`; nothing can be redone any more."""
        self._act((self.visible[0], end))

    def clear(self) -> bool:
        """Hide everything; False if nothing was visible."""
        floor, end = self.visible
        if floor == end:
            return False
        self._act((end, end))
        return True

    def undo(self) -> bool:
        """Take the last action back; False if there is none."""
        return self._step(-1)

    def redo(self) -> bool:
        """Do the last undone action again; False if there is none."""
        return self._step(1)

    def _act(self, span: tuple[int, int]) -> None:
        self._at += 1
        self._spans[self._at :] = [span]

    def _step(self, way: int) -> bool:
        at = self._at + way
        if not 0 <= at < len(self._spans):
            return False
        self._at = at
        return True
