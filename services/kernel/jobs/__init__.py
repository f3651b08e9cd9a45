"""Jobs: typed payloads, the queue of record in Postgres, and the wake-up through arq (imported nowhere else but here)."""
