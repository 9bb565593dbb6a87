"""Finding an Odoo: releases, launchers, mirrors."""

import pytest

from devenv import odoo_source, private_apt


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    (tmp_path / "odoo/addons").mkdir(parents=True)
    (tmp_path / "addons").mkdir()
    write_release(tmp_path, "(19, 0, 0, FINAL, 0, '')")
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    return tmp_path


def write_release(root, version):
    (root / "odoo/release.py").write_text(f"version_info = {version}\n")


def test_a_checkout_is_used_first(checkout):
    (checkout / "odoo-bin").touch()
    found = odoo_source.find()
    assert found.root == checkout
    assert found.launcher == (checkout / "odoo-bin",)
    assert found.addons_paths() == [checkout / "addons", checkout / "odoo/addons"]


def test_another_release_is_refused(checkout):
    write_release(checkout, "(18, 0, 0, FINAL, 0, '')")
    with pytest.raises(SystemExit, match=r"holds no Odoo 19\.0"):
        odoo_source.find()


def test_a_folder_without_odoo_has_no_release(tmp_path):
    assert odoo_source.release_of(tmp_path) is None


@pytest.mark.parametrize(
    ("first_line", "interpreter"),
    [
        ("#!/usr/bin/python3\n", "/usr/bin/python3"),
        ("#! /usr/bin/env python3\n", "python3"),
        ("#!/bin/sh\n", None),
        ("\x7fELF", None),
    ],
)
def test_the_interpreter_of_an_installed_odoo(tmp_path, first_line, interpreter):
    program = tmp_path / "odoo"
    program.write_text(first_line)
    assert odoo_source.interpreter_of(program) == interpreter


def test_mirrors_are_main_archives_with_the_plain_one_first():
    uris = (
        "'https://a.example/debian-security/dists/bookworm/InRelease' a 0\n"
        "'https://a.example/debian-ports/dists/sid/InRelease' b 0\n"
        "'https://z.example/debian/dists/bookworm/InRelease' c 0\n"
        "'https://z.example/debian/dists/bookworm-updates/InRelease' d 0\n"
        "'https://packages.example/nodejs/dists/nodistro/InRelease' e 0\n"
    )
    wanted = ["https://z.example/debian", "https://a.example/debian-ports"]
    assert private_apt.mirrors_of(uris) == wanted
