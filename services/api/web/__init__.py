"""What every route shares: the transaction, problems, pages of lists, repeated requests, the SPA."""
