from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..utils.birthday import (
    birthday_spans,
    month_and_day,
    next_birthday,
    read_birthday,
)
from .res_partner_person import MARKETING


class ResPartner(models.Model):
    """The day on which a person, or a client's main contact, was born (ANA-04)."""

    _inherit = "res.partner"

    birthday = fields.Char(
        size=5,
        tracking=True,
        index="btree_not_null",
        groups=MARKETING,
        help="Month and day by the solar calendar, such as 03-15.",
    )
    next_birthday = fields.Date(
        compute="_compute_next_birthday",
        search="_search_next_birthday",
        groups=MARKETING,
    )
    celebrated_name = fields.Char(
        string="Whose birthday",
        compute="_compute_celebrated_name",
        groups=MARKETING,
        help="The person, or the main contact of a client.",
    )

    _birthday_is_a_day = models.Constraint(
        "CHECK (birthday ~ '^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
        "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$')",
        "A birthday is a month and a day, such as 03-15.",
    )

    @api.depends("birthday")
    def _compute_next_birthday(self):
        today = fields.Date.context_today(self)
        for person in self:
            person.next_birthday = person.birthday and next_birthday(
                person.birthday, today
            )

    @api.depends("name", "contact_name", "is_client")
    def _compute_celebrated_name(self):
        for person in self:
            name = person.contact_name if person.is_client else person.name
            person.celebrated_name = name or person.name

    def _search_next_birthday(self, operator, value):
        today = fields.Date.context_today(self)
        if operator == "in":
            days = filter(None, value)
            return Domain.OR(self._birthday_domain(day, day) for day in days)
        if operator not in ("<=", "<"):
            return NotImplemented
        last = value if operator == "<=" else value - timedelta(days=1)
        return self._birthday_domain(today, last)

    @api.model
    def _birthday_domain(self, date_from, date_to):
        """Domain of those whose birthday is kept between two days (ANA-04).

        :param date date_from: the first day
        :param date date_to: the last day
        """
        return Domain.OR(
            Domain("birthday", ">=", start) & Domain("birthday", "<=", end)
            for start, end in birthday_spans(date_from, date_to)
        )

    @api.model
    def _birthdays_between(self, date_from, date_to):
        """Who has a birthday between two days, both included (ANA-04, CAR-05).

        Persons at clients, and main contacts who are not among the persons: of
        these the client is returned (see `celebrated_name`). 29 February counts
        on the 28th where the year has none.

        :param date date_from: the first day
        :param date date_to: the last day
        :return: partners whose files the user may open, by birthday
        :raises AccessError: when the user's role has nothing to do with birthdays
        """
        # The level marks what is part of the archive (ACC-02).
        of_archive = Domain("confidentiality", "!=", False)
        found = self.search(
            self._birthday_domain(date_from, date_to) & of_archive,
            order="next_birthday, id",
        )
        persons = {(p.parent_id, p.name) for p in found - found.filtered("is_client")}
        return found.filtered(lambda p: (p, p.contact_name) not in persons)

    def action_open_celebrated(self):
        """Open the person, or the file whose main contact it is."""
        self.ensure_one()
        action = self.get_formview_action()
        if not self.is_client:
            form = self.env.ref("ruiji_client_archive.person_view_form")
            action["views"] = [(form.id, "form")]
        return action

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_birthday(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_birthday(vals))

    @api.model
    def _with_birthday(self, vals):
        """These values, with the birthday as it is kept."""
        if not vals.get("birthday"):
            return vals
        try:
            return vals | {"birthday": read_birthday(vals["birthday"])}
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "%(birthday)s is no birthday: enter month and day, such as 03-15.",
                    birthday=vals["birthday"],
                )
            ) from error

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Birthdays in the order in which they come, over the turn of the year."""
        if field_name != "next_birthday":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        birthday = self._field_to_sql(alias, "birthday", query)
        today = month_and_day(fields.Date.context_today(self))
        return SQL(
            "(%(birthday)s < %(today)s) %(direction)s, %(birthday)s %(direction)s",
            birthday=birthday,
            today=today,
            direction=direction,
        )
