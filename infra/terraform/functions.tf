locals {
  # A Cloud Run service's address is known before it is there.
  address = "https://{function}-${data.google_project.this.number}.${var.region}.run.app"

  # What a function may be given; the table says which of them it is.
  offered = {
    MEDIA_BUCKET              = google_storage_bucket.media.name
    WORKER_BASE_URL           = local.address
    WORKER_SERVICE_ACCOUNT    = google_service_account.worker.email
    SCHEDULER_SERVICE_ACCOUNT = google_service_account.scheduler.email
  }
  given = {
    GOOGLE_CLOUD_PROJECT = var.project
    ACCESS_PUBLIC_KEYS   = var.access_public_keys
    TASKS_LOCATION       = var.region
  }
  traces = {
    TRACES_URL   = "https://telemetry.googleapis.com/v1/traces"
    TRACES_SHARE = tostring(var.traces_share)
  }
  traced = { for name, value in local.traces : name => value if var.traces_share > 0 }

  # What the operator may choose. Names that the table lists go to the functions that list them, since
  # who is told to ask a model does not start without its key; the others go to every function.
  listed = toset(flatten([for it in local.functions : try(it.settings, [])]))
  free = toset([
    "ACCESS_AUDIENCE", "ACCESS_ISSUER", "CORS_ORIGINS", "COSING_URL", "DAILY_BUDGET_USD", "EWG_URL",
    "GEMINI_API_VERSION", "GEMINI_BASE_URL", "GEMINI_IMAGE_MODEL", "GEMINI_TEXT_MODEL", "GEMINI_VISION_MODEL",
    "GOOGLE_VISION_URL", "INVIMA_URL", "LOG_LEVEL", "MAX_IMAGE_BYTES", "MAX_IMAGE_PIXELS", "OPENAI_BASE_URL",
    "OPENAI_EFFORT", "OPENAI_IMAGE_MODEL", "OPENAI_TEXT_MODEL", "OPENAI_VISION_MODEL", "OPENFDA_URL",
    "OPEN_BEAUTY_FACTS_URL", "OPEN_FOOD_FACTS_URL", "PRODUCT_CONTACT", "PRODUCT_PROVIDERS", "PUBCHEM_URL",
    "TRUSTED_FRONTS", "TRUSTED_HOPS",
  ])
  # The names of `offered`, spelt out: that map waits for resources, which wait for what was chosen.
  choosable = setunion(local.free, setsubtract(local.listed, [
    "MEDIA_BUCKET", "SCHEDULER_SERVICE_ACCOUNT", "WORKER_BASE_URL", "WORKER_SERVICE_ACCOUNT",
  ]))
  chosen = {
    for function, it in local.functions : function => {
      for name, value in var.settings : name => value if contains(local.free, name) || contains(try(it.settings, []), name)
    }
  }
  # Keys of models are handed out only where the operator has them; a Redis serves all.
  common_secrets = ["CACHE_STORAGE", "LIMITS_STORAGE"]
  secrets_of = {
    for name, it in local.functions : name => [
      for secret in concat(try(it.secrets, []), local.common_secrets) : secret if contains(local.own_secrets, secret) || contains(var.model_keys, secret)
    ]
  }
  deployed = { for name, it in local.functions : name => it if var.deploy_functions }
}

resource "google_storage_bucket_object" "package" {
  for_each = local.deployed

  bucket = google_storage_bucket.packages.name
  name   = "${each.key}-${filemd5("${var.packages}/${each.key}.zip")}.zip"
  source = "${var.packages}/${each.key}.zip"
}

resource "google_cloudfunctions2_function" "function" {
  #checkov:skip=CKV_GCP_124:An app on the internet calls most functions; the workers are internal.
  for_each = local.deployed

  name     = replace(each.key, "_", "-")
  location = var.region

  build_config {
    runtime         = "python312"
    entry_point     = each.key
    service_account = google_service_account.build.id

    source {
      storage_source {
        bucket = google_storage_bucket.packages.name
        object = google_storage_bucket_object.package[each.key].name
      }
    }
  }

  service_config {
    available_memory                 = each.value.memory
    available_cpu                    = each.value.cpu
    max_instance_request_concurrency = each.value.concurrency
    timeout_seconds                  = each.value.timeout
    min_instance_count               = 0
    max_instance_count               = each.value.most
    service_account_email            = google_service_account.function[each.key].email
    all_traffic_on_latest_revision   = true
    # Cloud Tasks counts as internal; nobody else reaches a worker.
    ingress_settings = each.value.people ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"

    environment_variables = merge(
      local.given,
      # As many threads as requests are let in at once.
      { THREADS = tostring(each.value.concurrency) },
      { for name in try(each.value.settings, []) : name => local.offered[name] if can(local.offered[name]) },
      local.traced,
      local.chosen[each.key],
    )

    dynamic "secret_environment_variables" {
      for_each = toset(local.secrets_of[each.key])

      content {
        key        = secret_environment_variables.value
        project_id = var.project
        secret     = google_secret_manager_secret.secret[secret_environment_variables.value].secret_id
        version    = lookup(var.secret_versions, secret_environment_variables.value, "latest")
      }
    }
  }

  depends_on = [
    google_project_iam_member.build,
    google_project_iam_member.function,
    google_secret_manager_secret_iam_member.reads,
    google_storage_bucket_iam_member.media,
  ]
}

# People are authenticated by the function itself, by its access tokens.
resource "google_cloud_run_service_iam_member" "people" {
  #checkov:skip=CKV_GCP_102:People hold no Google account; every route checks the access token itself.
  for_each = { for name, it in local.deployed : name => it if it.people }

  location = var.region
  service  = google_cloudfunctions2_function.function[each.key].name
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_run_service_iam_member" "workers" {
  for_each = { for name, it in local.deployed : name => it if !it.people }

  location = var.region
  service  = google_cloudfunctions2_function.function[each.key].name
  role     = "roles/run.invoker"
  member   = google_service_account.worker.member
}
