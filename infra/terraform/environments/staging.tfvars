# A project for trying things: everything may be deleted, and it may cost little.
protect         = false
billing_account = "000000-000000-000000"
monthly_budget  = 10
alert_emails    = ["operator@example.com"]
image_rate      = { per_second = 1, at_once = 2 }
