locals {
  # Title and PromQL of each chart.
  charts = [
    ["Requests a second", "sum by (function) (rate(${local.own}_requests{${local.on}}[5m]))"],
    ["Errors by code", "sum by (code) (increase(${local.own}_errors{${local.on}}[5m]))"],
    ["Sessions and tokens", "sum by (event) (increase(${local.own}_security_sum{${local.on}}[5m]))"],
    ["Sessions ended by reason", "sum by (reason) (increase(${local.own}_security_sum{${local.on}, reason!=\"\"}[5m]))"],
    ["Answer time by function, p95 (ms)", "histogram_quantile(0.95, sum by (le, function) (rate(${local.own}_response_ms_bucket{${local.on}}[5m])))"],
    ["Answer time by function, median (ms)", "histogram_quantile(0.5, sum by (le, function) (rate(${local.own}_response_ms_bucket{${local.on}}[5m])))"],
    ["Answer time by route, p95 (ms)", "histogram_quantile(0.95, sum by (le, function, route) (rate(${local.own}_response_ms_bucket{${local.on}}[5m])))"],
    ["Documents read per request, p95", "histogram_quantile(0.95, sum by (le, route) (rate(${local.own}_reads_bucket{${local.on}}[5m])))"],
    ["Cache, share of hits", "sum by (function) (increase(${local.own}_cache{${local.on}, outcome=\"hit\"}[1h])) / sum by (function) (increase(${local.own}_cache{${local.on}}[1h]))"],
    ["Model calls by outcome", "sum by (outcome) (increase(${local.own}_model_calls{${local.on}}[5m]))"],
    ["Model tokens in", "sum by (model) (increase(${local.own}_input_tokens_sum{${local.on}}[5m]))"],
    ["Model tokens out", "sum by (model) (increase(${local.own}_output_tokens_sum{${local.on}}[5m]))"],
    ["Models, US dollars an hour", "sum by (model) (increase(${local.own}_usd_sum{${local.on}}[1h]))"],
    ["Jobs given up", "sum by (kind) (increase(${local.own}_dead_letters{${local.on}}[5m]))"],
    ["Tasks waiting", "sum by (queue_id) (cloudtasks_googleapis_com:queue_depth{monitored_resource=\"cloud_tasks_queue\"})"],
    ["How long tasks wait, p95 (ms)", "histogram_quantile(0.95, sum by (le, queue_id) (rate(cloudtasks_googleapis_com:queue_task_attempt_delays_bucket{monitored_resource=\"cloud_tasks_queue\"}[5m])))"],
  ]
}

resource "google_monitoring_dashboard" "overview" {
  dashboard_json = jsonencode({
    displayName = "ZeroWasteAI"
    mosaicLayout = {
      columns = 12
      tiles = [for place, chart in local.charts : {
        xPos   = place % 3 * 4
        yPos   = floor(place / 3) * 4
        width  = 4
        height = 4
        widget = {
          title = chart[0]
          xyChart = {
            dataSets = [{
              plotType        = "LINE"
              timeSeriesQuery = { prometheusQuery = chart[1] }
            }]
          }
        }
      }]
    }
  })

  depends_on = [google_logging_metric.counter, google_logging_metric.distribution]
}
