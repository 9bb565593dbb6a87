import io
from datetime import timedelta

from PIL import Image

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..models.repair_slip_draft import DAYS_KEPT, MAX_DRAFTS
from ..utils.intake_judge import IntakeJudge
from ..utils.photo import LONGEST_SIDE, PhotoError, clean_photo
from ..utils.slip_form import MAX_PHOTOS
from .portal_common import PNG, PortalSlipCase

DRAFT = "/my/repair-slips/draft"


def picture(size=(40, 30), kind="JPEG", **values):
    output = io.BytesIO()
    Image.new("RGB", size, "green").save(output, kind, **values)
    return output.getvalue()


def picture_with_place():
    """A photo as telephones take it: it says where, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (34.0, 16.0, 30.0)
    return picture((4000, 200), exif=exif)


@tagged("post_install", "-at_install")
class TestPhoto(TransactionCase):
    """Photos are drawn anew before they are kept."""

    def test_place_is_left_out(self):
        """WEB-06: what is kept does not say where it was taken, upright and small."""
        taken = picture_with_place()
        self.assertTrue(Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825))
        kept = Image.open(io.BytesIO(clean_photo(taken)))
        self.assertFalse(kept.getexif())
        self.assertLess(kept.width, kept.height)
        self.assertEqual(kept.height, LONGEST_SIDE)

    def test_known_kinds_become_jpeg(self):
        """REP-01: photos of any usual kind are taken."""
        for kind in ("JPEG", "PNG", "WEBP"):
            kept = Image.open(io.BytesIO(clean_photo(picture(kind=kind))))
            self.assertEqual(kept.format, "JPEG")

    def test_what_is_no_photo(self):
        """WEB-06: judged by the content; damage and bombs are refused."""
        good = picture((800, 800))
        bomb = picture((9000, 9000), kind="PNG")
        for content in (b"", b"<svg/>", b"GIF89a" + b"\0" * 99, good[:200], bomb):
            with self.assertRaises(PhotoError):
                clean_photo(content)


@tagged("post_install", "-at_install")
class TestPortalDraft(PortalSlipCase):
    """What is typed stays when the connection drops (WEB-05)."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)
        self.drafts = self.env["ruiji.repair.slip.draft"]

    def _save(self, form):
        values = {
            name: value
            for name, value in form.items()
            if name not in ("csrf_token", "token")
        }
        return self._rpc(DRAFT, token=form["token"], values=values)

    def _saved(self, **values):
        form = self._filled_form(**values)
        self.assertIn("saved_at", self._save(form))
        return form

    def _send_photo(self, form, content=PNG, row="0"):
        return self.url_open(
            f"{DRAFT}/photos",
            data={"csrf_token": form["csrf_token"], "token": form["token"], "row": row},
            files={"photo": ("x.exe", io.BytesIO(content), "image/png")},
        ).json()

    def test_draft_is_resumed_elsewhere(self):
        """WEB-05: what one device has saved another one shows."""
        form = self._saved(department="运维部")
        self.authenticate(None, None)
        self._sign_in(self.wang_user)
        links = self._page("/my/repair-slips/new").xpath("//a/@href")
        url = f"/my/repair-slips/new?draft={form['token']}"
        self.assertIn(url, links)
        self.assertIn(url, self._page("/my/repair-slips").xpath("//a/@href"))
        page = self._page(url)
        self.assertEqual(page.xpath("//input[@name='serial-0']/@value"), ["P0000"])
        self.assertEqual(page.xpath("//input[@name='department']/@value"), ["运维部"])

    def test_saving_again_keeps_one_draft(self):
        """WEB-05: a page has one draft, however often it is saved."""
        form = self._saved()
        self._save({**form, "fault-0": "改过"})
        draft = self.drafts.search([])
        self.assertEqual(draft.entries["fault-0"], "改过")
        self.assertEqual((draft.user_id, draft.board_count), (self.wang_user, 1))

    def test_sent_slip_leaves_no_draft(self):
        """WEB-05: once sent, the draft is the slip, also for a late save."""
        form = self._saved()
        sent = self._submit(form)
        self.assertFalse(self.drafts.search([]))
        self.assertTrue(sent.headers["Location"].endswith(self._save(form)["sent"]))
        self.assertFalse(self.drafts.search([]))
        again = self._get(f"/my/repair-slips/new?draft={form['token']}")
        self.assertEqual(again.headers["Location"], sent.headers["Location"])

    def test_serial_taken_at_this_moment_keeps_the_form(self):
        """REP-05: two slips with one serial number at once: nothing typed gets lost."""
        form = self._filled_form()
        other = self._new_slip(boards=[self.tnet])
        other.repair_ids.serial_number = "P0000"
        other.action_submit()
        # Both looked before either wrote: only the index is left to refuse.
        boards = self.registry["repair.order"]
        self.patch(boards, "_check_serials_are_free", lambda *_args: None)
        self.patch(IntakeJudge, "open_visit", lambda _judge, line: line.browse())
        with mute_logger("odoo.sql_db"):
            answer = self._submit(form)
        self.assertIn(f"draft={form['token']}", answer.headers["Location"])
        self.assertEqual(self.slips.search([]), other)
        page = self._page(answer.headers["Location"])
        self.assertEqual(page.xpath("//input[@name='serial-0']/@value"), ["P0000"])

    def test_drafts_are_few_and_do_not_last(self):
        """WEB-06: nobody fills the house with drafts."""
        for _number in range(MAX_DRAFTS):
            self.drafts.with_user(self.wang_user)._keep(
                f"t{_number}", self.drafts._form()
            )
        self.assertIn("refused", self._save(self._filled_form()))
        oldest = self.drafts.search([], limit=1)
        oldest.saved_at -= timedelta(days=DAYS_KEPT + 1)
        self.drafts._gc_old_drafts()
        self.assertEqual(self.drafts.search_count([]), MAX_DRAFTS - 1)

    def test_drafts_of_others_stay_theirs(self):
        """WEB-06: neither colleagues nor other clients read, change or drop a draft."""
        form = self._saved()
        photo = self._send_photo(form)["id"]
        draft = self.drafts.search([])
        colleague = self._new_portal_user(
            self._new_person(self.yanan, "孙敏"), "yadxsm"
        )
        for user in (colleague, self.li_user):
            self.authenticate(None, None)
            self._sign_in(user)
            url = f"/my/repair-slips/new?draft={form['token']}"
            self.assertTrue(self._get(url).headers["Location"].endswith("/new"))
            self.assertIn("refused", self._save(form))
            fresh = {**self._new_form(), "token": form["token"]}
            self.assertIn("refused", self._send_photo(fresh))
            self.url_open(f"{DRAFT}/drop", data=fresh)
            self._rpc(f"{DRAFT}/photos/drop", photo_id=photo)
            with mute_logger("odoo.http"):
                for url in (f"{DRAFT}/photos/{photo}", f"/web/content/{photo}"):
                    self.assertEqual(self._get(url).status_code, 404, url)
            self.assertEqual(draft.exists()._photos().ids, [photo])
            self.assertFalse(self.drafts.with_user(user).has_access("read"))

    def test_own_draft_is_dropped_with_its_photos(self):
        """WEB-05: what isn't wanted is gone."""
        form = self._saved()
        photo = self.env["ir.attachment"].browse(self._send_photo(form)["id"])
        self.url_open(
            f"{DRAFT}/drop",
            data={"csrf_token": form["csrf_token"], "token": form["token"]},
        )
        self.assertFalse(self.drafts.search([]) or photo.exists())

    def test_photos_go_from_the_draft_to_their_board(self):
        """REP-01: photos sent ahead come with their board; staff sees them, too."""
        form = self._saved(boards=["ZXJ10 TNET", "ZXJ10 ASLC"])
        photo = self.env["ir.attachment"].browse(
            self._send_photo(form, picture_with_place(), row="1")["id"]
        )
        answer = self._get(f"{DRAFT}/photos/{photo.id}")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self._submit(form)
        board = self.slips.search([]).repair_ids[1]
        self.assertEqual((photo.res_model, photo.res_id), ("repair.order", board.id))
        self.assertFalse(photo.public or photo.access_token or photo.description)
        self.assertTrue(photo.with_user(self.technical_manager).has_access("read"))
        url = f"/my/repair-slips/{board.slip_id.id}/photos/{photo.id}"
        self.assertEqual(self._get(url).headers["Content-Type"], "image/jpeg")

    def test_photos_of_unclear_boards_follow_them(self):
        """REP-07: photos of a board that waits go on to the board it becomes."""
        form = self._saved(boards=["ZXJ10 TNET", ""])
        photo = self.env["ir.attachment"].browse(self._send_photo(form, row="1")["id"])
        self._submit({**form, "as_is": "1"})
        line = self.slips.search([]).intake_line_ids
        self.assertEqual((photo.res_model, photo.res_id), (line._name, line.id))
        line.product_id = self.aslc
        line.action_take()
        board = self.slips.search([]).repair_ids[1]
        self.assertEqual((photo.res_model, photo.res_id), ("repair.order", board.id))

    def test_bad_and_too_many_photos_are_refused(self):
        """WEB-06: by content and number; what is refused is told."""
        form = self._saved()
        self.assertIn("refused", self._send_photo(form, b"<script>"))
        self.assertIn("refused", self._send_photo(form, row="x"))
        for _number in range(MAX_PHOTOS):
            self.assertIn("id", self._send_photo(form))
        self.assertIn("refused", self._send_photo(form))
        self.assertEqual(len(self.drafts.search([])._photos()), MAX_PHOTOS)

    @mute_logger("odoo.http")
    def test_forged_posts_change_nothing(self):
        """WEB-06: only the session's own page sends and drops."""
        form = self._saved()
        for url in (f"{DRAFT}/photos", f"{DRAFT}/drop", "/my/repair-slips/new/rows"):
            data = {"csrf_token": "forged", "token": form["token"], "row": "0"}
            self.assertEqual(self.url_open(url, data=data).status_code, 400)
        self.assertEqual(self.drafts.search([]).token, form["token"])
