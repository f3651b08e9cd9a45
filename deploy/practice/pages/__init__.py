"""The pages people see, rendered on the server and free of scripts."""
