"""What pytest-odoo leaves open: Odoo's test tags, and skipped tests."""

import pytest


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
