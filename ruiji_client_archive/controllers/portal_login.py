from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_client_file import NO_FRAMES, PortalClientFile

PERSONS_PER_PAGE = 30
REQUESTS_SHOWN = 20
STEPS = ("suspend", "resume", "invite", "password")


class PortalLogins(PortalClientFile):
    """A unit's administrator keeps the logins of the unit and of those below (WEB-07).

    Whatever is not his is as if it weren't: 404. Everything is asked in sudo within
    the domain of the session's user, since portal users have no right on files.
    """

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        return values | {"keeps_logins": bool(request.env.user._administered_units())}

    def _render_logins_page(self, template, values):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "logins",
            **values,
        }
        template = f"ruiji_client_archive.{template}"
        return request.render(template, values, headers=NO_FRAMES)

    def _administered_units_or_404(self):
        units = request.env.user._administered_units()
        if not units:
            raise request.not_found()
        return units

    def _administered_person_or_404(self, person_id):
        person = request.env.user._administered_person(person_id)
        if not person:
            raise request.not_found()
        return person

    def _get_login_searchbar_filters(self):
        return {
            "logins": {
                "label": request.env._("With a login"),
                "domain": Domain("login_code", "!=", False),
            },
            "none": {
                "label": request.env._("Without a login"),
                "domain": Domain("login_code", "=", False),
            },
        }

    def _prepare_logins_values(self, page=1, filterby="logins", search="", **_kwargs):
        user = request.env.user
        filters = self._get_login_searchbar_filters()
        filterby = filterby if filterby in filters else "logins"
        domain = user._administered_persons_domain() & filters[filterby]["domain"]
        search = (search or "").strip()[:64]
        if search:
            domain &= Domain.OR(
                Domain(name, "ilike", search)
                for name in ("name", "login_code", "parent_id.name")
            )
        # The domain is the check: persons of the administered units alone.
        persons = request.env["res.partner"].sudo()
        pager = portal_pager(
            url="/my/logins",
            total=persons.search_count(domain),
            page=page,
            step=PERSONS_PER_PAGE,
            url_args={"filterby": filterby, "search": search},
        )
        return {
            "persons": persons.search(
                domain,
                order="login_code, name",
                limit=PERSONS_PER_PAGE,
                offset=pager["offset"],
            ),
            "login_requests": self._login_requests() if page == 1 else (),
            "pager": pager,
            "default_url": "/my/logins",
            "searchbar_filters": filters,
            "filterby": filterby,
            "searchbar_inputs": {
                "all": {
                    "input": "all",
                    "label": request.env._("Search by name, code or unit"),
                }
            },
            "search_in": "all",
            "search": search,
        }

    def _login_requests(self):
        """The latest requests for the administered units."""
        units = request.env.user._administered_units()
        # Portal users have no right on requests; the domain is the check.
        requests = request.env["ruiji.login.request"].sudo()
        return requests.search([("client_id", "in", units.ids)], limit=REQUESTS_SHOWN)

    @http.route(
        ["/my/logins", "/my/logins/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_logins(self, page=1, sent=None, **kwargs):
        self._administered_units_or_404()
        values = self._prepare_logins_values(page, **kwargs)
        return self._render_logins_page(
            "portal_my_logins", values | {"sent": bool(sent)}
        )

    @http.route(
        "/my/logins/<int:person_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_login(self, person_id, done=None, **_kwargs):
        person = self._administered_person_or_404(person_id)
        return self._render_login(person, done=done)

    def _render_login(self, person, **values):
        user = request.env.user
        return self._render_logins_page(
            "portal_my_login",
            {
                "person": person,
                "is_own": person.id == user.partner_id.id,
                "may_hand_over": user._may_hand_over_password(person),
                **values,
            },
        )

    @http.route(
        "/my/logins/<int:person_id>/<string:step>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_change_login(self, person_id, step, **_form):
        """Suspend, open again or reset a login; what can't be is said in a sentence."""
        person = self._administered_person_or_404(person_id)
        if step not in STEPS:
            raise request.not_found()
        try:
            request.env.user._check_may_keep_login(person)
            password = self._change_login(person, step)
        except UserError as problem:
            return self._render_login(person, problem=str(problem))
        if password:
            # Shown in this very answer and never again.
            return self._render_login(person, password=password)
        return request.redirect(f"/my/logins/{person.id}?done={step}", code=303)

    def _change_login(self, person, step):
        """Take the step; returns the one-time password if it made one."""
        if step == "suspend" and person.has_web_access:
            person._suspend_web_access()
        elif step == "resume" and person.web_suspended_on:
            person._resume_web_access()
        elif step == "invite" and person.has_web_access:
            person._invite_again()
        elif step == "password" and person.has_web_access:
            if not request.env.user._may_hand_over_password(person):
                raise UserError(
                    request.env._(
                        "This login sees more than yours: invite the person by e-mail, "
                        "or ask your account manager."
                    )
                )
            return person._new_one_time_password()
        return None
