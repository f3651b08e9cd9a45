"""A network, or one server of it, that fails is left alone for a while, by all publishers together.

*closed*, of which there is no row: posts go out. *open*: half of the last twenty calls failed or had no answer, so posts
wait a minute. *half_open*: one post tries; its success closes the breaker, its failure opens it for another minute.
Refusals of a post, a person or the organisation's app are answers, and no failure of the network.
"""
