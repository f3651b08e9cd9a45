"""What has no business words: database, clock, ids, errors, settings, secrets, egress, blobs, pictures, web pages, logging."""
