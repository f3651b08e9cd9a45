"""What was done, by whom, to what: append-only, each event sealed to the one before by a hash.

Administrators read what concerns their programmes, owners everything; everyone reads what concerns themselves. Events
hold ids, never names or words of people, so that erasing a person leaves the chain whole.
"""
