from pathlib import Path

from odoo import SUPERUSER_ID, api, models
from odoo.modules.registry import Registry
from odoo.tools import SQL, format_list

from ..utils import database_copy
from .backup import DUMP

GUARD = "SELECT 1 FROM pg_trigger WHERE tgname = 'ruiji_access_record_is_final'"
NAMED = 5  # tables or files that a finding names


class Backup(models.Model):
    """The drill: a copy is brought back and held against the original (ACC-07)."""

    _inherit = "ruiji.backup"

    def _prove(self, contents):
        """Restore the copy and look whether all of it is there.

        :param contents: what the database held when it was copied
        :return: findings, a sentence each; none if all is well
        """
        self._step("restore")
        deadline = self.env["ruiji.archive.import"]._end_of_time()
        source, scratch = Path(self.folder) / DUMP, self._scratch()
        database_copy.restore(source, self.env.cr.dbname, scratch, deadline)
        self._step("compare")
        findings = self._row_findings(contents, database_copy.contents(scratch))
        findings += self._file_findings(contents)
        if database_copy.sha256(source) != self.checksum:
            findings.append(self.env._("The copied database changed on the disk."))
        return findings + self._opening_findings(scratch)

    def _row_findings(self, original, restored):
        wrong = sorted(
            table
            for table in original.rows.keys() | restored.rows.keys()
            if original.rows.get(table) != restored.rows.get(table)
        )
        if not wrong:
            return []
        return [
            self.env._(
                "Tables that lost or gained rows: %(tables)s", tables=self._named(wrong)
            )
        ]

    def _file_findings(self, original):
        missing, harmed = self._file_copy(original.files).faults()
        findings = []
        if missing:
            findings.append(
                self.env._(
                    "Files that are missing: %(files)s", files=self._named(missing)
                )
            )
        if harmed:
            findings.append(
                self.env._(
                    "Files whose content changed: %(files)s", files=self._named(harmed)
                )
            )
        return findings

    def _named(self, names):
        shown = names[:NAMED] + [f"+{len(names) - NAMED}"] * (len(names) > NAMED)
        return format_list(self.env, shown)

    def _opening_findings(self, scratch):
        """Open the copy as Odoo does, and let it say what is wrong with it."""
        try:
            with Registry(scratch).cursor() as cursor:
                restored = api.Environment(cursor, SUPERUSER_ID, {})
                return restored[self._name]._drill_findings(self.env.lang)
        finally:
            Registry.delete(scratch)

    @api.model
    def _drill_findings(self, lang):
        """What is wrong with the data of the database that this runs in.

        Addons append what they can check.

        :param str lang: the language of the findings
        """
        self = self.with_context(lang=lang)
        findings = []
        if not self.env.execute_query(SQL(GUARD)):
            guard = self.env._("The guard of the access records is missing.")
            findings.append(guard)
        return findings + self._chain_findings()

    def _chain_findings(self):
        """Walk the chain of the access records; their files are compared apart."""
        seals = self.env["ruiji.access.seal"]
        finding = seals._check_chain(files=False)
        return [seals._outcome(finding)] if finding else []
