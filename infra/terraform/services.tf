locals {
  always = toset([
    "artifactregistry", "billingbudgets", "cloudbuild", "cloudfunctions", "cloudscheduler", "cloudtasks",
    "firebase", "firebasehosting", "firebaserules", "firebasestorage", "firestore", "fcm", "iam",
    "iamcredentials", "identitytoolkit", "logging", "monitoring", "run", "secretmanager", "storage",
  ])
  with_vision = strcontains(lookup(var.settings, "LABEL_READERS", ""), "google_vision")
  services = setunion(
    local.always,
    local.with_vision ? ["vision"] : [],
    var.traces_share > 0 ? ["cloudtrace", "telemetry"] : [],
  )
}

resource "google_project_service" "used" {
  for_each = local.services

  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

data "google_project" "this" {
  depends_on = [google_project_service.used]
}
