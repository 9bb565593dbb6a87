from odoo import api, models

from odoo.addons.ruiji_repair_pricing.utils.photo import clean_photo

MOST_PHOTOS = 5
# What a client may say by itself; a claim is made of a complaint by us.
KINDS_OFFERED = ("complaint", "suggestion", "enquiry", "praise")


class ClientFeedback(models.Model):
    """What clients write at the portal, and what they see of it (CAR-03)."""

    _inherit = "ruiji.client.feedback"

    @api.model
    def _receive_from_portal(self, user, token, values, photos):
        """Take a form of the portal, once however often it is sent.

        :param user: res.users who sent it
        :param str token: drawn by the page with the form
        :param dict values: of feedback, looked up within the user's scope
        :param list photos: bytes of uploaded files
        :return: the feedback
        :raises PhotoError: when a file is no photo that can be kept
        """
        cleaned = [clean_photo(content) for content in photos[:MOST_PHOTOS]]
        key = f"portal,{user.id},{token}"
        # The key holds the sender: it finds his own feedback alone.
        known = self.sudo()._by_source([key]).get(key)
        if known:
            return known
        quiet = self.with_context(mail_create_nosubscribe=True)
        feedback = quiet._open_complaint(
            [{**values, "channel": "portal", "source_key": key}]
        )
        feedback._keep_photos(cleaned)
        return feedback

    def _keep_photos(self, contents):
        """Called in sudo, with photos that were drawn anew."""
        self.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content in self._named_photos(contents)
            ]
        )

    def _named_photos(self, contents):
        return [
            (f"{self.env._('Photo')} {number}.jpg", content)
            for number, content in enumerate(contents, 1)
        ]

    def _client_photos(self):
        """Photos that the client's people sent along; nothing of staff."""
        return (
            self.env["ir.attachment"]
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
            .filtered(lambda photo: photo.create_uid.share)
            .sorted("id")
        )
