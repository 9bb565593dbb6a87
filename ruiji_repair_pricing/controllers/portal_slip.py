from odoo import http
from odoo.fields import Date, Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_price import PricePortal

SLIPS_PER_PAGE = 20
SEARCH_DOMAINS = {
    "all": [
        *("name", "partner_id.name", "sender_waybill", "client_order_number"),
        *("repair_ids.serial_number", "repair_ids.exchange_serial_number"),
    ],
    "name": ["name"],
    "serial": ["repair_ids.serial_number", "repair_ids.exchange_serial_number"],
    "order": ["client_order_number"],
    "unit": ["partner_id.name", "partner_id.short_name"],
    "waybill": ["sender_waybill"],
}
SHOWN_STATES = ("submitted", "received", "shipped", "closed")


class SlipPortal(PricePortal):
    """Slips of the client's units: list, one slip, its photos."""

    def _slips(self):
        """The slips of the user's scope, as (model in sudo, domain).

        The domain is the scope check: sudo only lifts the absence of any right of
        portal users on slips.
        """
        # Portal users have no right on slips; the domain is the check.
        slips = request.env["ruiji.repair.slip"].sudo()
        return slips, request.env.user._portal_slip_domain()

    def _find_slip(self, slip_id):
        """The slip if it is in the user's scope, else nothing: as if it weren't."""
        slips, scope = self._slips()
        return self._find_in_scope(slips, scope, slip_id)

    def _get_slip_searchbar_sortings(self):
        return {
            "date": {
                "label": request.env._("Newest"),
                "order": "date_submitted desc, id desc",
            },
            "name": {"label": request.env._("Number"), "order": "name"},
            "state": {"label": request.env._("State"), "order": "state, id desc"},
        }

    def _get_slip_searchbar_inputs(self):
        return {
            "all": {"input": "all", "label": request.env._("Search in all")},
            "name": {"input": "name", "label": request.env._("Search by number")},
            "serial": {
                "input": "serial",
                "label": request.env._("Search by serial number"),
            },
            "order": {
                "input": "order",
                "label": request.env._("Search by the operator's order number"),
            },
            "unit": {"input": "unit", "label": request.env._("Search by unit")},
            "waybill": {
                "input": "waybill",
                "label": request.env._("Search by waybill"),
            },
        }

    def _get_slip_searchbar_filters(self):
        slips = request.env["ruiji.repair.slip"]
        labels = dict(slips._fields["state"]._description_selection(request.env))
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": request.env._("Open"),
                "domain": Domain("state", "!=", "closed"),
            },
            "quoted": {
                "label": request.env._("Quotation to answer"),
                "domain": request.env.user._quotation_to_answer_domain(),
            },
            "shipped": {
                "label": request.env._("On the way back"),
                "domain": Domain("state", "=", "shipped"),
            },
            "to_rate": {
                "label": request.env._("To be rated"),
                "domain": request.env.user._slips_to_rate_domain(),
            },
        } | {
            state: {"label": labels[state], "domain": Domain("state", "=", state)}
            for state in SHOWN_STATES
        }

    def _period_domain(self, first_day, last_day):
        """Slips handed in from one day to another, by the company's clock."""
        company = request.env.company
        domain = Domain.TRUE
        if first_day:
            start, _end = company._moments_of(first_day, first_day)
            domain &= Domain("date_submitted", ">=", start)
        if last_day:
            _start, end = company._moments_of(last_day, last_day)
            domain &= Domain("date_submitted", "<", end)
        return domain

    def _day(self, text):
        """The day that a date field of a form holds, or none."""
        try:
            day = Date.to_date(text or False)
        except ValueError:
            return False
        return day and 1990 < day.year < 2200 and day

    def _prepare_slips_values(
        self, page=1, sortby="date", filterby="all", search="", search_in="all", **kw
    ):
        slips, domain = self._slips()
        first_day, last_day = self._day(kw.get("from_day")), self._day(kw.get("to_day"))
        sortings = self._get_slip_searchbar_sortings()
        filters = self._get_slip_searchbar_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        search_in = search_in if search_in in SEARCH_DOMAINS else "all"
        domain &= filters[filterby]["domain"]
        domain &= self._period_domain(first_day, last_day)
        if search:
            domain &= Domain.OR(
                Domain(name, "ilike", search) for name in SEARCH_DOMAINS[search_in]
            )
        pager = portal_pager(
            url="/my/repair-slips",
            total=slips.search_count(domain),
            page=page,
            step=SLIPS_PER_PAGE,
            url_args={
                "sortby": sortby,
                "filterby": filterby,
                "search": search,
                "search_in": search_in,
                "from_day": first_day or "",
                "to_day": last_day or "",
            },
        )
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "repair_slips",
            "drafts": request.env["ruiji.repair.slip.draft"]._own(),
            "slips": slips.search(
                domain,
                order=sortings[sortby]["order"],
                limit=SLIPS_PER_PAGE,
                offset=pager["offset"],
            ),
            "pager": pager,
            "default_url": "/my/repair-slips",
            "searchbar_sortings": sortings,
            "searchbar_filters": filters,
            "searchbar_inputs": self._get_slip_searchbar_inputs(),
            "sortby": sortby,
            "filterby": filterby,
            "search": search,
            "search_in": search_in,
            "from_day": first_day,
            "to_day": last_day,
        }

    @http.route(
        ["/my/repair-slips", "/my/repair-slips/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_repair_slips(self, **kwargs):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        values = self._prepare_slips_values(**kwargs)
        return self._render_page("portal_my_repair_slips", values)

    def _prepare_slip_values(self, slip, why=None):
        repair = slip.repair_ids.filtered(lambda board: str(board.id) == str(why or ""))
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "repair_slips",
            "slip": slip,
            "waiting": slip.intake_line_ids,
            "photos": self._photos(slip).grouped("res_id"),
            "answer": repair.product_id
            and self._price_answer(
                slip.partner_id, repair.product_id, slip.price_day, repair
            ),
        }

    @http.route(
        "/my/repair-slips/<int:slip_id>", type="http", auth="user", website=True
    )
    def portal_my_repair_slip(self, slip_id, why=None, **_kwargs):
        slip = self._find_slip(slip_id)
        if not slip:
            return request.redirect("/my/repair-slips")
        values = self._prepare_slip_values(slip, why)
        return self._render_page("portal_my_repair_slip", values)

    def _photos(self, slip):
        """Photos that the client sent along with the boards of a slip."""
        # The slip is in the user's scope; its boards' photos came from the client.
        return (
            request.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "repair.order"),
                    ("res_id", "in", slip.repair_ids.ids),
                    ("create_uid.share", "=", True),
                ]
            )
        )

    @http.route(
        "/my/repair-slips/<int:slip_id>/photos/<int:photo_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_repair_slip_photo(self, slip_id, photo_id, **_kwargs):
        photos = self._photos(self._find_slip(slip_id))
        photo = photos.filtered(lambda known: known.id == photo_id)
        if not photo:
            raise request.not_found()
        return self._photo_response(photo)

    def _photo_response(self, photo):
        """Show a photo that the caller has found in the user's scope."""
        stream = request.env["ir.binary"]._get_stream_from(photo)
        response = stream.get_response()
        response.headers["Cache-Control"] = "no-store"
        return response
