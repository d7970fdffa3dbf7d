"""What seats ask for, where the store has to try more than once."""

from types import SimpleNamespace

import pytest

from server.connections import Connection
from server.limits import Credits, words
from server.playing import Playing
from server.room import Refused
from tests.rooms import guessing

TRIES = 5


class Busy:
    """Others change the room each time before it is written, but for the last."""

    def __init__(self, room):
        self.room = room

    def now(self):
        return 5_000

    def update(self, _code, rule, *args):
        for _try in range(TRIES):
            changed = rule(self.room, *args, self.now())
        return changed


class Typed:
    """Takes everything for wrong, and counts how often it was asked."""

    def __init__(self):
        self.asked = 0

    def tries_many(self, text):
        return text == "a cat, a dog, a bus"

    def judge(self, _text, _prompt, language):
        assert language == "en"
        self.asked += 1
        return "wrong"


def test_in_a_busy_room_a_guess_is_judged_once():
    typed = Typed()
    served = SimpleNamespace(languages=("en",))
    playing = Playing(Busy(guessing("ann", "bob")), served, typed, None, None)
    bob = Connection("sid", "", Credits(0), words(0), code="ABCDE", player="p2", plays=True, number=1)
    asked = {"text": "a snake", "language": "en"}
    assert playing.guess(bob, asked) == {"verdict": "wrong"}
    assert typed.asked == 1


def test_many_guesses_in_one_are_refused_whatever_the_prompt_and_shown_to_nobody():
    typed = Typed()
    playing = Playing(Busy(guessing("ann", "bob")), SimpleNamespace(languages=("en",)), typed, None, None)
    bob = Connection("sid", "", Credits(0), words(0), code="ABCDE", player="p2", plays=True, number=1)
    with pytest.raises(Refused, match="many_guesses"):
        playing.guess(bob, {"text": "a cat, a dog, a bus", "language": "en"})
    assert typed.asked == 0
