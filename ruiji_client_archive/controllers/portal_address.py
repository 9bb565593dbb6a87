from werkzeug.exceptions import Forbidden

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class ArchiveAddressPages(CustomerPortal):
    """Clients keep their data on the client file page, not on Odoo's address pages.

    Those write to the company and to everybody in it, untracked in part.
    """

    @http.route()
    def account(self, **kwargs):
        return self._client_file_instead() or super().account(**kwargs)

    @http.route()
    def my_addresses(self, **query_params):
        return self._client_file_instead() or super().my_addresses(**query_params)

    @http.route()
    def portal_address(self, *args, **kwargs):
        return self._client_file_instead() or super().portal_address(*args, **kwargs)

    @http.route()
    def portal_address_submit(self, *args, **form_data):
        self._refuse_clients()
        return super().portal_address_submit(*args, **form_data)

    @http.route()
    def address_archive(self, partner_id):
        self._refuse_clients()
        return super().address_archive(partner_id)

    def _client_file_instead(self):
        if request.env.user._portal_unit():
            return request.redirect("/my/client-file")
        return None

    def _refuse_clients(self):
        if request.env.user._portal_unit():
            raise Forbidden()
