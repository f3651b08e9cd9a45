"""The redirect with durable recording against nginx doing the least it could: a map of the same codes and an access log.

Both on the same core, in turn; the load comes from the other one. Needs nginx and wrk.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
from figures import Figure, cpu_seconds, plain, show, stage

sys.path.insert(0, str(Path(__file__).parent.parent))
from processes import Service, free_port, wait_for_port

LINKS, SECONDS, ROUNDS, CONNECTIONS = 20_000, 5, 3, 32
WARM = """
local n = -1
request = function() n = (n + 1) % LINKS; return wrk.format("GET", "/l/bench" .. string.format("%07d", n)) end
"""
LUA = """
math.randomseed(os.time())
request = function() return wrk.format("GET", "/l/bench" .. string.format("%07d", math.random(0, LINKS - 1))) end
wrk.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1"
wrk.headers["Referer"] = "https://www.linkedin.com/"
"""
CONF = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  map_hash_max_size 65536; map_hash_bucket_size 128; access_log {folder}/access.log combined buffer=64k flush=1s;
  map $uri $target {{ {codes} }}
  server {{ listen 127.0.0.1:{port}; location /l/ {{ return 302 $target; }} }}
}}
"""


def make_links(url: str) -> None:
    """One organisation with LINKS links; constraints to rows that do not matter here are not checked."""
    with psycopg.connect(plain(url)) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO organisation (id, name, slug, locale, time_zone)"
            " VALUES (gen_random_uuid(), 'Bench', 'bench', 'da', 'UTC')"
        )
        connection.execute(
            "INSERT INTO link (organisation_id, id, code, destination, programme_id, ambassador_id, post_id, network)"
            " SELECT o.id, gen_random_uuid(), 'bench' || lpad(n::text, 7, '0'), 'https://nordlys.example/' || n,"
            " gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'mastodon'"
            " FROM organisation o, generate_series(0, %s) n",
            (LINKS - 1,),
        )


def load(port: int, script: Path) -> float:
    """Requests per second that wrk saw."""
    where = f"http://127.0.0.1:{port}/l/bench0000000"
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), where]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx or 3xx" in out:
        raise RuntimeError(out)
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    assert found is not None
    return float(found[1])


def measure(pid: int, port: int, script: Path) -> tuple[float, float]:
    """Requests per second, and the server's CPU in microseconds per request."""
    before = cpu_seconds(pid)
    rate = load(port, script)
    return rate, (cpu_seconds(pid) - before) * 1e6 / (rate * SECONDS)


def start_nginx(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """nginx on the first core."""
    port = free_port()
    codes = "".join(f"/l/bench{n:07d} https://nordlys.example/{n};" for n in range(LINKS))
    (folder / "nginx.conf").write_text(CONF.format(folder=folder, codes=codes, port=port))
    command = [
        "taskset",
        "-c",
        "0",
        shutil.which("nginx") or "nginx",
        "-c",
        str(folder / "nginx.conf"),
        "-p",
        str(folder),
    ]
    process = subprocess.Popen(command)
    wait_for_port(port, process)
    return process, port


def main() -> None:
    """Print two figures."""
    with stage(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        make_links(os.environ["DATABASE_URL"])
        script = folder / "load.lua"
        warm = folder / "warm.lua"
        script.write_text(LUA.replace("LINKS", str(LINKS)))
        warm.write_text(WARM.replace("LINKS", str(LINKS)))
        nginx, port = start_nginx(folder)
        try:
            with Service(factory="metrics.app:create_app") as redirect:
                assert redirect.process is not None
                psutil.Process(redirect.process.pid).cpu_affinity([0])
                for _ in range(6):
                    load(redirect.port, warm)
                pairs = [
                    (measure(redirect.process.pid, redirect.port, script), measure(nginx.pid, port, script))
                    for _ in range(ROUNDS)
                ]
        finally:
            nginx.terminate()
            nginx.wait()
    (rate, cpu), (base_rate, base_cpu) = (
        tuple(statistics.median(column) for column in zip(*side, strict=True)) for side in zip(*pairs, strict=True)
    )
    show(
        Figure("redirect, recorded", rate, base_rate, "req/s", "nginx map + log", "≥ 0.25 (stretch 0.35)"),
        Figure("redirect, recorded: CPU", cpu, base_cpu, "µs/req", "nginx map + log", "≤ 4 (stretch 3)"),
    )


if __name__ == "__main__":
    main()
