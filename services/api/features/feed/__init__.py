"""The feed: the live stories meant for one person, in all their programmes, with why each is here and what they did."""
