"""The session's cookie: out of reach of scripts, of other sites' writes and, over https, of other hosts."""

from fastapi import Request, Response


def cookie_name(public_url: str) -> str:
    """`__Host-` binds the cookie to this host over https; over plain http on this machine browsers refuse the prefix."""
    return "__Host-s" if public_url.startswith("https://") else "s"


def _public_url(request: Request) -> str:
    return request.app.state.settings.installation.public_url


def session_token(request: Request) -> str:
    """The cookie's value, or an empty string."""
    return request.cookies.get(cookie_name(_public_url(request)), "")


def give_cookie(request: Request, response: Response, token: str, seconds: int) -> None:
    """Set the cookie for at most `seconds`; the server decides sooner."""
    url = _public_url(request)
    response.set_cookie(
        cookie_name(url),
        token,
        max_age=seconds,
        path="/",
        secure=url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )


def take_cookie(request: Request, response: Response) -> None:
    """Remove the cookie, and what the browser kept of our pages."""
    url = _public_url(request)
    secure = url.startswith("https://")
    response.delete_cookie(cookie_name(url), path="/", secure=secure, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'
