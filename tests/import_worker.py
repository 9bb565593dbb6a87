"""Fed to `odoo shell`: works on an import as the scheduler does, and may be killed.

The environment tells what to do (DEED), and when to die of SIGKILL (KILL).
"""

import json
import os
import signal
from unittest.mock import patch

from odoo import api

from odoo.addons.base.models.ir_cron import IrCron
from odoo.addons.ruiji_client_archive.importer import handler, journal, undo

ROWS = """
    SELECT partner.name, partner.is_client, partner.archive_state, partner.client_tier,
           partner.business_remark, partner.phone, above.name, parent.name,
           (SELECT COUNT(*) FROM ruiji_unit_membership WHERE unit_id = partner.id)
      FROM res_partner partner
      LEFT JOIN res_partner above ON above.id = partner.superior_id
      LEFT JOIN res_partner parent ON parent.id = partner.parent_id
     ORDER BY partner.name, parent.name, partner.id"""


class Fate:
    """Dies at the chosen commit: before it, after it, or within the batch."""

    def __init__(self, kill):
        self.place, _, number = kill.rpartition(" ")
        self.number = int(number or 0)
        self.commits = 0

    def meet(self, place):
        if (place, self.commits) == (self.place, self.number):
            os.kill(os.getpid(), signal.SIGKILL)

    def commit(self, cron, *arguments, **options):
        self.commits += 1
        self.meet("before commit")
        cron.env.flush_all()
        cron.env.cr.commit()
        self.meet("after commit")
        return float("inf")

    def write_down(self, writer):
        self.meet("inside batch")
        return WRITE_DOWN(writer)


WRITE_DOWN = journal.Journal.write_down


def begin(env):
    """Let the scheduler have an import to do, or to take back."""
    imports = env["ruiji.archive.import"]
    if os.environ["DEED"] == "import":
        record = imports.create(
            {"file": os.environ["WORKBOOK"], "file_name": "client_archive.xlsx"}
        )
        record.action_import()
    elif os.environ["DEED"] == "undo":
        imports.search([], limit=1)._begin_undo()
    env.cr.commit()


def answer(env):
    """Say what there is in the end, without ids and times."""
    record = env["ruiji.archive.import"].search([], limit=1)
    env.cr.execute(ROWS)
    rows = env.cr.fetchall()
    return {
        "state": record.state,
        "created": record.created_count,
        "left": record.kept_count,
        "rows": rows,
    }


def work(env):
    """Do the deed in small batches, until its end or the appointed death."""
    fate = Fate(os.environ["KILL"])
    begin(env)
    with (
        patch.object(handler, "BATCH_SIZE", 8),
        patch.object(undo, "BATCH_SIZE", 8),
        patch.object(IrCron, "_commit_progress", lambda *a, **o: fate.commit(*a, **o)),
        patch.object(journal.Journal, "write_down", lambda w: fate.write_down(w)),
    ):
        env["ruiji.archive.import"]._cron_import()
    print(json.dumps(answer(env)))


work(api.Environment(env.cr, env.uid, {"lang": "zh_CN"}))  # noqa: F821 the shell's own
