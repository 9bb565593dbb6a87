from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestPortalScriptTexts(HttpCase):
    """What scripts say at the portal is translated like the page around it."""

    def test_scripts_speak_the_language_of_the_page(self):
        """WEB-05: texts of both addons' scripts reach the pages for clients."""
        self.env["res.lang"]._activate_lang("zh_CN")
        answer = self.url_open("/website/translations?lang=zh_CN").json()
        for addon in ("ruiji_client_archive", "ruiji_repair_pricing"):
            self.assertTrue(answer["modules"][addon]["messages"], addon)
