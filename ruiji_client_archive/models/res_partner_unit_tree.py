from odoo import models


class ResPartner(models.Model):
    """What a unit shows, and offers, in the unit tree (SUB-02, SUB-06)."""

    _inherit = "res.partner"

    def _tree_marks(self, day):
        """Short words beside these units in the tree; other addons add theirs.

        :param date day: the day as of which the tree is looked at
        :return: {id: [{"label", "kind": a colour of Odoo's badges, "title"}]}
        """
        labels = dict(self._fields["lifecycle"]._description_selection(self.env))
        kinds = {"current": "success", "prospective": "info", "former": "secondary"}
        return {
            unit.id: [{"label": labels[unit.lifecycle], "kind": kinds[unit.lifecycle]}]
            for unit in self.filtered("lifecycle")
        }

    def action_show_in_tree(self):
        """Open the unit tree at this unit (SUB-02)."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_client_archive.unit_tree_action"
        )
        action["params"] = {"unit_id": self.id}
        return action

    def action_move_unit(self):
        """Open the wizard that moves this unit (SUB-04)."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.unit_move_action"
        )
        action["context"] = {"active_model": "res.partner", "active_ids": self.ids}
        return action
