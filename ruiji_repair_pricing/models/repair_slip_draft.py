import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..utils.photo import clean_photo
from ..utils.slip_form import MAX_PHOTOS, SlipForm

DAYS_KEPT = 30
MAX_DRAFTS = 20
KEEP = """
INSERT INTO ruiji_repair_slip_draft
       (user_id, token, entries, board_count, saved_at,
        create_uid, create_date, write_uid, write_date)
VALUES (%(user)s, %(token)s, %(entries)s, %(boards)s, %(now)s,
        %(user)s, %(now)s, %(user)s, %(now)s)
    ON CONFLICT (token) DO UPDATE
   SET entries = excluded.entries,
       board_count = excluded.board_count,
       saved_at = excluded.saved_at,
       write_date = excluded.write_date
 WHERE ruiji_repair_slip_draft.user_id = excluded.user_id
RETURNING id
"""


class RepairSlipDraft(models.Model):
    """What a portal user has typed of a slip and not sent yet (WEB-05).

    Nobody has any right on drafts: the portal's pages show each user his own. The
    token is that of the slip to be: once that exists, the draft is gone for good.
    """

    _name = "ruiji.repair.slip.draft"
    _description = "Unsent Slip"
    _order = "saved_at desc, id desc"
    _rec_name = "token"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    token = fields.Char(required=True, readonly=True)
    entries = fields.Json(readonly=True, export_string_translation=False)
    problems = fields.Json(readonly=True, export_string_translation=False)
    board_count = fields.Integer(string="Boards", readonly=True)
    saved_at = fields.Datetime(string="Saved on", readonly=True)

    _token_uniq = models.UniqueIndex("(token)", "This draft exists already.")

    @api.model
    def _own(self):
        """The drafts of the user that asks, in sudo, the latest first."""
        # Drafts are their user's alone, and nobody has a right on the model.
        return self.sudo().search([("user_id", "=", self.env.uid)])

    @api.model
    def _find(self, token):
        """The user's draft of that token, in sudo, or none."""
        return self._own().filtered(lambda draft: draft.token == token)

    @api.model
    def _keep(self, token, form):
        """Keep what was typed; twice at once is kept once.

        :param str token: that of the page
        :param SlipForm form: what was typed
        :return: the draft, empty when the token is another's or has made its slip
        """
        if not self._may_keep(token):
            return self.browse()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                KEEP,
                user=self.env.uid,
                token=token,
                entries=json.dumps(form.values()),
                boards=len(form.rows),
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_model()
        # The row was made for, or is, the user's own.
        return self.sudo().browse(row[0] for row in rows)

    @api.model
    def _may_keep(self, token):
        # Only whether the token has been used is asked.
        slips = self.env["ruiji.repair.slip"].sudo()
        if not token or slips.search_count([("client_token", "=", token)], limit=1):
            return False
        own = self._own()
        return token in own.mapped("token") or len(own) < MAX_DRAFTS

    def _form(self):
        """What was typed, as the form of the page."""
        return SlipForm(self.entries or {}, problems=self.problems)

    def _photos(self):
        """Photos that were sent ahead of their slip, in sudo."""
        # A draft's photos are its user's own.
        return (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
            .sorted("id")
        )

    def _photos_by_row(self):
        """{row number: photos}"""
        return self._photos().grouped(lambda photo: int(photo.description or -1))

    def _add_photos(self, files):
        """Keep photos of boards until their slip is sent, so many a board.

        :param dict files: {row number: list of bytes}
        :return: the attachments
        :raises PhotoError: when a file is none
        """
        self.ensure_one()
        there = self._photos_by_row()
        return self._photos().create(
            [
                self._prepare_photo_vals(number, content)
                for number, contents in files.items()
                for content in contents[: MAX_PHOTOS - len(there.get(number, ()))]
            ]
        )

    def _prepare_photo_vals(self, number, content):
        return {
            "name": f"{self.env._('Photo')}.jpg",
            "raw": clean_photo(content),
            "res_model": self._name,
            "res_id": self.id,
            # Where it belongs, until there is a board.
            "description": str(number),
        }

    @api.autovacuum
    def _gc_old_drafts(self):
        """Forget what nobody has gone on with."""
        limit = fields.Datetime.now() - timedelta(days=DAYS_KEPT)
        # Whose they are does not matter any more.
        self.sudo().search([("saved_at", "<", limit)]).unlink()
