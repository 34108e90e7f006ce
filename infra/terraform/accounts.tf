# One service account a function, with what it needs and nothing more.

locals {
  functions = yamldecode(file("${path.module}/../functions.yaml"))

  project_roles = merge([
    for name, it in local.functions : { for role in it.may : "${name} ${role}" => { name = name, role = role } }
  ]...)
  # Where the roles there are would let a function do more than it does: one that may change accounts
  # could make anybody an administrator.
  narrow = {
    account_reader  = ["firebaseauth.users.get"]
    account_remover = ["firebaseauth.users.get", "firebaseauth.users.delete"]
    message_sender  = ["cloudmessaging.messages.create"]
    link_signer     = ["iam.serviceAccounts.signBlob"]
  }
  of_bucket = { for name, it in local.functions : name => it.bucket if can(it.bucket) }
  signers   = toset([for name, it in local.functions : name if try(it.signs, false)])
  senders   = toset([for name, it in local.functions : name if try(it.sends, false)])
}

resource "google_service_account" "function" {
  for_each = local.functions

  account_id   = "fn-${replace(each.key, "_", "-")}"
  display_name = "Function ${each.key}"

  depends_on = [google_project_service.used]
}

# Whose tokens the workers let in: Cloud Tasks calls them as this account.
resource "google_service_account" "worker" {
  account_id   = "tasks-caller"
  display_name = "Calls the workers"

  depends_on = [google_project_service.used]
}

resource "google_service_account" "scheduler" {
  account_id   = "scheduler-caller"
  display_name = "Calls the schedules"

  depends_on = [google_project_service.used]
}

resource "google_service_account" "build" {
  account_id   = "functions-build"
  display_name = "Builds the functions"

  depends_on = [google_project_service.used]
}

resource "google_project_iam_custom_role" "narrow" {
  for_each = local.narrow

  role_id     = "zerowaste_${each.key}"
  title       = "ZeroWasteAI ${replace(each.key, "_", " ")}"
  permissions = each.value

  depends_on = [google_project_service.used]
}

resource "google_project_iam_member" "function" {
  for_each = local.project_roles

  project = var.project
  role    = contains(keys(local.narrow), each.value.role) ? google_project_iam_custom_role.narrow[each.value.role].name : "roles/${each.value.role}"
  member  = google_service_account.function[each.value.name].member
}

# Spans go to Cloud Trace by the Telemetry API.
resource "google_project_iam_member" "traces" {
  for_each = { for name, it in local.functions : name => it if var.traces_share > 0 }

  project = var.project
  role    = "roles/telemetry.tracesWriter"
  member  = google_service_account.function[each.key].member
}

# Cloud Vision knows no role of its own: whoever may use the project's services may ask it.
resource "google_project_iam_member" "vision" {
  for_each = { for name, it in local.functions : name => it if local.with_vision && contains(try(it.settings, []), "LABEL_READERS") }

  project = var.project
  role    = "roles/serviceusage.serviceUsageConsumer"
  member  = google_service_account.function[each.key].member
}

resource "google_project_iam_member" "build" {
  for_each = toset(["artifactregistry.writer", "logging.logWriter", "storage.objectViewer"])

  project = var.project
  role    = "roles/${each.key}"
  member  = google_service_account.build.member

  # It reads sources; never pictures, what is being restored, or the plan's state.
  dynamic "condition" {
    for_each = each.key == "storage.objectViewer" ? [["media", "restore", "terraform"]] : []

    content {
      title      = "sources only"
      expression = join(" && ", [for name in condition.value : "!resource.name.startsWith(\"projects/_/buckets/${var.project}-${name}\")"])
    }
  }
}

# A function that signs links does it as itself.
resource "google_service_account_iam_member" "signs" {
  for_each = local.signers

  service_account_id = google_service_account.function[each.key].name
  role               = google_project_iam_custom_role.narrow["link_signer"].name
  member             = google_service_account.function[each.key].member
}

# A task that carries the caller's token is made by somebody who may act as the caller.
resource "google_service_account_iam_member" "sends" {
  for_each = local.senders

  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.function[each.key].member
}
