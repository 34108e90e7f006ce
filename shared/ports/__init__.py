"""What the workflows ask of the outside world: a module per noun, a Protocol per outside thing.

Every call may raise `shared.domain.errors.Unavailable` when its system is down or out of time.
`deadline` is always seconds on the monotonic clock.
"""
