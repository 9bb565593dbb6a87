"""ACC-07: backups are made, tried and told of, whatever happens to them.

On a copy of the tests' database, in processes of their own, as the scheduler works.
"""

import json
import os
import signal
import subprocess
from pathlib import Path

from odoo.tools import config

from devenv.host import ROOT

WORKER = ROOT / "tests/backup_worker.py"


def work(odoo, database, deed, times=1):
    """Let a process do it; return what it tells of all backups, newest first."""
    ended = subprocess.run(
        odoo.command("shell", "-d", database, "--no-http", "--log-level=critical"),
        input=WORKER.read_text(),
        env={**odoo.env, "DEED": deed, "TIMES": str(times)},
        text=True,
        capture_output=True,
        timeout=300,
    )
    if deed == "die":
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        return None
    assert ended.returncode == os.EX_OK, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def copies(database):
    """Folders that backups of a database lie in."""
    return sorted((Path(config["data_dir"]) / "backups" / database).glob("*"))


def test_backup_is_proven(odoo, database):
    """ACC-07: restored, compared and opened; the newest copies alone are kept."""
    newest, older = work(odoo, database, "back up", times=2)
    for backup in newest, older:
        assert (backup["state"], backup["findings"]) == ("done", "")
        assert backup["rows"] > 10_000 and backup["files"] > 100
        assert backup["size"] > 1
        assert not backup["told"] and not backup["left"]
    assert not older["folder"]
    assert copies(database) == [Path(newest["folder"])]
    assert newest["mode"] == "700"
    names = {path.name for path in copies(database)[0].iterdir()}
    assert names == {"database.dump", "filestore", "contents.json"}


def test_harmed_copy_is_found(odoo, database):
    """ACC-07: a missing and a changed file are named, administrators told."""
    harmed, *_others = work(odoo, database, "harm")
    assert harmed["state"] == "failed"
    assert len(harmed["findings"].splitlines()) == 2
    assert harmed["told"] and not harmed["folder"] and not harmed["left"]
    assert len(copies(database)) == 1, "the proven one stays"


def test_killed_backup_leaves_nothing_behind(odoo, database):
    """ACC-07: the next run tells of it, and drops its database."""
    work(odoo, database, "die")
    newest, killed, *_others = work(odoo, database, "resume")
    assert (newest["state"], killed["state"]) == ("done", "failed")
    assert killed["findings"] and killed["told"]
    assert not newest["left"]
    assert copies(database) == [Path(newest["folder"])]


def test_missing_program_is_named(odoo, database):
    """ACC-07: one sentence that says what to install or to set."""
    failed, *_others = work(odoo, database, "without tools")
    assert failed["state"] == "failed"
    assert "pg_dump" in failed["findings"] and "pg_path" in failed["findings"]
