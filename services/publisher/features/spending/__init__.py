"""What a month's calls to a network that bills its app's owner cost, and the cap that the owner has set."""
