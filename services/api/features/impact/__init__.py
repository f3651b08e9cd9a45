"""What became of one's own posts: clicks, visitors and reactions, as they stand now, for their author alone."""
