"""What is printed, and which address people get."""

from server import banner


def test_listening_everywhere_shows_this_machine_and_the_network():
    assert banner.addresses("0.0.0.0", 8000, "", "192.168.1.7") == [
        ("on this machine", "http://127.0.0.1:8000"),
        ("on this network", "http://192.168.1.7:8000"),
    ]


def test_without_a_network_only_this_machine_is_shown():
    assert banner.addresses("::", 8000, "", None) == [("on this machine", "http://127.0.0.1:8000")]


def test_one_address_is_shown_as_it_is():
    assert banner.addresses("::1", 9000, "", "192.168.1.7") == [("at", "http://[::1]:9000")]


def test_the_public_address_comes_last_and_is_the_one_in_the_code():
    shown = banner.text("0.0.0.0", 8000, "https://ink.example", "192.168.1.7")
    assert "https://ink.example" in shown
    assert shown.endswith(banner.qr("https://ink.example"))


def test_the_code_is_narrow_enough_for_any_terminal():
    lines = banner.qr("http://192.168.100.100:8000").splitlines()
    assert max(map(len, lines)) <= 40
    assert len(lines) <= 20
