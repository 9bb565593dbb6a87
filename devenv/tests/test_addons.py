"""Order, base modules and change detection, from manifests in a folder."""

import pytest

from devenv import addons


@pytest.fixture
def root(tmp_path):
    write_addon(tmp_path, "ruiji_archive", ["crm", "contacts"])
    write_addon(tmp_path, "ruiji_a_pricing", ["ruiji_archive", "repair"])
    write_addon(tmp_path, "other_addon", ["website"])
    return tmp_path


def write_addon(root, name, depends):
    folder = root / name
    (folder / "models").mkdir(parents=True)
    (folder / "tests").mkdir()
    (folder / "__manifest__.py").write_text(repr({"name": name, "depends": depends}))
    (folder / "models/model.py").write_text("")


def test_an_addon_comes_after_what_it_depends_on(root):
    assert addons.own(root) == ["ruiji_archive", "ruiji_a_pricing"]


def test_base_modules_are_what_our_addons_depend_on_and_what_we_want_besides(root):
    wanted = ["base_import", "contacts", "crm", "l10n_cn", "repair"]
    assert addons.base_modules(root) == wanted


def test_a_changed_model_changes_the_state_of_its_addon_alone(root):
    before = addons.state(root)
    (root / "ruiji_archive/models/model.py").write_text("changed = True")
    after = addons.state(root)
    assert before["ruiji_archive"] != after["ruiji_archive"]
    assert before["ruiji_a_pricing"] == after["ruiji_a_pricing"]


def test_a_renamed_file_changes_the_state(root):
    before = addons.state(root)
    models = root / "ruiji_archive/models"
    (models / "model.py").rename(models / "other.py")
    assert addons.state(root) != before


@pytest.mark.parametrize("path", ["tests/test_model.py", "static/src/tour.js"])
def test_what_no_database_holds_does_not_change_the_state(root, path):
    before = addons.state(root)
    file = root / "ruiji_archive" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("changed")
    assert addons.state(root) == before
