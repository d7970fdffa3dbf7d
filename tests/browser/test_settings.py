"""The settings' sentence, as the host changes it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .hand import until
from .pages import PACKS
from .scenes import SCENES, enter

pytestmark = pytest.mark.browser


def lobby(page: Page, address: str) -> list[dict[str, Any]]:
    """Open the host's lobby; what is changed there comes into the list."""
    changed: list[dict[str, Any]] = []

    def note(settings: dict[str, Any]) -> dict[str, Any]:
        changed.append(settings)
        return {}

    enter(page, address, SCENES["lobby"], settings=note)
    return changed


def test_every_pack_can_be_chosen_difficulties_before_themes(open_page: Open, address: str) -> None:
    page = open_page()
    changed = lobby(page, address)
    select = page.locator("#lobby [name=pack]")
    names = select.locator("option").evaluate_all("options => options.map((option) => option.value)")
    assert names[:4] == ["easy", "medium", "hard", "all"]
    assert sorted(names) == sorted(PACKS)
    assert select.locator("optgroup").count() == 2
    select.select_option(label="things at home")
    until(page, lambda: len(changed) == 1)
    assert changed == [{"pack": "things at home"}]


def test_a_setting_goes_out_alone_so_that_none_undoes_another(open_page: Open, address: str) -> None:
    page = open_page()
    changed = lobby(page, address)
    for name, value in (("rounds", "1"), ("seconds", "60"), ("threshold", "strict")):
        page.locator(f"#lobby [name={name}]").select_option(value)
    until(page, lambda: len(changed) == 3)
    assert changed == [{"rounds": 1}, {"seconds": 60}, {"threshold": "strict"}]
