locals {
  # Below /api/v1/maintenance, with how often and why.
  schedules = {
    jobs      = { cron = "* * * * *", seconds = 170 }    # what was saved and never sent waits for a minute
    deletions = { cron = "*/5 * * * *", seconds = 170 }  # a promised deletion goes on
    digest    = { cron = "*/15 * * * *", seconds = 170 } # nobody's hour is missed by more than a quarter
    tokens    = { cron = "*/15 * * * *", seconds = 170 } # what expired goes, before TTL would take it
  }
  maintenance = replace(local.address, "{function}", "maintenance")
}

resource "google_cloud_scheduler_job" "maintenance" {
  for_each = { for name, it in local.schedules : name => it if var.deploy_functions }

  name             = "maintenance-${replace(each.key, "/", "-")}"
  region           = var.region
  schedule         = each.value.cron
  time_zone        = var.time_zone
  attempt_deadline = "${each.value.seconds}s"

  retry_config {
    retry_count          = 2
    min_backoff_duration = "10s"
    max_backoff_duration = "60s"
  }

  http_target {
    http_method = "POST"
    uri         = "${local.maintenance}/api/v1/maintenance/${each.key}"
    body        = base64encode("{}")
    headers     = { "Content-Type" = "application/json" }

    oidc_token {
      service_account_email = google_service_account.scheduler.email
      audience              = local.maintenance
    }
  }

  depends_on = [google_cloudfunctions2_function.function]
}
