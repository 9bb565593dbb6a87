import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.urls import urljoin

from .satisfaction_rating import ASPECTS

COMMENT_LENGTH = 2000


class SatisfactionRating(models.Model):
    """Asking a client, and keeping what it answers (CAR-04, CAR-07)."""

    _inherit = "ruiji.satisfaction.rating"

    @api.model
    def _ask(self, events):
        """Ask clients how they were served, about each event once.

        Asked again before the client has answered, the link holds for longer.

        :param list events: values of a rating each: res_model, res_id, name, kind,
            partner_id, contact_id, technician_ids, piece_count, event_date, company_id
        :return: the ratings of these events
        """
        # Asking comes with serving: whoever serves needs no right on ratings.
        ratings = self.sudo()
        known = ratings._of_events(events)
        known.filtered(lambda rating: not rating.answered_on)._prolong()
        asked = {(rating.res_model, rating.res_id) for rating in known}
        return known | ratings.create(
            [
                self._prepare_question_vals() | event
                for event in events
                if (event["res_model"], event["res_id"]) not in asked
            ]
        )

    @api.model
    def _of_events(self, events):
        ids = {}
        for event in events:
            ids.setdefault(event["res_model"], []).append(event["res_id"])
        found = self.browse()
        for model, model_ids in ids.items():
            found |= self._of_records(model, model_ids)
        return found

    @api.model
    def _of_records(self, model, ids):
        """The ratings of service events of one model."""
        return self.search([("res_model", "=", model), ("res_id", "in", list(ids))])

    @api.model
    def _prepare_question_vals(self):
        return {
            "access_token": secrets.token_urlsafe(16),
            "expires_on": self._last_day(),
        }

    def _last_day(self):
        """The last day on which a link that is given today can be used."""
        today = fields.Date.context_today(self)
        return today + timedelta(days=self.env.company.rating_link_days)

    def _prolong(self):
        if self:
            self.write({"expires_on": self._last_day()})

    def _is_open(self):
        """Whether the client may still answer."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return not self.answered_on and self.expires_on >= today

    def _url(self):
        """The address of the page; it needs no login, so it goes to the client only."""
        self.ensure_one()
        # Papers and mails to the client carry the link that nobody else reads.
        token = self.sudo().access_token
        return urljoin(self.get_base_url(), f"/satisfaction/{token}")

    def _answer(self, levels, comment):
        """Keep the client's answer; the lowest level opens a complaint (CAR-07).

        :param dict levels: {aspect: level}, all four of them
        :param str comment: what the client adds
        :return: whether this was the answer, not one after it
        """
        self.ensure_one()
        self._hold_answer()
        if self.answered_on:
            return False
        self.write(
            {
                **{aspect: levels[aspect] for aspect in ASPECTS},
                "comment": (comment or "").strip()[:COMMENT_LENGTH] or False,
                "answered_on": fields.Datetime.now(),
            }
        )
        if self.is_low:
            self._open_complaint()
        return True

    def _hold_answer(self):
        """Have a second answer wait, which then finds the first."""
        self.env.execute_query(
            SQL("SELECT id FROM %s WHERE id = %s FOR UPDATE", SQL(self._table), self.id)
        )
        self.invalidate_recordset(["answered_on"])

    def _open_complaint(self):
        """Have somebody see to what the client is dissatisfied with, now."""
        self.env["ruiji.client.feedback"]._open_complaint(
            [self._prepare_complaint_vals()]
        )

    def _prepare_complaint_vals(self):
        house = self.with_context(lang=self.company_id.partner_id.lang)
        lines = [
            house.env._(
                "Dissatisfied with %(number)s: %(aspects)s",
                number=self.name,
                aspects=", ".join(house._low_aspects()),
            ),
            self.comment or "",
        ]
        return {
            "partner_id": self.partner_id.id,
            "contact_id": self.contact_id.id,
            "channel": "rating",
            "subject": lines[0],
            "description": "\n".join(filter(None, lines)),
            "slip_id": self.res_model == "ruiji.repair.slip" and self.res_id,
            "source_key": f"{self._name},{self.id}",
        }

    def _low_aspects(self):
        return [
            self._fields[aspect]._description_string(self.env)
            for aspect in ASPECTS
            if self[aspect] == "dissatisfied"
        ]
