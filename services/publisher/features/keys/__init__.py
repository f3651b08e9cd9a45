"""Keys: what lies sealed with an old key is opened and sealed with the present one, so that the old one can be dropped.

Only workers can open a person's tokens, so this is theirs; `fortaler keys rotate` asks for it and looks on. It may stop
anywhere and be asked for again: what is sealed with the present key is left alone.
"""
