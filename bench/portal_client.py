"""A client's person at the portal, as a browser without scripts sees it."""

import re
import time

import requests

HIDDEN = re.compile(r'name="(csrf_token|token|redirect)"[^>]*?value="([^"]*)"')
PATIENCE = 120  # seconds until an answer has to be there
TRIES = 10


class PortalClient:
    """Signed in once, then any number of pages.

    :param address: of the server, without a slash at its end
    """

    def __init__(self, address, login, password):
        self.address, self.login = address, login
        self.session = requests.Session()
        form = self._hidden_fields("/web/login")
        answer = self._post(
            "/web/login", {**form, "login": login, "password": password}
        )
        if "/web/login" in answer.url:
            raise SystemExit(f"{login} could not sign in")

    def seconds(self, path):
        """How long a page takes, redirections included."""
        start = time.perf_counter()
        answer = self.session.get(self.address + path, timeout=PATIENCE)
        answer.raise_for_status()
        return time.perf_counter() - start

    def new_slip(self, boards, number):
        """A filled-in form of a new slip, ready to be sent any number of times."""
        form = self._hidden_fields("/my/repair-slips/new")
        form.pop("redirect", None)
        for row, board in enumerate(boards):
            form[f"board-{row}"] = board
            form[f"serial-{row}"] = f"{self.login}-{number}-{row}"
            form[f"fault-{row}"] = "no signal"
        return form

    def send_slip(self, form, unit_id):
        """Send a form; when no answer came, send it again as a person would."""
        for attempt in range(TRIES):
            try:
                values = {**form, "unit_id": unit_id}
                answer = self._post("/my/repair-slips/new", values)
                answer.raise_for_status()
                return answer.url
            except (requests.ConnectionError, requests.HTTPError):
                time.sleep(attempt + 1)
        return None

    def _post(self, path, values):
        return self.session.post(self.address + path, data=values, timeout=PATIENCE)

    def _hidden_fields(self, path):
        page = self.session.get(self.address + path, timeout=PATIENCE).text
        return dict(HIDDEN.findall(page))
