"""This machine: where things lie, and how to run, lock and report."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"


def say(message):
    """Tell the person at the terminal; stdout stays free for pipes."""
    print(f"[{time.strftime('%H:%M:%S')}] {message}", file=sys.stderr, flush=True)


def fail(message):
    """End with one sentence that says what is missing and what to do."""
    raise SystemExit(f"devenv: {message}")


def run(*command, **options):
    """Run a command; a failure is an exception."""
    return subprocess.run([str(part) for part in command], check=True, **options)


def capture(*command, **options):
    """What a command prints on stdout."""
    return run(*command, text=True, stdout=subprocess.PIPE, **options).stdout


def succeeds(*command, **options):
    """Whether a command exists and ends with 0."""
    try:
        return not subprocess.run(
            [str(part) for part in command], capture_output=True, **options
        ).returncode
    except OSError:
        return False


def digest(*parts):
    """A short name for contents: equal parts give equal names."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]


def is_alive(pid):
    """Whether a process with this number runs."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def write_if_changed(path, text, mode=0o644):
    """Replace a file in one step, so that a reader never sees half of it."""
    if path.exists() and path.read_text() == text:
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=mode)
    draft.write_text(text)
    draft.replace(path)


@contextlib.contextmanager
def locked(name):
    """One process of this checkout at a time."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
