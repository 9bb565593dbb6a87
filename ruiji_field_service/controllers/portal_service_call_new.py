import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import psycopg2

from odoo import http
from odoo.fields import Datetime
from odoo.http import request

from odoo.addons.ruiji_repair_pricing.controllers.portal_contract import BOARDS_OFFERED
from odoo.addons.ruiji_repair_pricing.utils.photo import MAX_PHOTO_BYTES, PhotoError

from ..models.service_call_web import MOST_PHOTOS
from .portal_service_call import CALLS, ServiceCallPortal

NEW_CALL = f"{CALLS}/new"
# What is typed freely, and how long it may be
LONGEST_ENTRIES = {
    "equipment": 100,
    "serial_number": 64,
    "fault": 2000,
    "district": 64,
    "street": 200,
    "contact_name": 64,
    "contact_phone": 64,
}


class ServiceCallForm(ServiceCallPortal):
    """A call from the web: taken once, however often it is sent (SVC-01)."""

    @http.route(NEW_CALL, type="http", auth="user", methods=["GET"], website=True)
    def portal_new_service_call(self, **_kwargs):
        """An empty form, with who is signed in as the contact."""
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        # The person who is signed in, as the client's file knows it.
        person = request.env.user.sudo().partner_id
        return self._render_call_form(
            {
                "token": uuid.uuid4().hex,
                "contact_name": person.name,
                "contact_phone": person.mobile or person.phone or "",
            }
        )

    @http.route(NEW_CALL, type="http", auth="user", methods=["POST"], website=True)
    def portal_send_service_call(self, **post):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        # No database keeps a zero byte.
        post = {name: str(v).replace("\0", "").strip() for name, v in post.items()}
        errors = self._check_call_form(post)
        if errors:
            return self._render_call_form(post, errors)
        token = post["token"]
        try:
            with request.env.cr.savepoint():
                call = self._take_call(post, token)
        except PhotoError as error:
            return self._render_call_form(post, [self._photo_sentence(error)])
        except psycopg2.errors.UniqueViolation:
            # The same form was sent twice at once and the other one won; this
            # transaction can't see what it made, the next can.
            return request.redirect(f"{CALLS}/sent?token={token}", code=303)
        return request.redirect(f"{CALLS}/{call.id}?sent={token}", code=303)

    @http.route(
        f"{CALLS}/sent", type="http", auth="user", methods=["GET"], website=True
    )
    def portal_sent_service_call(self, token="", **_kwargs):
        """Lead a second click to the call that the first one made."""
        calls = request.env["ruiji.service.call"]
        call = calls._received_from_portal(request.env.user, str(token)[:64])
        return request.redirect(f"{CALLS}/{call.id or ''}".rstrip("/"))

    @http.route(f"{CALLS}/ready", type="jsonrpc", auth="user", website=True)
    def portal_service_call_ready(self):
        """Whether a form would be taken now: asked before it leaves the device."""
        return bool(request.env.user._portal_unit())

    def _take_call(self, post, token):
        return request.env["ruiji.service.call"]._receive_from_portal(
            request.env.user,
            token,
            self._prepare_call_vals(post),
            self._call_uploads(),
        )

    def _call_uploads(self):
        """The files of the form; of one that is too big, enough to say so."""
        files = request.httprequest.files.getlist("photos")
        return [file.read(MAX_PHOTO_BYTES + 1) for file in files if file.filename]

    def _prepare_call_vals(self, post):
        """What the form says; whose call it is comes from the scope."""
        unit = self._chosen_unit(request.env.user._portal_units(), post.get("unit_id"))
        # Boards of the catalogue are no secret.
        boards = request.env["product.product"].sudo()
        board = boards._board_by_text(post["equipment"])
        vals = {
            "partner_id": unit.id,
            "product_id": board.id,
            "product_text": post["equipment"],
            "serial_number": post.get("serial_number"),
            "fault_description": post["fault"],
            "district": post.get("district"),
            "area": post["area"],
            "contact_name": post["contact_name"],
            "contact_phone": post["contact_phone"],
            "urgency": post["urgency"],
            "date_wished": self._wished_moment(post) or False,
        }
        if post.get("street"):
            vals["street"] = post["street"]
        person = request.env.user.partner_id
        if person.name == post["contact_name"] and person.parent_id == unit:
            vals["contact_id"] = person.id
        return vals

    def _wished_moment(self, post):
        """The moment, in UTC, that the form names by the company's clock.

        :return: a datetime, or None without one or for what is no moment
        """
        zone = ZoneInfo(request.env.company._business_timezone())
        try:
            named = datetime.fromisoformat(post.get("wished_at") or "")
            return named.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
        except (OverflowError, ValueError):
            return None

    def _check_call_form(self, post):
        """What is wrong with the form, one sentence each."""
        asked = {
            "equipment": request.env._("Say which equipment is out of order."),
            "fault": request.env._("Say what is wrong."),
            "contact_name": request.env._("Say whom our technician asks for on site."),
            "contact_phone": request.env._("Give a telephone number for questions."),
        }
        errors = [sentence for name, sentence in asked.items() if not post.get(name)]
        if not 0 < len(post.get("token") or "") <= 64:
            errors.append(request.env._("This page is out of date: open a new one."))
        if any(
            len(post.get(name, "")) > most for name, most in LONGEST_ENTRIES.items()
        ):
            errors.append(request.env._("Some entries are too long: shorten them."))
        for name, sentence in self._choices_asked().items():
            if post.get(name) not in self._call_choices(name):
                errors.append(sentence)
        return errors + self._check_wished_at(post)

    def _choices_asked(self):
        return {
            "area": request.env._("Say whether the site is in the city."),
            "urgency": request.env._("Say how your service is affected."),
        }

    def _check_wished_at(self, post):
        wished = self._wished_moment(post)
        if post.get("wished_at") and (not wished or wished < Datetime.now()):
            return [request.env._("Choose a wished time that lies ahead.")]
        return []

    def _call_choices(self, name):
        field = request.env["ruiji.service.call"]._fields[name]
        return dict(field._description_selection(request.env))

    def _render_call_form(self, form, errors=()):
        units = request.env.user._portal_units()
        # Boards of the catalogue are no secret, and carry no prices here.
        boards = request.env["product.product"].sudo()
        return self._render_call_page(
            "portal_new_service_call",
            form=form,
            errors=errors,
            units=units,
            unit=self._chosen_unit(units, form.get("unit_id")),
            boards=boards._search_boards("", limit=BOARDS_OFFERED),
            areas=self._call_choices("area"),
            urgencies=self._call_choices("urgency"),
            promises=request.env["ruiji.service.promise"]._by_area(),
            longest=LONGEST_ENTRIES,
            most_photos=MOST_PHOTOS,
            is_new_call=True,
        )
