import psycopg2

from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request
from odoo.tools import email_normalize

from ..utils.contact_data import contact_data_problems, tidy_contact_data, tidy_text
from .portal_login import PortalLogins


class PortalLoginRequests(PortalLogins):
    """A unit's administrator asks the company for a login (WEB-07)."""

    @http.route(
        "/my/logins/new",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
    )
    def portal_request_login(self, **post):
        units = self._administered_units_or_404()
        form = self._read_login_form(units, post)
        if request.httprequest.method == "GET":
            return self._render_login_form(units, form)
        if not form["login_code"]:
            # Without scripts the code is proposed here and agreed to next.
            form["login_code"] = self._proposed_code(form)
            form["consent"] = False
        problem = self._login_form_problem(form)
        if not problem:
            problem = self._send_login_request(form)
        if problem:
            return self._render_login_form(units, form, problem)
        return request.redirect("/my/logins?sent=1", code=303)

    @http.route(
        "/my/logins/code", type="jsonrpc", auth="user", website=True, readonly=True
    )
    def portal_propose_login_code(self, **values):
        """The code that the naming rule gives for what was typed so far (WEB-01)."""
        units = request.env.user._administered_units()
        if not units:
            return ""
        return self._proposed_code(self._read_login_form(units, values)) or ""

    @http.route(
        "/my/logins/requests/<int:request_id>/withdraw",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_withdraw_login_request(self, request_id, **_form):
        units = self._administered_units_or_404()
        # Portal users have no right on requests; the units are the check.
        found = request.env["ruiji.login.request"].sudo()
        found = found.search([("id", "=", request_id), ("client_id", "in", units.ids)])
        if not found:
            raise request.not_found()
        found.filtered(lambda asked: asked.state == "pending")._decide("withdrawn")
        return request.redirect("/my/logins", code=303)

    def _read_login_form(self, units, post):
        """What was typed, tidied; unit and person are those of the session's scope."""
        user = request.env.user
        chosen = str(post.get("unit_id") or "")
        unit = units.filtered(lambda known: str(known.id) == chosen)
        person_id = str(post.get("person_id") or "")
        person = user._administered_person(
            int(person_id) if person_id.isdecimal() and len(person_id) < 10 else 0
        )
        unit = person.parent_id or unit or (not chosen and user._portal_unit()) or unit
        contact = tidy_contact_data(
            {name: post.get(name) or "" for name in ("function", "mobile", "email")}
        )
        if person and "email" not in post:
            contact = {name: person[name] or "" for name in contact}
        return {
            **contact,
            "unit": unit,
            "person": person,
            "person_name": person.name or tidy_text(post.get("person_name"), 64),
            "portal_scope": str(post.get("portal_scope") or "unit"),
            "login_code": tidy_text(post.get("login_code"), 16).lower(),
            "consent": bool(post.get("consent")),
        }

    def _proposed_code(self, form):
        unit, name = form["unit"], form["person_name"]
        if not unit or not name:
            return ""
        person = form["person"] or unit._person_called(name)
        return unit._propose_code_for(name, form["function"], person)

    def _login_form_problem(self, form):
        """What is wrong with the form, in one sentence, or nothing."""
        unit = form["unit"]
        if not unit or not unit._is_filed_client():
            return request.env._("Choose one of your units.")
        if not form["person_name"]:
            return request.env._("Enter the full name of the person.")
        contact = {name: form[name] for name in ("function", "mobile", "email")}
        if contact_data_problems(contact) or (
            form["email"] and not email_normalize(form["email"])
        ):
            return request.env._(
                "Write the mobile number and the e-mail as they are dialled and sent "
                "to, or leave them empty."
            )
        if form["portal_scope"] not in request.env.user._grantable_scopes():
            return request.env._("Ask for no more than you see yourself.")
        return self._login_code_problem(form)

    def _login_code_problem(self, form):
        unit = form["unit"]
        person = form["person"] or unit._person_called(form["person_name"])
        if person.login_code and (person.has_web_access or person.web_suspended_on):
            return request.env._("%s has a login already.", person.name)
        try:
            unit._check_login_code_form(form["login_code"])
        except ValidationError as problem:
            return str(problem)
        if unit._taken_login_codes([form["login_code"]], person):
            return request.env._(
                "The login code %(code)s is taken. %(free)s would be free.",
                code=form["login_code"],
                free=self._proposed_code(form),
            )
        if not form["consent"]:
            return request.env._(
                "Say that the person agrees to the login code %s.", form["login_code"]
            )
        return None

    def _send_login_request(self, form):
        """Send the request; returns what keeps it from being sent, if anything."""
        unit = form["unit"]
        person = form["person"] or unit._person_called(form["person_name"])
        names = ("function", "mobile", "email", "portal_scope", "login_code")
        values = {name: form[name] for name in names}
        values |= {
            "person_id": person.id,
            "person_name": form["person_name"],
            "consent_by": form["person_name"],
        }
        try:
            with request.env.cr.savepoint():
                unit._request_login(values)
        except psycopg2.errors.UniqueViolation:
            return request.env._("A login for this person is asked for already.")
        except UserError as problem:
            return str(problem)
        return None

    def _render_login_form(self, units, form, problem=None):
        scopes = units._fields["portal_scope"]._description_selection(request.env)
        allowed = request.env.user._grantable_scopes()
        return self._render_logins_page(
            "portal_login_form",
            {
                "page_name": "login_new",
                "units": units,
                "unit": form["unit"] or request.env.user._portal_unit(),
                "form": form,
                "scopes": [scope for scope in scopes if scope[0] in allowed],
                "problem": problem,
            },
        )
