"""Who may use the page: whoever was given the link, in one browser, from this machine, through the page itself."""

import secrets


class Access:
    """The secrets of one start. The link's token can be used once; it is exchanged for the browser's cookie."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.origin = f"http://{self.host}"
        # Browsers do not keep cookies of different ports apart.
        self.cookie_name = f"assetize_review_{port}"
        self.cookie = secrets.token_urlsafe(32)
        self.form_token = secrets.token_urlsafe(32)
        self._token: str | None = secrets.token_urlsafe(32)
        self.link = f"{self.origin}/enter?token={self._token}"

    def use_token(self, given: str) -> bool:
        """Whether this is the link's token and nobody used it before."""
        if self._token is None or not _same(given, self._token):
            return False
        self._token = None
        return True

    def is_cookie(self, given: str) -> bool:
        """Whether the browser was let in."""
        return _same(given, self.cookie)

    def is_form_token(self, given: str) -> bool:
        """Whether a form was made by this page."""
        return _same(given, self.form_token)


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), expected.encode())
