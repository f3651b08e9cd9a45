import pytest

from practice_network import REDIRECT, SCOPES, VERIFIER, App, Network, Person, query_of

INVALID_GRANT = "invalid_grant"


@pytest.fixture
def app(network: Network) -> App:
    return network.register()


def ask(network: Network, app: App, **changes: str) -> tuple[int, str]:
    query = {"response_type": "code", "client_id": app.client_id, "redirect_uri": REDIRECT, "scope": SCOPES}
    answer = network.http.get("/oauth/authorize", params=query | changes)
    return answer.status_code, answer.text


def test_the_server_says_where_oauth_happens_and_that_only_s256_is_taken(network: Network) -> None:
    said = network.http.get("/.well-known/oauth-authorization-server").json()
    assert said["issuer"] == f"{network.url}/"
    assert said["authorization_endpoint"] == f"{network.url}/oauth/authorize"
    assert said["token_endpoint"] == f"{network.url}/oauth/token"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert {"profile", "write:statuses", "write:media", "read:statuses"} <= set(said["scopes_supported"])


def test_a_registered_app_gets_its_secret_and_reads_back_what_it_registered(network: Network) -> None:
    fields = {"client_name": "Fortaler", "redirect_uris": [REDIRECT, "https://b.example/cb"], "scopes": SCOPES}
    said = network.http.post("/api/v1/apps", json=fields).json()
    assert said["redirect_uris"] == [REDIRECT, "https://b.example/cb"]
    assert said["redirect_uri"] == f"{REDIRECT}\nhttps://b.example/cb"
    assert said["scopes"] == SCOPES.split()
    assert said["client_id"] != said["client_secret"]
    assert said["client_secret_expires_at"] == 0


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"client_name": " "}, "Application name can't be blank"),
        ({"client_name": "x" * 61}, "Application name is too long (maximum is 60 characters)"),
        ({"redirect_uris": ""}, "Redirect URI can't be blank"),
        ({"redirect_uris": "/callback"}, "Redirect URI must be an absolute URI."),
        ({"redirect_uris": "https://a.example/cb#part"}, "Redirect URI cannot contain a fragment."),
        ({"redirect_uris": "javascript://a.example/%0aalert(1)"}, "Redirect URI is forbidden by the server."),
        ({"scopes": "read write:everything"}, "Scopes doesn't match configured on the server."),
        ({"website": "ftp://a.example"}, "Application website is not a valid URL"),
    ],
)
def test_an_app_that_registers_badly_is_refused(network: Network, fields: dict[str, str], problem: str) -> None:
    good = {"client_name": "Fortaler", "redirect_uris": REDIRECT, "scopes": SCOPES}
    answer = network.http.post("/api/v1/apps", data=good | fields)
    assert (answer.status_code, answer.json()) == (422, {"error": f"Validation failed: {problem}"})


def test_consent_leads_to_a_token_that_says_whose_it_is(network: Network, app: App) -> None:
    consent = network.consent(app, "mette")
    assert consent.status_code == 302
    assert consent.headers["location"].startswith(f"{REDIRECT}?")
    assert query_of(consent)["state"] == "a state"
    said = network.exchange(app, query_of(consent)["code"]).json()
    assert said.keys() == {"access_token", "token_type", "scope", "created_at"}
    assert (said["token_type"], said["scope"]) == ("Bearer", SCOPES)
    me = Person(network.http, said["access_token"]).me()
    assert (me["username"], me["display_name"]) == ("mette", "Mette Holmsted")
    assert me["url"] == f"{network.url}/@mette"


def test_a_new_account_can_be_made_while_consenting(network: Network, app: App) -> None:
    code = network.code(app, "+", name="  Søren  Ærlig ")
    me = Person(network.http, network.exchange(app, code).json()["access_token"]).me()
    assert (me["username"], me["display_name"]) == ("soeren_aerlig", "Søren Ærlig")
    again = network.exchange(app, network.code(app, "+", name="Søren Ærlig")).json()["access_token"]
    assert Person(network.http, again).me()["username"] == "soeren_aerlig2"


@pytest.mark.parametrize(("account", "name"), [("", ""), ("+", "x" * 31), ("nobody", ""), ("sofie", "")])
def test_consent_without_an_account_to_sign_in_as_is_asked_again(
    network: Network, app: App, account: str, name: str
) -> None:
    answer = network.consent(app, account, name=name)
    assert answer.status_code == 422
    assert 'class="problem"' in answer.text


def test_who_says_no_sends_the_app_away_with_access_denied(network: Network, app: App) -> None:
    said = query_of(network.consent(app, decision="deny"))
    assert (said["error"], said["state"]) == ("access_denied", "a state")
    assert "code" not in said


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_id": "unknown"}, 401, "invalid_client"),
        ({"redirect_uri": REDIRECT + "/"}, 400, "invalid_redirect_uri"),
        ({"redirect_uri": REDIRECT + "?extra=1"}, 400, "invalid_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:9999/oauth/callback"}, 400, "invalid_redirect_uri"),
        ({"response_type": "token"}, 400, "unsupported_response_type"),
        ({"scope": SCOPES + " write"}, 400, "invalid_scope"),
        ({"scope": "read"}, 400, "invalid_scope"),
        ({"scope": ""}, 400, "invalid_scope"),
        ({"code_challenge": "x", "code_challenge_method": "plain"}, 400, "invalid_code_challenge_method"),
        ({"code_challenge": "x"}, 400, "invalid_code_challenge_method"),
    ],
)
def test_a_request_that_does_not_hold_is_shown_and_never_redirected(
    network: Network, app: App, changes: dict[str, str], status: int, error: str
) -> None:
    answered, text = ask(network, app, **changes)
    assert answered == status
    assert f'<code lang="en">{error}</code>' in text
    posted = network.consent(app, **({"code_challenge": "", "code_challenge_method": ""} | changes))
    assert posted.status_code == status


def test_a_code_works_once(network: Network, app: App) -> None:
    code = network.code(app)
    assert network.exchange(app, code).status_code == 200
    answer = network.exchange(app, code)
    assert (answer.status_code, answer.json()["error"]) == (400, INVALID_GRANT)
    assert answer.json()["error_description"].startswith("The provided authorization grant is invalid, expired")


def test_a_code_expires_after_ten_minutes(network: Network, app: App) -> None:
    early, late = network.code(app), network.code(app)
    network.clock.forward(minutes=9, seconds=59)
    assert network.exchange(app, early).status_code == 200
    network.clock.forward(seconds=1)
    assert network.exchange(app, late).json()["error"] == INVALID_GRANT


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"code_verifier": VERIFIER + "x"}, 400, INVALID_GRANT),
        ({"code_verifier": ""}, 400, "invalid_request"),
        ({"redirect_uri": REDIRECT + "/"}, 400, INVALID_GRANT),
        ({"redirect_uri": ""}, 400, "invalid_request"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "unknown"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
    ],
)
def test_a_wrong_exchange_is_refused_and_the_code_stays_good(
    network: Network, app: App, changes: dict[str, str], status: int, error: str
) -> None:
    code = network.code(app)
    answer = network.exchange(app, code, **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert "WWW-Authenticate" in answer.headers
    assert network.exchange(app, code).status_code == 200


def test_a_code_that_never_was_is_refused(network: Network, app: App) -> None:
    answer = network.exchange(app, "another")
    assert (answer.status_code, answer.json()["error"]) == (400, INVALID_GRANT)


def test_a_code_is_worth_nothing_to_another_app(network: Network, app: App) -> None:
    answer = network.exchange(network.register(), network.code(app))
    assert answer.json()["error"] == INVALID_GRANT


def test_a_verifier_without_a_challenge_is_refused(network: Network, app: App) -> None:
    code = network.code(app, code_challenge="", code_challenge_method="")
    assert network.exchange(app, code).json()["error"] == INVALID_GRANT
    assert network.exchange(app, code, code_verifier="").status_code == 200


def test_an_app_may_prove_itself_in_the_header_but_not_twice(network: Network, app: App) -> None:
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    auth = (app.client_id, app.client_secret)
    twice = network.http.post("/oauth/token", data=form | {"code": network.code(app)} | app.credentials(), auth=auth)
    assert (twice.status_code, twice.json()["error"]) == (400, "invalid_request")
    once = network.http.post("/oauth/token", data=form | {"code": network.code(app)}, auth=auth)
    assert once.status_code == 200


def test_the_same_app_account_and_scopes_get_the_same_token_again(network: Network, app: App) -> None:
    first = network.exchange(app, network.code(app)).json()["access_token"]
    assert network.exchange(app, network.code(app)).json()["access_token"] == first
    other = network.exchange(app, network.code(app, scope="profile")).json()
    assert (other["access_token"] != first, other["scope"]) == (True, "profile")
    assert network.exchange(app, network.code(app, "jonas")).json()["access_token"] != first


def test_an_app_gets_a_token_of_its_own_that_stands_for_nobody(network: Network) -> None:
    app = network.register(scopes="read write:statuses")
    form = {"grant_type": "client_credentials", **app.credentials()}
    said = network.http.post("/oauth/token", data=form).json()
    assert said["scope"] == "read"
    over = network.http.post("/oauth/token", data=form | {"scope": "write"})
    assert (over.status_code, over.json()["error"]) == (400, "invalid_scope")
    itself = Person(network.http, said["access_token"])
    assert itself.get("/api/v1/apps/verify_credentials").json()["name"] == "Fortaler"
    nobody = itself.get("/api/v1/accounts/verify_credentials")
    assert (nobody.status_code, nobody.json()) == (422, {"error": "This method requires an authenticated user"})


def test_a_revoked_token_is_named_so_and_revoking_again_is_fine(network: Network, app: App) -> None:
    mette = Person(network.http, network.exchange(app, network.code(app)).json()["access_token"])
    form = app.credentials() | {"token": mette.token}
    assert network.http.post("/oauth/revoke", data=form).json() == {}
    answer = mette.get("/api/v1/accounts/verify_credentials")
    assert (answer.status_code, answer.json()) == (401, {"error": "The access token was revoked"})
    assert network.http.post("/oauth/revoke", data=form).status_code == 200
    assert network.exchange(app, network.code(app)).json()["access_token"] != mette.token


def test_only_the_app_a_token_was_given_to_may_revoke_it(network: Network, mette: Person) -> None:
    thief = network.register()
    for form in (thief.credentials() | {"token": mette.token}, {"token": mette.token}):
        answer = network.http.post("/oauth/revoke", data=form)
        assert (answer.status_code, answer.json()["error"]) == (403, "unauthorized_client")
    assert mette.get("/api/v1/accounts/verify_credentials").status_code == 200
    assert network.http.post("/oauth/revoke", data=thief.credentials() | {"token": "never was"}).status_code == 200


def test_a_call_without_a_token_or_with_an_unknown_one_is_401(network: Network) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        answer = network.http.get("/api/v1/accounts/verify_credentials", headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"error": "The access token is invalid"})
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="Doorkeeper"')


def test_a_token_opens_only_what_its_scopes_name(network: Network) -> None:
    reader = network.connect("mette", scopes="read:statuses")
    refused = (403, {"error": "This action is outside the authorized scopes"})
    for answer in (
        reader.post("Hej"),
        reader.upload(b"x"),
        reader.delete("1"),
        reader.get("/api/v1/accounts/verify_credentials"),
        reader.get("/oauth/userinfo"),
    ):
        assert (answer.status_code, answer.json()) == refused
    assert network.connect("jonas", scopes="write").post("Hej").status_code == 200


def test_userinfo_names_the_person(network: Network, mette: Person) -> None:
    said = mette.get("/oauth/userinfo").json()
    assert (said["iss"], said["preferred_username"]) == (f"{network.url}/", "mette")
    assert said["profile"] == f"{network.url}/@mette"
