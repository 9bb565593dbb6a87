"""`make lint` and `make format`: Ruff, Pylint for Odoo, Prettier, ESLint."""

import subprocess

from . import addons, node, python_env
from .host import ROOT, say

LONGEST = 300  # lines of a file; .pylintrc says the same of Python
# One form is one record: a page moved to a view of its own comes after the views of
# today's databases that look for it, and their update fails.
LONGER = {
    "ruiji_client_archive/views/client_form_views.xml",
    "ruiji_field_service/views/service_call_form_views.xml",
    "ruiji_repair_pricing/views/contract_form_views.xml",
}
MARKUP = "ruiji_*/**/*.{xml,js,css,scss}"
SCRIPTS = "ruiji_*/**/*.js"
NODE_MODULES = ROOT / "node_modules"


def check(arguments):
    """Run every check, so that one round shows everything; 1 if any complained."""
    tools = _Tools()
    checks = {
        "ruff check": tools.python("ruff", "check", "."),
        "ruff format": tools.python("ruff", "format", "--check", "."),
        "pylint": tools.python("pylint", *addons.own()),
        "prettier": tools.prettier("--check"),
        "eslint": tools.eslint(),
    }
    complained = [name for name, command in checks.items() if not _passes(command)]
    complained += [f"{path}: longer than {LONGEST} lines" for path in too_long()]
    if complained:
        say(f"complaints from {', '.join(complained)} (make format mends some)")
    return int(bool(complained))


def too_long(root=ROOT):
    """Paths of XML files with more than one concept, by their length."""
    paths = (path.relative_to(root) for path in root.glob("ruiji_*/**/*.xml"))
    return sorted(
        str(path)
        for path in paths
        if str(path) not in LONGER
        and len((root / path).read_text().splitlines()) > LONGEST
    )


def rewrite(arguments):
    """Let the tools mend what they can mend."""
    tools = _Tools()
    commands = [
        tools.python("ruff", "check", "--fix", "-q", "."),
        tools.python("ruff", "format", "."),
        tools.prettier("--write"),
        tools.eslint("--fix"),
    ]
    failed = [command for command in commands if not _passes(command)]
    return int(bool(failed))


class _Tools:
    """Command lines of the tools; they live apart from Odoo's packages."""

    def __init__(self):
        self._bin = python_env.python("lint", "requirements-lint.txt").parent
        self._node = node.home()
        node.install(ROOT)

    def python(self, tool, *arguments):
        return [self._bin / tool, *arguments]

    def prettier(self, mode):
        return self._script(
            "prettier/bin/prettier.cjs", mode, "--log-level", "warn", MARKUP
        )

    def eslint(self, *arguments):
        options = ["--max-warnings=0", "--no-error-on-unmatched-pattern"]
        return self._script("eslint/bin/eslint.js", *options, *arguments, SCRIPTS)

    def _script(self, path, *arguments):
        return [f"{self._node}/bin/node", NODE_MODULES / path, *arguments]


def _passes(command):
    return not subprocess.run([str(part) for part in command], cwd=ROOT).returncode
