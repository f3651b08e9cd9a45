"""What the simulated networks share: `stage` serves them over real HTTP, `clock` is their time, `lies` are told around a
create, `orders` says which. The lies themselves are the practice network's (`practice.door.lies`).
"""
