import re

from odoo.tests import Form, HttpCase
from odoo.tools import mute_logger

from .common import ArchiveCase

CSRF_TOKEN = re.compile('name="csrf_token" value="([^"]+)"')
PASSWORD = "a-Password-of-my-own"


class WebAccessCase(ArchiveCase):
    """Two persons of sister prefectures with web access, each with a password."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.wang = cls._new_person(cls.yanan, "王磊", function="运维部主任")
        cls.li = cls._new_person(cls.xian, "李娟", function="运维部主任")

    @classmethod
    def _new_person(cls, client, name, **values):
        return cls.env["res.partner"].create(
            {"parent_id": client.id, "name": name, **values}
        )

    @classmethod
    def _grant_form(cls, partner, user=None):
        """The grant dialog, opened from a client's or a person's form."""
        wizard = cls.env["ruiji.web.access.grant"].with_user(user or cls.clerk)
        return Form(
            wizard.with_context(active_model="res.partner", active_id=partner.id)
        )

    @classmethod
    def _grant(cls, partner, user=None, **values):
        """Grant through the dialog, with the client's consent.

        :return: the action that the dialog ends with
        """
        form = cls._grant_form(partner, user)
        form.consent = True
        for field, value in values.items():
            setattr(form, field, value)
        return form.save().action_grant()

    @classmethod
    def _portal_user(cls, person, **values):
        """A portal user who has set a password already."""
        cls._grant(person, **values)
        user = person.user_ids
        user.password = PASSWORD
        return user


class WebAccessHttpCase(WebAccessCase, HttpCase):
    """The same through the browser's door: pages, forms and their tokens."""

    def _sign_in(self, login, password):
        """Fill in and send the login page; returns its answer, not followed."""
        self.authenticate(None, None)
        with mute_logger("odoo.addons.base.models.res_users"):
            return self._send_form("/web/login", login=login, password=password)

    def _send_form(self, url, **values):
        """Open the page of a form, fill it in and send it."""
        token = CSRF_TOKEN.search(self.url_open(url).text)
        data = {**values, "csrf_token": token and token[1]}
        return self.url_open(url, data=data, allow_redirects=False)

    def _call(self, model, method, *args, **kwargs):
        """Call a method over RPC with the session that is signed in."""
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )
