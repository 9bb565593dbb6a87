from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.ruiji_client_archive.utils.workbook_reader import WorkbookError

from ..utils.intake_rows import read_file, read_paste
from ..utils.slip_form import MAX_ROWS, SlipForm, row_values
from .intake_template import XLSX
from .portal_slip_new import NEW_SLIP, SlipSubmission

MAX_MEGABYTES = 2
MAX_PASTED = 200_000


class SlipRows(SlipSubmission):
    """Boards from a spreadsheet, and the verdict about each before sending (REP-07)."""

    @http.route("/my/repair-slips/template", type="http", auth="user", website=True)
    def portal_repair_slip_template(self, **_kwargs):
        """The empty workbook to fill in."""
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        # An empty workbook is no secret; portal users have no right on the wizard.
        intake = request.env["ruiji.repair.intake"].sudo()
        name, content = intake._template_file(names_units=False)
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @http.route("/my/repair-slips/boards", type="jsonrpc", auth="user", website=True)
    def portal_repair_slip_boards(self, term=""):
        """Complete a board's name while it is typed."""
        if not request.env.user._portal_unit():
            return []
        # Boards of the catalogue are no secret, and carry no prices here.
        boards = request.env["product.product"].sudo()._search_boards(str(term)[:64])
        return [board._board_label() for board in boards]

    @http.route("/my/repair-slips/check", type="jsonrpc", auth="user", website=True)
    def portal_check_boards(self, values=None, token=""):
        """The verdict about each board of the form as it is typed.

        :param dict values: the fields of the form
        :return: {row number: HTML}
        """
        values = values if isinstance(values, dict) else {}
        problems = self._drafts()._find(str(token)).problems
        form = SlipForm(values, problems=problems)
        unit = self._pick(request.env.user._portal_units(), form.unit_id)
        return {
            number: request.env["ir.qweb"]._render(
                "ruiji_repair_pricing.portal_row_verdict",
                {"said": said, "unit": unit},
            )
            for number, said in self._verdicts(unit, form.rows).items()
        }

    @http.route(
        f"{NEW_SLIP}/rows", type="http", auth="user", website=True, methods=["POST"]
    )
    def portal_take_rows(self, **post):
        """Put rows of a spreadsheet into the form; nothing is sent yet."""
        units = request.env.user._portal_units()
        if not units:
            return request.redirect("/my")
        token = (post.get("token") or "")[:64]
        form, draft, errors = self._keep_form(post, token)
        try:
            rows = self._read_rows(post)
        except WorkbookError as error:
            rows, sentence = [], self._file_sentence(error)
            errors.append(sentence)
        errors += [] if errors else self._check_rows(form, rows, draft)
        if errors:
            pasted = (post.get("pasted") or "")[:MAX_PASTED]
            return self._render_new_slip(units, form, token, errors, pasted=pasted)
        self._add_rows(draft, form, rows)
        return request.redirect(f"{NEW_SLIP}?draft={token}#boards")

    def _read_rows(self, post):
        today = request.env.company._business_day()
        workbook = request.httprequest.files.get("workbook")
        if workbook:
            workbook.stream.seek(0)
            content = workbook.stream.read(MAX_MEGABYTES * 1024 * 1024 + 1)
            return read_file(content, today, MAX_MEGABYTES)
        pasted = post.get("pasted") or ""
        if len(pasted) > MAX_PASTED:
            raise WorkbookError("too_many_rows", limit=MAX_ROWS)
        return read_paste(pasted, today)

    def _file_sentence(self, error):
        if error.code == "too_many_rows":
            return self._too_many_sentence()
        # The sentence says nothing of anybody; portal users have no right there.
        return request.env["ruiji.repair.intake"].sudo()._file_sentence(error)

    def _check_rows(self, form, rows, draft):
        """Why these rows can't be put into the form, one sentence each."""
        errors = []
        if not rows:
            errors.append(
                request.env._("Paste the cells of some boards, or choose a workbook.")
            )
        if len(form.rows) + len(rows) > MAX_ROWS:
            errors.append(self._too_many_sentence())
        if len({row.unit for row in rows if row.unit}) > 1:
            errors.append(
                request.env._(
                    "These boards are of several units: send a slip for each unit."
                )
            )
        if not draft:
            errors.append(self._no_draft_sentence())
        return errors

    def _no_draft_sentence(self):
        return request.env._(
            "This page is out of date, or too many slips are unfinished: send or drop "
            "one of them first."
        )

    def _add_rows(self, draft, form, rows):
        values, problems = form.values(), dict(draft.problems or {})
        for number, row in enumerate(rows, form.first_free):
            values |= row_values(number, row._replace(board=row.board_text))
            if row.problem:
                problems[str(number)] = [row.serial, row.problem]
        self._drafts()._keep(draft.token, SlipForm(values))
        draft.problems = problems
