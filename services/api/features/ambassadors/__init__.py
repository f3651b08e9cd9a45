"""People as members of a programme.

applied → active or declined · invited → active · active ↔ paused · any of them → left, and back. Whoever holds a code may
join, or apply where the programme asks for it; its administrators accept, decline, pause and change. Everybody may pause
and leave by themselves. Leaving cancels what was planned, gives profiles back, and keeps totals without names.
"""
