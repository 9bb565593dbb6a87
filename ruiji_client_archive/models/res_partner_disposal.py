from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError

STAFF = "base.group_user"
HOLDERS = (
    "ruiji_client_archive.group_customer_service,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)
# What is written about people, whichever addon keeps it
ERASED_TYPES = {"char", "text", "html", "binary", "image"}
ERASED_TOO = {
    "birth_year",
    "gender",
    "position_role",
    "category_id",
    "industry_id",
    "enterprise_nature",
    "street_number",
    "state_id",
    "city_id",
    "country_id",
    "registered_capital",
    "granted_credit",
    "credit_grade",
    "potential_demand",
    "national_rank",
    "demand_class",
}
# What a file without anybody's data still is
KEPT = {"name", "client_number", "lang", "tz", "type", "grade_reason"}


class ResPartner(models.Model):
    """Destruction of the data in a prospect's file (ARC-12, ACC-12)."""

    _inherit = "res.partner"

    disposal_ids = fields.One2many(
        "ruiji.disposal",
        "client_id",
        groups="ruiji_client_archive.group_archive_user",
    )
    disposal_hold = fields.Boolean(
        string="Keep the file",
        copy=False,
        tracking=True,
        groups=STAFF,
        help="A file on hold is not destroyed, whatever is proposed.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("disposal_hold") for vals in vals_list):
            self._check_may_hold()
        return super().create(vals_list)

    def write(self, vals):
        if "disposal_hold" in vals:
            self._check_may_hold()
        return super().write(vals)

    @api.model
    def _check_may_hold(self):
        if not (self.env.su or self.env.user.has_groups(HOLDERS)):
            raise AccessError(
                self.env._(
                    "Customer service and management decide which files are kept: "
                    "propose it to them."
                )
            )

    def _check_not_destroyed(self):
        """Refuse business with a file that was destroyed (ACC-12).

        :raises ValidationError: naming what the file is called now
        """
        # Whoever makes business may know that the file is gone.
        gone = self.sudo().filtered(lambda c: c.archive_state == "disposed")
        if gone:
            raise ValidationError(
                self.env._(
                    "%(client)s was destroyed: register the client anew first.",
                    client=gone[0].name,
                )
            )

    # What stands against it

    def _check_may_be_disposed(self):
        """Refuse files that are to be kept, and say why.

        :raises UserError: naming the file and what stands against it
        """
        # What stands against it decides, whether the proposer may see it or not.
        obstacles = self.sudo()._disposal_obstacles()
        for client in self:
            if obstacles[client.id]:
                raise UserError(
                    self.env._(
                        "The file of %(client)s is not destroyed: %(obstacle)s.",
                        client=client.name,
                        obstacle=obstacles[client.id][0],
                    )
                )

    def _disposal_obstacles(self):
        """What stands against the destruction of files; other addons add theirs.

        :return: {partner id: [sentences]}
        """
        obstacles = defaultdict(list)
        for client in self:
            obstacles[client.id] += client._own_obstacles()
        leads = self.env["crm.lead"].with_context(active_test=False)
        pending = leads._read_group(
            [("client_id", "in", self.ids), ("won_status", "!=", "lost")],
            ["client_id"],
        )
        for (client,) in pending:
            obstacles[client.id].append(self.env._("it has an open or won lead"))
        return obstacles

    def _own_obstacles(self):
        """What the file itself says against its destruction."""
        is_gone = not self.is_client or self.archive_state == "disposed"
        had_business = self.lifecycle != "prospective"
        checks = (
            (is_gone, self.env._("it is no client file any more")),
            (
                had_business,
                self.env._("only prospects without agreement are disposed of"),
            ),
            (
                self.disposal_hold,
                self.env._("it is on hold (%s)", self.disposal_hold_reason or "-"),
            ),
            (self.subordinate_ids, self.env._("units stand below it")),
            (
                (self | self.child_ids).user_ids,
                self.env._("its persons have web access: revoke it first"),
            ),
        )
        return [sentence for stands_against, sentence in checks if stands_against]

    # Destruction

    def _dispose(self, certificate):
        """Erase what the file holds and put it away.

        To be called as the system, after approval.

        :param str certificate: number of the disposal
        :return: counts of what was erased, as `ruiji.disposal` keeps them
        """
        self.ensure_one()
        self._lock_for_disposal()
        self._check_may_be_disposed()
        records = self.with_context(
            active_test=False, tracking_disable=True, mail_notrack=True
        )
        persons = records.child_ids
        leads = records.env["crm.lead"].search(
            [("partner_id", "in", (records | persons).ids)]
        )
        counts = {"person_count": len(persons), "lead_count": len(leads)}
        leads._erase()
        persons._erase_fields()
        records._erase_fields()
        traces = [
            (records | persons)._erase_traces(),
            leads._erase_traces(),
        ]
        for name in ("message_count", "attachment_count"):
            counts[name] = sum(trace[name] for trace in traces)
        persons.write({"name": self.env._("Erased person"), "active": False})
        records.write(
            {
                "name": self.env._("Disposed file %s", self.client_number),
                "archive_state": "disposed",
                "active": False,
            }
        )
        records._message_log(
            body=self.env._("Destroyed under certificate %s", certificate)
        )
        return counts

    def _lock_for_disposal(self):
        """Keep contracts and slips from being made for the file meanwhile."""
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody works with the file of %s right now. Try again later.",
                    self.name,
                )
            ) from error

    def _erase_fields(self):
        """Empty every field that says something of the unit or of a person."""
        names = [
            name
            for name, field in self._fields.items()
            if field.store
            and name not in KEPT
            and not field.required
            and not field.related
            and (field.type in ERASED_TYPES or name in ERASED_TOO)
            and (not field.compute or not field.readonly)
        ]
        self.write(dict.fromkeys(names, False))
        self._erase_with_file()

    def _erase_with_file(self):
        """Delete records that hang on the file; other addons add theirs."""
        self.significant_change_ids.unlink()
        self.bank_ids.unlink()
        self.watch_alert_ids.unlink()
        self._erase_records_kept()
        self._erase_elsewhere()
