"""Every address of the practice network, on one screen."""

from starlette.routing import BaseRoute, Route

from practice.api import accounts, instance, media, statuses
from practice.api.calls import endpoint
from practice.door.control import order_lies, show_lies
from practice.door.guard import for_this_machine, with_token
from practice.door.ledger import show_ledger
from practice.door.messages import post_message
from practice.oauth import apps, tokens
from practice.pages import assets, consent, files, messages, reactions, thread, timeline

OAUTH: list[BaseRoute] = [
    Route("/.well-known/oauth-authorization-server", endpoint(instance.authorization_server, token_needed=False)),
    Route("/api/v1/apps", endpoint(apps.create_app, token_needed=False), methods=["POST"]),
    Route("/api/v1/apps/verify_credentials", endpoint(apps.verify_app, user=False)),
    Route("/oauth/authorize", consent.ask_consent, methods=["GET"]),
    Route("/oauth/authorize", consent.answer_consent, methods=["POST"]),
    Route("/oauth/token", tokens.issue_token, methods=["POST"]),
    Route("/oauth/revoke", tokens.revoke, methods=["POST"]),
    Route("/oauth/userinfo", endpoint(tokens.userinfo, "profile"), methods=["GET", "POST"]),
]

API: list[BaseRoute] = [
    Route("/api/v2/instance", endpoint(instance.instance_v2, token_needed=False)),
    Route("/api/v1/instance", endpoint(instance.instance_v1, token_needed=False)),
    Route("/api/v1/instance/rules", endpoint(instance.instance_rules, token_needed=False)),
    Route("/api/v1/accounts/verify_credentials", endpoint(accounts.verify_credentials, *accounts.READ, "profile")),
    Route("/api/v1/accounts/{id}", endpoint(accounts.show_account, *accounts.READ, token_needed=False)),
    Route("/api/v1/accounts/{id}/statuses", endpoint(accounts.account_statuses, *statuses.READ, token_needed=False)),
    Route("/api/v2/media", endpoint(media.upload_media, *media.WRITE, window="uploads"), methods=["POST"]),
    Route("/api/v1/media/{id}", endpoint(media.show_media, *media.WRITE), methods=["GET"]),
    Route("/api/v1/media/{id}", endpoint(media.update_media, *media.WRITE), methods=["PUT"]),
    Route("/api/v1/statuses", endpoint(statuses.create_status, *statuses.WRITE), methods=["POST"]),
    Route("/api/v1/statuses", endpoint(statuses.index_statuses, *statuses.READ, token_needed=False)),
    Route("/api/v1/statuses/{id}", endpoint(statuses.show_status, *statuses.READ, token_needed=False)),
    Route(
        "/api/v1/statuses/{id}",
        endpoint(statuses.remove_status, *statuses.WRITE, window="deletes"),
        methods=["DELETE"],
    ),
]

DOORS: list[BaseRoute] = [
    Route("/practice/control", with_token(order_lies), methods=["POST"]),
    Route("/practice/control", with_token(show_lies), methods=["GET"]),
    Route("/practice/ledger", with_token(show_ledger)),
    Route("/practice/messages", with_token(post_message), methods=["POST"]),
    Route("/practice/messages", for_this_machine(messages.show_messages), methods=["GET"]),
]

PAGES: list[BaseRoute] = [
    Route("/practice/style.css", assets.serve_file),
    Route("/practice/icon.svg", assets.serve_file),
    Route("/practice/font.woff2", assets.serve_file),
    Route("/practice/avatars/{username}.png", assets.serve_avatar),
    Route("/practice/headers/{username}.png", assets.serve_header),
    Route("/practice/media/{id:int}/small.jpg", files.serve_preview),
    Route("/practice/media/{id:int}/{name}", files.serve_original),
    Route("/", timeline.show_timeline),
    Route("/tags/{tag}", timeline.show_tag),
    Route("/@{username}", timeline.show_account),
    Route("/@{username}/follow", reactions.follow_account, methods=["POST"]),
    Route("/@{username}/{id}", thread.show_post),
    Route("/@{username}/{id}/favourite", reactions.favourite_post, methods=["POST"]),
    Route("/@{username}/{id}/reblog", reactions.reblog_post, methods=["POST"]),
    Route("/@{username}/{id}/reply", reactions.reply_to_post, methods=["POST"]),
]

ROUTES = [*OAUTH, *API, *DOORS, *PAGES]
