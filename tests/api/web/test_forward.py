import httpx2
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from known import make_known
from processes import Service, free_port

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0.0.0 Safari/537.36"


def an_api(metrics: str) -> Service:
    return Service(
        factory="api.app:create_app",
        env={"FORTALER_METRICS_URL": metrics, "FORTALER_EGRESS_LOOPBACK": metrics.removeprefix("http://")},
    )


async def test_a_tracked_link_on_the_apps_own_address_redirects(
    empty_database: Addresses, owner_engine: AsyncEngine
) -> None:
    known = await make_known(owner_engine)
    with Service(factory="metrics.app:create_app") as metrics, an_api(metrics.url) as api:
        async with httpx2.AsyncClient(headers={"user-agent": AGENT}) as client:
            answer = await client.get(f"{api.url}/l/{known.code}")
            assert (answer.status_code, answer.headers["location"]) == (302, "https://nordlys.example/artikel?x=1")
            assert (await client.head(f"{api.url}/l/{known.code}")).status_code == 302
            lost = await client.get(f"{api.url}/l/nosuchcode99")
            assert lost.status_code == 404
            assert "Linket findes ikke" in lost.text
            assert (await client.post(f"{api.url}/l/{known.code}")).status_code == 404


async def test_while_metrics_is_away_the_link_says_so(empty_database: Addresses) -> None:
    with an_api(f"http://127.0.0.1:{free_port()}") as api:
        async with httpx2.AsyncClient() as client:
            answer = await client.get(f"{api.url}/l/Abcdefgh1234")
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "5"
            assert answer.json()["type"] == "/problems/unavailable"
