import uuid

from odoo import http
from odoo.fields import Datetime
from odoo.http import request

from ..utils.photo import MAX_PHOTO_BYTES, PhotoError
from ..utils.slip_form import SlipForm
from .portal_slip_new import NEW_SLIP
from .portal_slip_rows import SlipRows


class SlipDrafts(SlipRows):
    """What is typed stays when the connection drops, and goes on elsewhere (WEB-05)."""

    @http.route("/my/repair-slips/draft", type="jsonrpc", auth="user", website=True)
    def portal_keep_draft(self, token="", values=None):
        """Keep the form as it stands.

        :return: {saved_at}, {sent: where its slip is}, or {refused: why}
        """
        token = str(token)[:64]
        if not request.env.user._portal_unit():
            return {"refused": self._no_draft_sentence()}
        slip = self._slip_of(token)
        if slip:
            return {"sent": f"/my/repair-slips/{slip.id}"}
        values = values if isinstance(values, dict) else {}
        draft = self._drafts()._keep(token, SlipForm(values))
        if not draft:
            return {"refused": self._no_draft_sentence()}
        return {"saved_at": Datetime.to_string(draft.saved_at)}

    @http.route(
        "/my/repair-slips/draft/drop",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_drop_draft(self, token="", **_form):
        """Drop one of the user's own drafts with its photos."""
        self._drafts()._find(token).unlink()
        return request.redirect(NEW_SLIP)

    @http.route(
        "/my/repair-slips/<int:slip_id>/copy",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_copy_slip(self, slip_id, **_form):
        """Begin a slip like an earlier one; other boards have other numbers."""
        slip = self._find_slip(slip_id)
        if not slip:
            return request.redirect("/my/repair-slips")
        form = SlipForm(self._copied_values(slip))
        draft = self._drafts()._keep(uuid.uuid4().hex, form)
        if not draft:
            errors = [self._no_draft_sentence()]
            units = request.env.user._portal_units()
            return self._render_new_slip(units, form, uuid.uuid4().hex, errors)
        return request.redirect(f"{NEW_SLIP}?draft={draft.token}")

    def _copied_values(self, slip):
        values = {
            "unit_id": str(slip.partner_id.id),
            "contact_id": str(slip.contact_id.id),
            "logistics_partner_id": str(slip.logistics_partner_id.id or ""),
            "department": slip.department or "",
        }
        for number, board in enumerate(slip.repair_ids):
            known = board.product_id
            label = known._board_label() if known else board.board_text
            values[f"board-{number}"] = label or ""
        return values

    @http.route(
        "/my/repair-slips/draft/photos",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_add_photo(self, token="", row="", photo=None, **_form):
        """Take a photo of a board ahead of its slip.

        :return: JSON of {id} or {refused: why}
        """
        draft = self._drafts()._find(token)
        if not draft or not row.isdecimal() or not hasattr(photo, "stream"):
            return self._json(refused=self._no_draft_sentence())
        photo.stream.seek(0)
        content = photo.stream.read(MAX_PHOTO_BYTES + 1)
        try:
            kept = draft._add_photos({int(row): [content]})
        except PhotoError as error:
            return self._json(refused=self._photo_sentence(error))
        if not kept:
            return self._json(refused=request.env._("No more photos of this board."))
        return self._json(id=kept.id)

    def _json(self, **values):
        return request.make_json_response(values)

    @http.route(
        "/my/repair-slips/draft/photos/<int:photo_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_draft_photo(self, photo_id, **_kwargs):
        """Show a photo of one of the user's own drafts."""
        photo = self._own_photo(photo_id)
        if not photo:
            raise request.not_found()
        return self._photo_response(photo)

    @http.route(
        "/my/repair-slips/draft/photos/drop",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_drop_photo(self, photo_id=0):
        """Drop a photo of one of the user's own drafts."""
        self._own_photo(photo_id).unlink()

    def _own_photo(self, photo_id):
        photos = self._drafts()._own()._photos()
        return photos.filtered(lambda photo: photo.id == photo_id)
