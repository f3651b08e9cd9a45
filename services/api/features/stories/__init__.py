"""Stories: what is worth telling, with facts, angles and questions that help people tell it in their own words.

draft → in review → scheduled → live → expired, and withdrawn from any of them. Those with `stories:write` write and
publish them and see all; an ambassador sees those that are live and meant for them.
"""
