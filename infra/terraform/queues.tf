locals {
  queues = {
    image-jobs       = { rate = var.image_rate, attempts = 5 }
    recognition-jobs = { rate = var.recognition_rate, attempts = 5 }
    label-jobs       = { rate = var.label_rate, attempts = 5 }
  }
}

# A worker answers 2xx to what can never work, so that an attempt is a true retry. What the queue gives
# up on is sent again by the sweeper, under a new name, until the job's own attempts are used up.
resource "google_cloud_tasks_queue" "queue" {
  for_each = local.queues

  name     = each.key
  location = var.region

  rate_limits {
    max_dispatches_per_second = each.value.rate.per_second
    max_concurrent_dispatches = each.value.rate.at_once
  }

  retry_config {
    max_attempts  = each.value.attempts
    min_backoff   = "2s"
    max_backoff   = "120s"
    max_doublings = 5
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
