project        = "zerowasteai-production"
protect        = true
monthly_budget = 200
model_keys     = ["GEMINI_API_KEY"]
alert_emails   = ["operator@example.com"]
traces_share   = 0.05
