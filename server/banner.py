"""What is printed once Inkrace serves: where it is, and a QR code to get there."""

from __future__ import annotations

import io
import socket

import segno

EVERYWHERE = ("0.0.0.0", "::")


def lan_address() -> str | None:
    """This machine's address on its network; None without one. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: only the route is asked for
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith(("127.", "0.")) else address


def addresses(host: str, port: int, public_url: str, lan: str | None) -> list[tuple[str, str]]:
    """Where people reach it, as (from where, URL), the best for others last."""
    if host not in EVERYWHERE:
        shown = [("at", f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")]
    else:
        shown = [("on this machine", f"http://127.0.0.1:{port}")]
        if lan:
            shown.append(("on this network", f"http://{lan}:{port}"))
    if public_url:
        shown.append(("for everybody", public_url))
    return shown


def qr(url: str) -> str:
    """The URL as a QR code of half-height blocks."""
    out = io.StringIO()
    segno.make(url, error="l").terminal(out=out, border=2, compact=True)
    return out.getvalue()


def text(host: str, port: int, public_url: str, lan: str | None) -> str:
    """The whole banner."""
    shown = addresses(host, port, public_url, lan)
    lines = [f"  {where:<16} {url}" for where, url in shown]
    return "\n".join(["", "Inkrace is ready:", *lines, "", qr(shown[-1][1])])
