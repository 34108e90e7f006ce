resource "google_storage_bucket" "media" {
  #checkov:skip=CKV_GCP_62:Pictures are read by signed links; Cloud Audit Logs record who administers it.
  #checkov:skip=CKV_GCP_78:What a person deletes must be gone; soft delete covers mistakes for a week.
  name                        = "${var.project}-media"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  # Pictures are opened by signed links and by nothing else.
  public_access_prevention = "enforced"
  force_destroy            = !var.protect

  versioning {
    enabled = false
  }

  # What a mistake deleted can be had back for a week.
  soft_delete_policy {
    retention_duration_seconds = 7 * 24 * 3600
  }

  # An upload that was cut off leaves nothing behind.
  lifecycle_rule {
    condition {
      age = 1
    }
    action {
      type = "AbortIncompleteMultipartUpload"
    }
  }

  dynamic "cors" {
    for_each = length(var.media_origins) > 0 ? [true] : []

    content {
      origin          = var.media_origins
      method          = ["GET", "HEAD"]
      response_header = ["Content-Type", "Cache-Control", "ETag"]
      max_age_seconds = 3600
    }
  }

  depends_on = [google_project_service.used]
}

resource "google_storage_bucket" "packages" {
  #checkov:skip=CKV_GCP_62:Written by deployments alone, which Cloud Audit Logs record.
  name                        = "${var.project}-packages"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true

  versioning {
    enabled = true
  }

  # The last revisions stay deployable; older uploads are of no use.
  lifecycle_rule {
    condition {
      num_newer_versions = 3
      with_state         = "ARCHIVED"
    }
    action {
      type = "Delete"
    }
  }

  depends_on = [google_project_service.used]
}

resource "google_storage_bucket_iam_member" "media" {
  for_each = local.of_bucket

  bucket = google_storage_bucket.media.name
  role   = "roles/${each.value}"
  member = google_service_account.function[each.key].member
}
