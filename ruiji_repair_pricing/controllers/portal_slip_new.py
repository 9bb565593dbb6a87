import uuid

import psycopg2

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.http import request

from ..utils.photo import PhotoError
from ..utils.slip_form import SlipForm
from .portal_slip_form import UNCLEAR, SlipFormPortal

NEW_SLIP = "/my/repair-slips/new"


class SlipSubmission(SlipFormPortal):
    """A slip from the web: many boards, handed in once however often it is sent."""

    @http.route(NEW_SLIP, type="http", auth="user", website=True, methods=["GET"])
    def portal_new_repair_slip(self, draft="", **_kwargs):
        """An empty form, or one that goes on where a draft was left."""
        units = request.env.user._portal_units()
        if not units:
            return request.redirect("/my")
        if not draft:
            return self._render_new_slip(units, SlipForm({}), uuid.uuid4().hex)
        slip = self._slip_of(draft)
        if slip:
            return request.redirect(f"/my/repair-slips/{slip.id}")
        found = self._drafts()._find(draft)
        if not found:
            return request.redirect(NEW_SLIP)
        return self._render_new_slip(units, found._form(), found.token)

    @http.route(NEW_SLIP, type="http", auth="user", website=True, methods=["POST"])
    def portal_send_repair_slip(self, **post):
        """Take a form: into the draft first, so that nothing gets lost."""
        units = request.env.user._portal_units()
        if not units:
            return request.redirect("/my")
        token = (post.get("token") or "")[:64]
        slip = token and self._slip_of(token)
        if slip:
            return request.redirect(f"/my/repair-slips/{slip.id}")
        form, draft, errors = self._keep_form(post, token)
        errors += self._check_form(units, form, token)
        if errors:
            return self._render_new_slip(units, form, token, errors)
        unit = self._pick(units, form.unit_id)
        judged = self._judge_rows(unit, form.rows)
        if not self._may_send(judged, post.get("as_is")):
            return self._render_new_slip(units, form, token, unclear=True)
        return self._submit(units, form, token, draft, judged)

    @http.route("/my/repair-slips/sent", type="http", auth="user", website=True)
    def portal_sent_repair_slip(self, token="", **_kwargs):
        """Lead a second click to the slip that the first one made."""
        slip = self._slip_of(token)
        return request.redirect(f"/my/repair-slips/{slip.id or ''}".rstrip("/"))

    def _slip_of(self, token):
        """The slip in the user's scope that the form of this token has made."""
        slips, scope = self._slips()
        return slips.search(scope & Domain("client_token", "=", token or False))

    def _keep_form(self, post, token):
        """Keep a form with its photos as a draft.

        :return: (SlipForm, draft, list of sentences about photos)
        """
        drafts = self._drafts()
        files = request.httprequest.files
        form = SlipForm(post, files, drafts._find(token).problems)
        draft = drafts._keep(token, form)
        return form, draft, draft and self._keep_photos(draft, form.rows) or []

    def _keep_photos(self, draft, rows):
        """Photos of a page without scripts come along with its form."""
        streams = [photo.stream for row in rows for photo in row.photos]
        for stream in streams:
            stream.seek(0)
        files = {
            row.number: [photo.stream.read() for photo in row.photos]
            for row in rows
            if row.photos
        }
        try:
            draft._add_photos(files)
        except PhotoError as error:
            return [self._photo_sentence(error)]
        return []

    def _may_send(self, judged, as_is):
        """Whether all boards are clear, or the unclear ones may wait with us."""
        clear = [one for one in judged if one.verdict not in UNCLEAR]
        return clear and (as_is or len(clear) == len(judged))

    def _submit(self, units, form, token, draft, judged):
        """Make the slip, or lead to the one that this form has made before."""
        try:
            with request.env.cr.savepoint():
                slip = self._create_slip(units, form, token, draft, judged)
        except psycopg2.errors.UniqueViolation as error:
            # This transaction can't see what the other one has made; the next can.
            if "client_token" in (error.diag.constraint_name or ""):
                # The same form was sent twice at once and the other one won.
                return request.redirect(f"/my/repair-slips/sent?token={token}")
            # A board came in on another slip at this very moment: the draft says so.
            return request.redirect(f"{NEW_SLIP}?draft={token}")
        except UserError as error:
            return self._render_new_slip(units, form, token, [str(error)])
        return request.redirect(f"/my/repair-slips/{slip.id}")

    def _create_slip(self, units, form, token, draft, judged):
        clear = [one for one in judged if one.verdict not in UNCLEAR]
        unclear = [one for one in judged if one.verdict in UNCLEAR]
        # Portal users have no right on slips: unit, contact and logistics company
        # were looked up within their scope, all other fields are free text.
        slips = request.env["ruiji.repair.slip"].sudo()
        slip = slips.with_context(mail_create_nosubscribe=True).create(
            self._prepare_slip_vals(units, form, token)
            | {"repair_ids": [Command.create(one.vals) for one in clear]}
        )
        lines = slip._keep_unclear_rows(unclear)
        slip.action_submit()
        self._hand_photos_on(draft, clear, slip.repair_ids)
        self._hand_photos_on(draft, unclear, lines)
        draft.unlink()
        return slip

    def _prepare_slip_vals(self, units, form, token):
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
        }
        if logistics:
            vals["logistics_partner_id"] = logistics.id
        return vals

    def _hand_photos_on(self, draft, judged, records):
        """Photos of the rows of a draft become those of what was made of the rows."""
        photos = draft._photos_by_row()
        places = {
            photo.id: record.id
            for one, record in zip(judged, records, strict=True)
            for photo in photos.get(one.row.number, ())
        }
        draft._photos()._move_photos(records._name, places)
