# The secrets themselves never pass through Terraform: versions are added with gcloud (see the README),
# so that none stands in the state.

locals {
  own_secrets = toset(["ACCESS_PRIVATE_KEY", "REFRESH_KEY"])
  readers = merge([
    for name, secrets in local.secrets_of : { for secret in secrets : "${name} ${secret}" => { name = name, secret = secret } }
  ]...)
}

resource "google_secret_manager_secret" "secret" {
  for_each = setunion(local.own_secrets, var.model_keys)

  secret_id = each.key

  replication {
    auto {}
  }

  depends_on = [google_project_service.used]
}

resource "google_secret_manager_secret_iam_member" "reads" {
  for_each = local.readers

  secret_id = google_secret_manager_secret.secret[each.value.secret].id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function[each.value.name].member
}
