from odoo import http
from odoo.http import request

from odoo.addons.ruiji_repair_pricing.utils.photo import PhotoError

from .portal_feedback import LONGEST, FeedbackPortal


class FeedbackReplyPortal(FeedbackPortal):
    """The client's word on our answer (CAR-03)."""

    @http.route(
        "/my/feedback/<int:feedback_id>/reply",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_reply_to_feedback(self, feedback_id, text="", token="", **_form):
        feedback = self._find_feedback(feedback_id)
        if not feedback or not feedback._takes_replies():
            return request.redirect("/my/feedback")
        words = text.strip()[: LONGEST["description"]]
        problem = self._take_reply(feedback, words, token)
        if problem:
            return self._render_feedback_one(feedback, problem=problem, reply=text)
        return request.redirect(f"/my/feedback/{feedback.id}#replies", code=303)

    def _take_reply(self, feedback, words, token):
        """Keep a reply; returns what keeps it from being kept, if anything."""
        if not token:
            return request.env._("This page is out of date: open a new one.")
        if not words:
            return request.env._("Write what you want to tell us.")
        try:
            feedback._receive_reply(
                request.env.user, token[:64], words, self._uploads()
            )
        except PhotoError as error:
            return self._photo_sentence(error)
        return None
