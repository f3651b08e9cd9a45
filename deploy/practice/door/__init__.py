"""What only practice has: the lies it can be told to tell, its ledger of truth, and the messages it keeps."""
