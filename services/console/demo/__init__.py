"""An organisation to look around in: invented people, stories and figures, all of it marked as a demo."""
