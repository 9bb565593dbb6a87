"""Fed to `odoo shell`: lets the scheduler's job make a backup, and says how it went.

The environment tells what to do (DEED), and how often.
"""

import json
import os
import signal
from pathlib import Path
from unittest.mock import patch

from odoo import api
from odoo.tools import config

from odoo.addons.ruiji_client_archive.models.backup_drill import Backup
from odoo.addons.ruiji_client_archive.utils import database_copy

RESTORE = database_copy.restore
SCRATCH = "SELECT datname FROM pg_database WHERE datname LIKE '%%\\_drill\\_%%'"


def die(*arguments):
    """What a server does to a worker that is over its time."""
    RESTORE(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)


def harm(backup, contents, prove=Backup._prove):
    """Lose a file and a byte of another one before the copy is tried."""
    first, second, *_others = contents.files
    (Path(backup.folder) / "filestore" / first).unlink()
    harmed = Path(backup.folder) / "filestore" / second
    harmed.unlink()
    harmed.write_bytes(b"harmed")
    return prove(backup, contents)


def work(env):
    """Do the deed and tell of all backups, newest first."""
    backups = env["ruiji.backup"]
    deed = os.environ["DEED"]
    if deed == "die":
        patch.object(database_copy, "restore", die).start()
    elif deed == "harm":
        patch.object(Backup, "_prove", harm).start()
    elif deed == "without tools":
        config["pg_path"] = "/nowhere"
    elif deed == "resume":
        backups._cron_backup()
    env["ir.config_parameter"].set_param("ruiji_client_archive.backup_kept", "1")
    for _time in range(int(os.environ.get("TIMES", 1))):
        backups.with_user(env.ref("base.user_admin")).action_backup_now()
        backups._cron_backup()
    print(json.dumps([tell(backup) for backup in backups.search([])]))


def tell(backup):
    """What the tests look at."""
    backup.env.cr.execute(SCRATCH)
    folder = Path(backup.folder or "/nowhere")
    return {
        "state": backup.state,
        "findings": backup.findings or "",
        "rows": backup.row_count,
        "files": backup.file_count,
        "size": backup.size,
        "folder": backup.folder,
        "mode": oct(folder.stat().st_mode)[-3:] if folder.exists() else None,
        "told": len(backup.activity_ids),
        "left": [name for (name,) in backup.env.cr.fetchall()],
    }


work(api.Environment(env.cr, env.uid, {"lang": "zh_CN"}))  # noqa: F821 the shell's own
