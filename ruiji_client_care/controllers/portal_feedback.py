import uuid

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager
from odoo.addons.ruiji_client_archive.controllers.portal_client_file import NO_FRAMES
from odoo.addons.ruiji_repair_pricing.controllers.portal_home import ClientPortal
from odoo.addons.ruiji_repair_pricing.utils.photo import MAX_PHOTO_BYTES, PhotoError

from ..models.client_feedback_portal import KINDS_OFFERED, MOST_PHOTOS

PER_PAGE = 20
LONGEST = {"subject": 100, "description": 4000}


class FeedbackPortal(ClientPortal):
    """Feedback of the user's units: list, one of them, a new one (CAR-03)."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "feedback_count" in counters:
            feedback, scope = self._feedback()
            values["feedback_count"] = feedback.search_count(scope)
        return values

    def _feedback(self):
        """Feedback of the user's scope, as (model in sudo, domain)."""
        # Portal users have no right on feedback; the domain is the check.
        feedback = request.env["ruiji.client.feedback"].sudo()
        return feedback, request.env.user._portal_feedback_domain()

    def _find_feedback(self, feedback_id):
        feedback, scope = self._feedback()
        return self._find_in_scope(feedback, scope, feedback_id)

    def _render_feedback(self, template, **values):
        """Render a page whose content stays out of frames and browser caches."""
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "feedback",
            **values,
        }
        template = f"ruiji_client_care.{template}"
        return request.render(template, values, headers=NO_FRAMES)

    @http.route(
        ["/my/feedback", "/my/feedback/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_feedback_list(self, page=1, **_kwargs):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        feedback, scope = self._feedback()
        pager = portal_pager(
            url="/my/feedback",
            total=feedback.search_count(scope),
            page=page,
            step=PER_PAGE,
        )
        found = feedback.search(scope, limit=PER_PAGE, offset=pager["offset"])
        return self._render_feedback("portal_my_feedback", told=found, pager=pager)

    @http.route(
        "/my/feedback/<int:feedback_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_feedback(self, feedback_id, sent=None, **_kwargs):
        feedback = self._find_feedback(feedback_id)
        if not feedback:
            return request.redirect("/my/feedback")
        request.env["ruiji.access.record"]._note(
            feedback.partner_id, "open", document=feedback
        )
        return self._render_feedback_one(feedback, sent=bool(sent))

    def _render_feedback_one(self, feedback, **values):
        """One feedback with what was said about it since.

        :param feedback: in sudo, of the user's scope
        """
        thread = feedback._client_messages()
        return self._render_feedback(
            "portal_my_feedback_one",
            feedback=feedback,
            thread=thread,
            photos=feedback._client_photos() - thread.attachment_ids,
            token=uuid.uuid4().hex,
            most_photos=MOST_PHOTOS,
            **values,
        )

    @http.route(
        "/my/feedback/<int:feedback_id>/photos/<int:photo_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_feedback_photo(self, feedback_id, photo_id, **_kwargs):
        photos = self._find_feedback(feedback_id)._client_photos()
        photo = photos.filtered(lambda known: known.id == photo_id)
        if not photo:
            raise request.not_found()
        response = request.env["ir.binary"]._get_stream_from(photo).get_response()
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(
        "/my/feedback/new", type="http", auth="user", methods=["GET"], website=True
    )
    def portal_new_feedback(self, slip="", **_kwargs):
        """An empty form, about a slip where it was opened from one."""
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        return self._render_feedback_form({"slip_id": slip, "token": uuid.uuid4().hex})

    @http.route(
        "/my/feedback/new", type="http", auth="user", methods=["POST"], website=True
    )
    def portal_send_feedback(self, **post):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        errors = self._check_feedback(post)
        if errors:
            return self._render_feedback_form(post, errors)
        try:
            feedback = self._receive(post)
        except PhotoError as error:
            return self._render_feedback_form(post, [self._photo_sentence(error)])
        return request.redirect(f"/my/feedback/{feedback.id}?sent=1", code=303)

    def _receive(self, post):
        return request.env["ruiji.client.feedback"]._receive_from_portal(
            request.env.user,
            post["token"][:64],
            self._prepare_feedback_vals(post),
            self._uploads(),
        )

    def _uploads(self):
        """The files of the form; of one that is too big, enough to say so."""
        files = request.httprequest.files.getlist("photos")
        return [file.read(MAX_PHOTO_BYTES + 1) for file in files if file.filename]

    def _prepare_feedback_vals(self, post):
        """What the form says; whom and what it is about comes from the scope."""
        slip = self._slip_told_of(post)
        unit = slip.partner_id or self._chosen_unit(self._units(), post.get("unit_id"))
        person = request.env.user.partner_id
        return {
            "kind": post["kind"],
            "category_id": self._category_of(post).id,
            "subject": post["subject"].strip()[: LONGEST["subject"]],
            "description": post["description"].strip()[: LONGEST["description"]],
            "partner_id": unit.id,
            "contact_id": person.id,
            "slip_id": slip.id,
        }

    def _check_feedback(self, post):
        errors = []
        if not post.get("token"):
            errors.append(request.env._("This page is out of date: open a new one."))
        if post.get("kind") not in KINDS_OFFERED:
            errors.append(request.env._("Choose what kind of feedback it is."))
        if not (post.get("subject") or "").strip():
            errors.append(request.env._("Say in brief what it is about."))
        if not (post.get("description") or "").strip():
            errors.append(request.env._("Tell us what happened."))
        return errors

    def _render_feedback_form(self, form, errors=()):
        slip = self._slip_told_of(form)
        units = self._units()
        kinds = dict(
            request.env["ruiji.client.feedback"]
            ._fields["kind"]
            ._description_selection(request.env)
        )
        return self._render_feedback(
            "portal_new_feedback",
            form=form,
            errors=errors,
            slip=slip,
            units=units,
            unit=slip.partner_id or self._chosen_unit(units, form.get("unit_id")),
            slips=self._slips_offered(),
            kinds={kind: kinds[kind] for kind in KINDS_OFFERED},
            categories=self._categories(),
            most_photos=MOST_PHOTOS,
        )

    def _units(self):
        return request.env.user._portal_units()

    def _slips_offered(self):
        # The domain is the user's scope; the number alone is shown.
        slips = request.env["ruiji.repair.slip"].sudo()
        return slips.search(request.env.user._portal_slip_domain(), limit=30)

    def _slip_told_of(self, form):
        """The slip of the user's scope that the form names, or none."""
        # Looked up within the scope that the domain below sets.
        slips = request.env["ruiji.repair.slip"].sudo()
        slip_id = str(form.get("slip_id") or "")
        if not slip_id.isdecimal() or len(slip_id) > 9:
            return slips
        # The domain is the user's scope: no other slip is found.
        scope = request.env.user._portal_slip_domain()
        return slips.search(scope & Domain("id", "=", int(slip_id)))

    def _categories(self):
        # The names of what clients may speak of are no secret.
        categories = request.env["ruiji.feedback.category"].sudo()
        return categories.search([("active", "=", True)])

    def _category_of(self, form):
        chosen = str(form.get("category_id") or "")
        return self._categories().filtered(lambda known: str(known.id) == chosen)
