"""Choosing a port, printing who may log in."""

import socket

from devenv import serve


def test_a_taken_port_is_passed_over(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port(port) > port
    assert f"port {port} is taken" in capsys.readouterr().err


def test_columns_align_under_chinese_words():
    rows = [("role", "login"), ("营销总监", "vp"), ("clerk", "clerk")]
    assert list(serve.table(rows)) == [
        "role      login",
        "营销总监  vp",
        "clerk     clerk",
    ]
