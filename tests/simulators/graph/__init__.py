"""What the simulated networks of Meta share: `world` knows everything, `authorization` lets in, `callers` checks tokens,
`containers` takes posts in two steps and really fetches the pictures, `objects` shows them, `door` orders lies.
"""
