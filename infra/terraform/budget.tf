# Neither is needed to run; nobody hears of anything without them.
check "somebody_is_told" {
  assert {
    condition     = length(var.alert_emails) > 0
    error_message = "alert_emails is empty: no alert reaches anybody."
  }

  assert {
    condition     = var.billing_account != null
    error_message = "billing_account is not set: there is no budget, and monthly_budget means nothing."
  }
}

resource "google_billing_budget" "month" {
  count = var.billing_account == null ? 0 : 1

  billing_account = var.billing_account
  display_name    = "ZeroWasteAI, a month"

  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }

  amount {
    specified_amount {
      units = tostring(var.monthly_budget)
    }
  }

  dynamic "threshold_rules" {
    for_each = toset([0.5, 0.9, 1.0])

    content {
      threshold_percent = threshold_rules.value
    }
  }

  all_updates_rule {
    monitoring_notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]
    disable_default_iam_recipients   = false
  }
}
