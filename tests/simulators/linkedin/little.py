"""Little text, as LinkedIn reads it: what is escaped is meant, what is a template is one, and anything else ends the post."""

import regex

TOKEN = regex.compile(
    r"\\(?P<meant>[\\|{}@\[\]()<>#*_~])"
    r"|\{hashtag\|\\?#\|(?P<template>[^{}|]+)\}"
    r"|@\[(?P<name>[^\]]+)\]\((?:urn:li:person|urn:li:organization):\w+\)"
    r"|(?P<tag>#[\p{L}\p{N}][\p{L}\p{M}\p{N}_]*)"
    r"|(?P<plain>[^\\|{}@\[\]()<>#*_~]+)"
)


def words_of(commentary: str) -> str:
    """The words that people see: a reserved letter that is not escaped silently cuts off the rest."""
    seen, place = "", 0
    while found := TOKEN.match(commentary, place):
        template = found["template"]
        seen += f"#{template}" if template else found["meant"] or found["name"] or found["tag"] or found["plain"]
        place = found.end()
    return seen
