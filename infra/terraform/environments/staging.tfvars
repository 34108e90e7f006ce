# A project for trying things: everything may be deleted, and it may cost little.
project        = "zerowasteai-staging"
protect        = false
monthly_budget = 10
image_rate     = { per_second = 1, at_once = 2 }
