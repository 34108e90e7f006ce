locals {
  metric = "metric.type=\"logging.googleapis.com/user/zerowaste"
  on_run = "resource.type=\"cloud_run_revision\""

  # What is worth waking somebody for, and what to do first.
  alerts = {
    slow = {
      title     = "Answers take longer than five seconds (p95, five minutes)"
      query     = "${local.metric}/response_ms\" ${local.on_run}"
      aligner   = "ALIGN_PERCENTILE_95"
      reducer   = "REDUCE_MAX"
      group_by  = ["metric.label.function"]
      above     = 5000
      period    = "300s"
      lasting   = "0s"
      runbook   = "Look at the dashboard: one function or all? All: Firestore. One that asks models: their breaker opens by itself, see /status."
      important = true
    }
    dead_letters = {
      title     = "A job was given up"
      query     = "${local.metric}/dead_letters\" ${local.on_run}"
      aligner   = "ALIGN_SUM"
      reducer   = "REDUCE_SUM"
      group_by  = ["metric.label.kind"]
      above     = 0
      period    = "300s"
      lasting   = "0s"
      runbook   = "GET /api/v1/maintenance/dead-letters says why; after mending it, resend each there."
      important = false
    }
    model_tokens = {
      title     = "Models take more tokens than an hour should"
      query     = "${local.metric}/input_tokens\" ${local.on_run}"
      aligner   = "ALIGN_SUM"
      reducer   = "REDUCE_SUM"
      group_by  = []
      above     = var.model_budget_tokens
      period    = "3600s"
      lasting   = "0s"
      runbook   = "Budgets per kitchen bound each; this bounds all of them. Set WRITER_PROVIDERS=offline to stop it at once."
      important = true
    }
    reused_refresh = {
      title     = "Refresh tokens are being reused"
      query     = "${local.metric}/security\" ${local.on_run} metric.label.event=\"refresh_reused\""
      aligner   = "ALIGN_SUM"
      reducer   = "REDUCE_SUM"
      group_by  = []
      above     = 5
      period    = "3600s"
      lasting   = "0s"
      runbook   = "Each ended its session already. Many at once: a stolen backup of tokens, or an app release that stores them badly."
      important = true
    }
    queue_age = {
      title     = "Tasks wait longer than ten minutes"
      query     = "metric.type=\"cloudtasks.googleapis.com/queue/task_attempt_delays\" resource.type=\"cloud_tasks_queue\""
      aligner   = "ALIGN_PERCENTILE_95"
      reducer   = "REDUCE_MAX"
      group_by  = ["resource.label.queue_id"]
      above     = 600000
      period    = "300s"
      lasting   = "300s"
      runbook   = "The workers answer 429 or 503 while a provider is overloaded, and the queue slows down: raise its rate only when the provider's quota allows it."
      important = false
    }
  }
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }

  depends_on = [google_project_service.used]
}

resource "google_monitoring_alert_policy" "threshold" {
  for_each = local.alerts

  display_name          = each.value.title
  combiner              = "OR"
  severity              = each.value.important ? "CRITICAL" : "WARNING"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  documentation {
    content   = each.value.runbook
    mime_type = "text/markdown"
  }

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = each.value.query
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = each.value.lasting

      aggregations {
        alignment_period     = each.value.period
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
        group_by_fields      = each.value.group_by
      }
    }
  }

  alert_strategy {
    auto_close = "3600s"
  }

  depends_on = [google_logging_metric.counter, google_logging_metric.distribution]
}

# A share needs two figures: errors of all requests, by function.
resource "google_monitoring_alert_policy" "errors" {
  display_name          = "More than 5 % of the answers are errors (five minutes)"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  documentation {
    content   = "The errors' codes are on the dashboard, and their traces in the log of the function: jsonPayload.message=\"failure\". A new revision? Send the traffic back to the one before."
    mime_type = "text/markdown"
  }

  conditions {
    display_name = "Errors of all answers"

    condition_threshold {
      filter             = "${local.metric}/errors\" ${local.on_run}"
      denominator_filter = "${local.metric}/requests\" ${local.on_run}"
      comparison         = "COMPARISON_GT"
      threshold_value    = 0.05
      duration           = "0s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["metric.label.function"]
      }

      denominator_aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["metric.label.function"]
      }
    }
  }

  alert_strategy {
    auto_close = "3600s"
  }

  depends_on = [google_logging_metric.counter]
}

resource "google_monitoring_uptime_check_config" "live" {
  count = var.deploy_functions ? 1 : 0

  display_name = "The service lives"
  period       = "300s"
  timeout      = "10s"

  http_check {
    path         = "/api/v1/status/live"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project
      host       = trimprefix(replace(local.address, "{function}", "status"), "https://")
    }
  }
}

resource "google_monitoring_alert_policy" "down" {
  count = var.deploy_functions ? 1 : 0

  display_name          = "The service does not answer"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  conditions {
    display_name = "Uptime check fails from several places"

    condition_threshold {
      filter          = "metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" resource.type=\"uptime_url\" metric.label.check_id=\"${google_monitoring_uptime_check_config.live[0].uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "300s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
      }
    }
  }
}
