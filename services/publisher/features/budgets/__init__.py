"""What networks still take from an app or a profile; what is known to be used up is not asked for in vain.

Networks say it in the answers they give anyway. Each publisher keeps that in mind, less what it has under way, and every
two seconds tells the others what matters to them: what is used up, and now and then what is left of an app's. So an
ordinary post writes nothing here.
"""
