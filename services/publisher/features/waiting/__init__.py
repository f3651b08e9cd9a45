"""Posts that wait for their person: the network has ended the connection of their profile, and it has to be renewed."""
