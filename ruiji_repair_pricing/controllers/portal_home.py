from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.ruiji_client_archive.controllers.portal_client_file import NO_FRAMES


class ClientPortal(CustomerPortal):
    """What the pages for clients share: the units of the session, never of a form."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        user = request.env.user
        if "repair_slip_count" in counters:
            # Counted within the scope of the session alone.
            slips = request.env["ruiji.repair.slip"].sudo()
            values["repair_slip_count"] = slips.search_count(user._portal_slip_domain())
        if "covering_contract_count" in counters:
            values["covering_contract_count"] = len(user._portal_contracts())
        return values

    def _render_page(self, template, values):
        """Render a page whose content stays out of frames and browser caches."""
        template = f"ruiji_repair_pricing.{template}"
        return request.render(template, values, headers=NO_FRAMES)

    def _find_in_scope(self, records, scope, id_):
        """The record if it is in the user's scope, else nothing: as if it weren't."""
        found = records.search(scope & Domain("id", "=", id_))
        if not found:
            self._log_refusal(records.browse(id_).exists())
        return found

    def _log_refusal(self, record):
        """Put on record that somebody asked for what is another client's (ACC-03)."""
        others = record.partner_id - request.env.user._portal_units()
        if others:
            request.env["ruiji.access.record"]._log_refusal(others, record)

    def _chosen_unit(self, units, unit_id):
        """The unit of that id if it is one of the user's, else his own."""
        chosen = units.filtered(lambda unit: str(unit.id) == str(unit_id or ""))
        return chosen or request.env.user._portal_unit()

    def _photo_sentence(self, error):
        return {
            "too_big": request.env._("A photo may have at most 10 MB."),
            "no_photo": request.env._("Photos are JPEG, PNG or WebP files."),
        }[error.code]
