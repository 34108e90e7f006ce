protect         = true
billing_account = "000000-000000-000000"
monthly_budget  = 200
model_keys      = ["GEMINI_API_KEY"]
alert_emails    = ["operator@example.com"]
traces_share    = 0.05
