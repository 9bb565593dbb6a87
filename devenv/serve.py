"""`make run`: the demo database, served."""

import contextlib
import signal
import socket
import subprocess
import time
import unicodedata
import urllib.error
import urllib.request

from . import databases, system_packages
from .host import CACHE, fail, say
from .launch import DATABASE, HTTP_PORT, Odoo

SPARE_PORT = HTTP_PORT + 1000
PATIENCE = 180  # seconds until the login page has to answer


def run(check=False):
    """Serve the demo until Ctrl-C, or only until it answers."""
    began = time.monotonic()
    _end_like_ctrl_c(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    needs = system_packages
    needs.ensure(needs.PDF, needs.FONTS, needs.FONT, needs.CAIRO)
    odoo = Odoo()
    with odoo.pg.session(), contextlib.suppress(KeyboardInterrupt):
        _prepare(odoo)
        port = free_port(HTTP_PORT)
        with _server(odoo, port, DATABASE, _log()) as server:
            _wait_until_ready(server, port, _log())
            _announce(odoo, port, time.monotonic() - began)
            if not check:
                server.wait()
                fail(f"the server stopped by itself, see {_log()}")
    say("stopped")


@contextlib.contextmanager
def served(odoo, database, *options):
    """A server on a database, for the time being; yields its address.

    :param options: of Odoo's command line
    """
    port, log = free_port(SPARE_PORT), CACHE / f"log/{database}.server.log"
    with _server(odoo, port, database, log, *options) as server:
        _wait_until_ready(server, port, log)
        yield f"http://127.0.0.1:{port}"


def free_port(first):
    """The first port from here on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                if port != first:
                    say(f"port {first} is taken, using {port}")
                return port
    return fail(f"no free port from {first} on")


def _end_like_ctrl_c(*signals):
    """However we are told to stop, the server must not outlive us."""
    for number in signals:
        signal.signal(number, signal.default_int_handler)


def _prepare(odoo):
    """The demo database with today's addons; untouched when nothing changed."""
    comment = odoo.pg.databases().get(DATABASE)
    if comment is None:
        databases.make(odoo, DATABASE, demo=True)
    elif comment == databases.MADE_BY_US:
        databases.update(odoo, DATABASE)
        databases.complete_demo(odoo, DATABASE)
    else:
        fail(f"a database {DATABASE} exists that `make run` did not make: rename it")


@contextlib.contextmanager
def _server(odoo, port, database, log, *options):
    """Odoo in its own process group: Ctrl-C reaches it once, through us."""
    command = odoo.command("-d", database, "--http-port", port, *options)
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as output:
        server = subprocess.Popen(
            command,
            env=odoo.env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield server
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _wait_until_ready(server, port, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            fail(f"the server stopped, see {log}")
        with contextlib.suppress(OSError, urllib.error.HTTPError):
            url = f"http://127.0.0.1:{port}/web/login"
            if urllib.request.urlopen(url, timeout=60).status == 200:
                return
        time.sleep(0.2)
    fail(f"the login page did not answer within {PATIENCE} s, see {log}")


def _announce(odoo, port, seconds):
    print(f"\nready after {seconds:.0f} s: http://127.0.0.1:{port}/odoo\n")
    rows = [("role", "login", "password"), *databases.demo_logins(odoo, DATABASE)]
    for line in table(rows):
        print(f"  {line}")
    print(f"\nCtrl-C stops the server; its log: {_log()}", flush=True)


def table(rows):
    """Lines with aligned columns; a Chinese letter is two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        padded = [text + " " * (width - _width(text)) for text, width in cells]
        yield "  ".join(padded).rstrip()


def _width(text):
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def _log():
    return CACHE / "log/server.log"
