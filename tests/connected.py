"""A person's consent at the practice network, given as in a browser, and the connection that it leaves behind."""

from urllib.parse import parse_qsl, urlsplit

import httpx2

from kernel.kit.egress import Egress
from networks.grants import AppCredentials, Connection
from networks.mastodon.network import Mastodon

RETURN = "http://127.0.0.1:8080/return"


async def register(egress: Egress, url: str) -> AppCredentials:
    """Our registration with the network at this address."""
    host = urlsplit(url).netloc
    return await Mastodon().register_app(
        egress, instance=host, client_name="Fortaler", redirect_uri=RETURN, website=RETURN
    )


async def consent(
    http: httpx2.Client, egress: Egress, app: AppCredentials, *, account: str, name: str = ""
) -> Connection:
    """Say yes as this account; `+` is a new one called `name`."""
    started = await Mastodon().authorize(egress, app)
    form = dict(parse_qsl(urlsplit(started.url).query)) | {"account": account, "name": name, "decision": "allow"}
    answer = http.post("/oauth/authorize", data=form)
    callback = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    return await Mastodon().complete(egress, app, started, callback)
