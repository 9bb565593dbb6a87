from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

ACTIVITY = "ruiji_repair_pricing.mail_activity_bad_rating"
# Each is a value of Odoo's ratings: 4 and more is good, 3 is fair, less is bad.
LEVELS = [
    ("5", "Very satisfied"),
    ("4", "Satisfied"),
    ("3", "Fair"),
    ("1", "Dissatisfied"),
]
WORST = "1"
MAX_COMMENT = 1000
DONE_STATES = ("shipped", "closed")
KEPT_BY_CLIENTS = frozenset(("client_rating", "rating_last_value", "rating_ids"))


class RepairSlip(models.Model):
    """What the client says of the service, once for each slip (WEB-05)."""

    _inherit = "ruiji.repair.slip"

    client_rating = fields.Selection(
        LEVELS,
        string="Client's rating",
        compute="_compute_client_rating",
        store=True,
        index="btree_not_null",
        tracking=True,
        help="What the client's person said of the service once the boards were back.",
    )

    def _compute_rating_last_value(self):
        # Odoo asks the table, where the model of a new rating has to stand first.
        self.env["rating.rating"].flush_model(["res_model"])
        return super()._compute_rating_last_value()

    @api.depends("rating_last_value")
    def _compute_client_rating(self):
        for slip in self:
            value = slip.rating_last_value
            reached = (key for key, _label in LEVELS if value >= float(key) - 0.5)
            slip.client_rating = next(reached, False)

    def _rate(self, person, level, comment=""):
        """Keep what a person of the client says of the service.

        Called in sudo, for a slip that is in the scope of this person.

        :param person: res.partner who says so
        :param str level: a key of `client_rating`
        :raises UserError: before the boards are back, and the second time
        """
        self.ensure_one()
        self._check_is_to_be_rated()
        vals = self._prepare_rating_vals(person, level, comment)
        self.env["rating.rating"].create(vals)
        if level == WORST:
            self._tell_of_bad_rating(comment)

    def _offers_rating(self):
        """Whether the client's page of this slip asks what the service was like.

        See also `_slips_to_rate_domain` of the user.

        :return bool: True once the boards are on their way back, until it is rated
        """
        self.ensure_one()
        awaited = self.state in DONE_STATES and not self.client_rating
        return awaited and not self._is_rated_elsewhere()

    def _is_rated_elsewhere(self):
        """Whether an addon asks about this slip in a way of its own.

        It returns True then, and fills `slip_rating` of the page.
        """
        return False

    def _check_is_to_be_rated(self):
        if self.client_rating:
            raise UserError(
                self.env._(
                    "%(slip)s has been rated already: the first rating counts.",
                    slip=self.name,
                )
            )
        if self.state not in DONE_STATES:
            raise UserError(
                self.env._(
                    "%(slip)s can be rated once all its boards were sent back.",
                    slip=self.name,
                )
            )

    def _prepare_rating_vals(self, person, level, comment):
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "partner_id": person.id,
            "rated_partner_id": self.manager_id.partner_id.id,
            "rating": float(level),
            "feedback": comment,
            "consumed": True,
            # With a token, whoever reads it could rate anew on Odoo's public page.
            "access_token": False,
        }

    def _tell_of_bad_rating(self, comment):
        """Put the client's displeasure on the list of who looks after the client."""
        receiver = self._who_hears_of_bad_ratings()
        if receiver:
            # On the list only: nothing is mailed while the client waits.
            quietly = self.with_context(
                mail_activity_quick_update=True, lang=receiver.lang
            )
            quietly.activity_schedule(
                ACTIVITY, user_id=receiver.id, note=plaintext2html(comment)
            )

    def _who_hears_of_bad_ratings(self):
        """The client's account manager, if still here; else a vice president."""
        if self.manager_id.active:
            return self.manager_id
        group = self.env.ref("ruiji_client_archive.group_marketing_vp")
        return group.all_user_ids.sorted("id")[:1]

    def _given_rating(self):
        """The rating.rating that the client gave, or none."""
        return self.rating_ids.filtered("consumed")[:1]

    # Nobody else says it

    @api.model_create_multi
    def create(self, vals_list):
        """Take no rating along that the client didn't give."""
        for vals in vals_list:
            self._check_rating_is_the_client_s(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Leave ratings to clients (WEB-05)."""
        self._check_rating_is_the_client_s(vals)
        return super().write(vals)

    def message_post(self, **kwargs):
        """Post a message; Odoo's way to rate by one is shut (WEB-05)."""
        if kwargs.get("rating_value"):
            self.env["rating.rating"]._refuse()
        return super().message_post(**kwargs)

    @api.model
    def _check_rating_is_the_client_s(self, vals):
        if not self.env.su and KEPT_BY_CLIENTS & vals.keys():
            self.env["rating.rating"]._refuse()
