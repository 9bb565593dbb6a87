from contextlib import contextmanager

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ValidationError

from ..utils.naming import legal_name_key
from .res_partner import ClientNameTaken

NAME_INDEX = "res_partner_name_key_uniq"


class ResPartner(models.Model):
    """Who registers a client that is there already claims it (MGR-02)."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        clients = [vals for vals in vals_list if vals.get("is_client")]
        if not clients:
            return super().create(vals_list)
        with self._one_file_per_name(clients):
            return super().create(vals_list)

    def write(self, vals):
        names_a_client = "name" in vals and any(self.mapped("is_client"))
        if not (names_a_client or vals.get("is_client")):
            return super().write(vals)
        with self._one_file_per_name([{"name": p.name, **vals} for p in self]):
            return super().write(vals)

    @contextmanager
    def _one_file_per_name(self, vals_list):
        """Turn the refusal of a name into one sentence, and put the claim on record.

        The database has the last word: of two that save at the same moment the
        second waits for the first and is refused then.

        :param list vals_list: values with the names that are about to be written
        :raises ValidationError: saying which file has the name already
        """
        try:
            with self.env.cr.savepoint():
                yield
        except ClientNameTaken as refusal:
            claim, _message = self._claim_names(vals_list, at_once=False)
            raise ValidationError(
                " ".join(filter(None, (str(refusal), claim)))
            ) from None
        except UniqueViolation as error:
            if error.diag.constraint_name != NAME_INDEX:
                raise
            claim, message = self._claim_names(vals_list, at_once=True)
            raise ValidationError(" ".join(filter(None, (message, claim)))) from None

    @api.model
    def _claim_names(self, vals_list, at_once):
        """Record claims on a connection of their own: this transaction is undone.

        :return: two sentences: what becomes of the claim, and which file is there
        """
        if self.env.context.get("import_file"):
            # Rows of a spreadsheet claim nothing.
            return "", self.env._("A client with this legal name is in the archive.")
        by_key = {legal_name_key(vals["name"] or ""): vals for vals in vals_list}
        names = {key: vals["name"] for key, vals in by_key.items()}
        managers = {key: vals.get("user_id") for key, vals in by_key.items()}
        with self.env.registry.cursor() as cursor:
            # A claim is a note that anybody may cause and nobody may write.
            disputes = self.env(cr=cursor, su=True)["ruiji.client.dispute"]
            count, twins = disputes._claim(names, managers, at_once)
            message = twins[:1]._name_taken_sentence()
        claim = self.env._(
            "Your claim is on record: the general manager decides who looks after it."
        )
        return count and claim, message
