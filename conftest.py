"""What pytest-odoo leaves open: Odoo's test tags, skipped tests, workers' files."""

import functools
import shutil
from pathlib import Path
from unittest import mock

import pytest

from odoo.tools import config


def pytest_addoption(parser):
    parser.addoption(
        "--allow-skips",
        action="store_true",
        help="do not fail when tests were skipped",
    )


def pytest_collection_modifyitems(config, items):
    """Leave out what Odoo's own runner leaves out (tags like -standard, external)."""
    left_out = [item for item in items if not _is_standard(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _is_standard(item)]


def _is_standard(item):
    # only test classes of addons carry Odoo's default tags
    is_addon = item.module.__name__.startswith("odoo.addons.")
    tags = getattr(item.cls, "test_tags", None)
    return not is_addon or tags is None or "standard" in tags


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """A test that did not run proves nothing: skipped tests fail the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("allow_skips") or not reporter:
        return
    if reporter.stats.get("skipped") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if terminalreporter.stats.get("skipped") and not config.getoption("allow_skips"):
        terminalreporter.line("skipped tests fail the run (--allow-skips allows them)")


@pytest.hookimpl(tryfirst=True)
def pytest_report_to_serializable(report):
    """Days and the like, that subtests are called by, go from worker to worker."""
    if context := getattr(report, "context", None):
        context.kwargs.update({key: str(val) for key, val in context.kwargs.items()})


@pytest.fixture(scope="session", autouse=True)
def own_files(load_registry):
    """Give a worker's copy of the database files of its own.

    pytest-odoo shares those of the first database: one worker's clearing away
    would take what another has just written.
    """
    (name,) = config["db_name"]
    original = name.rpartition("-gw")[0]
    if not original:
        yield
        return
    true_path = functools.partial(type(config).filestore, config)
    files = Path(true_path(name))
    shutil.rmtree(files, ignore_errors=True)
    if Path(true_path(original)).exists():
        shutil.copytree(true_path(original), files)
    with mock.patch.object(config, "filestore", true_path):
        yield
    shutil.rmtree(files, ignore_errors=True)
