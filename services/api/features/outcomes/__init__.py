"""What a programme brings, for those with `outcomes:read`: totals up to yesterday, never people.

A figure about people's acts is about those who acted; one about their posts is about the authors. Where they are fewer
than the programme's minimum group the figure is hidden, and so is whatever it could be computed from.
"""
