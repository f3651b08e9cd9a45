"""What every service must agree on. If one service can live without it, it isn't here."""
