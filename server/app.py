"""Where a worker is put together; nothing else builds anything."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import flask
import flask_socketio
from werkzeug.middleware.proxy_fix import ProxyFix

from server.assets import Assets
from server.classifier import Classifier
from server.config import Config
from server.connections import Connections
from server.entrance import Entrance
from server.events import Handlers
from server.frames import Frames
from server.gate import Gate
from server.ghosts import Ghosts
from server.languages import Languages, named
from server.metrics import Metrics
from server.playing import Playing
from server.room import TICK_MS
from server.rooms import Rooms
from server.settings import Served
from server.sockets import Sockets
from server.store import Store, StoreAway, connect
from server.subscription import Subscription
from server.ticker import Ticker
from server.typed import Typed, accepted
from server.views import Pages
from server.views_api import Api
from server.views_rooms import PublicRooms

HERE = Path(__file__).parent.parent
CATALOGS = HERE / "static/i18n"
PING_SECONDS = 4
MESSAGE_BYTES = 16_384
NOT_TICKING_SECONDS = 2.0

log = logging.getLogger("inkrace")


class Hub(NamedTuple):
    """What the event loop offers: eventlet's, or another's."""

    spawn: Callable[..., Any]
    sleep: Callable[[float], None]
    async_mode: str


class Worker:
    """One worker: its WSGI application and its greenlets."""

    def __init__(
        self, wsgi: Any, hub: Hub, store: Store, subscription: Subscription, rooms: Rooms, ticker: Ticker
    ) -> None:
        self.wsgi = wsgi
        self._hub, self._store, self._subscription = hub, store, subscription
        self._rooms, self._ticker = rooms, ticker
        self._ticked_at = monotonic()
        self._draining = False

    def start(self) -> None:
        """Spawn the ticker and the subscription."""
        self._store.renew_lease()
        self._hub.spawn(self._deliver)
        self._hub.spawn(self._tick)

    def is_ticking(self) -> bool:
        return monotonic() - self._ticked_at < NOT_TICKING_SECONDS

    def _deliver(self) -> None:
        for message in self._subscription.messages():
            try:
                self._rooms.deliver(message)
            except Exception:
                log.exception("a message was not delivered")

    def _tick(self) -> None:
        while not self._draining:
            try:
                late_ms = self._store.now() % TICK_MS
                self._hub.sleep((TICK_MS - late_ms) / 1_000)
                self._ticker.tick()
                self._ticked_at = monotonic()
            except StoreAway:
                self._hub.sleep(TICK_MS / 1_000)
            except Exception:
                log.exception("a tick failed")
                self._hub.sleep(TICK_MS / 1_000)

    def drain(self) -> None:
        """Stop ticking, keep the ink that is here, tell everybody to reconnect, mark our seats absent."""
        self._draining = True
        try:
            self._ticker.keep_ink()
            self._store.give_up_lease()
        except StoreAway:
            log.warning("the store was away while draining; what was not acknowledged will be sent again")
        self._rooms.say_goodbye()


def build(config: Config, *, worker: str, redis_url: str, hub: Hub) -> Worker:
    """A worker ready to start. Raises ModelMismatch."""
    logging.basicConfig(
        level=config.log_level.upper(), format="%(asctime)s %(name)s %(levelname)s %(message)s"
    )
    for name in ("engineio.server", "socketio.server"):
        # Left without a level, they print all that they log a second time.
        logging.getLogger(name).setLevel(logging.ERROR)

    metrics = Metrics()
    store = Store(connect(redis_url), worker=worker, monotonic=monotonic, timed=metrics.store_seconds.observe)
    classifier = Classifier(config.model_dir)
    subscription = Subscription(partial(connect, redis_url), worker=worker, sleep=hub.sleep)
    site, socketio = site_of(config, hub)
    connections, sockets = Connections(), Sockets(socketio.server)
    frames = Frames(sockets)
    rooms = Rooms(store, subscription, connections, sockets, frames)

    def pause() -> None:
        hub.sleep(0)

    chance = random.SystemRandom()
    ghosts = Ghosts(store, chance)
    ticker = Ticker(store, classifier, connections, rooms, frames, sockets, metrics, ghosts, pause)
    gate = Gate(socketio.server, sockets, metrics, store.now)
    assets, languages = Assets(HERE / "static"), Languages(CATALOGS)
    called = {language.code: accepted(named(CATALOGS, language.code)) for language in languages}
    served = Served(classifier.packs, classifier.categories, classifier.thresholds, tuple(called))
    typed = Typed(called)
    entrance = Entrance(store, connections, rooms, sockets, served, typed, worker, chance, ticker.owed)
    playing = Playing(store, served, typed, ghosts, chance)
    handlers = Handlers(store, connections, rooms, sockets, metrics, gate, entrance, playing)
    handlers.bind(socketio.server)
    built = Worker(site, hub, store, subscription, rooms, ticker)
    pages = Pages(assets, languages, store, classifier, metrics, config.public_url, built.is_ticking)
    site.register_blueprint(pages.blueprint())
    site.register_blueprint(PublicRooms(store, monotonic, pause).blueprint())
    api = Api(
        classifier, metrics, lambda: int(monotonic() * 1_000), hub.sleep, config.public_url, config.api_origin
    )
    site.register_blueprint(api.blueprint())
    return built


def site_of(config: Config, hub: Hub) -> tuple[flask.Flask, flask_socketio.SocketIO]:
    """The web application and its socket server, with nothing on them yet."""
    site = flask.Flask("inkrace", template_folder=str(HERE / "templates"), static_folder=None)
    socketio = flask_socketio.SocketIO(
        site,
        async_mode=hub.async_mode,
        async_handlers=False,
        transports=["websocket"],
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        max_http_buffer_size=MESSAGE_BYTES,
        http_compression=False,
        serve_client=False,
    )
    if config.trusted_proxies:
        hops = config.trusted_proxies
        site.wsgi_app = ProxyFix(site.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return site, socketio
