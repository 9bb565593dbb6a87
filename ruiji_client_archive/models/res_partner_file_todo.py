from odoo import api, fields, models

from ..utils.file_parts import FILE_FIELDS
from .res_partner_completeness import PERSON_MEASURES


class ResPartner(models.Model):
    """What is left to do in a file, as a list that leads to the fields (ARC-10)."""

    _inherit = "res.partner"

    file_todo = fields.Json(
        string="To do in this file",
        compute="_compute_file_todo",
        groups="base.group_user",
    )

    @api.depends(
        "is_client",
        *FILE_FIELDS,
        "subordinate_ids",
        "child_ids.active",
        *(f"child_ids.{name}" for name in PERSON_MEASURES),
    )
    def _compute_file_todo(self):
        clients = self.filtered("is_client")
        (self - clients).file_todo = False
        # The rules count what is there; that it is missing is all that is told.
        archive = clients.sudo()
        persons = archive._persons_to_measure() if archive else {}
        missing = archive._missing_in_files(persons) if archive else {}
        for client in clients:
            # As above: what is wrong is shown with fields the reader may see.
            wrong = client.sudo()._wrong_in_file(persons[client.id])
            client.file_todo = [
                *(client._wrong_item(*entry) for entry in wrong),
                *client._missing_items(missing[client.id][1]),
            ]

    def _missing_items(self, rules):
        """What is to be filled in, the heaviest first."""
        open_rules = rules.filtered(
            lambda rule: not rule.field_name
            or self._has_field_access(self._fields[rule.field_name], "read")
        )
        return [
            {
                "id": f"rule-{rule.id}",
                "kind": "missing",
                # The name of a rule tells nothing of a client.
                "text": rule.with_env(self.env).sudo().name,
                "page": rule._page(),
                "field": rule.field_name,
            }
            for rule in open_rules.sorted(lambda rule: (-rule.weight, rule.sequence))
        ]

    def _wrong_item(self, partner, field, problem):
        """What cannot be right, with how to mend it."""
        # Records in sudo equal each other; nothing is read.
        of_client = partner == self.sudo()
        sentence = self._how_to_mend(partner, field, problem)
        if not of_client:
            sentence = self.env._(
                "%(person)s: %(sentence)s", person=partner.name, sentence=sentence
            )
        return {
            "id": f"wrong-{partner.id}-{field}",
            "kind": "wrong",
            "text": sentence,
            "page": "basic" if of_client else "persons",
            "field": of_client and field,
        }

    def _how_to_mend(self, partner, field, problem):
        value = partner[field]
        if problem == "too_long":
            return self.env._("%(value)s is too long: shorten it.", value=value)
        if problem == "elsewhere":
            return self.env._(
                "Postal code %(value)s is not of %(province)s: codes there begin with "
                "%(beginnings)s.",
                value=value,
                province=partner.state_id.name,
                beginnings=", ".join(partner.state_id._postal_prefixes()),
            )
        sentences = {
            "mobile": self.env._(
                "Mobile %(value)s: enter eleven digits that begin with 1.", value=value
            ),
            "email": self.env._(
                "E-mail %(value)s: enter an address such as name@example.cn.",
                value=value,
            ),
            "zip": self.env._("Postal code %(value)s: enter six digits.", value=value),
        }
        return sentences.get(field) or self.env._(
            "Number %(value)s: enter the area code and the number, such as "
            "029-88450000.",
            value=value,
        )
