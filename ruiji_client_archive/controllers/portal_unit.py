from odoo import http
from odoo.http import request

TERM_LENGTH = 64
LAST_PAGE = 1000


class PortalUnits(http.Controller):
    """What the unit chooser of the portal's forms offers while one types."""

    @http.route("/my/units", type="jsonrpc", auth="user", website=True, readonly=True)
    def portal_unit_choices(self, term="", page=1, among=""):
        """A page of the units in the user's scope; never another client's (WEB-06).

        :param str among: "logins" for the units whose logins the user keeps (WEB-07)

        :return: {"units": [{"id", "name", "number"}], "more": whether there are more}
        """
        page = page if isinstance(page, int) and 0 < page <= LAST_PAGE else 1
        term = str(term or "").strip()[:TERM_LENGTH]
        user = request.env.user
        units = (
            user._administered_units() if among == "logins" else user._portal_units()
        )
        units, more = user._page_of_units(units, term, page)
        return {
            "units": [
                {"id": unit.id, "name": unit.name, "number": unit.client_number or ""}
                for unit in units
            ],
            "more": more,
        }
