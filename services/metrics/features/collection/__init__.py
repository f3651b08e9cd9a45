"""Numbers read from networks: counts of posts on an ageing schedule, followers of profiles once a day.

What a network does not say is written as unknown, never as zero. A reading that cannot be had now is tried again later;
one that needs the person (a connection to renew) waits a day.
"""
