"""The consent page of a simulated network: whose account, for which rights, yes or no. It says plainly what it is."""

from collections.abc import Iterable, Mapping
from html import escape

from starlette.responses import HTMLResponse, Response

STYLE = """
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
body { max-width: 26rem; margin: 0 auto; padding: 1.5rem 1.25rem }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 1.25rem 0 .5rem }
p, ul { margin: .5rem 0 1rem } ul { padding-left: 1.25rem } code { overflow-wrap: anywhere }
.note { border: 1px dashed; border-radius: .5rem; padding: .625rem .875rem; margin: 0; font-size: .9375rem }
label { display: flex; gap: .75rem; align-items: center; min-height: 3rem } input[type=radio] { width: 1.25rem; height: 1.25rem }
fieldset { border: 0; padding: 0; margin: 0 0 1.25rem } legend { padding: 0; font-weight: 600 }
button { font: inherit; font-weight: 600; width: 100%; min-height: 3rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
button + button { margin-top: .75rem; background: none; color: inherit }
button:first-of-type { background: #1c4fd6; border-color: #1c4fd6; color: #fff }
"""


def consent_page(
    network: str,
    app: str,
    rights: Iterable[str],
    people: Mapping[str, str],
    *,
    field: str,
    hidden: Mapping[str, str],
    password: bool = False,
) -> Response:
    """`people` are their names by what `field` is answered with; `hidden` is sent along as it came."""
    kept = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in hidden.items())
    asked = "".join(f"<li><code>{escape(right)}</code></li>" for right in rights)
    accounts = "".join(
        f'<label><input type="radio" name="{field}" value="{escape(key)}" required> {escape(name)}</label>'
        for key, name in people.items()
    )
    secret = '<label>Password <input type="password" name="password" required></label>' if password else ""
    name = escape(network)
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{name}, for practice</title><link rel="icon" href="data:,"><style>{STYLE}</style><main>'
        f'<p class="note">This stands in for {name} while Fortaler is tested. Nothing here is real.</p>'
        f"<h1>May the app use your {name} account?</h1><p>It calls itself <code>{escape(app)}</code> and asks for:</p>"
        f'<ul>{asked}</ul><form method="post">{kept}<fieldset><legend>Which account is yours?</legend>{accounts}{secret}</fieldset>'
        '<button name="decision" value="allow">Allow</button>'
        '<button name="decision" value="deny" formnovalidate>Do not allow</button></form></main></html>'
    )
