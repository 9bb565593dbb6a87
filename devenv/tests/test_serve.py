"""Choosing a port."""

import socket

from devenv import serve


def test_a_taken_port_is_passed_over(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port(port) > port
    assert f"port {port} is taken" in capsys.readouterr().err
