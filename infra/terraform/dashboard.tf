locals {
  # Title, metric, how a series is made, what it is grouped by.
  charts = [
    ["Requests by function", "requests", "ALIGN_RATE", "REDUCE_SUM", "metric.label.function"],
    ["Errors by code", "errors", "ALIGN_SUM", "REDUCE_SUM", "metric.label.code"],
    ["Answer time, p95 (ms)", "response_ms", "ALIGN_PERCENTILE_95", "REDUCE_MAX", "metric.label.function"],
    ["Answer time, median (ms)", "response_ms", "ALIGN_PERCENTILE_50", "REDUCE_MEAN", "metric.label.function"],
    ["Model calls by outcome", "model_calls", "ALIGN_SUM", "REDUCE_SUM", "metric.label.outcome"],
    ["Model tokens in", "input_tokens", "ALIGN_SUM", "REDUCE_SUM", "metric.label.model"],
    ["Model tokens out", "output_tokens", "ALIGN_SUM", "REDUCE_SUM", "metric.label.model"],
    ["Cache", "cache", "ALIGN_SUM", "REDUCE_SUM", "metric.label.outcome"],
    ["Documents read per request, p95", "reads", "ALIGN_PERCENTILE_95", "REDUCE_MAX", "metric.label.route"],
    ["Given up", "dead_letters", "ALIGN_SUM", "REDUCE_SUM", "metric.label.kind"],
    ["Sessions and tokens", "security", "ALIGN_SUM", "REDUCE_SUM", "metric.label.event"],
  ]
  own_tiles = [for chart in local.charts : {
    title    = chart[0]
    filter   = "${local.metric}/${chart[1]}\" ${local.on_run}"
    aligner  = chart[2]
    reducer  = chart[3]
    group_by = chart[4]
  }]
  tiles = concat(local.own_tiles, [{
    title    = "Tasks waiting"
    filter   = "metric.type=\"cloudtasks.googleapis.com/queue/depth\" resource.type=\"cloud_tasks_queue\""
    aligner  = "ALIGN_MEAN"
    reducer  = "REDUCE_SUM"
    group_by = "resource.label.queue_id"
  }])
}

resource "google_monitoring_dashboard" "overview" {
  dashboard_json = jsonencode({
    displayName = "ZeroWasteAI"
    mosaicLayout = {
      columns = 12
      tiles = [for place, tile in local.tiles : {
        xPos   = place % 3 * 4
        yPos   = floor(place / 3) * 4
        width  = 4
        height = 4
        widget = {
          title = tile.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = tile.filter
                  aggregation = {
                    alignmentPeriod    = "300s"
                    perSeriesAligner   = tile.aligner
                    crossSeriesReducer = tile.reducer
                    groupByFields      = [tile.group_by]
                  }
                }
              }
            }]
          }
        }
      }]
    }
  })

  depends_on = [google_logging_metric.counter, google_logging_metric.distribution]
}
