from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..utils.login_code_pool import LoginCodePool
from ..utils.naming import department_word, legal_name_key

# Each one-time password takes a third of a second to be hashed.
MOST_ROWS = 100


class WebAccessBulk(models.TransientModel):
    """Clerk grants web access to persons of many units at once (WEB-02, WEB-03).

    A row is a person: the main contact of each unit is ticked, everybody else on its
    file may be. No password is kept here: see `ruiji.web.access.sheet`.
    """

    _name = "ruiji.web.access.bulk"
    _description = "Grant Web Access to Several"

    line_ids = fields.One2many("ruiji.web.access.bulk.line", "bulk_id", string="Rows")
    portal_scope = fields.Selection(
        "_selection_portal_scope", string="Sees on the web", default="unit"
    )
    consent = fields.Boolean(string="The clients agree to these codes")
    consent_date = fields.Date(default=fields.Date.context_today)

    @api.model
    def _selection_portal_scope(self):
        scope = self.env["res.partner"]._fields["portal_scope"]
        return scope._description_selection(self.env)

    # Rows

    def _open_for(self, clients):
        """Return the dialog with the persons of these clients.

        :raises UserError: when there are more rows than one sheet takes
        """
        rows = self._propose_rows(clients)
        if sum(row.get("chosen", False) for row in rows) > MOST_ROWS:
            raise UserError(
                self.env._(
                    "These are more than %(most)s persons: choose fewer units at a "
                    "time.",
                    most=MOST_ROWS,
                )
            )
        bulk = self.create({"line_ids": [Command.create(row) for row in rows]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Grant Web Access"),
            "res_model": self._name,
            "res_id": bulk.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _propose_rows(self, clients):
        pool = LoginCodePool(clients._login_code_holders())
        rows = []
        for client in clients:
            main, others = self._people(client)
            if client.contact_name or not others:
                row = self._propose_row(client, client.contact_name, main, pool)
                row["chosen"] = bool(row["name"] and not main.has_web_access)
                rows.append(row)
            rows += [self._propose_row(client, p.name, p, pool) for p in others]
        return rows

    def _people(self, client):
        """Return the main contact, if a person already, and everybody else on file.

        The main contact is described on the client itself until he becomes a person.
        """
        persons = client.child_ids.filtered(lambda child: child.type == "contact")
        main_key = legal_name_key(client.contact_name)
        main = persons.filtered(lambda p: legal_name_key(p.name) == main_key)[:1]
        return main, persons - main

    def _propose_row(self, client, name, person, pool):
        source = person or client
        words = department_word(source.function) or name
        code = person.login_code or ""
        if name and not code:
            own_ids = (client | person).ids
            code = pool.propose(client.short_name, words, own_ids, (client.id, name))
        return {
            "client_id": client.id,
            "person_id": person.id,
            "name": name,
            "function": source.function,
            "email": source.email,
            "login_code": code.lower(),
            "consent_by": name,
        }

    # Granting

    def action_grant(self):
        """Make the ticked persons portal users; show the sheet for those without mail.

        :return: the action that shows the one-time passwords, once
        :raises UserError: naming every row that is not right; nothing is granted then
        """
        self.ensure_one()
        self.check_access("write")
        lines = self.line_ids.filtered("chosen")
        # Whoever may grant access still grants it only where he may keep the file.
        lines.client_id._check_may_keep_web_access()
        self._check_rows(lines)
        lines._set_persons()
        lines._record_consent()
        # The rights were checked above; users are not the clerk's to write.
        users = lines.person_id._grant_web_access_to(
            {line.person_id: line.login_code.lower() for line in lines}
        )
        invited = lines.filtered("email").person_id
        by_mail = users.filtered(lambda user: user.partner_id in invited)
        by_mail._queue_invitation()
        return self.env["ruiji.web.access.sheet"]._print_once(users - by_mail)

    def _check_rows(self, lines):
        if not lines:
            raise UserError(self.env._("Tick the persons who get web access."))
        if len(lines) > MOST_ROWS:
            raise UserError(
                self.env._(
                    "Tick at most %(most)s persons at a time; grant the others after "
                    "that.",
                    most=MOST_ROWS,
                )
            )
        if not (self.consent and self.consent_date):
            raise UserError(
                self.env._(
                    "Record the clients' consent to the codes first: that they agree, "
                    "who agreed and when."
                )
            )
        wrong = lines.filtered("problem")
        if wrong:
            raise UserError(
                "\n".join(
                    [
                        self.env._("Put these rows right or untick them:"),
                        *(f"{row.client_id.name}: {row.problem}" for row in wrong),
                    ]
                )
            )
