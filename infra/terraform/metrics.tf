# Figures made from the log lines: no metric is written by a function, and none costs a call.

locals {
  requests = "resource.type=\"cloud_run_revision\" jsonPayload.message=\"request\""
  calls    = "resource.type=\"cloud_run_revision\" jsonPayload.message=\"model call\""
  security = "resource.type=\"cloud_run_revision\" jsonPayload.message=\"security\""

  counters = {
    requests = {
      filter = local.requests
      labels = { function = "function", route = "route", status = "status" }
    }
    errors = {
      filter = "${local.requests} jsonPayload.status>=500"
      labels = { function = "function", code = "code" }
    }
    cache = {
      filter = "${local.requests} jsonPayload.cache:*"
      labels = { function = "function", outcome = "cache" }
    }
    model_calls = {
      filter = local.calls
      labels = { provider = "provider", model = "model", outcome = "outcome" }
    }
    dead_letters = {
      filter = "resource.type=\"cloud_run_revision\" jsonPayload.message=\"dead letter\""
      labels = { kind = "kind" }
    }
  }
  distributions = {
    response_ms  = { filter = local.requests, value = "ms", unit = "ms", labels = { function = "function", route = "route" } }
    input_tokens = { filter = local.calls, value = "input_tokens", unit = "1", labels = { model = "model" } }
    # A burst of what anybody can cause is one line with its count.
    security      = { filter = local.security, value = "count", unit = "1", labels = { event = "event", reason = "reason" } }
    usd           = { filter = local.calls, value = "usd", unit = "1", labels = { provider = "provider", model = "model" } }
    output_tokens = { filter = local.calls, value = "output_tokens", unit = "1", labels = { model = "model" } }
    reads         = { filter = local.requests, value = "reads", unit = "1", labels = { function = "function", route = "route" } }
  }
}

resource "google_logging_metric" "counter" {
  for_each = local.counters

  name   = "zerowaste/${each.key}"
  filter = each.value.filter

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"

    dynamic "labels" {
      for_each = each.value.labels

      content {
        key        = labels.key
        value_type = "STRING"
      }
    }
  }

  label_extractors = { for label, field in each.value.labels : label => "EXTRACT(jsonPayload.${field})" }

  depends_on = [google_project_service.used]
}

resource "google_logging_metric" "distribution" {
  for_each = local.distributions

  name            = "zerowaste/${each.key}"
  filter          = "${each.value.filter} jsonPayload.${each.value.value}>=0"
  value_extractor = "EXTRACT(jsonPayload.${each.value.value})"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = each.value.unit

    dynamic "labels" {
      for_each = each.value.labels

      content {
        key        = labels.key
        value_type = "STRING"
      }
    }
  }

  label_extractors = { for label, field in each.value.labels : label => "EXTRACT(jsonPayload.${field})" }

  bucket_options {
    exponential_buckets {
      num_finite_buckets = 40
      growth_factor      = 1.4
      scale              = 1
    }
  }

  depends_on = [google_project_service.used]
}
