from odoo import fields, models


class CareBulk(models.AbstractModel):
    """Letters of one sender to many, sent in the background (CAR-04, CAR-05).

    The heir names the letters, heirs of `ruiji.care.queue`, and their link to it.
    """

    _name = "ruiji.care.bulk"
    _description = "Letters to Many"
    _letter_model = None
    _letter_link = None
    _letter_job = None

    user_id = fields.Many2one(
        "res.users",
        string="Sender",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, required=True
    )
    total = fields.Integer(string="People written to", compute="_compute_progress")
    sent = fields.Integer(compute="_compute_progress")
    waiting = fields.Integer(compute="_compute_progress")
    progress = fields.Float(string="Progress (%)", compute="_compute_progress")

    def _compute_progress(self):
        """How far each has come, of the files one may open, in one query."""
        counts = self._letter_counts()
        for dispatch in self:
            of = {
                state: counts.get((dispatch._origin.id, state), 0)
                for state in ("waiting", "sent", "left_out")
            }
            dispatch.total = sum(of.values())
            dispatch.sent = of["sent"]
            dispatch.waiting = of["waiting"]
            done = dispatch.total - dispatch.waiting
            dispatch.progress = 100 * done / dispatch.total if dispatch.total else 0

    def _letter_counts(self):
        """{(id of the dispatch, state of its letters): how many}"""
        letters = self.env[self._letter_model]
        groups = letters._read_group(
            [(self._letter_link, "in", self.ids), (letters._queue_field, "!=", False)],
            [self._letter_link, letters._queue_field],
            ["__count"],
        )
        return {(dispatch.id, state): count for dispatch, state, count in groups}

    def _start_sending(self):
        # The job sends for everybody.
        self.env.ref(self._letter_job).sudo()._trigger()
