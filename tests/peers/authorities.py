"""OAuth servers of others' making, as processes of a test: certified ones, with the addresses of a network of ours."""

import json
import os
import re
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from html import unescape
from typing import Literal
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2

from kernel.kit.settings import XSettings
from network_rigs import REDIRECT, recorded_egress
from networks.contract import ApiNetwork
from networks.grants import AppCredentials, AuthStart, Connection
from networks.mastodon.network import Mastodon
from networks.x.apps import MODE
from networks.x.network import X
from peers.servers import HERE, INSTALLED
from processes import free_port

Manner = Literal["mastodon", "x"]
FORM = re.compile(r'<form[^>]*action="([^"]+)"')
HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')


class Authority:
    """One such server, and our adapter beside it."""

    def __init__(self, manner: Manner, issuer: str) -> None:
        self.manner, self.issuer = manner, issuer
        self.host = urlsplit(issuer).netloc
        self.egress, self.urls = recorded_egress(self.host)
        self.x = X(XSettings(FORTALER_X_URL=issuer, FORTALER_X_WEB_URL=issuer))
        self.network: ApiNetwork = Mastodon() if manner == "mastodon" else self.x

    async def begin(self) -> tuple[AppCredentials, AuthStart]:
        app = await self.register()
        return app, await self.network.authorize(self.egress, app)

    async def register(self) -> AppCredentials:
        """An app of ours; at X an administrator copies it."""
        if self.manner == "mastodon":
            return await self.network.register_app(
                self.egress, instance=self.host, client_name="Fortaler", redirect_uri=REDIRECT, website=REDIRECT
            )
        made = httpx2.post(f"{self.issuer}/apps").json()
        return self.x.enrol(
            client_id=made["client_id"], client_secret=made["client_secret"], mode=MODE, redirect_uri=REDIRECT
        )

    async def complete(self, app: AppCredentials, started: AuthStart, answer: dict[str, str]) -> Connection:
        return await self.network.complete(self.egress, app, started, answer)

    def consent(self, url: str, person: str = "asta") -> dict[str, str]:
        """Sign in and say yes on the server's own pages; the callback's parameters, none where it shows an error."""
        with httpx2.Client(timeout=20) as browser:
            page = browser.get(url)
            for _ in range(12):
                if page.is_redirect:
                    target = urljoin(str(page.request.url), page.headers["location"])
                    if target.startswith(REDIRECT):
                        return dict(parse_qsl(urlsplit(target).query))
                    page = browser.get(target)
                elif form := FORM.search(page.text):
                    fields = dict(HIDDEN.findall(page.text))
                    fields |= {"login": person, "password": "x"} if 'name="login"' in page.text else {}
                    page = browser.post(urljoin(str(page.request.url), unescape(form.group(1))), data=fields)
                else:
                    return {}
        raise AssertionError("the server's pages did not end")

    def knows(self, token: str) -> bool:
        """Whether this server takes the token for one of its own that lives."""
        path = "/api/v1/accounts/verify_credentials" if self.manner == "mastodon" else "/2/users/me"
        answer = httpx2.get(f"{self.issuer}{path}", headers={"Authorization": f"Bearer {token}"})
        return answer.status_code == 200


@contextmanager
def authority(manner: Manner) -> Generator[Authority]:
    """A server of its own, until the end of the block."""
    environment = os.environ | {"MANNER": manner, "PORT": str(free_port()), "REDIRECT": REDIRECT}
    command = ["node", HERE / "oidc.mjs"]
    with subprocess.Popen(
        command, cwd=INSTALLED, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = next((line for line in process.stdout if line.startswith('{"issuer"')), "")
            assert line, "the server did not start"
            yield Authority(manner, json.loads(line)["issuer"])
        finally:
            process.terminate()
