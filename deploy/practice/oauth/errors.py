"""OAuth refusals in Doorkeeper's words (its config/locales/en.yml)."""

from starlette.responses import JSONResponse, Response

DESCRIPTIONS = {
    "invalid_request": "The request is missing a required parameter, includes an unsupported parameter value,"
    " or is otherwise malformed.",
    "invalid_redirect_uri": "The requested redirect URI is malformed or doesn't match the client redirect URI.",
    "access_denied": "The resource owner or authorization server denied the request.",
    "invalid_scope": "The requested scope is invalid, unknown, or malformed.",
    "invalid_code_challenge_method": "The code_challenge_method must be S256.",
    "unsupported_response_type": "The authorization server does not support this response type.",
    "unsupported_response_mode": "The authorization server does not support this response mode.",
    "invalid_client": "Client authentication failed due to unknown client, no client authentication included,"
    " or unsupported authentication method.",
    "invalid_grant": "The provided authorization grant is invalid, expired, revoked, does not match the redirection"
    " URI used in the authorization request, or was issued to another client.",
    "unsupported_grant_type": "The authorization grant type is not supported by the authorization server.",
    "unauthorized_client": "You are not authorized to revoke this token",
}


class OAuthError(Exception):
    """A refusal with one of OAuth's names."""

    def __init__(self, name: str, description: str | None = None, status: int | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.description = description or DESCRIPTIONS[name]
        self.status = status or (401 if name == "invalid_client" else 400)

    def response(self) -> Response:
        """The JSON answer of the token and revocation endpoints."""
        challenge = f'Bearer realm="Doorkeeper", error="{self.name}", error_description="{self.description}"'
        headers = {"Cache-Control": "no-store, no-cache", "WWW-Authenticate": challenge}
        return JSONResponse({"error": self.name, "error_description": self.description}, self.status, headers)


def missing_parameter(name: str) -> OAuthError:
    """invalid_request, naming what is missing."""
    return OAuthError("invalid_request", f"Missing required parameter: {name}.")
