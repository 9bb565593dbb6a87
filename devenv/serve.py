"""`make run`: the demo database, served."""

import contextlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import databases, system_packages
from .host import CACHE, fail, say
from .launch import DATABASE, HTTP_PORT, Odoo

PATIENCE = 180  # seconds until the login page has to answer


def run(check=False):
    """Serve the demo until Ctrl-C, or only until it answers."""
    began = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    needs = system_packages
    needs.ensure(needs.PDF, needs.FONT, needs.CAIRO)
    odoo = Odoo()
    with odoo.pg.session(), contextlib.suppress(KeyboardInterrupt):
        _prepare(odoo)
        port = free_port(HTTP_PORT)
        with _server(odoo, port) as server:
            _wait_until_ready(server, port)
            _announce(odoo, port, time.monotonic() - began)
            if not check:
                server.wait()
                fail(f"the server stopped by itself, see {_log()}")
    say("stopped")


def free_port(first):
    """The first port from here on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                if port != first:
                    say(f"port {first} is taken, using {port}")
                return port
    return fail(f"no free port from {first} on")


def _prepare(odoo):
    """The demo database with today's addons; untouched when nothing changed."""
    comment = odoo.pg.databases().get(DATABASE)
    if comment is None:
        databases.make(odoo, DATABASE, demo=True)
    elif comment == databases.MADE_BY_US:
        databases.update(odoo, DATABASE)
    else:
        fail(f"a database {DATABASE} exists that `make run` did not make: rename it")


@contextlib.contextmanager
def _server(odoo, port):
    """Odoo in its own process group: Ctrl-C reaches it once, through us."""
    command = odoo.command("-d", DATABASE, "--http-port", port)
    _log().parent.mkdir(parents=True, exist_ok=True)
    with open(_log(), "w") as log:
        server = subprocess.Popen(
            command,
            env=odoo.env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield server
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _wait_until_ready(server, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            fail(f"the server stopped, see {_log()}")
        with contextlib.suppress(OSError, urllib.error.HTTPError):
            url = f"http://127.0.0.1:{port}/web/login"
            if urllib.request.urlopen(url, timeout=60).status == 200:
                return
        time.sleep(0.2)
    fail(f"the login page did not answer within {PATIENCE} s, see {_log()}")


def _announce(odoo, port, seconds):
    print(f"\nready after {seconds:.0f} s: http://127.0.0.1:{port}/odoo\n")
    rows = [("role", "login", "password"), *databases.demo_logins(odoo, DATABASE)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  " + "  ".join(cells).rstrip())
    print(f"\nCtrl-C stops the server; its log: {_log()}", flush=True)


def _log():
    return CACHE / "log/server.log"
