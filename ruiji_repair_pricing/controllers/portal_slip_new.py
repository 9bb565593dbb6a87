import uuid

import psycopg2

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.http import request

from ..utils.slip_form import MAX_ROWS, SlipForm, is_bad_photo
from .portal_contract import BOARDS_OFFERED
from .portal_slip import SlipPortal

INITIAL_ROWS = 3


class SlipSubmission(SlipPortal):
    """A slip from the web: many boards, handed in once however often it is sent."""

    @http.route(
        "/my/repair-slips/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_new_repair_slip(self, **post):
        units = request.env.user._portal_units()
        if not units:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_new_slip(units, SlipForm({}), uuid.uuid4().hex)
        token = (post.get("token") or "")[:64]
        form = SlipForm(post)
        errors = self._check_form(units, form, token)
        if errors:
            return self._render_new_slip(units, form, token, errors)
        return self._submit(units, form, token)

    @http.route("/my/repair-slips/sent", type="http", auth="user", website=True)
    def portal_sent_repair_slip(self, token="", **_kwargs):
        """Lead a second click to the slip that the first one made."""
        slips, scope = self._slips()
        slip = slips.search(scope & Domain("client_token", "=", token or False))
        return request.redirect(f"/my/repair-slips/{slip.id or ''}".rstrip("/"))

    @http.route("/my/repair-slips/boards", type="jsonrpc", auth="user", website=True)
    def portal_repair_slip_boards(self, term=""):
        """Complete a board's name while it is typed."""
        if not request.env.user._portal_unit():
            return []
        # Boards of the catalogue are no secret, and carry no prices here.
        boards = request.env["product.product"].sudo()._search_boards(str(term)[:64])
        return [board._board_label() for board in boards]

    @http.route("/my/repair-slips/price", type="jsonrpc", auth="user", website=True)
    def portal_repair_slip_price(self, unit_id=None, board=""):
        """The price of a board as it is chosen, and the contract that gives it."""
        unit = self._pick(request.env.user._portal_units(), unit_id)
        # Boards of the catalogue are no secret; the price is asked for below.
        products = request.env["product.product"].sudo()
        product = products._boards_by_text([str(board)])[str(board)]
        if not unit or not product:
            return {"known": False}
        today = request.env.company._business_day()
        answer = self._price_answer(unit, product, today)
        told = ("state", "price", "contract", "reason")
        return {"known": True} | {name: answer[name] for name in told}

    def _pick(self, allowed, record_id):
        """The record of that id if it is among those allowed, else none."""
        return allowed.filtered(lambda record: str(record.id) == str(record_id or ""))

    def _contacts(self):
        """Persons who may be named on a slip: of the user's own unit."""
        # A unit knows its own people; no other field of them is shown.
        unit = request.env.user._portal_unit()
        return unit.child_ids.filtered(lambda person: not person.is_company)

    def _logistics_companies(self):
        # Names of logistics companies are no secret.
        companies = request.env["res.partner"].sudo()
        return companies.search_fetch([("is_logistics_company", "=", True)], ["name"])

    def _check_form(self, units, form, token):
        """What is wrong with the form, one sentence each."""
        errors = []
        if not token:
            errors.append(request.env._("This page is out of date: open a new slip."))
        if not self._pick(units, form.unit_id):
            errors.append(request.env._("Choose the unit that sends the boards."))
        if not form.rows:
            errors.append(request.env._("Enter at least one board."))
        if form.too_many:
            errors.append(
                request.env._("Send at most %s boards with one slip.", MAX_ROWS)
            )
        if form.too_long:
            errors.append(request.env._("Some entries are too long: shorten them."))
        if any(not row.board for row in form.rows):
            errors.append(
                request.env._("Each line needs its board; write what is printed on it.")
            )
        if any(is_bad_photo(photo) for row in form.rows for photo in row.photos):
            errors.append(
                request.env._("Photos are JPEG, PNG or WebP files of at most 5 MB.")
            )
        return errors

    def _submit(self, units, form, token):
        """Make the slip, or lead to the one that this form has made before."""
        slips, scope = self._slips()
        slip = slips.search(scope & Domain("client_token", "=", token))
        if not slip:
            try:
                with request.env.cr.savepoint():
                    slip = self._create_slip(units, form, token)
            except psycopg2.errors.UniqueViolation:
                # The same form was sent twice at once and the other one won; this
                # transaction can't see its slip yet, the next one can.
                return request.redirect(f"/my/repair-slips/sent?token={token}")
            except UserError as error:
                return self._render_new_slip(units, form, token, [str(error)])
        return request.redirect(f"/my/repair-slips/{slip.id}")

    def _create_slip(self, units, form, token):
        # Portal users have no right on slips: unit, contact and logistics company
        # were looked up within their scope, all other fields are free text.
        slips = request.env["ruiji.repair.slip"].sudo()
        slip = slips.with_context(mail_create_nosubscribe=True).create(
            self._prepare_slip_vals(units, form, token)
        )
        slip.action_submit()
        self._attach_photos(slip, form)
        return slip

    def _prepare_slip_vals(self, units, form, token):
        # The catalogue is no secret; portal users merely have no right on products.
        boards = request.env["product.product"].sudo()
        boards = boards._boards_by_text([row.board for row in form.rows])
        logistics = self._pick(self._logistics_companies(), form.logistics_id)
        vals = {
            "partner_id": self._pick(units, form.unit_id).id,
            "contact_id": self._pick(self._contacts(), form.contact_id).id,
            "channel": "web",
            "client_token": token,
            "department": form.department,
            "sender_waybill": form.waybill,
            "client_order_number": form.order_number,
            "note": form.note,
            "repair_ids": [
                Command.create(self._prepare_board_vals(row, boards[row.board]))
                for row in form.rows
            ],
        }
        if logistics:
            vals["logistics_partner_id"] = logistics.id
        return vals

    def _prepare_board_vals(self, row, product):
        return {
            "product_id": product.id,
            "board_text": False if product else row.board,
            "serial_number": row.serial,
            "fault_description": row.fault,
        }

    def _attach_photos(self, slip, form):
        # The slip was just made for a unit of the user's scope; files were checked.
        request.env["ir.attachment"].sudo().create(
            [
                {
                    "name": photo.filename,
                    "raw": photo.stream.read(),
                    "res_model": "repair.order",
                    "res_id": repair.id,
                }
                for repair, row in zip(slip.repair_ids, form.rows, strict=True)
                for photo in row.photos
            ]
        )

    def _render_new_slip(self, units, form, token, errors=()):
        unit = self._chosen_unit(units, form.unit_id)
        # Boards of the catalogue are no secret, and carry no prices here.
        products = request.env["product.product"].sudo()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "repair_slip_new",
            "units": units,
            "unit": unit,
            "asks_order_number": any(
                units.document_format_id.mapped("asks_order_number")
            ),
            "contacts": self._contacts(),
            "logistics_companies": self._logistics_companies(),
            "boards": products._search_boards("", limit=BOARDS_OFFERED),
            "form": form,
            "rows": form.rows_to_show(INITIAL_ROWS),
            "token": token,
            "errors": errors,
            "person": request.env.user.partner_id,
        }
        return self._render_page("portal_new_repair_slip", values)
