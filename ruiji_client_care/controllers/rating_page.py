from odoo import http
from odoo.http import request

from ..models.satisfaction_rating import ASPECTS, LEVELS

# The page loads nothing, tells nobody where it stands, and stays out of caches.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
LEVEL_NAMES = {level for level, _label in LEVELS}


class RatingPage(http.Controller):
    """The page on which a client says how it was served, without login (CAR-07).

    The token in the address is all it takes: no cookie and no script, so that it
    opens on any phone.
    """

    @http.route(
        "/satisfaction/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
        sitemap=False,
    )
    def rating_page(self, token, lang=None, **_kwargs):
        """Ask, or thank with what was answered."""
        rating = self._find_rating(token, lang)
        return self._render_rating(rating)

    # The secret is the token; there is no session whose rights could be abused.
    @http.route(
        "/satisfaction/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        sitemap=False,
    )
    def rating_answer(self, token, lang=None, comment="", **form):
        """Keep the answer, once; whatever comes after sees what was answered."""
        rating = self._find_rating(token, lang)
        if not rating or not rating._is_open():
            return self._render_rating(rating)
        problem = self._problem(form)
        if problem:
            return self._render_rating(
                rating, problem=problem, given=form, comment=comment
            )
        rating._answer({aspect: form[aspect] for aspect in ASPECTS}, comment)
        return self._render_rating(rating)

    def _find_rating(self, token, lang):
        """The rating of that token, in the reader's language."""
        # Who holds the token may answer; the page shows nothing else of the client.
        ratings = request.env["ruiji.satisfaction.rating"].sudo()
        rating = ratings.search([("access_token", "=", token)])
        request.update_context(lang=self._language(rating, lang))
        return rating.with_env(request.env).sudo()

    def _language(self, rating, lang):
        """As asked for, else as the browser speaks, else as the contact does."""
        installed = self._languages()
        if lang in installed:
            return lang
        house = self._company(rating).partner_id
        usual = rating.contact_id.lang or house.lang
        tags = {code.replace("_", "-"): code for code in installed}
        best = request.httprequest.accept_languages.best_match(list(tags))
        return tags.get(best) or usual or "en_US"

    def _company(self, rating):
        # The name and the phone of the house are no secret.
        return rating.company_id or request.env.company.sudo()

    def _languages(self):
        """{code: name in the language itself}"""
        return {
            code: name.rsplit("/", 1)[-1].strip()
            for code, name in request.env["res.lang"].get_installed()
        }

    def _problem(self, form):
        """What keeps the answer from being kept, in one sentence, or nothing."""
        if request.env.user._is_internal():
            return request.env._(
                "You are signed in as staff. This page is for the client: sign out to "
                "see it as the client does."
            )
        if any(form.get(aspect) not in LEVEL_NAMES for aspect in ASPECTS):
            return request.env._("Please choose a level in each of the four aspects.")
        return None

    def _render_rating(self, rating, problem=None, given=None, comment=""):
        values = {
            "rating": rating,
            "is_open": bool(rating) and rating._is_open(),
            "aspects": self._labels(ASPECTS),
            "levels": rating._fields["attitude"]._description_selection(request.env),
            "languages": self._languages(),
            "language": request.env.lang,
            "company": self._company(rating),
            "problem": problem,
            "given": given or {},
            "comment": comment,
        }
        shown = rating and (values["is_open"] or rating.answered_on)
        return request.make_response(
            request.env["ir.qweb"]._render("ruiji_client_care.rating_page", values),
            headers=list(HEADERS.items()),
            status=422 if problem else 200 if shown else 404,
        )

    def _labels(self, names):
        model = request.env["ruiji.satisfaction.rating"]
        return {
            name: model._fields[name]._description_string(request.env) for name in names
        }
