"""Installing what only the system can bring: when allowed, else saying how."""

import pytest

from devenv import system_packages
from devenv.system_packages import Need


@pytest.fixture
def commands(monkeypatch):
    """The commands that would run, on a machine where root may install."""
    ran = []
    monkeypatch.setattr(
        system_packages, "_apt_get", lambda prefix, *words: ran.append((prefix, words))
    )
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages.shutil, "which", lambda _name: "/bin/it")
    return ran


def need(*answers):
    left = list(answers)
    return Need("chromium", "browser tests", lambda: left.pop(0))


def test_nothing_runs_when_nothing_is_missing(commands):
    system_packages.ensure(need(True))
    assert commands == []


def test_root_installs_what_is_missing(commands):
    system_packages.ensure(need(False, True))
    install = ("install", "-y", "--no-install-recommends", "chromium")
    assert commands == [([], ("update",)), ([], install)]


def test_sudo_installs_when_it_asks_no_password(commands, monkeypatch):
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages, "succeeds", lambda *_command: True)
    system_packages.ensure(need(False, True))
    assert [prefix for prefix, _words in commands] == [["sudo", "-n"]] * 2


def test_others_are_told_the_line_to_run(commands, monkeypatch):
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages, "succeeds", lambda *_command: False)
    line = "sudo apt-get install -y --no-install-recommends chromium"
    with pytest.raises(SystemExit, match=line):
        system_packages.ensure(need(False))
    assert commands == []


def test_an_installation_without_effect_is_no_success(commands):
    with pytest.raises(SystemExit, match="still not found: chromium"):
        system_packages.ensure(need(False, False))


def test_what_the_system_does_not_package_is_got_otherwise(commands, monkeypatch):
    monkeypatch.setattr(system_packages, "_is_packaged", lambda _package: False)
    got = []
    system_packages.ensure(
        Need("wkhtmltopdf", "PDF", lambda: False, otherwise=lambda: got.append("own"))
    )
    assert got == ["own"]
    assert commands == [([], ("update",))]


def test_a_browser_is_missed_on_an_empty_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not system_packages.BROWSER.is_met()
