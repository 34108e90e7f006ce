locals {
  queues = {
    image-jobs       = { rate = var.image_rate }
    recognition-jobs = { rate = var.recognition_rate }
    label-jobs       = { rate = var.label_rate }
  }
}

# A worker answers 2xx once a job has ended, well or badly: until then its task is tried again. Five
# attempts of the job itself are over after a minute and a quarter, if each fails at once. A worker that
# died holds a job for five minutes more; the task is still there when they are over, and comes within
# the longest back-off. It is given up when it had its attempts and its quarter of an hour; then the
# sweeper sends another, under another name.
resource "google_cloud_tasks_queue" "queue" {
  for_each = local.queues

  name     = each.key
  location = var.region

  rate_limits {
    max_dispatches_per_second = each.value.rate.per_second
    max_concurrent_dispatches = each.value.rate.at_once
  }

  retry_config {
    max_attempts       = 5
    max_retry_duration = "900s"
    min_backoff        = "5s"
    max_backoff        = "60s"
    max_doublings      = 4
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }

  depends_on = [google_project_service.used]
}

resource "google_cloud_tasks_queue_iam_member" "sends" {
  for_each = { for pair in setproduct(keys(local.queues), local.senders) : join(" ", pair) => pair }

  location = var.region
  name     = google_cloud_tasks_queue.queue[each.value[0]].name
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.function[each.value[1]].member
}
