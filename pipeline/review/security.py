"""Who may talk to the review server: this machine, this page, this start of the server; and what the page may do."""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The largest request body, in bytes.
LARGEST = 256 * 1024
#: Names under which this machine is called.
_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


def csrf_of(token: str) -> str:
    """What the page must send with every change: known only to pages of this start of the server."""
    return hmac.new(token.encode(), b"page", hashlib.sha256).hexdigest()


def cookie_of(token: str) -> str:
    """The cookie's name: another for every start, so that two servers on one machine do not push each other out."""
    return "onrecord-" + hashlib.sha256(token.encode()).hexdigest()[:12]


class Guard:
    """Lets through what comes from the page of this server, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._refusal(scope)
        await (answer or self._app)(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host.rsplit(":", 1)[0] not in _HOSTS:
            return _no(421, "This server answers to this machine's own names only.")
        if scope["method"] not in ("GET", "POST"):
            return _no(405, "GET and POST only.")
        given = _asked_token(scope)
        if scope["path"] == "/" and given is not None and hmac.compare_digest(given, self._token):
            return self._let_in()
        if not hmac.compare_digest(_cookie(headers, cookie_of(self._token)), self._token):
            return _no(403, "Open the address that `onrecord review` printed: it carries the key of this start.")
        return self._foreign(headers, host) if scope["method"] == "POST" else _cross_site(headers)

    def _let_in(self) -> Response:
        answer = RedirectResponse("/", 303)
        answer.set_cookie(cookie_of(self._token), self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _foreign(self, headers: Headers, host: str) -> Response | None:
        """Why a change is refused: it must come from this page, as JSON, and be short."""
        if headers.get("origin") != f"http://{host}" or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _no(403, "Changes come from this server's own page only.")
        if not hmac.compare_digest(headers.get("x-onrecord", "").encode(), csrf_of(self._token).encode()):
            return _no(403, "The page is from another start of the server; open the printed address again.")
        if headers.get("content-type", "").split(";")[0] != "application/json":
            return _no(415, "Changes are sent as application/json.")
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST:
            return _no(413, f"At most {LARGEST} bytes.")
        return None


def _cross_site(headers: Headers) -> Response | None:
    if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site"):
        return _no(403, "Not for other sites.")
    return None


def _asked_token(scope: Scope) -> str | None:
    query = scope["query_string"].decode("latin-1")
    return query[len("token=") :] if query.startswith("token=") and query.isascii() else None


def _cookie(headers: Headers, name: str) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    value = morsel.value if morsel is not None else ""
    return value if value.isascii() else ""


def _no(status: int, reason: str) -> Response:
    return PlainTextResponse(reason + "\n", status)
