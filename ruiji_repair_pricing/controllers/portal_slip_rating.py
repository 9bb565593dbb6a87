from psycopg2.errors import UniqueViolation

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.repair_slip_rating import MAX_COMMENT
from .portal_slip import SlipPortal


class RatingPortal(SlipPortal):
    """The client says on the page of its slip what the service was like (WEB-05)."""

    def _prepare_slip_values(self, slip, why=None):
        field = slip._fields["client_rating"]
        return super()._prepare_slip_values(slip, why) | {
            "rating": slip.client_rating and slip._given_rating(),
            "rating_levels": field._description_selection(request.env),
            "rating_max_comment": MAX_COMMENT,
            "rated_before": "rated" in request.params,
        }

    @http.route(
        "/my/repair-slips/<int:slip_id>/rate",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_rate_repair_slip(self, slip_id, level="", comment="", **_form):
        """Keep the rating of a slip in the user's scope; the first one counts."""
        slip = self._find_slip(slip_id)
        if not slip or slip._is_rated_elsewhere():
            raise request.not_found()
        level, comment = str(level), str(comment).strip()
        error = self._rating_error(slip, level, comment)
        if error:
            return self._render_rating_form(slip, level, comment, error)
        return self._rate(slip, level, comment)

    def _rate(self, slip, level, comment):
        page = f"/my/repair-slips/{slip.id}"
        try:
            with request.env.cr.savepoint():
                slip._rate(request.env.user.partner_id, level, comment)
        except UserError as error:
            return self._render_rating_form(slip, level, comment, str(error))
        except UniqueViolation:
            # Somebody else's came first; the next transaction sees it.
            return request.redirect(f"{page}?rated=#slip_rating")
        return request.redirect(f"{page}#slip_rating")

    def _rating_error(self, slip, level, comment):
        """One sentence on what is wrong with the form, or none."""
        levels = slip._fields["client_rating"].get_values(request.env)
        if level not in levels:
            return request.env._("Choose one of the four answers.")
        if len(comment) > MAX_COMMENT:
            return request.env._(
                "A comment has at most %(count)s characters: shorten it, please.",
                count=MAX_COMMENT,
            )
        return ""

    def _render_rating_form(self, slip, level, comment, error):
        values = self._prepare_slip_values(slip) | {
            "rating_error": error,
            "chosen_level": level,
            "comment": comment,
        }
        return self._render_page("portal_my_repair_slip", values)
