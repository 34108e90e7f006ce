output "addresses" {
  description = "Where each function answers; a hosting domain in front gives the app one address."
  value       = { for name, it in google_cloudfunctions2_function.function : name => "${it.url}/api/v1/${name}" }
}

output "media_bucket" {
  description = "The bucket of the pictures."
  value       = google_storage_bucket.media.name
}

output "callers" {
  description = "The accounts whose tokens the workers and the schedules let in."
  value = {
    worker    = google_service_account.worker.email
    scheduler = google_service_account.scheduler.email
  }
}
