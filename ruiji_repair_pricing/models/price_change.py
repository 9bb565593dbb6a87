from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class PriceChange(models.Model):
    """What became of published prices: who changed what, when (PRI-09).

    Entries are only ever added. Neither the application nor a statement in the
    database changes or removes one; that a price or contract is deleted later
    merely cuts the link.
    """

    _name = "ruiji.price.change"
    _description = "Price Change"
    _order = "id DESC"
    _rec_name = "price_label"

    price_id = fields.Many2one(
        "ruiji.repair.price",
        string="Price line",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    contract_id = fields.Many2one(
        "ruiji.contract", ondelete="set null", index="btree_not_null", readonly=True
    )
    repair_id = fields.Many2one(
        "repair.order", ondelete="set null", index="btree_not_null", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    is_standard = fields.Boolean(
        string="Standard list",
        readonly=True,
        help="Tells the standard list from contracts that are gone.",
    )
    contract_number = fields.Char(readonly=True)
    price_label = fields.Char(string="Price of", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("added", "Added"),
            ("published", "Published"),
            ("changed", "Changed"),
            ("removed", "Removed"),
            ("repriced", "Repair priced anew"),
        ],
        required=True,
        readonly=True,
    )
    field_name = fields.Char(readonly=True)
    field_label = fields.Char(
        string="What", compute="_compute_field_label", compute_sudo=True
    )
    old_value = fields.Char(readonly=True)
    new_value = fields.Char(readonly=True)
    reason = fields.Char(readonly=True)

    def init(self):
        """Have the database refuse what the application refuses."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION ruiji_price_change_is_final() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND
                   to_jsonb(NEW) - ARRAY['price_id', 'contract_id', 'repair_id'] =
                   to_jsonb(OLD) - ARRAY['price_id', 'contract_id', 'repair_id'] AND
                   COALESCE(NEW.price_id, OLD.price_id)
                       IS NOT DISTINCT FROM OLD.price_id AND
                   COALESCE(NEW.contract_id, OLD.contract_id)
                       IS NOT DISTINCT FROM OLD.contract_id AND
                   COALESCE(NEW.repair_id, OLD.repair_id)
                       IS NOT DISTINCT FROM OLD.repair_id
                THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'Entries of ruiji_price_change are final';
            END $$;
            """
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER ruiji_price_change_is_final
                BEFORE UPDATE OR DELETE ON %s
                FOR EACH ROW EXECUTE FUNCTION ruiji_price_change_is_final()
                """,
                SQL.identifier(self._table),
            )
        )

    @api.depends("field_name", "kind")
    def _compute_field_label(self):
        lines = self.env["ruiji.repair.price"].fields_get(attributes=["string"])
        for change in self:
            known = lines.get(change.field_name)
            change.field_label = known["string"] if known else False

    def write(self, vals):
        """Refuse, whoever asks; an empty set has nothing to change."""
        if self:
            self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse()

    def _refuse(self):
        raise UserError(
            self.env._(
                "The record of price changes is final: correct the price itself, and "
                "the correction is recorded as well."
            )
        )
