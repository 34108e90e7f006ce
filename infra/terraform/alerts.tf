locals {
  # Monitoring's PromQL name of a figure of ours, up to its last part; `on` names where lines come from.
  own = "logging_googleapis_com:user_zerowaste"
  on  = "monitored_resource=\"cloud_run_revision\""
  # Whose answers nobody waits for.
  waited_for = "function!~\".*_worker|maintenance\""
  # What may wait for a model or read photos; "POST " is a function's own path.
  thinking = "POST |POST /(analyses|generations|imports|suggestions)"

  # What is worth waking somebody for, and what to do first.
  alerts = {
    errors = {
      title     = "More than 5 % of the answers are errors (five minutes)"
      query     = "sum by (function) (rate(${local.own}_errors{${local.on}}[5m])) / sum by (function) (rate(${local.own}_requests{${local.on}}[5m])) > 0.05"
      runbook   = "The errors' codes are on the dashboard, and their traces in the log of the function: jsonPayload.message=\"failure\". A new revision? Send the traffic back to the one before."
      important = true
    }
    # What no function could write a line about: it did not start, was killed, or ran out of time.
    failing = {
      title     = "More than 5 % of what the platform answered are errors (five minutes)"
      query     = "sum by (service_name) (rate(run_googleapis_com:request_count{${local.on}, response_code_class=\"5xx\"}[5m])) / sum by (service_name) (rate(run_googleapis_com:request_count{${local.on}}[5m])) > 0.05"
      runbook   = "Where no alert about errors stands beside this one, the function never got to answer: look for \"failure\", memory and timeouts in its log. A new revision? Send the traffic back to the one before."
      important = true
    }
    slow = {
      title     = "Answers take longer than five seconds (p95, five minutes)"
      query     = "histogram_quantile(0.95, sum by (le, function) (rate(${local.own}_response_ms_bucket{${local.on}, ${local.waited_for}, route!~\"${local.thinking}\"}[5m]))) > 5000"
      runbook   = "Look at the dashboard: one function or all? All: Firestore."
      important = true
    }
    thinking_long = {
      title     = "Answers of models and photos take longer than 20 seconds (p95, five minutes)"
      query     = "histogram_quantile(0.95, sum by (le, function) (rate(${local.own}_response_ms_bucket{${local.on}, ${local.waited_for}, route=~\"${local.thinking}\"}[5m]))) > 20000"
      runbook   = "The dashboard's model calls by outcome say which provider is slow; its breaker opens by itself, and the next of the chain answers. Without a model: more processor for what reads photos."
      important = false
    }
    dead_letters = {
      title     = "A job was given up"
      query     = "sum by (kind) (increase(${local.own}_dead_letters{${local.on}}[5m])) > 0"
      runbook   = "GET /api/v1/maintenance/dead-letters says why; after mending it, resend each there."
      important = false
    }
    model_cost = {
      title     = "Models cost more than an hour should"
      query     = "sum(increase(${local.own}_usd_sum{${local.on}}[1h])) > ${var.model_budget_usd}"
      runbook   = "Budgets per kitchen bound each; this bounds all of them. Set WRITER_PROVIDERS, PAINTER_PROVIDERS and RECOGNISER_PROVIDERS to offline to stop it at once."
      important = true
    }
    reused_refresh = {
      title     = "Refresh tokens are being reused"
      query     = "sum(increase(${local.own}_security_sum{${local.on}, event=\"refresh_reused\"}[1h])) > 5"
      runbook   = "Each ended its session already. Many at once: a stolen backup of tokens, or an app release that stores them badly."
      important = true
    }
    queue_age = {
      title     = "Tasks wait longer than ten minutes"
      query     = "histogram_quantile(0.95, sum by (le, queue_id) (rate(cloudtasks_googleapis_com:queue_task_attempt_delays_bucket{monitored_resource=\"cloud_tasks_queue\"}[10m]))) > 600000"
      runbook   = "The workers answer 429 or 503 while a provider is overloaded, and the queue slows down: raise its rate only when the provider's quota allows it."
      important = false
    }
    unswept = {
      title     = "The schedules do not run (30 minutes)"
      query     = "absent_over_time(${local.own}_requests{${local.on}, function=\"maintenance\", route=\"POST /jobs\", status=\"200\"}[30m])"
      runbook   = "Cloud Scheduler's page says what the last call answered: paused, no right to call, or a function that fails? Until it runs, lost tasks are not sent again and nothing is deleted. Expected before the first deployment."
      important = true
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

resource "google_monitoring_alert_policy" "alert" {
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

    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "0s"
      evaluation_interval = "60s"
      # A figure made from lines is unknown until the first of them was written.
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = "3600s"
  }

  depends_on = [google_logging_metric.counter, google_logging_metric.distribution]
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

  documentation {
    content   = "Open the address of the check, /api/v1/status/live, which touches nothing: what it answers is the platform's. All functions, or status alone? Since a deployment? Send the traffic back to the revision before."
    mime_type = "text/markdown"
  }

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
