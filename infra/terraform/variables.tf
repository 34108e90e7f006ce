variable "project" {
  description = "Id of the Google Cloud project that everything lives in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project id has 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "Region of the functions, queues, schedules and buckets."
  type        = string
  default     = "europe-west1"
}

variable "firestore_location" {
  description = "Location of the database, a region or multi-region; it cannot be changed later."
  type        = string
  default     = "eur3"
}

variable "deploy_functions" {
  description = "Whether the functions are deployed; false for the first run, before the secrets have a version."
  type        = bool
  default     = true
}

variable "packages" {
  description = "Folder that `infra.deploy.package` wrote the uploads to."
  type        = string
  default     = "../../.local/packages"
}

variable "access_public_keys" {
  description = "JSON Web Key Set that verifies access tokens; public, printed by `infra.deploy.keys`."
  type        = string
  default     = "{\"keys\":[]}"

  validation {
    condition     = can(jsondecode(var.access_public_keys).keys)
    error_message = "A JSON Web Key Set: an object with `keys`."
  }

  validation {
    condition     = !var.deploy_functions || try(length(jsondecode(var.access_public_keys).keys) > 0, false)
    error_message = "Functions do not start without a key: see `infra.deploy.keys`."
  }
}

variable "secret_versions" {
  description = "Versions of secrets to hand out, by name; the latest where none is named. Naming another is what makes a new revision read it."
  type        = map(string)
  default     = {}
}

variable "model_keys" {
  description = "Secrets to hand out: keys of model providers and of sources of substances, to the functions that ask them, and addresses of a Redis; without any, the offline providers, the embedded tables and Firestore answer."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.model_keys, ["GEMINI_API_KEY", "OPENAI_API_KEY", "OPENFDA_KEY", "COSING_KEY", "EWG_KEY", "INVIMA_KEY", "CACHE_STORAGE", "LIMITS_STORAGE"])) == 0
    error_message = "Only GEMINI_API_KEY, OPENAI_API_KEY, OPENFDA_KEY, COSING_KEY, EWG_KEY, INVIMA_KEY, CACHE_STORAGE and LIMITS_STORAGE."
  }
}

variable "settings" {
  description = "Further environment variables, for instance CORS_ORIGINS or WRITER_PROVIDERS; each goes to the functions that may have it. No secret belongs here."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.settings), local.choosable)) == 0
    error_message = "Not among what may be chosen: ${join(", ", setsubtract(keys(var.settings), local.choosable))}."
  }
}

variable "traces_share" {
  description = "Share of the requests that are traced, from 0 to 1, in Cloud Trace; 0 turns tracing off."
  type        = number
  default     = 0

  validation {
    condition     = var.traces_share >= 0 && var.traces_share <= 1
    error_message = "From 0 to 1."
  }
}

variable "image_rate" {
  description = "Pictures a second, and at once, that the image model's quota allows."
  type        = object({ per_second = number, at_once = number })
  default     = { per_second = 2, at_once = 4 }
}

variable "recognition_rate" {
  description = "Photos a second, and at once, that the vision model's quota allows."
  type        = object({ per_second = number, at_once = number })
  default     = { per_second = 5, at_once = 8 }
}

variable "label_rate" {
  description = "Labels a second, and at once, that the vision model's quota allows."
  type        = object({ per_second = number, at_once = number })
  default     = { per_second = 2, at_once = 4 }
}

variable "time_zone" {
  description = "Time zone of the schedules that go by the clock."
  type        = string
  default     = "Etc/UTC"
}

variable "alert_emails" {
  description = "Addresses that alerts are sent to."
  type        = set(string)
  default     = []
}

variable "billing_account" {
  description = "Billing account that the budget watches; without it there is no budget."
  type        = string
  default     = null
}

variable "monthly_budget" {
  description = "What a month may cost before an alert, in whole units of the billing account's currency."
  type        = number
  default     = 50
}

variable "model_budget_usd" {
  description = "US dollars that all model calls together may cost in an hour before an alert is sent."
  type        = number
  default     = 5
}

variable "media_origins" {
  description = "Origins of browsers that may read pictures from the bucket."
  type        = list(string)
  default     = []
}

variable "protect" {
  description = "Whether the database and the bucket refuse to be deleted."
  type        = bool
  default     = true
}
