"""People and their ways in: a code by e-mail, a printed code, a one-time link. No passwords.

A person signs in as themselves, and is then at work in one organisation at a time. Everything here is about the person
alone: nobody else may read or change it.
"""
