from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

FINANCE = "ruiji_client_archive.group_finance"
COUNTING = {"cash_counted", "other_counted", "note"}
# The database refuses what the application refuses: what was counted stays.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_takings_are_counted() RETURNS trigger AS $$
    BEGIN
        IF OLD.date_counted IS NOT NULL THEN
            RAISE EXCEPTION 'Counted takings are final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_takings_are_counted
     BEFORE UPDATE OR DELETE ON ruiji_service_takings
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_takings_are_counted();
"""


class ServiceTakings(models.Model):
    """What a technician hands in, and what finance counted (SVC-06)."""

    _name = "ruiji.service.takings"
    _description = "Takings Handed In"
    _order = "date_handed_in desc, id desc"

    name = fields.Char(string="Number", default="/", required=True, readonly=True)
    collector_id = fields.Many2one(
        "res.users",
        string="Handed in by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_handed_in = fields.Datetime(
        string="Handed in at", required=True, readonly=True, default=fields.Datetime.now
    )
    fee_ids = fields.One2many(
        "ruiji.service.fee", "takings_id", string="Fees", readonly=True
    )
    cash = fields.Monetary(string="Cash by receipts", readonly=True)
    other = fields.Monetary(string="Other means by receipts", readonly=True)
    cash_counted = fields.Monetary()
    other_counted = fields.Monetary(
        string="Other means checked", help="As the accounts of the company say."
    )
    difference = fields.Monetary(compute="_compute_difference", store=True)
    note = fields.Char(string="Why there is a difference")
    counted_by_id = fields.Many2one(
        "res.users", string="Counted by", readonly=True, ondelete="restrict"
    )
    date_counted = fields.Datetime(string="Counted at", readonly=True)
    state = fields.Selection(
        [("handed_in", "To be counted"), ("counted", "Counted")],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This number exists already."
    )
    _counted_by_another = models.Constraint(
        "CHECK (counted_by_id <> collector_id)",
        "Nobody counts the money that they collected themselves.",
    )

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    @api.depends("cash", "other", "cash_counted", "other_counted", "date_counted")
    def _compute_difference(self):
        for takings in self:
            counted = takings.cash_counted + takings.other_counted
            takings.difference = takings.date_counted and (
                counted - takings.cash - takings.other
            )

    @api.depends("date_counted")
    def _compute_state(self):
        for takings in self:
            takings.state = "counted" if takings.date_counted else "handed_in"

    def write(self, vals):
        """Take what finance counts, until it is counted.

        :raises UserError: if it is counted, or a fact was typed
        """
        is_late = vals.keys() - COUNTING or any(self.mapped("date_counted"))
        if is_late and not self.env.su:
            raise UserError(
                self.env._(
                    "What was handed in and counted stays: finance enters what is "
                    "counted, once."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Takings are kept."))

    def action_count(self):
        """Finance has counted; a difference needs its reason.

        :raises AccessError: for all but finance
        :raises UserError: for one's own money, and for differences without a reason
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_count()
        # The right to count was checked; who and when are the step's.
        takings = self.sudo()
        takings.lock_for_update(allow_referencing=True)
        counted = takings.cash_counted + takings.other_counted
        agrees = takings.currency_id.compare_amounts(
            counted, takings.cash + takings.other
        )
        if agrees != 0 and not (takings.note or "").strip():
            raise UserError(
                self.env._("The count differs from the receipts: write down why.")
            )
        takings.write(
            {"counted_by_id": self.env.uid, "date_counted": fields.Datetime.now()}
        )
        return True

    def _check_may_count(self):
        if not self.env.user.has_group(FINANCE):
            raise AccessError(self.env._("Finance counts what was handed in."))
        if self.collector_id == self.env.user:
            raise UserError(
                self.env._("Nobody counts the money that they collected themselves.")
            )
        if self.date_counted:
            raise UserError(self.env._("This has been counted already."))


class ServiceFee(models.Model):
    """Collected money is handed in to finance and checked off (SVC-06)."""

    _inherit = "ruiji.service.fee"

    takings_id = fields.Many2one(
        "ruiji.service.takings",
        string="Handed in with",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_hand_in(self):
        """Hand in all that the user has collected and not handed in yet.

        :return: action that shows the takings
        :raises UserError: if there is nothing
        """
        mine = self.search(
            [("collector_id", "=", self.env.uid), ("state", "=", "collected")]
        )
        if not mine:
            raise UserError(self.env._("You have collected nothing to hand in."))
        fees = mine._hold("collected")
        # Takings are made by this step alone, of one's own receipts.
        takings = self.env["ruiji.service.takings"].sudo()
        made = takings.create(
            [
                self._prepare_takings_vals(company, part)
                for company, part in fees.grouped("company_id").items()
            ]
        )
        for takings, part in zip(
            made, fees.grouped("company_id").values(), strict=True
        ):
            part.takings_id = takings
        return self._show_takings(made)

    def _prepare_takings_vals(self, company, fees):
        # Whoever may hand in takings may draw a number.
        sequence = self.env.ref("ruiji_field_service.sequence_service_takings").sudo()
        cash = fees.filtered(lambda fee: fee.method == "cash")
        return {
            "name": sequence._draw(1)[0],
            "collector_id": self.env.uid,
            "company_id": company.id,
            "cash": sum(cash.mapped("amount")),
            "other": sum((fees - cash).mapped("amount")),
        }

    def _show_takings(self, takings):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_field_service.service_takings_action"
        )
        if len(takings) == 1:
            return action | {"views": [(False, "form")], "res_id": takings.id}
        return action | {"domain": [("id", "in", takings.ids)]}
